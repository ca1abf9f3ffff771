"""``gouji desk hand-out`` and ``collect``: a workbook for each department, and what comes back in it."""

from __future__ import annotations

import io
import multiprocessing
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from audit.desk.gathering import Disclosure, Scope, gather
from audit.desk.words import DeskWords
from audit.reading.workers import available
from audit.reporting import answers as written
from audit.reporting import files
from audit.reporting.excel import render
from audit.reporting.machine.json_reading import ReportFormatError
from audit.reporting.summary import with_findings
from audit.rulebook.in_force import MISTAKES, not_waivable, pack_in_force, sentence_of
from audit.sentences import say
from audit.store import answers, reports
from audit.store.keeping import Store, StoreError, opened
from audit.store.rounds import addresses, runs, states
from audit.store.words import sentence
from audit.usage import UsageError
from audit.waivers import Entry, WaiverError, from_workbook
from checks.report import Report

_MARK = "gouji-task:"
_CORE = "docProps/core.xml"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_FEW = 8
"""So many workbooks are written here and now; more are by several processes."""

_SENTENCES = {
    "handed": ("▸ {folder}：{count} 份工作簿。", "▸ {folder}: {count} workbooks."),
    "no_report": ("× {name}：数据仓中没有这一份的报告。", "× {name}: the store has no report of it."),
    "taken": ("▸ {file}：{department}，{count} 条答复。", "▸ {file}: {department}, {count} answers."),
    "foreign": ("× {file}：不是 gouji 分发的工作簿。", "× {file}: not a workbook that gouji handed out."),
    "whose": (
        "× {file}：看不出是哪一份材料的工作簿，请用分发的文件填写。",
        "× {file}: it does not say whose it is; please fill in the file that was handed out.",
    ),
    "none": ("{folder} 中没有工作簿（.xlsx）。", "There is no workbook (.xlsx) in {folder}."),
    "no_folder": ("{folder} 不是文件夹。", "{folder} is not a folder."),
}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One workbook to be written: the task, where, and the workbook that came back before, if one did."""

    store: str
    task: str
    path: str
    earlier: str
    lang: str
    ties: tuple[str, ...] = ()
    """The reports between documents in which this submission is the one that is wrong."""


def run_hand_out(folder: Path, to: Path, scope: Scope, lang: str) -> list[str]:
    """Write one workbook a disclosure into ``to``; what was done, a line each. Raises :class:`UsageError`."""
    try:
        store = opened(folder)
        files.prepare(to, lang)
        sheets = list(_sheets(store, gather(store, scope, []).disclosures, to, lang))
        if len(sheets) <= _FEW:
            done = [_hand_out(sheet) for sheet in sheets]
        else:
            spawn = multiprocessing.get_context("spawn")
            with ProcessPoolExecutor(available(), mp_context=spawn) as pool:
                done = list(pool.map(_hand_out, sheets, chunksize=4))
    except StoreError as error:
        raise UsageError(sentence(error, lang)) from error
    except files.OutputError as error:
        raise UsageError(str(error)) from error
    lost = [
        say(_SENTENCES, "no_report", lang, name=Path(s.path).stem)
        for s, good in zip(sheets, done, strict=True)
        if not good
    ]
    return [*lost, say(_SENTENCES, "handed", lang, folder=to, count=sum(done))]


def _sheets(store: Store, disclosures: Sequence[Disclosure], to: Path, lang: str) -> Iterator[_Sheet]:
    words = DeskWords(lang)
    known = runs(store)
    (now, _), whose = states(known), addresses(known)
    ties: dict[str, set[str]] = defaultdict(set)
    current = set(now.ties.values())
    for row in store.table("findings", ["task", "subject"]).to_pylist():
        if row["task"] in current:
            ties[row["subject"]].add(row["task"])
    taken: dict[str, int] = {}
    done: set[str] = set()
    for each in disclosures:
        if each.task in done:  # a submission of several documents is one workbook
            continue
        done.add(each.task)
        who = each.department or Path(each.path).stem
        name = _FORBIDDEN.sub("_", f"{who}{each.year or ''}{words(f'kind.{each.kind}')}")
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            name = f"{name}（{taken[name]}）"
        earlier = answers.workbook(store, whose[each.task])
        between = tuple(sorted(ties.get(each.task, ())))
        yield _Sheet(str(store.folder), each.task, str(to / f"{name}.xlsx"), str(earlier), lang, between)


def _hand_out(sheet: _Sheet) -> bool:
    """Write one workbook; whether there was a report to make it from."""
    try:
        store = Store(Path(sheet.store))
        report = together(reports.load(store, sheet.task), [reports.load(store, tie) for tie in sheet.ties])
    except ReportFormatError:
        return False
    earlier = Path(sheet.earlier)
    before = written.read(earlier) if earlier.is_file() else None
    book = render(report, datetime.now(UTC).isoformat(timespec="seconds"), {}, before)
    files.replace(Path(sheet.path), _marked(book, sheet.task), sheet.lang)
    return True


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


def run_collect(folder: Path, directory: Path, until: date, by: str, lang: str) -> tuple[list[str], bool]:
    """Read the workbooks of a folder back into the store; what was done, and whether all were taken.

    Raises :class:`UsageError`.
    """
    if not directory.is_dir():
        raise UsageError(say(_SENTENCES, "no_folder", lang, folder=directory))
    files = [f for f in sorted(directory.rglob("*.xlsx")) if not f.name.startswith((".", "~$"))]
    if not files:
        raise UsageError(say(_SENTENCES, "none", lang, folder=directory))
    try:
        store = opened(folder)
        barred = not_waivable(pack_in_force((), None))
    except StoreError as error:
        raise UsageError(sentence(error, lang)) from error
    except MISTAKES as error:
        raise UsageError(sentence_of(error, lang)) from error
    whose = addresses(runs(store))
    names = {
        str(row["task"]): str(row["department"] or row["path"])
        for row in store.table("documents", ["task", "department", "path"]).to_pylist()
    }
    lines: list[str] = []
    complete = True
    for file in files:
        try:
            found = written.read(file)
        except written.AnswersError:
            lines.append(say(_SENTENCES, "foreign", lang, file=file.name))
            complete = False
            continue
        task = _task(file)
        if task is None or task not in whose:
            lines.append(say(_SENTENCES, "whose", lang, file=file.name))
            complete = False
            continue
        explained, refused = _explained(file, until, by, lang)
        entries = [entry for entry in explained if entry.rule not in barred]
        answers.keep(store, answers.Returned(whose[task], file.read_bytes(), found, entries))
        count = sum(1 for each in found if each.opinion or each.by or each.state != "open")
        lines.append(
            say(_SENTENCES, "taken", lang, file=file.name, department=names.get(task, ""), count=count)
        )
        lines += [f"  {line}" for line in refused]
        complete = complete and not refused
    return lines, complete


def _explained(file: Path, until: date, by: str, lang: str) -> tuple[list[Entry], list[str]]:
    try:
        return from_workbook(file, until, by, lang)
    except WaiverError as error:
        return [], [str(error)]


def _task(file: Path) -> str | None:
    """The task that a workbook was handed out for; None where it no longer says."""
    try:
        with zipfile.ZipFile(file) as package:
            core = package.read(_CORE).decode("utf-8", "replace")
    except (OSError, KeyError, zipfile.BadZipFile):
        return None
    match = re.search(rf"{_MARK}([0-9a-f]{{32}})", core)
    return match[1] if match else None
