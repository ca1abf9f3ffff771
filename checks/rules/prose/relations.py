"""What must hold between the numbers of the prose, and between them and the tables.

Each claim is turned into rows of the linear system: a rate into change over base, a share into part over
whole, a completion into actual over budget, a breakdown into its sum, a level into the cell of the table
that it repeats. A claim that could refer to two facts is left unchecked, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from checks.catalogue import vocabulary
from checks.numbers.amount import Kind
from checks.numbers.claims import (
    Claim,
    ClaimKind,
    Claims,
    Comparison,
    Concept,
    Measure,
    is_paid_by,
    opening_of,
)
from checks.numbers.facts import Fact
from checks.relations.relation import Ratio, Relation, Sense, Sum
from checks.rules.prose import ProseFinding, ProseResult
from checks.rules.prose.comparisons import (
    against_completion,
    is_exact,
    may_be_equal,
    moved_after_all,
    unmoved,
)
from checks.rules.prose.counting.averages import averages
from checks.rules.prose.counting.names import counted_items, counted_names
from checks.rules.prose.counting.products import products
from checks.rules.prose.counting.things import counted_things
from checks.rules.prose.evaluation.execution import execution_relations
from checks.rules.prose.evaluation.funding import funding_relations
from checks.rules.prose.evaluation.projects import project_relations
from checks.rules.prose.evaluation.scores import score_relations
from checks.rules.prose.evaluation.summaries import summary_relations
from checks.rules.prose.labels import labelled
from checks.rules.prose.ratios.points import point_relations, progress
from checks.rules.prose.ratios.rates import Rates, Said
from checks.rules.prose.ratios.savings import saving_relations
from checks.rules.prose.readings import guessed, is_last_digit_slip, is_nothing, likeliest
from checks.rules.prose.repeats import printed_again, repeated, restated_lists
from checks.rules.prose.revenue import within_revenue
from checks.rules.prose.scope import FISCAL, LOOSELY, scoped
from checks.rules.prose.sums.additions import addition_relations, told_once
from checks.rules.prose.sums.balances import balance_relations
from checks.rules.prose.sums.breakdowns import breakdown_relations, restated
from checks.rules.prose.sums.changes import changes_in_all
from checks.rules.prose.sums.growth import (
    completion_relations,
    completions_by_change,
    growth_relations,
    rates_of_changes,
)
from checks.rules.prose.sums.outline import outline_relations
from checks.rules.prose.sums.parallel import parallel_relations
from checks.rules.prose.sums.partitions import partition_relations, summed_totals
from checks.rules.prose.sums.shares import (
    all_parts_beside,
    beyond_their_whole,
    by_section,
    shares_beside_each_other,
    shares_of_all_parts,
    sums_of_lists,
)
from checks.rules.prose.sums.years import year_relations
from checks.rules.prose.tables import Earlier, NoTables, TableLookup

_PART_OF_A_DEPARTMENT = re.compile(f"{vocabulary.phrase('office')}|{vocabulary.phrase('below')}")
_TAKES_IN = re.compile(r"（(?:[^（）]*[^不（）])?含[^（）]{1,20}）\Z")
"""What takes in something else is not just what a form gives by the name: 事业收入（含教育收费）."""

_RECEIVED = Concept("财政拨款收入")
_RECEIVED_IN_ALL = [Concept("本年收入合计", fund=FISCAL), Concept("财政拨款收入支出总计")]


def prose_relations(claims: Claims, facts: Sequence[Fact], lookup: TableLookup | None = None) -> ProseResult:
    """The relations of one document's claims; ``facts`` are all facts of the run, by their global index."""
    builder = _Builder(claims, facts, lookup or NoTables())
    return builder.build()


