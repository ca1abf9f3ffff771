"""A process beside each worker that does the work and may be lost: it hangs, dies or takes all memory, the worker does not.

The process is :mod:`audit.batch.child`: it stays for many pieces of work, since beginning takes longer than a small audit,
and is replaced by a fresh one when it has had enough.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from audit.reading.limits import Limits
from audit.reading.workers import Stopped

_LENGTH = struct.Struct(">Q")
_BEGINNING = 120
"""Seconds that a fresh process may take until it is ready."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The work failed inside, with an error that nobody expected."""

    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a piece, and whether the process has had enough."""

    result: Any
    last: bool


@dataclass(frozen=True, slots=True)
class More:
    """The work needs so many seconds more than it was given: a page has come up that takes long to read."""

    seconds: int


class Bench:
    """The worker's side: one process at a time, started when there is work."""

    def __init__(self, megabytes: int) -> None:
        self._megabytes = megabytes
        self._process: subprocess.Popen[bytes] | None = None
        self._heard: queue.Queue[Any] = queue.Queue()
        self._ready = self._retired = False

    def begin(self) -> None:
        """Start the process, without waiting until it is ready."""
        self._process = process = subprocess.Popen(
            [sys.executable, "-m", "audit.batch.child", str(self._megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._heard, self._ready = queue.Queue(), False
        threading.Thread(target=_listen, args=(process, self._heard), daemon=True).start()

    def do(self, function: Callable[[Any], Any], argument: object, limits: Limits, seconds: float) -> Any:
        """What ``function`` makes of ``argument`` within ``seconds``; a :class:`Stopped` or :class:`Fault` where nothing."""
        process = self._at_work()
        if process is None:
            return Stopped.DIED
        try:
            assert process.stdin is not None
            send(process.stdin, (function, argument, limits, seconds))
            answer = self._answer(seconds)
        except queue.Empty:
            self.stop()
            return Stopped.TIME
        except OSError:
            answer = None
        if not isinstance(answer, Answer):
            self.stop()
            return Stopped.DIED
        if answer.last:
            self.stop()
        return answer.result

    def _answer(self, seconds: float) -> Any:
        """What the process says at last. Raises :class:`queue.Empty` where that takes longer than it was given."""
        until = time.monotonic() + seconds
        while isinstance(answer := self._heard.get(timeout=max(0.0, until - time.monotonic())), More):
            until += answer.seconds
        return answer

    def retire(self) -> None:
        """End the process and start none again."""
        self._retired = True
        self.stop()

    def stop(self) -> None:
        """End the process and all that it has started (a converter of old formats)."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _at_work(self) -> subprocess.Popen[bytes] | None:
        """The process, ready for work; None where it does not become so."""
        if self._retired:
            return None
        if self._process is None:
            self.begin()
        if not self._ready:
            try:
                self._ready = self._heard.get(timeout=_BEGINNING) is not None
            except queue.Empty:
                self._ready = False
            if not self._ready:
                self.stop()
        return self._process


def _listen(process: subprocess.Popen[bytes], heard: queue.Queue[Any]) -> None:
    """Hand on what the process says; None when it is gone."""
    assert process.stdout is not None
    with suppress(OSError, ValueError, EOFError, pickle.UnpicklingError):
        while True:
            heard.put(receive(process.stdout))
    heard.put(None)


def send(pipe: Any, message: object) -> None:
    """Write a message into a pipe."""
    content = pickle.dumps(message)
    pipe.write(_LENGTH.pack(len(content)) + content)
    pipe.flush()


def receive(pipe: Any) -> Any:
    """The next message. Raises ``EOFError`` at the end."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    return pickle.loads(pipe.read(_LENGTH.unpack(head)[0]))
