"""What pictures leave open, decided by the relations: numbers that were misread are put right, findings over doubt are none.

An error that is reported on a scan is as certain as one on a text. So a finding over a number that was read with doubt,
which no other reading settles, is information: the original has to be looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from audit.document import Cell, Document, Grid, Problem
from audit.doubt.boxes import inside, overlap
from audit.doubt.codes import is_named, misread_codes, told_by_name
from audit.doubt.crossing import axes, crossings
from audit.doubt.heads import unruled, vouched_heads
from audit.doubt.rewritten import Correction, rewritten
from audit.doubt.seen import doubts, seen
from audit.doubt.spelling import left_open
from audit.recognition import Recognised
from audit.recognition.tables.cells import counts_columns
from checks.diagnosis.doubts import fails_anyway, narrowed
from checks.diagnosis.misreading import misreadings
from checks.finding import Finding, Place, Severity
from checks.material import Checked
from checks.numbers.facts import Fact

_WORDS = {
    "zh": "（其中 {numbers} 是从图片识别的，没有把握，请核对原件。）",
    "en": " ({numbers} was recognised on a picture without certainty: please compare the original.)",
}
_PROBLEM = {
    "zh": "有差异涉及从图片识别而没有把握的数，无法判断；请按“识别存疑”核对原件",
    "en": "some differences are over numbers recognised without certainty; compare those listed with the original",
}
_MOST_NAMED = 4


def put_right(
    recognised: Sequence[Recognised], facts: Sequence[Fact], checked: Checked
) -> list[Document] | None:
    """The documents with what was misread put right; None where nothing was."""
    open_doubts = doubts(recognised, facts)
    found = misreadings(checked.system, open_doubts) if open_doubts else []
    corrections = misread_codes(recognised)
    if not found and not corrections:
        return None
    known = seen(recognised)
    for each in found:
        where = known[each.fact]
        if where.sighting is not None:
            text = open_doubts[each.fact].readings[each.reading][0].text
            corrections[where.document][where.sighting] = Correction(text, len(each.rows))
    return [
        rewritten(each.document, corrections[index]) if index in corrections else each.document
        for index, each in enumerate(recognised)
    ]


def softened(
    recognised: Sequence[Recognised], facts: Sequence[Fact], checked: Checked, lang: str
) -> tuple[tuple[Recognised, ...], Checked]:
    """What was checked with findings over doubtful numbers as information; documents that have such findings say so."""
    told_open = left_open(checked.findings, [each.document for each in recognised], lang)
    checked = replace(checked, findings=told_open)
    doubtful = narrowed(checked.system, doubts(recognised, facts))
    unsure = _unsure(recognised)
    crossed = [
        each
        for index, places in unsure.items()
        for each in crossings(
            recognised[index].document, places, {n: f for n, f in enumerate(facts) if f.document == index}
        )
    ]
    loose = unruled(recognised, facts)
    told = vouched_heads(checked.system, loose)
    if not doubtful and not crossed and not loose:
        return tuple(recognised), checked
    down = [axes(each.document) if each.document.pictures else {} for each in recognised]
    by_place = {(fact.document, fact.place, fact.printed.text): n for n, fact in enumerate(facts)}
    findings: list[Finding] = []
    documents: set[int] = set()
    for finding, row in zip(checked.findings, checked.rows, strict=True):
        touched = _touched(finding, row, checked, by_place)
        settled = (
            _of_relation(row, checked)
            if row is not None and fails_anyway(checked.system, row, doubtful)
            else ()
        )
        over = [
            fact
            for fact in touched
            if (fact in doubtful and fact not in settled) or (fact in loose and row not in told)
        ]
        over += [fact for each in crossed for fact in each.concerns(touched)]
        if row is not None and len(touched) == 1 and facts[touched[0]].document in unsure:
            over += touched  # held against a cell that holds nothing, or was not read
        near = [
            e
            for e in finding.evidence
            if any(
                _overlap(e.place, p, *((down[e.document].get(p.sheet, 1),) if row is None else (0, 1)))
                for p in unsure.get(e.document, ())
            )
            or (row is None and any(e.statement in each.statements for each in crossed))
        ]
        if (over or near) and finding.severity is not Severity.INFO:
            documents |= {*(facts[fact].document for fact in over), *(e.document for e in near)}
            texts = dict.fromkeys([*(facts[fact].printed.text for fact in over), *(e.text for e in near)])
            numbers = "、".join(f"“{text}”" for text in list(texts)[:_MOST_NAMED])
            message = finding.message + _WORDS[lang].format(numbers=numbers)
            findings.append(replace(finding, severity=Severity.INFO, message=message, diagnosis=None))
        else:
            findings.append(finding)
    open_ones = tuple(
        replace(each, document=_with_problem(each.document, lang)) if index in documents else each
        for index, each in enumerate(recognised)
    )
    return open_ones, replace(checked, findings=tuple(findings))


def _with_problem(document: Document, lang: str) -> Document:
    return replace(document, problems=(*document.problems, Problem(_PROBLEM[lang])))


def _unsure(recognised: Sequence[Recognised]) -> dict[int, list[Place]]:
    """Where print in the tables of a document is a guess or a doubtful number that is none of the facts (a code)."""
    used: dict[int, set[int | None]] = defaultdict(set)
    for where in seen(recognised).values():
        used[where.document].add(where.sighting)
    found: dict[int, list[Place]] = {}
    for index, each in enumerate(recognised):
        own = each.document.sightings
        tables = [grid.place for grid in each.document.grids()]
        named = {fact.row for fact in each.facts}
        known = told_by_name(each)
        counters = [place for grid in each.document.grids() for place in _counters(grid)]
        loose = [
            s.place
            for n, s in enumerate(own)
            if not s.confirmed
            and n not in used[index]
            and not is_named(s.text, named)
            and not any(p.sheet == s.place.sheet and inside(s.place.bbox, p.bbox) for p in counters)
        ]
        places = [
            *(guess for guess in each.document.guessed if guess not in known),
            *(p for p in loose if any(_overlap(p, table, 0, 1) for table in tables)),
        ]
        if places:
            found[index] = places
    return found


def _counters(grid: Grid) -> Iterator[Place]:
    """Where the numbers stand that count the columns of a table (栏次): a misread one costs nothing."""
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in grid.cells:
        rows[cell.row].append(cell)
    return (cell.place for cells in rows.values() if counts_columns(cells) for cell in cells)


def _overlap(one: Place, other: Place, *axes: int) -> bool:
    """Whether two places overlap along each of some axes; where what is said of a cell depends on its row, across rows."""
    return one.sheet == other.sheet and overlap(one.bbox, other.bbox, *axes)


def _touched(
    finding: Finding, row: int | None, checked: Checked, by_place: Mapping[tuple[int, Place, str], int]
) -> list[int]:
    """The facts that a finding is about: those of its relation, and those that it shows."""
    of_row = _of_relation(row, checked)
    shown = (by_place.get((e.document, e.place, e.text)) for e in finding.evidence)
    return list(dict.fromkeys([*of_row, *(fact for fact in shown if fact is not None)]))


def _of_relation(row: int | None, checked: Checked) -> tuple[int, ...]:
    return tuple(checked.system.relation(row).facts) if row is not None else ()
