"""What must hold between the numbers of the prose, and between them and the tables.

Each claim is turned into rows of the linear system: a rate into change over base, a share into part over
whole, a completion into actual over budget, a breakdown into its sum, a level into the cell of the table
that it repeats. A claim that could refer to two facts is left unchecked, with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from checks.catalogue.vocabulary import partitions
from checks.numbers.amount import PERCENT, RATIO_SCALE, Kind, format_value
from checks.numbers.claims import Claim, ClaimKind, Claims, Comparison, Concept, Listing, Measure, is_paid_by
from checks.numbers.facts import Fact
from checks.relations.relation import Ratio, Relation, Sense, Sum
from checks.rules.prose.averages import averages
from checks.rules.prose.comparisons import against_completion, may_be_equal, moved_after_all, unmoved
from checks.rules.prose.evaluation.execution import execution_relations
from checks.rules.prose.evaluation.funding import funding_relations
from checks.rules.prose.evaluation.projects import project_relations
from checks.rules.prose.evaluation.scores import score_relations
from checks.rules.prose.products import products
from checks.rules.prose.rates import Rates, Said
from checks.rules.prose.readings import is_last_digit_slip, is_nothing
from checks.rules.prose.repeats import printed_again, repeated, restated_lists
from checks.rules.prose.revenue import within_revenue
from checks.rules.prose.scope import scoped
from checks.rules.prose.sums.additions import addition_relations, told_once
from checks.rules.prose.sums.balances import balance_relations
from checks.rules.prose.sums.breakdowns import breakdown_relations, restated
from checks.rules.prose.sums.growth import completion_relations, growth_relations, rates_of_changes
from checks.rules.prose.sums.names import counted_names
from checks.rules.prose.sums.outline import outline_relations
from checks.rules.prose.sums.partitions import partition_relations, summed_totals
from checks.rules.prose.sums.years import year_relations
from checks.rules.prose.tables import NoTables, TableLookup
from checks.rules.prose.things import counted_things

_TWO = frozenset({"基本支出", "项目支出"})
"""What expenditure is divided into wherever there is nothing else."""


@dataclass(frozen=True, slots=True)
class ProseFinding:
    """Something that words and numbers together say wrongly; ``facts[0]`` is the number it is about."""

    rule: str
    facts: tuple[int, ...]
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ProseResult:
    """The relations of the prose, what was found on the way, and why some claims are held against nothing.

    ``agreed`` are numbers that no relation can carry and that were held against others without fault.
    """

    relations: tuple[Relation, ...] = ()
    findings: tuple[ProseFinding, ...] = ()
    agreed: tuple[int, ...] = ()
    unchecked: dict[int, str] = field(default_factory=dict)


def prose_relations(claims: Claims, facts: Sequence[Fact], lookup: TableLookup | None = None) -> ProseResult:
    """The relations of one document's claims; ``facts`` are all facts of the run, by their global index."""
    builder = _Builder(claims, facts, lookup or NoTables())
    return builder.build()


