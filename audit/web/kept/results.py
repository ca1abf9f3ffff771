"""What an audit leaves for the page: the report, the cells of its tables, its corrections, every number and what checked it.

Written by the process that audits, read by the server; a folder of files, put in place in one step.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from audit.reporting.machine.json_reading import load
from audit.reporting.machine.json_report import render
from checks.finding import Box, Correction, Place, TableCell
from checks.numbers.facts import Fact
from checks.report import Report

FOLDER = "result"
_REPORT, _TABLES, _NUMBERS = "report.json", "tables.json", "numbers.json"
_CORRECTIONS = "corrections.json"


@dataclass(frozen=True, slots=True)
class Number:
    """A number on a page, and whether a relation checked it."""

    document: int
    page: int
    box: Box
    checked: bool


@dataclass(frozen=True, slots=True)
class Results:
    """A report whose tables have their cells again, and the numbers of its pages."""

    report: Report
    numbers: tuple[Number, ...]

    def on_page(self, document: int, page: int) -> list[Number]:
        """The numbers of one page."""
        return [each for each in self.numbers if each.document == document and each.page == page]


_CELLS = TypeAdapter(dict[str, list[TableCell]])
_EVERY = TypeAdapter(list[Number])
_CORRECTED = TypeAdapter(tuple[Correction, ...])


def keep(folder: Path, report: Report, facts: Sequence[Fact]) -> None:
    """Write the results of a version into its ``folder``, all of them in one step."""
    work = folder / f".{FOLDER}-{os.getpid()}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    (work / _REPORT).write_bytes(render(report, datetime.now(UTC).isoformat(timespec="seconds")))
    cells = {each.id: [asdict(cell) for cell in each.table] for each in report.statements}
    (work / _TABLES).write_text(json.dumps(cells, ensure_ascii=False), encoding="utf-8")
    numbers = [asdict(each) for each in _numbers(report, facts)]
    (work / _NUMBERS).write_text(json.dumps(numbers), encoding="utf-8")
    (work / _CORRECTIONS).write_bytes(_CORRECTED.dump_json(report.corrections))
    shutil.rmtree(folder / FOLDER, ignore_errors=True)
    work.rename(folder / FOLDER)


def read(folder: Path) -> Results:
    """The results in the folder of a version. Raises ``OSError`` or ``ValueError`` where they are not whole."""
    kept = folder / FOLDER
    return _read(kept, (kept / _REPORT).stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _read(kept: Path, _: int) -> Results:
    report = load(kept / _REPORT)
    cells = _CELLS.validate_json((kept / _TABLES).read_bytes())
    statements = [replace(each, table=tuple(cells.get(each.id, ()))) for each in report.statements]
    numbers = _EVERY.validate_json((kept / _NUMBERS).read_bytes())
    listed = kept / _CORRECTIONS  # not there in what an earlier edition of the program has kept
    corrections = _CORRECTED.validate_json(listed.read_bytes()) if listed.exists() else ()
    report = replace(report, statements=tuple(statements), corrections=corrections)
    return Results(report, tuple(numbers))


def _numbers(report: Report, facts: Sequence[Fact]) -> list[Number]:
    unchecked = {(gap.document, _where(gap.place)) for gap in report.coverage.unchecked}
    return [
        Number(fact.document, where[0], where[1], (fact.document, where) not in unchecked)
        for fact in facts
        if (where := _where(fact.place)) is not None
    ]


def _where(place: Place) -> tuple[int, Box] | None:
    return (place.page, place.bbox) if place.page is not None and place.bbox is not None else None
