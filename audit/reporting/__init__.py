"""A report enters, files leave: one module a format, each a view of the same :class:`checks.report.Report`.

A format module offers ``render(report, generated_at) -> bytes`` (a pictured one takes the pictures as well); nothing else about it is known here, and it
is imported only when its format is asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from audit.reporting.files import OutputError, prepare, replace
from checks.report import Report

__all__ = ["FORMATS", "Format", "OutputError", "prepare", "write"]

Render = Callable[..., bytes]


Pictures = Mapping[str, bytes]
"""PNG files by the id of the finding whose place they show."""


@dataclass(frozen=True, slots=True)
class Format:
    """One output format: the file it writes, and the module that renders it."""

    file_name: str
    module: str
    pictured: bool = False
    """Whether it shows pictures of the places on the pages."""

    def render(self, report: Report, generated_at: str, pictures: Pictures | None = None) -> bytes:
        """The whole file as bytes."""
        render = cast("Render", importlib.import_module(self.module).render)
        if self.pictured and pictures:
            return render(report, generated_at, pictures)
        return render(report, generated_at)


FORMATS: dict[str, Format] = {
    "excel": Format("report.xlsx", "audit.reporting.excel", pictured=True),
    "html": Format("report.html", "audit.reporting.pages.html"),
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
    the same input do not share. Everything is rendered before anything is written. Returns the files written,
    in the order asked for. Raises :class:`OutputError` where a file cannot be written, ``KeyError`` for a
    format that does not exist.
    """
    chosen = [FORMATS[name] for name in dict.fromkeys(formats)]
    rendered = [(out / each.file_name, each.render(report, generated_at, pictures)) for each in chosen]
    prepare(out, report.lang)
    for path, content in rendered:
        replace(path, content, report.lang)
    return [path for path, _ in rendered]
