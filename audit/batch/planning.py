"""What has to be done: the task of every submission, named by all that its outcome depends on."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audit.batch.finding import Submission
from audit.batch.ties.work import AnyWork
from audit.batch.work import Done, Item, Stated, Work
from audit.reading.limits import Limits
from audit.rulebook.plugins import installed
from audit.rulebook.program import program_sha256, tool_version
from audit.settings.file import FILE_NAME as SETTINGS
from audit.store.keeping import Store
from audit.store.schemas import VERSION


@dataclass(frozen=True, slots=True)
class Terms:
    """How every submission is audited."""

    lang: str
    rules_sha256: str
    rule_files: tuple[Path, ...] = ()
    settings: Path | None = None
    limits: Limits | None = None


def digest_of(terms: Terms) -> hashlib._Hash:
    """The beginning of a checksum: the program, the rules and the language."""
    digest = hashlib.sha256()
    for word in (str(VERSION), tool_version(), program_sha256(), terms.rules_sha256, terms.lang):
        add(digest, word.encode())
    return digest


def add(digest: hashlib._Hash, part: bytes) -> None:
    """One more part of a checksum, told from the next."""
    digest.update(len(part).to_bytes(8, "big") + part)


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


def left(plan: Mapping[str, AnyWork], store: Store) -> list[AnyWork]:
    """The tasks that are not in the store yet, each once; one that has its rows there but no bundle is not."""
    there = {*(store.tasks().keys() & store.bundles()), *(path.stem for path in store.waiting())}
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
    digest = digest_of(terms)
    own_files = (file for file in submission.beside if file.name != SETTINGS)
    for file in (*installed().catalogue_files, *((settings,) if settings else ()), *own_files):
        add(digest, file.read_bytes())
    if submission.stated != Stated():
        add(digest, repr(submission.stated).encode())
    for part in submission.parts:
        add(digest, part.name.encode())
        add(digest, part.sha256.encode())
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