class _Builder:
    """Collects relations, findings and reasons while going over the claims once for each kind of relation."""

    def __init__(self, claims: Claims, facts: Sequence[Fact], lookup: TableLookup) -> None:
        self._claims = {claim.fact: claim for claim in scoped(within_revenue(claims.claims))}
        self._said = tuple(self._claims.values())
        self._source = claims
        self._facts = facts
        self._lookup = lookup
        self._relations: list[Relation] = []
        self._findings: list[ProseFinding] = []
        self._agreed: list[int] = []
        self._unchecked: dict[int, str] = {}

    def build(self) -> ProseResult:
        """Everything that the claims say."""
        self._one_by_one()
        self._shares_together()
        self._comparisons()
        self._sums()
        self._repeats()
        self._counts()
        touched = {index for relation in self._relations for index in relation.facts}
        touched |= {*self._agreed, *(index for finding in self._findings for index in finding.facts)}
        unchecked = {
            claim.fact: self._unchecked.get(claim.fact, "没有可以核对的数")
            for claim in self._said
            if claim.fact not in touched
        }
        relations = told_once(self._relations)
        return ProseResult(relations, tuple(self._findings), tuple(self._agreed), unchecked)

    def _one_by_one(self) -> None:
        """What each claim says of the levels around it and of the tables."""
        sections = by_section(self._said)
        rates = Rates(self._claims, self._facts, self._cell, self._before)
        for claim in self._said:
            if claim.approximate:
                self._unchecked[claim.fact] = "约数，不作精确核对"
                continue
            match claim.kind:
                case ClaimKind.RATE:
                    self._take(claim, rates.rate(claim))
                case ClaimKind.CHANGE:
                    self._take(claim, rates.change(claim))
                case ClaimKind.COMPLETION:
                    self._take(claim, rates.completion(claim))
                case ClaimKind.SHARE:
                    self._take(claim, rates.share(claim, all_parts_beside(claim, sections, self._claims)))
                case ClaimKind.LEVEL:
                    self._level(claim)
                case ClaimKind.RATIO:
                    ratios = execution_relations(claim, self._facts, self._lookup)
                    self._relations += (*ratios, *rates.points(claim))
                case _:
                    pass

    def _shares_together(self) -> None:
        self._findings += sums_of_lists(self._claims, self._relations, self._facts)
        self._add_shares(shares_beside_each_other(self._claims, self._relations))
        self._add_shares(shares_of_all_parts(self._claims, self._relations, self._facts))
        self._findings += beyond_their_whole(self._claims, self._relations, self._facts)

    def _comparisons(self) -> None:
        for comparison in self._source.comparisons:
            self._compare(comparison)
        self._relations += moved_after_all(self._source.comparisons, self._said)
        for *pair, word in against_completion(self._source.comparisons, self._said, self._facts):
            self._findings.append(ProseFinding("prose.comparison-rate", tuple(pair), (("word", word),)))

    def _sums(self) -> None:
        """Lists and their totals, changes and their parts, balances, what so many at such a price come to."""
        said, facts = self._said, self._facts
        self._relations += (*breakdown_relations(said, facts), *addition_relations(said, facts))
        outlined = outline_relations(said, facts, self._source.ranks, self._source.normal)
        self._relations += (*year_relations(said, facts), *outlined, *restated(said))
        self._relations += (*parallel_relations(said, facts), *changes_in_all(said))
        summed = summed_totals(self._relations, self._claims)
        self._relations += partition_relations(said, self._source, facts, summed)
        self._relations += balance_relations(said, facts, self._lookup)
        bought = products(said, facts)
        of_each = averages(said, facts, bought.prices)
        self._relations += (*bought.relations, *of_each.relations)
        self._agreed += (*of_each.divisors, *bought.factors)
        self._relations += (*score_relations(said, facts), *funding_relations(said, facts))
        self._relations += project_relations(said, facts, self._lookup)
        self._relations += summary_relations(said, facts, self._lookup)
        for relation in saving_relations(said, facts):
            self._add(relation)
        still = unmoved(self._source.comparisons)
        self._relations += growth_relations(self._claims, tuple(self._relations), still, facts)
        self._relations += rates_of_changes(self._claims)
        self._relations += completions_by_change(self._claims, self._relations)
        self._relations += completion_relations(self._claims, self._relations, facts)
        self._relations += point_relations(said, facts)

    def _repeats(self) -> None:
        said, normal = self._said, self._source.normal
        settled = [r.facts[0] for r in self._relations if r.rule == "prose.level-vs-table"]
        self._relations += labelled(said, self._facts, self._lookup, {*settled})
        self._relations += repeated(said, self._facts, settled, normal)
        self._relations += (*restated_lists(said, self._facts), *printed_again(said, self._facts, normal))

    def _counts(self) -> None:
        """Things counted beside what they cost, names and items beside their count, what was done of a year that has passed in part."""
        things = counted_things(self._said, self._facts, self._lookup, self._source.normal)
        self._findings += [ProseFinding(rule, pair) for rule, pair in things.found]
        self._agreed += things.agreed
        for rule, counted in (
            ("prose.count-of-names", counted_names(self._said, self._facts)),
            ("prose.count-of-items", counted_items(self._said, self._relations, self._facts)),
            ("prose.progress", progress(self._said, self._facts)),
        ):
            self._findings += [ProseFinding(rule, *one) for one in counted.wrong]
            self._agreed += counted.agreed

    def _take(self, claim: Claim, said: Said) -> None:
        """Keep what a claim comes to."""
        if said.relation is not None:
            self._add(said.relation)
        elif said.finding is not None:
            self._findings.append(ProseFinding(*said.finding))
        else:
            self._unchecked.setdefault(claim.fact, said.why)

    def _level(self, claim: Claim) -> None:
        if claim.in_reason or self._facts[claim.fact].printed.kind is not Kind.MONEY:
            return
        if _PART_OF_A_DEPARTMENT.fullmatch(claim.body):
            return
        whole = self._claims.get(claim.total) if claim.total is not None else None
        if whole is not None and is_paid_by(claim, whole):
            return
        cell = self._cell(claim.concept, claim.measure, claim.period)
        cells = [c for c in (cell, *self._said_otherwise(claim)) if c is not None]
        if cells:
            readings = [Sum("prose.level-vs-table", ((claim.fact, 1), (c, -1))) for c in cells]
            loosely = cell is None or _TAKES_IN.search(claim.phrase) is not None
            said = guessed if loosely else likeliest
            if (relation := said(readings, self._facts)) is not None:
                self._add(relation)
        elif self._facts[claim.fact].printed.value:
            blank = self._lookup.blank(claim.concept, claim.measure, claim.period)
            if blank is not None:
                self._findings.append(
                    ProseFinding("prose.level-vs-empty-table", (claim.fact,), (("table", blank),))
                )

    def _said_otherwise(self, claim: Claim) -> list[int | None]:
        """The cells that looser words may mean: 当年拨款 is received, 总收入 may leave out what was carried over.

        财政拨款收入 is that of the year, or with what was carried over; forms of one fund call its row so.
        """
        name = LOOSELY.get(claim.concept.name)
        if "拨款" in claim.phrase and "支出" not in claim.phrase and claim.concept.name.endswith("拨款支出"):
            name = f"{claim.concept.name.removesuffix('支出')}收入"
        if claim.concept == _RECEIVED:
            concepts = _RECEIVED_IN_ALL
        else:
            concepts = [replace(claim.concept, name=name)] if name else []
        return [self._cell(concept, claim.measure, claim.period) for concept in concepts]

    def _compare(self, comparison: Comparison) -> None:
        left, right = comparison.left, comparison.right
        if left is None or right is None or comparison.sense is None or self._rough(left, right):
            return
        words = (("word", comparison.text),)
        if comparison.sense == 0 and not is_exact(comparison):
            return
        level = is_nothing(((left, 1), (right, -1)), self._facts)
        if comparison.sense and level and not may_be_equal(comparison):
            self._findings.append(ProseFinding("prose.comparison-word", (left, right), words))
        elif comparison.sense == 0:
            self._add(Sum("prose.comparison-word", ((left, 1), (right, -1)), words=words))
        else:
            bound = ((left, -comparison.sense), (right, comparison.sense))
            self._add(Sum("prose.comparison-word", bound, Sense.AT_MOST, words))

    def _cell(self, concept: Concept, measure: Measure, period: int | None) -> int | None:
        """The one cell that carries a concept; None where none does or several differ."""
        return next(iter(self._agreeing(self._lookup.find(concept, measure, period))), None)

    def _before(self, moved: Claim) -> Earlier:
        """The one cell that a change is since; no facts where no table carries it or several differ."""
        base = self._claims[moved.base] if moved.base is not None else moved
        if opening := opening_of(base.concept, moved.compared_with):
            return Earlier(self._agreeing(self._lookup.find(opening, base.measure, base.period)), sure=True)
        if moved.against is None or not base.concept.name:
            return Earlier()
        found = self._lookup.earlier(base.concept, base.measure, moved.against)
        return replace(found, facts=self._agreeing(found.facts))

    def _agreeing(self, cells: tuple[int, ...]) -> tuple[int, ...]:
        """The first of some cells that carry one number; none where they differ."""
        values = {(self._facts[i].printed.value, self._facts[i].printed.half) for i in cells}
        return cells[:1] if len(values) == 1 else ()

    def _add_shares(self, shares: Iterable[Ratio]) -> None:
        for share in shares:
            self._unchecked.pop(share.ratio, None)
            self._add(share)

    def _add(self, relation: Relation) -> None:
        if isinstance(relation, Ratio) and is_last_digit_slip(relation, self._facts):
            relation = replace(relation, rule=f"{relation.rule}-last-digit")
        self._relations.append(relation)

    def _rough(self, *indices: int) -> bool:
        return any(index in self._claims and self._claims[index].approximate for index in indices)
