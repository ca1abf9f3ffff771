"""One run of ``gouji batch``: submissions found, tasks done that are not in the store yet, a line of figures."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import locket

from audit.batch import planning, task
from audit.batch.crew import Crew
from audit.batch.finding import By, find, listed, root_of
from audit.batch.places import PlaceError, is_remote
from audit.batch.planning import Terms
from audit.batch.telling import say
from audit.batch.work import ClusterError, Done, Work
from audit.reading.limits import Limits
from audit.reporting.pages.console import terminal
from audit.rulebook.in_force import MISTAKES, extra_files, sentence_of
from audit.rulebook.kept import load
from audit.settings import file as config
from audit.settings.model import read_settings, with_settings
from audit.store import rounds
from audit.store.keeping import Store, StoreError, create
from audit.store.listing import listed as read_list
from audit.store.rounds import Run
from audit.store.views import TIE
from audit.store.words import sentence
from audit.usage import UsageError

EXIT_INCOMPLETE = 3


@dataclass(frozen=True, slots=True)
class Request:
    """What ``gouji batch`` is asked for. ``seconds`` and ``megabytes`` are what one document may take."""

    paths: tuple[str, ...]
    store: Path
    by: By = By.FILE
    listed: Path | None = None
    workers: int | None = None
    scheduler: str | None = None
    seconds: int | None = None
    megabytes: int | None = None
    tries: int = 3
    rule_files: tuple[Path, ...] = ()
    config: Path | None = None
    lang: str = "zh"


@dataclass(slots=True)
class Figures:
    """What came of a run."""

    submissions: int = 0
    kept: int = 0
    done: list[Done] = field(default_factory=list)
    ties: list[Done] = field(default_factory=list)
    still: list[Done] = field(default_factory=list)
    """Tasks that were stopped in an earlier run, and are not tried again."""
    left_out: int = 0
    """Documents that are held against no others until they are audited again."""
    seconds: float = 0.0

    @property
    def failed(self) -> list[Done]:
        """The tasks that were stopped, or could not be done."""
        return [each for each in (*self.done, *self.ties) if each.outcome != "done"]


def run_batch(request: Request) -> int:
    """Bring the store up to what is at the paths. Returns the exit code; raises :class:`UsageError`."""
    lang = request.lang
    missing = [path for path in request.paths if not is_remote(path) and not Path(path).exists()]
    if missing:
        raise UsageError(say("missing", lang, name=missing[0]))
    try:
        terms = _terms(request)
        store = create(request.store)
        with _alone(store):
            figures, addresses = _run(request, terms, store)
    except MISTAKES as error:
        raise UsageError(sentence_of(error, lang)) from error
    except StoreError as error:
        raise UsageError(sentence(error, lang)) from error
    except PlaceError as error:
        raise UsageError(say("place", lang, why=error)) from error
    except ClusterError as error:
        if not error.begun:
            raise UsageError(say("no_cluster", lang, why=error)) from error
        terminal(stderr=True).print(say("gone", lang), soft_wrap=True)
        return EXIT_INCOMPLETE
    except OSError as error:
        raise UsageError(
            say("system", lang, name=error.filename or "", why=error.strerror or error)
        ) from error
    console = terminal()
    for line in _lines(figures, addresses, request):
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    return EXIT_INCOMPLETE if figures.failed or figures.still else 0


def _terms(request: Request) -> Terms:
    """What every submission is audited by, proved before any work. Raises one of :data:`MISTAKES`."""
    settings = read_settings(config.load(request.config, request.lang), request.lang)
    rule_files = extra_files(request.rule_files, request.config)
    pack = with_settings(load(rule_files), settings, request.lang)
    stated = settings.limits.in_force
    limits = Limits(
        request.seconds or stated.seconds,
        request.megabytes or stated.megabytes,
        stated.characters,
        stated.pages,
    )
    return Terms(request.lang, pack.sha256, rule_files, request.config, limits)


def _run(request: Request, terms: Terms, store: Store) -> tuple[Figures, dict[str, str]]:
    began = time.monotonic()
    store.sweep()
    store.carry_over()
    store.fold()
    submissions = find(request.paths, request.by, request.store)
    if request.listed is not None:
        of_list = listed(read_list(request.listed, request.lang), request.listed.parent, request.store)
        found = {each.address: each for each in (*submissions, *of_list)}
        found.pop(root_of(str(request.listed)), None)
        submissions = list(found.values())
    plan = planning.works(submissions, terms, store)
    roots = [*map(root_of, request.paths), *([root_of(str(request.listed))] if request.listed else [])]
    run = rounds.begin(store, roots, {address: work.task for address, work in plan.items()}, _now())
    todo = planning.left(plan, store)
    figures = Figures(len(plan), len({work.task for work in plan.values()}) - len(todo))
    figures.still = list(planning.stopped(plan, store))
    named = {work.task: address for address, work in plan.items()}
    if todo or not run.finished:
        named |= _brought_up(_Job(request, terms, store, plan, figures), run, todo)
    figures.seconds = time.monotonic() - began
    return figures, named


@dataclass(frozen=True, slots=True)
class _Job:
    """What a run has to do, by what, and where it says what came of it."""

    request: Request
    terms: Terms
    store: Store
    plan: Mapping[str, Work]
    figures: Figures


def _brought_up(job: _Job, run: Run, todo: Sequence[Work]) -> dict[str, str]:
    """Do what is left of a run; the addresses of the tasks that turned out to be needed."""
    from audit.batch.ties import grouping  # noqa: PLC0415  (loads what a run without work has no need of)
    from audit.batch.ties import planning as between  # noqa: PLC0415

    request, store, plan, figures = job.request, job.store, job.plan, job.figures
    with ExitStack() as stack:
        crew = Crew(store, stack, request.workers, request.scheduler, request.tries, request.lang)
        figures.done = crew.do(task.run, todo)
        whole = between.joins(plan, store) if request.by is By.FILE else {}
        run = rounds.joined(store, run, {address: work.task for address, work in whole.items()})
        figures.done += crew.do(task.run, planning.left(whole, store))
        now, _ = rounds.states(rounds.runs(store))
        figures.left_out = grouping.left_out(store, now.tasks.values())
        bonds = between.ties(grouping.groups(store, now.tasks.values()), job.terms, store)
        run = rounds.tied(store, run, {name: work.task for name, work in bonds.items()})
        figures.ties = crew.do(task.run_tie, planning.left(bonds, store))
    if all(each.kept for each in (*figures.done, *figures.ties)):
        rounds.finish(store, run, _now())
    names = {work.task: f"{TIE}{name}" for name, work in bonds.items()}
    return {**names, **{work.task: address for address, work in whole.items()}}


@contextmanager
def _alone(store: Store) -> Iterator[None]:
    """Nobody else writes to the store. Raises :class:`StoreError` where somebody does."""
    lock = locket.lock_file(str(store.folder / ".lock"), timeout=0)
    try:
        lock.acquire()
    except locket.LockError as error:
        raise StoreError("in_use", store.folder) from error
    try:
        yield
    finally:
        lock.release()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _lines(figures: Figures, addresses: dict[str, str], request: Request) -> Iterator[str]:
    """What came of it, for a reader; each task that was stopped with its address."""
    lang = request.lang
    for key, stopped in (("stopped", figures.failed), ("still", figures.still)):
        for each in stopped:
            yield say(key, lang, address=addresses[each.task], why=say(each.outcome, lang, why=each.why))
    done = sum(1 for each in figures.done if each.outcome == "done")
    yield say(
        "figures",
        lang,
        submissions=figures.submissions,
        done=done,
        kept=figures.kept,
        failed=len(figures.failed),
        ties=len(figures.ties),
        seconds=f"{figures.seconds:.1f}",
        rate=f"{len(figures.done) / figures.seconds:.1f}" if figures.seconds else "—",
    )
    if figures.left_out:
        yield say("left_out", lang, count=figures.left_out)
    yield say("next", lang, store=request.store)
