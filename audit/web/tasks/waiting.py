"""Who is audited next: several people wait fairly, each sees the place in the queue and how far the reading is."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sys
from collections import deque
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field

from audit.reading.limits import Limits
from audit.reading.workers import available
from audit.web.kept.results import FOLDER
from audit.web.kept.submissions import UPLOADS, State, Submission, Submissions

_log = logging.getLogger(__name__)

_BESIDES = 60
"""Seconds that an audit may take beyond the reading of its documents."""


@dataclass(slots=True)
class Progress:
    """How far a submission is: its place in the queue (0 where it is at work), and what is being read."""

    place: int = 0
    name: str = ""
    pages: int = 0
    of: int = 0
    finished: int = 0
    documents: int = 0
    over: bool = False


@dataclass(slots=True)
class _Job:
    submission: Submission
    progress: Progress = field(default_factory=Progress)
    changed: asyncio.Event = field(default_factory=asyncio.Event)


class Waiting:
    """The queue, and the processes that take from it: one for each processor."""

    def __init__(
        self, submissions: Submissions, limits: Limits | None = None, at_once: int | None = None
    ) -> None:
        self._submissions = submissions
        self._limits = limits or Limits()
        self._at_once = at_once or available()
        self._by_owner: dict[str, deque[_Job]] = {}
        self._jobs: dict[str, _Job] = {}
        self._more = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to work, first of all on what a server that was stopped has left."""
        for _ in range(self._at_once):
            task = asyncio.create_task(self._work())
            self._running.add(task)
        for submission in sorted(self._submissions.every(), key=lambda each: each.last.received):
            if submission.last.state in {State.WAITING, State.WORKING}:
                self.add(submission)

    async def stop(self) -> None:
        """Stop all that is at work; it goes on with the next start."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def add(self, submission: Submission) -> None:
        """Let the last version of a submission wait for its turn."""
        job = _Job(submission)
        self._jobs[submission.id] = job
        self._by_owner.setdefault(submission.owner, deque()).append(job)
        self._place_all()
        self._more.set()

    def drop(self, submission: Submission) -> None:
        """Forget a submission that was deleted."""
        job = self._jobs.pop(submission.id, None)
        for queue in self._by_owner.values():
            if job is not None and job in queue:
                queue.remove(job)

    async def progress(self, name: str) -> AsyncIterator[Progress]:
        """How far a submission is, each time that changes, until it is over."""
        job = self._jobs.get(name)
        while job is not None:
            yield job.progress
            if job.progress.over:
                return
            job.changed.clear()
            await job.changed.wait()

    # --- work ---------------------------------------------------------------------------------------------

    async def _work(self) -> None:
        while True:
            job = self._next()
            if job is None:
                self._more.clear()
                await self._more.wait()
                continue
            try:
                await self._audit(job)
            except Exception:  # one submission's fault must not stop the others
                _log.exception("auditing %s failed", job.submission.id)
                self._conclude(job, State.FAILED, "failed")

    def _next(self) -> _Job | None:
        """The job whose turn it is: owners in turn, each with the oldest of theirs."""
        for owner, queue in list(self._by_owner.items()):
            del self._by_owner[owner]
            if queue:
                job = queue.popleft()
                if queue:
                    self._by_owner[owner] = queue
                job.progress.place = 0
                self._place_all()
                return job
        return None

    def _place_all(self) -> None:
        """Tell everybody who waits how many are before them, in the order in which they will be taken."""
        queues = [list(queue) for queue in self._by_owner.values()]
        order = [
            queue[turn]
            for turn in range(max(map(len, queues), default=0))
            for queue in queues
            if turn < len(queue)
        ]
        for place, job in enumerate(order, 1):
            job.progress.place = place
            job.changed.set()

    async def _audit(self, job: _Job) -> None:
        submission, version = job.submission, job.submission.last
        version.state = State.WORKING
        self._submissions.save(submission)
        folder = self._submissions.files(submission, version.number)
        uploads = UPLOADS.dump_json(version.uploads).decode()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "audit.web.tasks.job", str(folder), submission.lang, uploads),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            seconds = self._limits.seconds * len(version.uploads) + _BESIDES
            await asyncio.wait_for(self._listen(process, job), seconds)
        except TimeoutError:
            self._conclude(job, State.FAILED, "too_long")
            return
        finally:
            await _end(process)
        whole = process.returncode == 0 and (folder / FOLDER).is_dir()
        self._conclude(job, State.DONE if whole else State.FAILED, "" if whole else "failed")

    async def _listen(self, process: asyncio.subprocess.Process, job: _Job) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            with suppress(ValueError, AttributeError):
                for key, value in json.loads(line).items():
                    setattr(job.progress, key, value)
                job.changed.set()
        await process.wait()

    def _conclude(self, job: _Job, state: State, message: str) -> None:
        submission = job.submission
        submission.last.state, submission.last.message = state, message
        if self._submissions.folder(submission.id).is_dir():
            self._submissions.save(submission)
        job.progress.over = True
        job.changed.set()
        if self._jobs.get(submission.id) is job:
            del self._jobs[submission.id]


async def _end(process: asyncio.subprocess.Process) -> None:
    """Stop a process and all that it has started."""
    if process.returncode is None:
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        await process.wait()
