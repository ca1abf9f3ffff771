"""A task's own report: a page to open, and the report itself with the cells of its tables, from which a workbook is made."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from audit.disk.written import in_one_step
from audit.reporting.machine.json_reading import ReportFormatError, from_dict
from audit.reporting.machine.json_report import to_dict
from audit.reporting.pages.html import render
from audit.store.keeping import Store
from checks.finding import Place, TableCell
from checks.report import Report

Leads = Callable[[str], str]
"""The address of a task's page, from where a link to it stands."""

_FOLDER = "reports"
_PLACE = tuple(field.name for field in fields(Place))
_REST = ("fact", "header", "row_span", "column_span")


def page(store: Store, task: str) -> Path:
    """Where the page of a task is."""
    return store.folder / _FOLDER / task[:2] / f"{task}.html"


def seen_from(folder: Path, store: Store) -> Leads:
    """How links of a file in a folder lead to the pages of tasks."""
    return lambda task: quote(Path(os.path.relpath(page(store, task), folder)).as_posix())


def keep(store: Store, task: str, report: Report) -> None:
    """Write the page and the report of a task, each in one step."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    path = page(store, task)
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = {each.id: [_flat(cell) for cell in each.table] for each in report.statements}
    said = json.dumps({"report": to_dict(report), "cells": cells}, ensure_ascii=False)
    _write(path.with_suffix(".report"), zlib.compress(said.encode("utf-8", "replace"), 1))
    _write(path, render(report, now))


def load(store: Store, task: str) -> Report:
    """The report of a task, its tables with their cells. Raises :class:`ReportFormatError` where there is none."""
    path = page(store, task).with_suffix(".report")
    try:
        said = json.loads(zlib.decompress(path.read_bytes()))
        report = from_dict(said["report"])
        cells = {name: tuple(map(_cell, each)) for name, each in said["cells"].items()}
    except (OSError, ValueError, KeyError, TypeError, zlib.error) as error:
        raise ReportFormatError(str(path)) from error
    statements = tuple(replace(each, table=cells.get(each.id, ())) for each in report.statements)
    return replace(report, statements=statements)


def _flat(cell: TableCell) -> list[Any]:
    place = cell.place
    return [
        cell.row,
        cell.column,
        cell.text,
        *(getattr(place, name) for name in _PLACE),
        *(getattr(cell, name) for name in _REST),
    ]


def _cell(said: list[Any]) -> TableCell:
    page, line, cell, box = said[3:7]
    return TableCell(
        said[0], said[1], said[2], Place(page, line, cell, tuple(box) if box else None), *said[7:]
    )


def _write(path: Path, content: bytes) -> None:
    with in_one_step(path) as out:
        out.write(content)
