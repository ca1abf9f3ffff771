"""``gouji waive``: one explanation from the command line, or all that were written into a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
USUAL = Path("reports_out") / REPORT


@dataclass(frozen=True, slots=True)
class Given:
    """What the user asks to be explained: ``finding`` or, from ``workbook``, every row filled in.

    ``report`` is the ``report.json`` of the findings, None for the one beside the workbook, or in the usual folder.
    ``file`` is where to keep the explanations, None for the folder of the document concerned.
    """

    until: date
    report: Path | None = None
    finding: str | None = None
    reason: str = ""
    by: str = ""
    workbook: Path | None = None
    file: Path | None = None
    lang: str = "zh"


@dataclass(frozen=True, slots=True)
class Kept:
    """How many explanations went into each file, and a sentence for each row of the workbook that was left out."""

    files: Mapping[Path, int]
    refused: Sequence[str] = ()


def give(given: Given, not_waivable: frozenset[str], today: date) -> Kept:
    """Write the explanations to their files.

    Raises :class:`WaiverError`, or :class:`audit.reporting.OutputError` where a file cannot be written.
    """
    words = Words(given.lang)
    if given.until < today:
        raise WaiverError(words("waiver.past", until=given.until.isoformat()))
    report = _report(given)
    refused: list[str] = []
    if given.workbook is None:
        if not given.by.strip():
            raise WaiverError(words("waiver.no_name", finding=given.finding))
        new = [explain(report, given.finding or "", given.reason, given.by, given.until)]
    else:
        read, refused = from_workbook(given.workbook, given.until, given.by.strip(), given.lang)
        barred = [each for each in read if each.rule in not_waivable]
        refused += [words("waiver.not_waivable", finding=each.finding, rule=each.rule) for each in barred]
        new = [each for each in read if each not in barred]
    if given.workbook is None and new[0].rule in not_waivable:
        raise WaiverError(words("waiver.not_waivable", finding=new[0].finding, rule=new[0].rule))
    written: dict[Path, int] = {}
    for file, entries in _by_file(new, report, given).items():
        save(file, add(load(file, given.lang), entries), given.lang)
        written[file] = len(entries)
    return Kept(written, refused)


def _report(given: Given) -> Report:
    """The report that the findings stand in: the one named, else the one beside the workbook, else the usual one."""
    beside = given.workbook.with_name(REPORT) if given.workbook else USUAL
    path = given.report or (beside if beside.exists() else USUAL)
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
