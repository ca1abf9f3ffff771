"""The audit of one submission of a batch, on the bench: rows and report left in the store."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from audit.batch.ties.work import TieWork
from audit.batch.work import Done, Work

if TYPE_CHECKING:
    from audit.document import Document
    from audit.settings.model import Settings


def perform(work: Work) -> Done:
    """Audit a submission and leave its rows and its report in the store."""
    from audit.batch.rows.audited import Outcome, documents_of, left_by  # noqa: PLC0415  (only the bench loads what audits)
    from audit.batch.ties import volumes  # noqa: PLC0415
    from audit.pipeline import Options, examine, report_on  # noqa: PLC0415
    from audit.recognition import Overrides  # noqa: PLC0415
    from audit.rulebook.kept import load  # noqa: PLC0415
    from audit.run import explained  # noqa: PLC0415
    from audit.settings.model import with_settings  # noqa: PLC0415
    from audit.store import bundle, reports  # noqa: PLC0415
    from audit.store.keeping import Store  # noqa: PLC0415

    began, used = time.perf_counter(), time.process_time()
    settings = _settings(work)
    rule_files = tuple(map(Path, work.rule_files))
    pack = with_settings(load(rule_files), settings, work.lang)
    options = Options(
        lang=work.lang, overrides=Overrides(**asdict(work.stated)), rule_files=rule_files, settings=settings
    )
    examination = examine(_documents(work), pack, options)
    report = explained(
        report_on(examination, pack, options), [Path(i.path) for i in work.items if "://" not in i.path], pack
    )
    store = Store(Path(work.store))
    reports.keep(store, work.task, report)
    audited, processor = time.perf_counter() - began, time.process_time() - used
    whose = documents_of(work.task, report)
    stopped = [item.why for item in work.items if item.why]
    outcome = stopped[0] if len(stopped) == len(work.items) else "done"
    why = report.documents[0].problems[0] if outcome != "done" else None
    memory = most_memory()
    limits = work.limits
    row = Outcome(
        work.task,
        work.content,
        limits.seconds,
        limits.megabytes,
        audited,
        processor,
        memory,
        outcome,
        why,
    )
    bundle.write(
        store.bundle(work.task),
        left_by(row, report, examination, whose),
        volumes.packed(examination.recognised),
    )
    seconds = time.perf_counter() - began
    summary = report.summary
    return Done(
        work.task,
        outcome,
        verdict=summary.verdict.value,
        errors=summary.errors,
        seconds=seconds,
        audit=audited,
        megabytes=memory,
    )


def tie(work: TieWork) -> Done:
    """Check what ties the documents of a department, and leave the findings in the store."""
    from audit.batch.ties import tying  # noqa: PLC0415  (only the bench loads what audits)

    return tying.tie(work)


def probe(work: Work) -> bool:
    """Whether the documents of a work can be audited within the limits: True, or the process is stopped."""
    from audit.pipeline import Options, examine  # noqa: PLC0415
    from audit.rulebook.kept import load  # noqa: PLC0415

    pack = load(tuple(map(Path, work.rule_files)))
    examine(_documents(work), pack, Options(lang=work.lang, settings=_settings(work)))
    return True


def warm() -> None:
    """Load all that an audit needs, so that the first one takes no longer than the next."""
    from audit.batch.rows import audited  # noqa: F401, PLC0415
    from audit.batch.ties import volumes  # noqa: F401, PLC0415
    from audit.pipeline import Options, audit_documents  # noqa: PLC0415
    from audit.rulebook.kept import load  # noqa: PLC0415
    from audit.rulebook.plugins import installed  # noqa: PLC0415

    installed()
    audit_documents([], load(), Options())


def _settings(work: Work) -> Settings:
    """The settings that lie with the submission or were given, under the limits of the batch.

    What a bureau expects is not asked of each submission.
    """
    from audit.settings.file import Config, load  # noqa: PLC0415
    from audit.settings.model import LimitSettings, read_settings  # noqa: PLC0415

    config = load(Path(work.settings), work.lang) if work.settings else Config(lang=work.lang)
    return read_settings(config, work.lang).model_copy(
        update={"limits": LimitSettings(**asdict(work.limits)), "expected": []}
    )


def _documents(work: Work) -> list[Document]:
    """The documents of a submission; those that were stopped before stand there as not read."""
    from audit.batch.places import at_hand  # noqa: PLC0415
    from audit.document import Document, Problem  # noqa: PLC0415
    from audit.reading import documents  # noqa: PLC0415
    from audit.reading.problems import sentence  # noqa: PLC0415

    found: list[Document] = []
    for item in work.items:
        if item.why:
            told = {"name": item.name, "why": item.fault, **asdict(work.limits)}
            problem = Problem(sentence(item.why, work.lang, **told), fatal=True)
            suffix = Path(item.name).suffix.lstrip(".").lower() or "unknown"
            found.append(Document(item.name, item.sha256, suffix, (), problems=(problem,)))
        else:
            with at_hand(item.path) as path:
                found += documents([path], work.lang, names=[item.name])
    return found


def most_memory() -> int:
    """Megabytes that this process held at most; 0 where the system does not say."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415  (not on Windows)

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return 0
