"""What can be put right without asking: numbers that their source corrects, or whose diagnosis leaves no other.

A correction must not break what held. Rates and changes that were reckoned from a wrong number are reckoned
again; a correction after which anything else fails is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from checks.diagnosis.slips import SHIFTED
from checks.finding import Correction, Evidence, Finding
from checks.findings.grouping import shown
from checks.material import Checked, Material
from checks.numbers.amount import Printed, parse
from checks.numbers.claims import ClaimKind
from checks.numbers.facts import FactTable
from checks.relations.interval import Interval, allowed
from checks.relations.relation import Ratio, Relation, Sense, Sum
from checks.relations.system import System, holds

CERTAIN = 0.95
_ADJUSTED = "set.source-last-digit"
_SOURCES = frozenset({"set.source"})
_STRUCTURE = frozenset({"set.row-left-out", "set.row-added", "set.cell-left-out", "set.cell-added"})
_ROUNDS = 6


@dataclass(slots=True)
class _Plan:
    """The values that facts are to take, and the finding behind each; ``follows`` are those reckoned again."""

    values: dict[int, int] = field(default_factory=dict)
    behind: dict[int, Finding] = field(default_factory=dict)
    follows: set[int] = field(default_factory=set)

    def drop(self, facts: Iterable[int]) -> None:
        for fact in facts:
            self.values.pop(fact, None)
            self.behind.pop(fact, None)


def corrections(material: Material, checked: Checked) -> tuple[Correction, ...]:
    """The certain corrections of the findings that are open."""
    table = checked.system.table
    plan = _certain(checked.findings, table, material.trusted, _torn(checked))
    if not plan.values:
        return ()
    changes = {
        claim.fact
        for narrative in material.narratives
        for claim in narrative.setting.claims.claims
        if claim.kind is ClaimKind.CHANGE
    }
    _settle(plan, checked.system, changes, material.trusted)
    return tuple(
        Correction(
            fact=fact,
            evidence=table[fact].evidence(),
            repair=shown(value, table[fact].printed),
            finding=plan.behind[fact].id,
            why=_why(fact, plan),
            nth=_alike(fact, table).index(fact),
            alike=len(_alike(fact, table)),
        )
        for fact, value in sorted(plan.values.items())
    )


def _why(fact: int, plan: _Plan) -> str:
    if fact in plan.follows:
        return "follows"
    return "source" if plan.behind[fact].rule in _SOURCES else "diagnosis"


def _torn(checked: Checked) -> frozenset[str]:
    """The tables that lack a row or a number of another file, or have one too many: what fails there has that cause."""
    table = checked.system.table
    return frozenset(
        identity
        for outcome in checked.links
        if outcome.compared is not None
        for difference in outcome.compared.differences
        if difference.rule in _STRUCTURE
        for fact in (*difference.facts, *((difference.near,) if difference.near is not None else ()))
        if (identity := table[fact].statement) is not None
    )


def _certain(
    findings: Iterable[Finding], table: FactTable, trusted: frozenset[int], torn: frozenset[str]
) -> _Plan:
    """What the findings say for sure, but for numbers of which they say two things.

    Where no source speaks, nothing is certain in a table that is ``torn``, and that a number should be nothing never.
    """
    index: dict[Evidence, list[int]] = {}
    for i, fact in enumerate(table.facts):
        index.setdefault(fact.evidence(), []).append(i)
    plan = _Plan()
    contested: set[int] = set()
    for finding in findings:
        guess = finding.diagnosis
        if guess is None or guess.confidence < CERTAIN or guess.alternatives or finding.waiver:
            continue
        if guess.kind == SHIFTED or finding.rule == _ADJUSTED:
            continue
        blamed = finding.evidence[guess.blame]
        for evidence in (blamed, *(e for e in finding.evidence if _is_like(e, blamed))):
            places = index.get(evidence, [])
            if len(places) != 1 or evidence.document in trusted:
                continue
            right = parse(guess.repair, table[places[0]].printed.unit)
            if not isinstance(right, Printed):
                continue
            guessed = finding.rule not in _SOURCES
            if guessed and (table[places[0]].statement in torn or not right.value):
                continue
            if plan.values.setdefault(places[0], right.value) != right.value:
                contested.add(places[0])
            plan.behind.setdefault(places[0], finding)
    plan.drop(contested)
    return plan


def _is_like(evidence: Evidence, blamed: Evidence) -> bool:
    """Whether this is the number in question as another file of the same disclosure prints it."""
    own, other = (evidence.text, evidence.row, evidence.column), (blamed.text, blamed.row, blamed.column)
    return evidence.document != blamed.document and own == other


def _settle(plan: _Plan, system: System, changes: set[int], trusted: frozenset[int]) -> None:
    """Reckon again what hangs on the corrections, and take back those after which something else fails."""
    before = set(system.evaluate().violated)
    for turn in range(_ROUNDS + len(plan.values)):
        mended = system.table.changed(plan.values)
        after = System(mended, system.blocks, system.single).evaluate().violated
        broken = [system.relation(row) for row in after if row not in before]
        if not broken:
            return
        for relation in broken:
            mended = system.table.changed(plan.values)
            if holds(relation, mended):
                continue
            said = _reckoned(relation, plan.values, mended, changes, trusted) if turn < _ROUNDS else None
            mine = [fact for fact in relation.facts if fact in plan.values]
            if said is None:
                plan.drop(mine)
            elif mine:
                fact, value = said
                plan.values[fact] = value
                plan.behind.setdefault(fact, plan.behind[mine[0]])
                plan.follows.add(fact)
    plan.drop(list(plan.values))


def _reckoned(
    relation: Relation,
    values: Mapping[int, int],
    table: FactTable,
    changes: set[int],
    trusted: frozenset[int],
) -> tuple[int, int] | None:
    """The rate or change that a broken relation reckons from corrected numbers, with its new value."""
    if isinstance(relation, Ratio):
        fact = relation.ratio
    elif isinstance(relation, Sum) and relation.sense is Sense.EQUAL:
        reckoned = [f for f in relation.facts if f in changes]
        if len(reckoned) != 1:
            return None
        fact = reckoned[0]
    else:
        return None
    if fact in values or table[fact].document in trusted:
        return None
    value = _printable(allowed(fact, relation, table, {}), table[fact].printed)
    return None if value is None or value <= 0 else (fact, value)


def _printable(interval: Interval | None, printed: Printed) -> int | None:
    """The middle of an interval in the last place of a printed number, if it lies in it."""
    if interval is None or interval.low is None or interval.high is None or interval.empty:
        return None
    step = max(1, printed.unit.factor // 10**printed.decimals)
    value = (interval.low + interval.high + step) // (2 * step) * step
    return value if value in interval else None


def _alike(fact: int, table: FactTable) -> list[int]:
    """The numbers of the fact's sentence that print the same, itself among them, in order."""
    own = table[fact]
    if own.statement is not None:
        return [fact]
    return [
        i
        for i, other in enumerate(table.facts)
        if other.document == own.document
        and other.statement is None
        and other.quote == own.quote
        and other.printed.text == own.printed.text
    ]
