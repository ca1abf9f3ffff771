"""What must hold between the numbers of the prose, and between them and the tables.

Each claim is turned into rows of the linear system: a rate into change over base, a share into part over
whole, a completion into actual over budget, a breakdown into its sum, a level into the cell of the table
that it repeats. A claim that could refer to two facts is left unchecked, with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from checks.numbers.amount import PERCENT, RATIO_SCALE, Kind, format_value
from checks.numbers.claims import Claim, ClaimKind, Claims, Comparison, Concept, Listing, Measure
from checks.numbers.facts import Fact
from checks.relations.relation import Ratio, Relation, Sense, Sum, Terms
from checks.rules.prose.balances import balance_relations
from checks.rules.prose.breakdowns import breakdown_relations, restated
from checks.rules.prose.execution import execution_relations
from checks.rules.prose.ratio import is_last_digit_slip
from checks.rules.prose.repeats import repeated
from checks.rules.prose.revenue import within_revenue
from checks.rules.prose.scores import score_relations
from checks.rules.prose.tables import NoTables, TableLookup

_WHOLES = {"三公经费": {"因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"}}


@dataclass(frozen=True, slots=True)
class ProseFinding:
    """Something that words and numbers together say wrongly; ``facts[0]`` is the number it is about."""

    rule: str
    facts: tuple[int, ...]
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ProseResult:
    """The relations of the prose, what was found on the way, and why some claims are held against nothing."""

    relations: tuple[Relation, ...] = ()
    findings: tuple[ProseFinding, ...] = ()
    unchecked: dict[int, str] = field(default_factory=dict)


def prose_relations(claims: Claims, facts: Sequence[Fact], lookup: TableLookup | None = None) -> ProseResult:
    """The relations of one document's claims; ``facts`` are all facts of the run, by their global index."""
    builder = _Builder(claims, facts, lookup or NoTables())
    return builder.build()


