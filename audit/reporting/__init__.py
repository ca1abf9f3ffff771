"""A report enters, files leave: one module a format, each a view of the same :class:`checks.report.Report`.

A format module offers ``render(report, generated_at) -> bytes`` (one that is written into by hand takes the pictures
and the answers of the last run as well); nothing else about it is known here, and it is imported only when its format is
asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from audit.reporting.answers import Answer, AnswersError, read
from audit.reporting.files import OutputError, prepare, replace
from checks.report import Report

__all__ = ["FORMATS", "Format", "OutputError", "prepare", "write"]

Render = Callable[..., bytes]


Pictures = Mapping[str, bytes]
"""PNG files by the id of the finding whose place they show, or by what :func:`audit.reporting.view.picture_of` says."""


@dataclass(frozen=True, slots=True)
class Format:
    """One output format: the file it writes, and the module that renders it."""

    file_name: str
    module: str
    worked_on: bool = False
    """Whether people write into it; then it keeps what was written."""
    pictured: bool = False
    """Whether it shows the places on the pages."""

    def render(
        self,
        report: Report,
        generated_at: str,
        pictures: Pictures | None = None,
        earlier: Sequence[Answer] | None = None,
    ) -> bytes:
        """The whole file as bytes."""
        render = cast("Render", importlib.import_module(self.module).render)
        if self.worked_on:
            return render(report, generated_at, pictures, earlier)
        if self.pictured:
            return render(report, generated_at, pictures)
        return render(report, generated_at)


def _earlier(path: Path) -> list[Answer] | None:
    """What was written into the workbook of the last run; None where there is none of this program's."""
    if not path.is_file():
        return None
    try:
        return read(path)
    except AnswersError:
        return None


FORMATS: dict[str, Format] = {
    "excel": Format("report.xlsx", "audit.reporting.excel", worked_on=True, pictured=True),
    "html": Format("report.html", "audit.reporting.pages.html", pictured=True),
    "json": Format("report.json", "audit.reporting.machine.json_report"),
    "sarif": Format("report.sarif", "audit.reporting.machine.sarif"),
    "junit": Format("report.junit.xml", "audit.reporting.machine.junit"),
    "markdown": Format("report.md", "audit.reporting.pages.markdown"),
}


def write(
    report: Report, out: Path, formats: Sequence[str], generated_at: str, pictures: Pictures | None = None
) -> list[Path]:
    """Write ``report`` into the folder ``out`` in each of ``formats`` (keys of :data:`FORMATS`).

    ``generated_at`` is the time of the run in ISO 8601; it is the only thing in a report that two runs over
    the same input do not share. What was written into a workbook of the last run is carried into the new one.
    Everything is rendered before anything is written. Returns the files written, in the order asked for. Raises :class:`OutputError` where a file cannot be written, ``KeyError`` for a
    format that does not exist.
    """
    chosen = [FORMATS[name] for name in dict.fromkeys(formats)]
    earlier = {each: _earlier(out / each.file_name) for each in chosen if each.worked_on}
    rendered = [
        (out / each.file_name, each.render(report, generated_at, pictures, earlier.get(each)))
        for each in chosen
    ]
    prepare(out, report.lang)
    for path, content in rendered:
        replace(path, content, report.lang)
    return [path for path, _ in rendered]
