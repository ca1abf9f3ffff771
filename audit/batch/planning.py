"""What has to be done: the task of every submission, named by all that its outcome depends on."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import checks
from audit.batch.finding import Submission
from audit.batch.ties.grouping import Group, halves
from audit.batch.ties.work import AnyWork, TieWork
from audit.batch.work import Done, Item, Stated, Work
from audit.pipeline import tool_version
from audit.reading.limits import Limits
from audit.rulebook.plugins import installed
from audit.settings.file import FILE_NAME as SETTINGS
from audit.store.keeping import Store
from audit.store.schemas import VERSION

_DECIDING = ("reading", "recognition", "submission", "document.py", "pipeline.py")
"""The parts of ``audit`` that decide what is found; all of ``checks`` does."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How every submission is audited."""

    lang: str
    rules_sha256: str
    rule_files: tuple[Path, ...] = ()
    settings: Path | None = None
    limits: Limits | None = None


def works(submissions: Iterable[Submission], terms: Terms, store: Store) -> dict[str, Work]:
    """The task of every submission by its address; equal submissions are one task.

    One that was stopped in an earlier run is another task where it is allowed more than it was then.
    """
    tried: dict[object, list[Mapping[str, object]]] = defaultdict(list)
    for row in store.tasks().values():
        tried[row["content"]].append(row)
    found = {}
    for each in submissions:
        work = _work(each, terms, store)
        found[each.address] = replace(work, task=_task(work, tried[work.content]))
    return found


def joins(plan: Mapping[str, Work], store: Store) -> dict[str, Work]:
    """The submissions that are parts of one disclosure by what they say, each with the task of the whole."""
    of_task = {work.task: address for address, work in plan.items()}
    found: dict[str, Work] = {}
    for tasks in halves(store, of_task):
        addresses = sorted(of_task[task] for task in tasks)
        works = [plan[address] for address in addresses]
        content = hashlib.sha256("\n".join(work.content for work in works).encode()).hexdigest()[:32]
        whole = replace(
            works[0],
            task=content,
            content=content,
            items=tuple(item for work in works for item in work.items),
            settings=next((work.settings for work in works if work.settings), ""),
        )
        found.update(dict.fromkeys(addresses, whole))
    return found


def ties(found: Iterable[Group], terms: Terms, store: Store) -> dict[str, TieWork]:
    """The task of every department between its documents, by its name."""
    digest = hashlib.sha256()
    for word in (str(VERSION), tool_version(), _program(), terms.rules_sha256, terms.lang):
        _add(digest, word.encode())
    if terms.settings:
        _add(digest, terms.settings.read_bytes())
    return {
        group.name: TieWork(
            task=group.key(digest.hexdigest()),
            documents=group.documents,
            store=str(store.folder.resolve()),
            lang=terms.lang,
            settings=str(terms.settings.resolve()) if terms.settings else "",
            rule_files=tuple(str(file.resolve()) for file in terms.rule_files),
            limits=terms.limits or Limits(),
        )
        for group in found
    }


def left(plan: Mapping[str, AnyWork], store: Store) -> list[AnyWork]:
    """The tasks that are not in the store yet, each once."""
    there = {*store.tasks(), *(path.stem for path in store.waiting())}
    return list({work.task: work for work in plan.values() if work.task not in there}.values())


def stopped(plan: Mapping[str, AnyWork], store: Store) -> Iterator[Done]:
    """The tasks of a plan that are in the store, and say that they were stopped."""
    there = store.tasks()
    for task in {work.task for work in plan.values()}:
        row = there.get(task)
        if row is not None and row["outcome"] != "done":
            yield Done(task, str(row["outcome"]), str(row["why"] or ""))


def _task(work: Work, tried: Sequence[Mapping[str, object]]) -> str:
    """The key of a task: of the one that was done, else of one that was stopped under limits no lower than these."""
    limits = (work.limits.seconds, work.limits.megabytes)
    for row in tried:
        allowed = (int(str(row["limit_seconds"])), int(str(row["limit_megabytes"])))
        if row["outcome"] == "done" or all(a >= b for a, b in zip(allowed, limits, strict=True)):
            return str(row["task"])
    return hashlib.sha256(f"{work.content} {limits}".encode()).hexdigest()[:32] if tried else work.content


def _work(submission: Submission, terms: Terms, store: Store) -> Work:
    own = next((file for file in submission.beside if file.name == SETTINGS), None)
    settings = terms.settings or own
    digest = hashlib.sha256()
    for word in (str(VERSION), tool_version(), _program(), terms.rules_sha256, terms.lang):
        _add(digest, word.encode())
    own_files = (file for file in submission.beside if file.name != SETTINGS)
    for file in (*installed().catalogue_files, *((settings,) if settings else ()), *own_files):
        _add(digest, file.read_bytes())
    if submission.stated != Stated():
        _add(digest, repr(submission.stated).encode())
    for part in submission.parts:
        _add(digest, part.name.encode())
        _add(digest, part.sha256.encode())
    return Work(
        task=digest.hexdigest()[:32],
        content=digest.hexdigest()[:32],
        items=tuple(Item(part.path, part.name, part.sha256) for part in submission.parts),
        store=str(store.folder.resolve()),
        lang=terms.lang,
        stated=submission.stated,
        settings=str(settings.resolve()) if settings else "",
        rule_files=tuple(str(file.resolve()) for file in terms.rule_files),
        limits=terms.limits or Limits(),
    )


def _add(digest: hashlib._Hash, part: bytes) -> None:
    digest.update(len(part).to_bytes(8, "big") + part)


@lru_cache(maxsize=1)
def _program() -> str:
    """What reads and checks, as a checksum: a program that was changed finds other things."""
    own, rules = Path(__file__).parents[1], Path(str(checks.__file__)).parent
    files: Sequence[Path] = [
        *(rules.rglob("*")),
        *(
            file
            for name in _DECIDING
            for file in ((own / name).rglob("*") if (own / name).is_dir() else [own / name])
        ),
    ]
    digest = hashlib.sha256()
    for file in sorted(files):
        if file.suffix in {".py", ".yaml"}:
            digest.update(file.read_bytes())
    return digest.hexdigest()
