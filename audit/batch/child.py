"""``python -m audit.batch.child MEGABYTES``: the process that does the work of a bench.

It reads pieces of work from its standard input and answers on its standard output, says when it has grown and is to be
replaced, and ends by itself when its worker is gone.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from audit.batch.auditing import warm
from audit.batch.bench import Answer, Fault, More, receive, send
from audit.reading.limits import Limits, under
from audit.reading.steps import listening
from audit.reading.workers import Stopped, limit_memory

_MOST_PIECES = 5_000
_GROWN = 400
"""Megabytes: a process that holds more when a piece is done is replaced."""


def main(megabytes: int) -> None:
    """Do pieces of work until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    warm()
    _collect_less()
    limit_memory(megabytes)
    send(answers, "ready")
    for number in range(1, _MOST_PIECES + 1):
        try:
            function, argument, limits, seconds = receive(sys.stdin.buffer)
        except EOFError:
            return
        _limit_processor(seconds)
        with listening(lambda _done, _of: None, partial(_more, answers)):
            result = _done(function, argument, limits)
        send(answers, Answer(result, number == _MOST_PIECES or resident() > _GROWN))


def _more(answers: Any, seconds: int) -> None:
    """Ask for so many seconds more than the limit, of the clock and of the processor."""
    _limit_processor(seconds, more=True)
    send(answers, More(seconds))


def _collect_less() -> None:
    """Leave what stays for good out of the search for garbage, and search less often: an audit makes many objects that
    live until its end, and a sixth of its time went into looking at them again and again.
    """
    from audit.pipeline import NEW_OBJECTS  # noqa: PLC0415  (loaded by warm)

    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])


def _done(function: Callable[[Any], Any], argument: object, limits: Limits) -> Any:
    try:
        with under(limits):
            return function(argument)
    except MemoryError:
        return Stopped.MEMORY
    except Exception as error:
        return Fault(f"{type(error).__name__}: {error}")


def _leave_with_parent() -> None:
    """End this process once the worker that started it is gone."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _limit_processor(seconds: float, *, more: bool = False) -> None:
    """Let the system end this process where it is left alone with work that never ends.

    ``seconds`` count from now, or are ``more`` than before.
    """
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415  (not on Windows)

        soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        start = soft if more else int(sum(os.times()[:2])) + 10
        resource.setrlimit(resource.RLIMIT_CPU, (start + int(2 * seconds), hard))


def resident() -> int:
    """Megabytes of memory that this process holds; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") >> 20
    except (OSError, ValueError, AttributeError):
        return 0


if __name__ == "__main__":
    main(int(sys.argv[1]))
