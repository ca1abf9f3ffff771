"""Which documents of one submission belong together, and why: read off what each says of itself.

A disclosure may be printed as one document or as several (prose and tables apart, one file a table): those are
put together as one volume. Volumes are then tied: to last year's of the same department, final accounts to the
budget of their year, a unit to its department, a self-evaluation to the accounts. Where a document could belong
to two others it is tied to neither, and the report says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from audit.recognition import Recognised
from audit.recognition.identity import PERFORMANCE
from audit.submission.companions import Lent, volume_of
from audit.submission.editions import Bond, Set, editions_of
from audit.submission.names import UNIT, Name, same_names
from audit.submission.units import listed_names, unit_count
from checks.numbers.facts import Statement
from checks.rules.sets.material import BUDGET, FINAL_ACCOUNTS, Link, Tie, Volume

_TIED = frozenset({FINAL_ACCOUNTS, BUDGET, PERFORMANCE})


@dataclass(frozen=True, slots=True)
class Matching:
    """How the documents of a run belong together.

    ``volumes[i]`` is the number of the volume that document i is part of; ``copies`` are sets that are in the
    submission more than once, do not give the same numbers, and are therefore tied to nothing. ``sources`` are the
    documents that others were made from; ``lent`` is what documents were taken to be because others are.
    """

    volumes: tuple[int, ...]
    sets: tuple[Set, ...]
    bonds: tuple[Bond, ...]
    copies: tuple[Set, ...]
    sources: frozenset[int] = frozenset()
    lent: tuple[Lent, ...] = ()

    @property
    def tied(self) -> frozenset[int]:
        """The documents of all sets that something is held against, or that are held against something."""
        return frozenset(i for b in self.bonds for one in (b.subject, *b.others) for i in one.documents)


_Key = tuple[Name, str, int]


def match(
    recognised: Sequence[Recognised], sources: frozenset[int] = frozenset(), taken: tuple[Lent, ...] = ()
) -> Matching:
    """Put the documents of one submission together; ``sources`` are those that the others were made from."""
    sets = _sets(recognised, sources)
    volumes = _numbered(sets, len(recognised))
    by_key: dict[_Key, list[Set]] = defaultdict(list)
    for one in sets:
        by_key[one.name, one.kind, one.year].append(one)
    editions = editions_of(by_key.values(), recognised, sources)
    single = {key: [s for s in group if s in editions.heads] for key, group in by_key.items()}
    bonds = (*_by_name(single), *_to_units(single, recognised), *editions.bonds)
    return Matching(volumes, tuple(sets), bonds, editions.apart, sources, taken)


def links(matching: Matching, recognised: Sequence[Recognised]) -> tuple[Link, ...]:
    """The bonds as ties between volumes of facts."""
    made: dict[Set, Volume] = {}

    def volume(one: Set) -> Volume:
        if one not in made:
            made[one] = volume_of(one.documents, recognised)
        return made[one]

    return tuple(
        Link(b.tie, volume(b.subject), tuple(volume(o) for o in b.others), b.complete) for b in matching.bonds
    )


def _sets(recognised: Sequence[Recognised], sources: frozenset[int]) -> list[Set]:
    own = {i: r.identity.unit or r.identity.department for i, r in enumerate(recognised)}
    names = same_names(
        name for r in recognised for name in (r.identity.unit, r.identity.department) if name is not None
    )
    groups: dict[_Key, list[int]] = defaultdict(list)
    for i, one in enumerate(recognised):
        said, year = own[i], one.identity.year
        if one.facts and said is not None and year is not None and one.identity.kind in _TIED:
            groups[names[said], one.identity.kind, year].append(i)
    sets: list[Set] = []
    for (name, kind, year), documents in groups.items():
        for level, members in _by_level(documents, recognised):
            made_from = [i for i in members if i in sources]
            drafts = [i for i in members if i not in sources]
            for volume in (*_volumes(drafts, recognised), *_volumes(made_from, recognised)):
                identity = recognised[volume[0]].identity
                parent = names[identity.department] if identity.unit and identity.department else None
                sets.append(Set(volume, name, kind, year, level, parent))
    return sets


def _by_level(
    documents: Sequence[int], recognised: Sequence[Recognised]
) -> Iterator[tuple[str | None, list[int]]]:
    """The documents by 部门 and 单位; one that does not say goes with the others where they agree."""
    levels: dict[str | None, list[int]] = defaultdict(list)
    for i in documents:
        levels[recognised[i].identity.level].append(i)
    if len(levels) == 2 and None in levels:
        yield next(level for level in levels if level is not None), list(documents)
    else:
        yield from levels.items()


def _volumes(documents: Sequence[int], recognised: Sequence[Recognised]) -> list[tuple[int, ...]]:
    """Documents that complete each other: no statement twice, and the prose beside its only tables."""
    codes = {i: {s.code for s in recognised[i].statements if s.code is not None} for i in documents}
    volumes: list[tuple[set[str], list[int]]] = []
    for i in documents:
        if not codes[i]:
            continue
        home = next((v for v in volumes if not v[0] & codes[i]), None)
        if home is None:
            volumes.append((set(codes[i]), [i]))
        else:
            home[0].update(codes[i])
            home[1].append(i)
    prose = [i for i in documents if not codes[i]]
    if len(volumes) == 1 and len(prose) == 1:
        volumes[0][1].append(prose[0])
        prose = []
    return [*(tuple(sorted(v)) for _, v in volumes), *((i,) for i in prose)]


def _numbered(sets: Sequence[Set], documents: int) -> tuple[int, ...]:
    """For each document the first document of its volume."""
    numbers = list(range(documents))
    for one in sets:
        for i in one.documents:
            numbers[i] = one.documents[0]
    return tuple(numbers)


def _by_name(single: Mapping[_Key, Sequence[Set]]) -> Iterator[Bond]:
    """Ties between disclosures of one department: to last year's, to the budget, to the accounts."""
    for (name, kind, year), group in single.items():
        for one in group:
            if kind in {BUDGET, FINAL_ACCOUNTS}:
                yield from _bond(Tie.LAST_YEAR, one, single.get((name, kind, year - 1), ()))
            if kind == FINAL_ACCOUNTS:
                yield from _bond(Tie.PLAN, one, single.get((name, BUDGET, year), ()))
            if kind == PERFORMANCE:
                for other in (FINAL_ACCOUNTS, BUDGET):
                    yield from _bond(Tie.EVALUATION, one, single.get((name, other, year), ()))


