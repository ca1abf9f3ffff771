"""Which number is probably wrong: the smallest change of the facts that makes the violated relations hold again.

One wrong cell breaks its row, its column, two other tables and a sentence. On each connected part of the
violated relations this module looks for the smallest set of facts whose change satisfies every relation again,
violated ones and those that held, inside the printed intervals:

1. a single fact, found exactly: each relation leaves an interval of integers for it, and the intervals meet;
2. where no single fact will do, a mixed-integer program (HiGHS) chooses the set, with costs that know how
   people err, and the exact arithmetic confirms or rejects it.

Suspects with equal evidence stay equal suspects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from checks.diagnosis.components import connected, tied
from checks.diagnosis.repair_program import smallest_set
from checks.diagnosis.slips import OTHER, slip
from checks.numbers.facts import FactTable, Statement
from checks.relations.interval import Interval, allowed
from checks.relations.relation import Relation
from checks.relations.system import System, one_sided

MOST_SUSPECTS = 400
MOST_ROWS = 400


@dataclass(frozen=True, slots=True)
class Suspect:
    """A fact that may be wrong, the value that would settle its relations, and how it may have come about."""

    fact: int
    value: int
    kind: str
    weight: float


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause: the fact blamed first, the violated rows that its repair settles, and the other suspects."""

    suspect: Suspect
    rows: tuple[int, ...]
    others: tuple[Suspect, ...]
    confidence: float