class _Builder:
    """Collects relations, findings and reasons while going over the claims once for each kind of relation."""

    def __init__(self, claims: Claims, facts: Sequence[Fact], lookup: TableLookup) -> None:
        self._claims = {claim.fact: claim for claim in within_revenue(claims.claims)}
        self._comparisons = claims.comparisons
        self._facts = facts
        self._lookup = lookup
        self._relations: list[Relation] = []
        self._findings: list[ProseFinding] = []
        self._unchecked: dict[int, str] = {}

    def build(self) -> ProseResult:
        """Everything that the claims say."""
        for claim in self._claims.values():
            if claim.approximate:
                self._unchecked[claim.fact] = "约数，不作精确核对"
                continue
            match claim.kind:
                case ClaimKind.RATE:
                    self._rate(claim)
                case ClaimKind.CHANGE:
                    self._change(claim)
                case ClaimKind.COMPLETION:
                    self._completion(claim)
                case ClaimKind.SHARE:
                    self._share(claim)
                case ClaimKind.LEVEL:
                    self._level(claim)
                case ClaimKind.RATIO:
                    self._relations += execution_relations(claim, self._facts, self._lookup)
                case _:
                    pass
        self._shares_of_one_whole()
        for comparison in self._comparisons:
            self._compare(comparison)
        said = tuple(self._claims.values())
        self._relations += breakdown_relations(said, self._facts)
        self._relations += restated(said)
        self._relations += score_relations(said, self._facts)
        self._relations += balance_relations(said, self._facts)
        settled = [r.facts[0] for r in self._relations if r.rule == "prose.level-vs-table"]
        self._relations += repeated(said, self._facts, settled)
        touched = {index for relation in self._relations for index in relation.facts}
        touched |= {index for finding in self._findings for index in finding.facts}
        unchecked = {
            claim.fact: self._unchecked.get(claim.fact, "没有可以核对的数")
            for claim in self._claims.values()
            if claim.fact not in touched
        }
        return ProseResult(tuple(self._relations), tuple(self._findings), unchecked)

    # --- one claim ----------------------------------------------------------------------------------------

    def _rate(self, claim: Claim) -> None:
        base, change, earlier = claim.base, claim.change, claim.earlier
        if change is not None and base is not None:
            moved = self._claims[change]
            unclear = not moved.direction or self._facts[change].printed.value < 0
            if unclear or self._rough(change, base):
                return
            if self._is_zero(((base, 1), (change, -moved.direction))):
                self._of_zero("prose.rate-of-zero-base", claim.fact, change, base)
                return
            sign = (claim.direction or moved.direction) * moved.direction
            denominator = ((base, 1), (change, -moved.direction))
            self._add(Ratio("prose.growth-rate", claim.fact, ((change, 1),), denominator, sign))
        elif base is not None and earlier is not None and claim.direction:
            if self._rough(base, earlier):
                return
            if self._is_zero(((earlier, 1),)):
                self._of_zero("prose.rate-of-zero-base", claim.fact, earlier, base)
                return
            self._add(
                Ratio(
                    "prose.growth-rate",
                    claim.fact,
                    ((base, 1), (earlier, -1)),
                    ((earlier, 1),),
                    claim.direction,
                )
            )
        else:
            self._unchecked[claim.fact] = "增减率的基数或增减额不明"

    def _change(self, claim: Claim) -> None:
        if claim.base is None or claim.earlier is None or not claim.direction:
            self._unchecked[claim.fact] = "比较的基数不在文中"
            return
        if not self._rough(claim.base, claim.earlier):
            sign = claim.direction
            self._add(
                Sum("prose.change-vs-levels", ((claim.fact, 1), (claim.base, -sign), (claim.earlier, sign)))
            )

    def _completion(self, claim: Claim) -> None:
        base, plan = claim.base, claim.plan
        if base is None:
            self._unchecked[claim.fact] = "完成率对应的决算数不明"
            return
        if plan is None:
            said = self._claims[base]
            plan = self._cell(said.concept, _planned(claim), said.period, claim.fact)
        if plan is None or self._rough(base, plan):
            self._unchecked.setdefault(claim.fact, "完成率对应的预算数不明")
            return
        if self._is_zero(((plan, 1),)):
            self._of_zero(
                "prose.completion-of-nothing"
                if self._is_zero(((base, 1),))
                else "prose.completion-of-zero-budget",
                claim.fact,
                plan,
                base,
            )
            return
        self._add(Ratio("prose.completion-rate", claim.fact, ((base, 1),), ((plan, 1),)))

    def _share(self, claim: Claim) -> None:
        base, whole = claim.base, claim.whole
        if base is None:
            self._unchecked[claim.fact] = "占比对应的部分不明"
            return
        if whole is None and claim.of:
            part = self._claims[base]
            whole = self._cell(Concept(claim.of), part.measure, part.period, claim.fact)
        if whole is None and (parts := self._all_parts_beside(claim)):
            self._add(Ratio("prose.share", claim.fact, ((base, 1),), tuple((part, 1) for part in parts)))
            return
        if whole is None or self._rough(base, whole):
            self._unchecked.setdefault(claim.fact, "占比对应的总数不明")
            return
        if self._is_zero(((whole, 1),)):
            self._of_zero("prose.share-of-nothing", claim.fact, whole, base)
            return
        self._add(Ratio("prose.share", claim.fact, ((base, 1),), ((whole, 1),)))

    def _all_parts_beside(self, share: Claim) -> tuple[int, ...]:
        """The parts of an official whole, where the sentence gives all of them with their shares of it."""
        beside = [
            c
            for c in self._claims.values()
            if c.kind is ClaimKind.SHARE and c.sentence == share.sentence and c.of == share.of
        ]
        parts = [c.base for c in beside if c.base is not None and not self._rough(c.base)]
        names = {self._claims[part].concept.name for part in parts}
        return (
            tuple(parts) if share.of and len(parts) == len(names) and names == _WHOLES.get(share.of) else ()
        )

    def _level(self, claim: Claim) -> None:
        if claim.in_reason or self._facts[claim.fact].printed.kind is not Kind.MONEY:
            return
        cell = self._cell(claim.concept, claim.measure, claim.period, claim.fact)
        if cell is not None:
            self._add(Sum("prose.level-vs-table", ((claim.fact, 1), (cell, -1))))

    # --- several claims -----------------------------------------------------------------------------------

    def _shares_of_one_whole(self) -> None:
        groups: dict[int, list[Claim]] = defaultdict(list)
        for claim in self._claims.values():
            if claim.kind is ClaimKind.SHARE and claim.base is not None and not claim.approximate:
                part = self._claims[claim.base]
                if part.total is not None and part.listing is Listing.ALL and not claim.of:
                    groups[part.total].append(claim)
        for shares in groups.values():
            if len(shares) < 2 or len(shares) != self._parts_of(shares[0]):
                continue
            printed = [self._facts[s.fact].printed for s in shares]
            miss = sum(p.value for p in printed) - RATIO_SCALE
            if abs(miss) > sum(p.half for p in printed) and any(p.value for p in printed):
                total = format_value(miss + RATIO_SCALE, PERCENT)
                self._findings.append(
                    ProseFinding("prose.shares-sum", tuple(s.fact for s in shares), (("sum", total),))
                )

    def _compare(self, comparison: Comparison) -> None:
        left, right = comparison.left, comparison.right
        if left is None or right is None or self._rough(left, right):
            return
        words = (("word", comparison.text),)
        if comparison.sense == 0:
            self._add(Sum("prose.comparison-word", ((left, 1), (right, -1)), words=words))
        else:
            sense = comparison.sense
            self._add(Sum("prose.comparison-word", ((left, -sense), (right, sense)), Sense.AT_MOST, words))

    # --- helpers ------------------------------------------------------------------------------------------

    def _cell(self, concept: Concept, measure: Measure, period: int | None, about: int) -> int | None:
        """The one cell that carries a concept; None, with the reason noted, where none or several differ."""
        cells = self._lookup.find(concept, measure, period)
        if not cells:
            return None
        values = {(self._facts[i].printed.value, self._facts[i].printed.half) for i in cells}
        if len(values) > 1:
            self._unchecked[about] = "表中有几个可能对应而数额不同的数"
            return None
        return cells[0]

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

    def _of_zero(self, rule: str, rate: int, *others: int) -> None:
        self._findings.append(ProseFinding(rule, (rate, *others)))

    def _rough(self, *indices: int) -> bool:
        return any(index in self._claims and self._claims[index].approximate for index in indices)

    def _is_zero(self, terms: Terms) -> bool:
        """Whether a sum of printed numbers is nothing as printed."""
        return sum(c * self._facts[i].printed.value for i, c in terms) == 0


def _planned(completion: Claim) -> Measure:
    if "年初" in completion.of:
        return Measure.INITIAL_BUDGET
    if "全年" in completion.of or "调整" in completion.of:
        return Measure.ADJUSTED_BUDGET
    return Measure.BUDGET