def _bond(tie: Tie, subject: Set, candidates: Sequence[Set]) -> Iterator[Bond]:
    """The one candidate of the same level; one that does not say its level is of any."""
    fitting = [c for c in candidates if c.level == subject.level] or [
        c for c in candidates if subject.level is None or c.level is None
    ]
    if len(fitting) == 1:
        yield Bond(tie, subject, (fitting[0],))


def _to_units(single: Mapping[_Key, Sequence[Set]], recognised: Sequence[Recognised]) -> Iterator[Bond]:
    """Departments with those of their units that are in the submission."""
    years: dict[tuple[str, int], list[Set]] = defaultdict(list)
    for (_, kind, year), group in single.items():
        if kind in {BUDGET, FINAL_ACCOUNTS}:
            years[kind, year] += group
    for group in years.values():
        units = [s for s in group if s.level == UNIT]
        departments = [s for s in group if s.level != UNIT]
        if not units or not departments:
            continue
        homes = _homes(units, departments, recognised)
        for department, (members, by_name) in homes.items():
            count = unit_count(p.text for i in department.documents for p in recognised[i].prose)
            yield Bond(Tie.UNITS, department, tuple(members), count == len(members), by_name)


def _homes(
    units: Sequence[Set], departments: Sequence[Set], recognised: Sequence[Recognised]
) -> dict[Set, tuple[list[Set], bool]]:
    """For each department its units: stated in the settings, of the same name, or listed in its prose."""
    by_name = {s.name: s for s in departments}
    strangers = {u.name for u in units if (u.parent or u.name) not in by_name}
    listed = _listing(departments, strangers, recognised) if strangers else {}
    homes: dict[Set, tuple[list[Set], bool]] = {}
    for unit in units:
        known = by_name.get(unit.parent or unit.name)
        home = known or listed.get(unit.name)
        if home is not None:
            members, named = homes.get(home, ([], True))
            homes[home] = ([*members, unit], named and known is not None)
    return homes


def _listing(
    departments: Sequence[Set], names: set[Name], recognised: Sequence[Recognised]
) -> dict[Name, Set]:
    """The department that lists a unit; none where two do."""
    offices: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        offices[name.office].append(name)
    found: dict[Name, set[Set]] = defaultdict(set)
    for department in departments:
        texts = (p.text for i in department.documents for p in recognised[i].prose)
        for written in listed_names(texts):
            for name in offices.get(written.office, ()):
                if _ends(name.regions, written.regions):
                    found[name].add(department)
    return {name: homes.pop() for name, homes in found.items() if len(homes) == 1}


def _ends(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one of two lists of regions ends the other."""
    shared = min(len(one), len(other))
    return one[len(one) - shared :] == other[len(other) - shared :]


def statements_beside(matching: Matching, recognised: Sequence[Recognised]) -> list[tuple[Statement, ...]]:
    """For each document the tables that its sentences repeat: its own, or where it has none its volume's."""
    of_volume: dict[int, list[Statement]] = defaultdict(list)
    for home, each in zip(matching.volumes, recognised, strict=True):
        of_volume[home] += each.statements
    return [
        each.statements if any(s.code is not None for s in each.statements) else tuple(of_volume[home])
        for home, each in zip(matching.volumes, recognised, strict=True)
    ]