class _Builder:
    """Collects relations, findings and reasons while going over the claims once for each kind of relation."""

    def __init__(self, claims: Claims, facts: Sequence[Fact], lookup: TableLookup) -> None:
        self._claims = {claim.fact: claim for claim in scoped(within_revenue(claims.claims))}
        self._source = claims
        self._facts = facts
        self._lookup = lookup
        self._relations: list[Relation] = []
        self._findings: list[ProseFinding] = []
        self._unchecked: dict[int, str] = {}
        self._shares: dict[tuple[tuple[str, ...], str], list[Claim]] = defaultdict(list)
        for claim in self._claims.values():
            if claim.kind is ClaimKind.SHARE:
                self._shares[claim.headings, claim.of].append(claim)

    def build(self) -> ProseResult:
        """Everything that the claims say."""
        rates = Rates(self._claims, self._facts, self._cell)
        for claim in self._claims.values():
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
                    self._take(claim, rates.share(claim, self._all_parts_beside(claim)))
                case ClaimKind.LEVEL:
                    self._level(claim)
                case ClaimKind.RATIO:
                    ratios = execution_relations(claim, self._facts, self._lookup)
                    self._relations += (*ratios, *rates.points(claim))
                case _:
                    pass
        self._shares_of_one_whole()
        self._shares_beside_each_other()
        self._shares_beyond_their_whole()
        for comparison in self._source.comparisons:
            self._compare(comparison)
        said, normal = tuple(self._claims.values()), self._source.normal
        self._relations += moved_after_all(self._source.comparisons, said)
        for *pair, word in against_completion(self._source.comparisons, said, self._facts):
            self._findings.append(ProseFinding("prose.comparison-rate", tuple(pair), (("word", word),)))
        self._relations += (*breakdown_relations(said, self._facts), *addition_relations(said, self._facts))
        outlined = outline_relations(said, self._facts, self._source.ranks)
        self._relations += (*year_relations(said, self._facts), *outlined, *restated(said))
        summed = summed_totals(self._relations, self._claims)
        self._relations += partition_relations(said, self._source, self._facts, summed)
        self._relations += balance_relations(said, self._facts, self._lookup)
        bought = products(said, self._facts)
        of_each = averages(said, self._facts, bought.prices)
        self._relations += (*bought.relations, *of_each.relations)
        self._relations += (*score_relations(said, self._facts), *funding_relations(said, self._facts))
        self._relations += project_relations(said, self._facts, self._lookup)
        still = unmoved(self._source.comparisons)
        self._relations += growth_relations(self._claims, tuple(self._relations), still, self._facts)
        self._relations += rates_of_changes(self._claims)
        self._relations += completion_relations(self._claims, self._relations, self._facts)
        settled = [r.facts[0] for r in self._relations if r.rule == "prose.level-vs-table"]
        self._relations += repeated(said, self._facts, settled, normal)
        self._relations += (*restated_lists(said, self._facts), *printed_again(said, self._facts, normal))
        things = counted_things(said, self._facts, self._lookup, normal)
        self._findings += [ProseFinding(rule, pair) for rule, pair in things.found]
        named = counted_names(said, self._facts)
        self._findings += [ProseFinding("prose.count-of-names", *one) for one in named.wrong]
        touched = {index for relation in self._relations for index in relation.facts}
        agreed = (*things.agreed, *named.agreed, *of_each.divisors, *bought.factors)
        touched |= {*agreed, *(index for finding in self._findings for index in finding.facts)}
        unchecked = {
            claim.fact: self._unchecked.get(claim.fact, "没有可以核对的数")
            for claim in self._claims.values()
            if claim.fact not in touched
        }
        return ProseResult(told_once(self._relations), tuple(self._findings), agreed, unchecked)

    # --- one claim ----------------------------------------------------------------------------------------

    def _take(self, claim: Claim, said: Said) -> None:
        """Keep what a claim comes to."""
        if said.relation is not None:
            self._add(said.relation)
        elif said.finding is not None:
            self._findings.append(ProseFinding(*said.finding))
        else:
            self._unchecked.setdefault(claim.fact, said.why)

    def _all_parts_beside(self, share: Claim) -> tuple[int, ...]:
        """The parts of an official whole, where the section gives all of them with their shares of it."""
        if not share.of:
            return ()
        section = [c for c in self._shares[share.headings, share.of] if c.base is not None]
        for beside in ([c for c in section if c.sentence == share.sentence], section):
            parts = [c.base for c in beside if c.base is not None and not self._rough(c.base)]
            names = {self._claims[part].concept.name for part in parts}
            whole = len(parts) > 1 and len(parts) == len(names)
            if whole and names in (_TWO, *(partition.parts for partition in partitions())):
                return tuple(parts)
        return ()

    def _level(self, claim: Claim) -> None:
        if claim.in_reason or self._facts[claim.fact].printed.kind is not Kind.MONEY:
            return
        whole = self._claims.get(claim.total) if claim.total is not None else None
        if whole is not None and is_paid_by(claim, whole):
            return
        cell = self._cell(claim.concept, claim.measure, claim.period)
        if cell is not None:
            self._add(Sum("prose.level-vs-table", ((claim.fact, 1), (cell, -1))))
        elif self._facts[claim.fact].printed.value:
            blank = self._lookup.blank(claim.concept, claim.measure, claim.period)
            if blank is not None:
                self._findings.append(
                    ProseFinding("prose.level-vs-empty-table", (claim.fact,), (("table", blank),))
                )

    # --- several claims -----------------------------------------------------------------------------------

    def _shares_of_one_whole(self) -> None:
        """Shares of one list that say of which whole only by standing in it: each held against its amount tells as much."""
        groups: dict[int, list[Claim]] = defaultdict(list)
        held = {r.ratio for r in self._relations if isinstance(r, Ratio)}
        for claim in self._claims.values():
            if claim.kind is ClaimKind.SHARE and claim.base is not None and not claim.approximate:
                part = self._claims[claim.base]
                if part.total is not None and part.listing is Listing.ALL and not claim.of:
                    groups[part.total].append(claim)
        for shares in groups.values():
            if len(shares) < 2 or len(shares) != self._parts_of(shares[0]):
                continue
            if {share.fact for share in shares} <= held:
                continue
            miss, slack = self._beyond_all(shares)
            if abs(miss) > slack and any(self._facts[share.fact].printed.value for share in shares):
                self._findings.append(_of_shares(shares, miss))

    def _shares_beside_each_other(self) -> None:
        """A share whose whole is not named is of the whole that the other one of its sentence is of: 甲 9 万元，占比 90%；乙 …"""
        wholes = {r.ratio: r.denominator for r in self._relations if isinstance(r, Ratio)}
        sentences: dict[int, list[Claim]] = defaultdict(list)
        for claim in self._claims.values():
            if claim.kind is ClaimKind.SHARE and not claim.of and claim.base is not None:
                sentences[claim.sentence].append(claim)
        for shares in sentences.values():
            known = {wholes[share.fact] for share in shares if share.fact in wholes}
            if len(known) != 1 or len(shares) - sum(share.fact in wholes for share in shares) != 1:
                continue
            (whole,) = known
            for share in shares:
                if share.fact not in wholes and share.base is not None and share.whole is None:
                    self._unchecked.pop(share.fact, None)
                    self._add(Ratio("prose.share", share.fact, ((share.base, 1),), whole))

    def _shares_beyond_their_whole(self) -> None:
        """Shares that a sentence names of one whole, of parts that exclude each other, are no more than all of it."""
        sentences: dict[tuple[int, str], dict[int, Claim]] = defaultdict(dict)
        for claim in self._claims.values():
            if claim.kind is ClaimKind.SHARE and claim.of and not claim.approximate:
                part = claim if claim.base is None else self._claims[claim.base]
                sentences[claim.sentence, claim.of][claim.fact] = part
        known = {r.ratio for r in self._relations if isinstance(r, Ratio)}
        for parts in sentences.values():
            names = {part.concept.name for part in parts.values()}
            listed = {part.total for part in parts.values()}
            apart = any(names <= p.parts for p in (*partitions(), *partitions(loose=True)))
            apart |= (len(listed) == 1 and None not in listed) or all(
                p.concept.grade == 1 for p in parts.values()
            )
            shares = [self._claims[fact] for fact in parts]
            beyond, slack = self._beyond_all(shares)
            if len(names) == len(parts) > 1 and apart and beyond > slack and known.isdisjoint(parts):
                self._findings.append(_of_shares(shares, beyond))

    def _beyond_all(self, shares: Sequence[Claim]) -> tuple[int, int]:
        """What shares are together more than all of their whole, and how much of it rounding may have made."""
        printed = [self._facts[share.fact].printed for share in shares]
        return sum(p.value for p in printed) - RATIO_SCALE, sum(p.half for p in printed)

    def _compare(self, comparison: Comparison) -> None:
        left, right = comparison.left, comparison.right
        if left is None or right is None or comparison.sense is None or self._rough(left, right):
            return
        words = (("word", comparison.text),)
        if comparison.sense == 0 and comparison.text.startswith("基本"):
            return
        level = is_nothing(((left, 1), (right, -1)), self._facts)
        if comparison.sense and level and not may_be_equal(comparison):
            self._findings.append(ProseFinding("prose.comparison-word", (left, right), words))
        elif comparison.sense == 0:
            self._add(Sum("prose.comparison-word", ((left, 1), (right, -1)), words=words))
        else:
            bound = ((left, -comparison.sense), (right, comparison.sense))
            self._add(Sum("prose.comparison-word", bound, Sense.AT_MOST, words))

    # --- helpers ------------------------------------------------------------------------------------------

    def _cell(self, concept: Concept, measure: Measure, period: int | None) -> int | None:
        """The one cell that carries a concept; None where none does or several differ."""
        cells = self._lookup.find(concept, measure, period)
        values = {(self._facts[i].printed.value, self._facts[i].printed.half) for i in cells}
        return cells[0] if len(values) == 1 else None

    def _parts_of(self, share: Claim) -> int:
        total = self._claims[share.base].total if share.base is not None else None
        measure = self._claims[share.base].measure if share.base is not None else None
        return sum(
            c.total == total and c.measure is measure and c.kind is ClaimKind.LEVEL
            for c in self._claims.values()
        )

    def _add(self, relation: Relation) -> None:
        if isinstance(relation, Ratio) and is_last_digit_slip(relation, self._facts):
            relation = replace(relation, rule=f"{relation.rule}-last-digit")
        self._relations.append(relation)

    def _rough(self, *indices: int) -> bool:
        return any(index in self._claims and self._claims[index].approximate for index in indices)


def _of_shares(shares: Sequence[Claim], beyond: int) -> ProseFinding:
    """That shares of one whole are together so much more than all of it, or less."""
    words = (("sum", format_value(beyond + RATIO_SCALE, PERCENT)),)
    return ProseFinding("prose.shares-sum", tuple(share.fact for share in shares), words)
