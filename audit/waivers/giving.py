"""``gouji waive``: one explanation from the command line, or all that were written into a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from audit.reporting.machine.json_reading import ReportFormatError
from audit.reporting.machine.json_reading import load as load_report
from audit.reporting.messages import Words
from audit.waivers.beside import folder_of
from audit.waivers.entries import Entry, WaiverError, add, explain
from audit.waivers.file import FILE_NAME, load, save
from audit.waivers.workbook import from_workbook
from checks.report import Report

REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class Given:
    """What the user asks to be explained: ``finding`` or, from ``workbook``, every row filled in.

    ``file`` is where to keep the explanations, None for the folder of the document concerned.
    """

    report: Path
    until: date
    finding: str | None = None
    reason: str = ""
    by: str = ""
    workbook: Path | None = None
    file: Path | None = None
    lang: str = "zh"


def give(given: Given, not_waivable: frozenset[str]) -> Mapping[Path, int]:
    """Write the explanations to their files; returns how many went into each.

    Raises :class:`WaiverError`, or :class:`audit.reporting.OutputError` where a file cannot be written.
    """
    words = Words(given.lang)
    report = _report(given)
    if given.workbook is None:
        if not given.by.strip():
            raise WaiverError(words("waiver.no_name", finding=given.finding))
        new = [explain(report, given.finding or "", given.reason, given.by, given.until)]
    else:
        read = from_workbook(given.workbook, given.until, given.lang)
        new = [replace(each, by=each.by or given.by.strip()) for each in read]
        if nameless := [each.finding for each in new if not each.by]:
            raise WaiverError(words("waiver.no_name", finding=nameless[0]))
    if refused := [each for each in new if each.rule in not_waivable]:
        raise WaiverError(words("waiver.not_waivable", finding=refused[0].finding, rule=refused[0].rule))
    written: dict[Path, int] = {}
    for file, entries in _by_file(new, report, given).items():
        save(file, add(load(file, given.lang), entries), given.lang)
        written[file] = len(entries)
    return written


def _report(given: Given) -> Report:
    """The report that the findings stand in; a workbook's is the one written beside it."""
    path = given.workbook.with_name(REPORT) if given.workbook else given.report
    try:
        return load_report(path, given.lang)
    except ReportFormatError as error:
        raise WaiverError(str(error)) from error


def _by_file(entries: Sequence[Entry], report: Report, given: Given) -> dict[Path, list[Entry]]:
    documents = {f.id: report.documents[f.evidence[0].document].path for f in report.findings if f.evidence}
    files: dict[Path, list[Entry]] = {}
    for entry in entries:
        file = given.file
        if file is None:
            document = documents.get(entry.finding, "")
            folder = folder_of(Path(document)) if document else None
            if folder is None:
                words = Words(given.lang)
                raise WaiverError(words("waiver.no_document", finding=entry.finding, document=document))
            file = folder / FILE_NAME
        files.setdefault(file, []).append(entry)
    return files
