"""The workbook of one submission: what its own audit found and what was found between documents, with what was answered."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from audit.desk.gathering import Disclosure
from audit.desk.words import DeskWords
from audit.reporting import answers as written
from audit.reporting.excel import render
from audit.reporting.machine.json_reading import ReportFormatError
from audit.reporting.summary import with_findings
from audit.store import answers, reports
from audit.store.keeping import Store
from audit.store.rounds import addresses, runs, states
from checks.report import Report

_MARK = "gouji-task:"
_CORE = "docProps/core.xml"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Source:
    """What a workbook is made of: the task, the workbook that came back before if one did, and ``ties``, the reports
    between documents in which this submission is the one that is wrong. Goes to other processes."""

    store: str
    task: str
    earlier: str
    ties: tuple[str, ...] = ()


class Sources:
    """What the workbooks of a store are made of."""

    def __init__(self, store: Store) -> None:
        self._store = store
        known = runs(store)
        (now, _), self._whose = states(known), addresses(known)
        self._ties: dict[str, set[str]] = defaultdict(set)
        current = set(now.ties.values())
        for row in store.table("findings", ["task", "subject"]).to_pylist():
            if row["task"] in current:
                self._ties[row["subject"]].add(row["task"])

    def of(self, task: str) -> Source | None:
        """What the workbook of a task is made of; None for a task that is no submission's."""
        if task not in self._whose:
            return None
        earlier = answers.workbook(self._store, self._whose[task])
        return Source(str(self._store.folder), task, str(earlier), tuple(sorted(self._ties.get(task, ()))))


def file_name(each: Disclosure, words: DeskWords) -> str:
    """What the workbook of a disclosure is called, without its suffix."""
    who = each.department or Path(each.path).stem
    return _FORBIDDEN.sub("_", f"{who}{each.year or ''}{words(f'kind.{each.kind}')}")


def workbook(source: Source) -> bytes | None:
    """The bytes of a workbook; None where there is no report to make it from."""
    try:
        store = Store(Path(source.store))
        report = together(reports.load(store, source.task), [reports.load(store, tie) for tie in source.ties])
    except ReportFormatError:
        return None
    earlier = Path(source.earlier)
    before = written.read(earlier) if earlier.is_file() else None
    book = render(report, datetime.now(UTC).isoformat(timespec="seconds"), {}, before)
    return _marked(book, source.task)


def together(report: Report, ties: Sequence[Report]) -> Report:
    """The report of a submission with what was found between its documents and others."""
    documents, findings = list(report.documents), list(report.findings)
    for tie in ties:
        own = {(each.path, each.sha256): number for number, each in enumerate(report.documents)}
        places = []
        for each in tie.documents:
            if (each.path, each.sha256) not in own:
                own[each.path, each.sha256] = len(documents)
                documents.append(each)
            places.append(own[each.path, each.sha256])
        for finding in tie.findings:
            if places[finding.evidence[0].document] < len(report.documents):
                moved = tuple(replace(e, document=places[e.document]) for e in finding.evidence)
                findings.append(replace(finding, evidence=moved))
    return with_findings(replace(report, documents=tuple(documents)), findings, ())


def _marked(book: bytes, task: str) -> bytes:
    """A workbook that says which task it is of, among its properties, where Excel keeps it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == _CORE:
                end = b"</cp:coreProperties>"
                content = content.replace(end, f"<cp:keywords>{_MARK}{task}</cp:keywords>".encode() + end)
            new.writestr(info, content)
    return out.getvalue()


def task_of(file: Path) -> str | None:
    """The task that a workbook was handed out for; None where it no longer says."""
    try:
        with zipfile.ZipFile(file) as package:
            core = package.read(_CORE).decode("utf-8", "replace")
    except (OSError, KeyError, zipfile.BadZipFile):
        return None
    match = re.search(rf"{_MARK}([0-9a-f]{{32}})", core)
    return match[1] if match else None
