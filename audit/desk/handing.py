"""``gouji desk hand-out`` and ``collect``: a workbook for each department, and what comes back in it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from audit.desk.gathering import Disclosure, Scope, gather
from audit.desk.words import DeskWords
from audit.desk.workbooks import Source, Sources, file_name, task_of, workbook
from audit.reading.workers import available
from audit.reporting import answers as written
from audit.reporting import files
from audit.rulebook.in_force import MISTAKES, not_waivable, pack_in_force, sentence_of
from audit.sentences import say
from audit.store import answers
from audit.store.keeping import Store, StoreError, opened
from audit.store.rounds import addresses, runs
from audit.store.words import sentence
from audit.usage import UsageError
from audit.waivers import Entry, WaiverError, from_workbook

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
    """One workbook to be written: what of, where to."""

    source: Source
    path: str
    lang: str


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
    words, sources = DeskWords(lang), Sources(store)
    taken: dict[str, int] = {}
    done: set[str] = set()
    for each in disclosures:
        source = sources.of(each.task)
        if each.task in done or source is None:  # a submission of several documents is one workbook
            continue
        done.add(each.task)
        name = file_name(each, words)
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            name = f"{name}（{taken[name]}）"
        yield _Sheet(source, str(to / f"{name}.xlsx"), lang)


def _hand_out(sheet: _Sheet) -> bool:
    """Write one workbook; whether there was a report to make it from."""
    book = workbook(sheet.source)
    if book is not None:
        files.replace(Path(sheet.path), book, sheet.lang)
    return book is not None


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
        task = task_of(file)
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