class Diagnostician:
    """Looks for causes in one evaluated system."""

    def __init__(
        self,
        system: System,
        violated: Sequence[int],
        statements: Sequence[Statement],
        trusted: frozenset[int] = frozenset(),
    ) -> None:
        self._system = system
        self._table: FactTable = system.table
        self._violated = tuple(violated)
        self._violated_set = frozenset(violated)
        self._trusted = trusted
        self._statements = {s.id: s for s in statements}
        self._relations: dict[int, Relation] = {row: system.relation(row) for row in violated}
        self._bounds = frozenset(row for row in violated if one_sided(self._relations[row]))
        self._equations = tuple(row for row in violated if row not in self._bounds)
        suspects = {fact for row in violated for fact in self._relations[row].facts}
        self._rows_of: dict[int, list[int]] = defaultdict(list)
        for row in system.rows_touching(suspects):
            relation = self._relations.setdefault(row, system.relation(row))
            for fact in relation.facts:
                if fact in suspects:
                    self._rows_of[fact].append(row)

    def causes(self) -> list[Cause]:
        """The causes found, one or more for each connected part that can be explained."""
        found: list[Cause] = []
        open_parts: list[tuple[int, ...]] = []
        queue = connected(self._equations, self._relations)
        while queue:
            part = queue.pop(0)
            cause = self._single(part) or self._strongest(part)
            if cause is None:
                open_parts.append(part)
                continue
            found.append(cause)
            queue += connected([row for row in part if row not in cause.rows], self._relations)
        for part in tied(open_parts, self._relations):
            found += self._several(part)
        return [self._with_bounds(cause) for cause in found]

    def _with_bounds(self, cause: Cause) -> Cause:
        """The cause with the violated inequalities that its repair settles as well."""
        repair = {cause.suspect.fact: cause.suspect.value}
        rows = self._rows_of[cause.suspect.fact]
        bounds = tuple(r for r in rows if r in self._bounds and self._settles(r, repair))
        return replace(cause, rows=cause.rows + bounds)

    def _single(self, part: tuple[int, ...]) -> Cause | None:
        """The one fact whose change settles a whole part, with its rivals."""
        if len(part) > MOST_ROWS:
            return None
        whole = [s for s, rows in self._suspects(part) if len(rows) == len(part)]
        return self._cause(whole, part) if whole else None

    def _strongest(self, part: tuple[int, ...]) -> Cause | None:
        """In a part with several causes, the fact that settles the most relations, two at least."""
        if len(part) > MOST_ROWS:
            return None
        by_rows: dict[tuple[int, ...], list[Suspect]] = defaultdict(list)
        for suspect, rows in self._suspects(part):
            by_rows[rows].append(suspect)
        strong = [(rows, suspects) for rows, suspects in by_rows.items() if len(rows) > 1]
        if not strong:
            return None
        rows, suspects = max(strong, key=lambda item: (len(item[0]), max(s.weight for s in item[1])))
        return self._cause(suspects, rows)

    def _several(self, part: tuple[int, ...]) -> list[Cause]:
        """The smallest set of facts for a part that no single fact settles."""
        if len(part) > MOST_ROWS:
            return []
        chosen = self._chosen(part, self._suspects(part))
        return self._split(part, chosen) if chosen else []

    def _suspects(self, part: tuple[int, ...]) -> list[tuple[Suspect, tuple[int, ...]]]:
        """Every fact of a part that can be changed so that some of its violated rows hold and none else fails."""
        facts = self._doubtful(part)
        found = []
        for fact in list(facts)[:MOST_SUSPECTS]:
            rows = tuple(r for r in part if fact in self._relations[r].facts)
            suspect = self._repaired(fact, rows)
            if suspect is not None:
                found.append((suspect, rows))
        return found

    def _doubtful(self, part: Sequence[int]) -> list[int]:
        """The facts of a part that may be wrong: those of a source only where nothing else is there."""
        facts = list(dict.fromkeys(f for row in part for f in self._relations[row].facts))
        return [f for f in facts if self._table[f].document not in self._trusted] or facts

    def _repaired(
        self, fact: int, rows: tuple[int, ...], changes: dict[int, int] | None = None
    ) -> Suspect | None:
        """The fact with the value that satisfies every relation that touches it, or None."""
        interval = Interval()
        equalities: list[tuple[Interval, int]] = []
        for row in self._rows_of[fact]:
            relation = self._relations[row]
            if changes is None and row not in rows and row in self._violated_set:
                continue
            span = allowed(fact, relation, self._table, changes or {})
            if span is None:
                continue
            interval = interval.meet(span)
            if interval.empty:
                return None
            if row in rows and not one_sided(relation):
                equalities.append((span, 2 if self._is_copy(fact, relation) else 1))
        if not equalities or interval.low is None or interval.high is None:
            return None
        value = self._printable(fact, interval, equalities)
        printed = self._table[fact].printed
        if value is None or value == printed.value:
            return None
        return self._judge(fact, value, len(rows))

    def _is_copy(self, fact: int, relation: Relation) -> bool:
        """Whether a relation holds the fact against one other amount and nothing else."""
        return sum(1 for f in relation.facts if f != fact and self._table.value[f]) <= 1

    def _printable(
        self, fact: int, interval: Interval, equalities: Sequence[tuple[Interval, int]]
    ) -> int | None:
        """The value in the interval that can be printed with the fact's decimals.

        First comes one that a usual slip turns into what is printed, then the one that most equations ask for
        (with their weights), then the one nearest to what they ask for. A number printed without a minus does
        not get one, unless the minus is the slip.
        """
        printed = self._table[fact].printed
        step: int = max(1, printed.unit.factor // 10**printed.decimals)
        middles = [
            (Fraction(span.low + span.high, 2), span.high - span.low, weight)
            for span, weight in equalities
            if span.low is not None and span.high is not None
        ]
        if not middles or interval.low is None or interval.high is None:
            return None
        centre, _, _ = min(middles, key=lambda middle: middle[1])
        nearest = round(centre / step) * step
        lowest = -(-interval.low // step) * step
        candidates = {c for c in (*(nearest + k * step for k in range(-3, 4)), lowest) if c in interval}
        if printed.value >= 0:
            candidates = {c for c in candidates if c >= 0 or c == -printed.value}
        if not candidates:
            return None
        neighbours = self._neighbours(fact)

        def rank(candidate: int) -> tuple[bool, int, Fraction, int, int]:
            found = slip(printed, candidate, neighbours)
            agreeing = sum(weight for middle, _, weight in middles if middle == candidate)
            distance = sum((abs(middle - candidate) for middle, _, _ in middles), Fraction(0))
            return (found.kind == OTHER, -agreeing, distance, -found.weight, candidate)

        return min(candidates, key=rank)

    def _judge(self, fact: int, value: int, settled: int) -> Suspect:
        found = slip(self._table[fact].printed, value, self._neighbours(fact))
        prose = 1.5 if self._table[fact].statement is None else 1.0
        return Suspect(fact, value, found.kind, found.weight * prose * settled)

    def _neighbours(self, fact: int) -> set[int]:
        """The values printed next to a fact in its table; in prose, those of the same sentence."""
        own = self._table[fact]
        if own.statement is None or own.statement not in self._statements:
            near = range(max(0, fact - 3), min(len(self._table), fact + 4))
            return {
                int(self._table.value[f]) for f in near if f != fact and self._table[f].quote == own.quote
            }
        cells = self._statements[own.statement].cells
        (row,), (column,) = (at[:1] for at in (cells == fact).nonzero())
        block = cells[max(0, row - 2) : row + 3, max(0, column - 1) : column + 2]
        return {int(self._table.value[f]) for f in block.ravel() if f >= 0 and f != fact}

    def _cause(self, suspects: Sequence[Suspect], rows: tuple[int, ...]) -> Cause:
        ranked = sorted(suspects, key=lambda s: (-s.weight, s.fact))
        total = sum(s.weight for s in ranked)
        return Cause(
            ranked[0], rows, tuple(ranked[1:6]), round(ranked[0].weight / total, 2) if total else 0.0
        )

    def _chosen(
        self, part: tuple[int, ...], suspects: Sequence[tuple[Suspect, tuple[int, ...]]]
    ) -> dict[int, int]:
        """The smallest set of facts with about the values they need, by the mixed-integer program."""
        facts = self._doubtful(part)
        if len(facts) > MOST_SUSPECTS:
            return {}
        likely = {s.fact: s.weight for s, _ in suspects}
        cost = [1.0 - 0.02 * min(likely.get(f, 0.0), 20.0) for f in facts]
        touched = {row for f in facts for row in self._rows_of[f]}
        relations = [self._relations[row] for row in sorted(touched)]
        return smallest_set(relations, facts, cost, self._table)

    def _split(self, part: tuple[int, ...], proposed: dict[int, int]) -> list[Cause]:
        """Settle each proposed fact exactly, the others as proposed; give each violated row to one of them."""
        changes = dict(proposed)
        repaired: dict[int, Suspect] = {}
        for fact in proposed:
            others = {f: v for f, v in changes.items() if f != fact}
            rows = tuple(r for r in part if fact in self._relations[r].facts)
            suspect = self._repaired(fact, rows, others)
            if suspect is None:
                return []
            repaired[fact], changes[fact] = suspect, suspect.value
        if not all(self._settles(row, changes) for row in part):
            return []
        found: list[Cause] = []
        left = set(part)
        for fact in sorted(repaired, key=lambda f: -sum(f in self._relations[r].facts for r in part)):
            rows = tuple(r for r in part if r in left and fact in self._relations[r].facts)
            left -= set(rows)
            if rows and (len(rows) > 1 or repaired[fact].kind != OTHER):
                found.append(self._cause([repaired[fact], *self._rivals(fact, rows, changes)], rows))
        return found

    def _rivals(self, fact: int, rows: tuple[int, ...], changes: dict[int, int]) -> list[Suspect]:
        """The other facts that would settle the same rows, everything else as repaired."""
        others = {f: v for f, v in changes.items() if f != fact}
        common = set.intersection(*(set(self._relations[r].facts) for r in rows))
        candidates = (self._repaired(f, rows, others) for f in sorted(common) if f not in changes)
        return [s for s in candidates if s is not None]

    def _settles(self, row: int, changes: Mapping[int, int]) -> bool:
        """Whether a relation holds once the facts in ``changes`` have their new values."""
        relation = self._relations[row]
        changed = next((f for f in relation.facts if f in changes), None)
        if changed is None:
            return False
        others = {f: v for f, v in changes.items() if f != changed}
        span = allowed(changed, relation, self._table, others)
        return span is None or changes[changed] in span


def causes(
    system: System,
    violated: Iterable[int],
    statements: Sequence[Statement],
    trusted: frozenset[int] = frozenset(),
) -> list[Cause]:
    """The causes behind the violated rows of an evaluated system; in ``trusted`` documents none, beside others."""
    rows = list(violated)
    return Diagnostician(system, rows, statements, trusted).causes() if rows else []
