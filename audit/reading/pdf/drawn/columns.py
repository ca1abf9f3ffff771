"""pdfium's functions asked about a whole column of characters or objects at once.

A page has a thousand of them, and a call from Python takes longer than what pdfium does in it. So a function is bound
to plain addresses and driven by ``map``, and what it writes through pointers lands in an array. The calls keep
Python's lock: pdfium serves one thread at a time anyway.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2

pdfium: Any = pypdfium2.raw
"""pdfium's functions and constants."""

Address = int
"""Where something of pdfium's stands in memory; it lives as long as the page that it belongs to is open."""

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


def address(pointer: Any) -> Address:
    """Where what ``pointer`` points to stands."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def answer(function: Any, *arguments: object) -> Any:
    """What ``function`` returns; a pointer comes as an address, None where it is null."""
    return _plain(function.__name__)(*arguments)


def answers(function: Any, *columns: Iterable[object]) -> list[Any]:
    """What ``function`` returns for each row of ``columns``, as :func:`answer`."""
    return list(map(_plain(function.__name__), *columns))


def record(function: Any, kind: npt.DTypeLike, width: int, *columns: Sequence[object]) -> npt.NDArray[Any]:
    """What ``function`` writes into a structure of ``width`` numbers of one ``kind``: a row for each row of ``columns``.

    The structure is its last parameter. Where it writes nothing, the row is zero.
    """
    written = np.zeros((len(columns[0]), width), kind)
    answers(function, *columns, places(written))
    return written


def values(function: Any, kind: npt.DTypeLike, width: int, *columns: Sequence[object]) -> npt.NDArray[Any]:
    """As :func:`record`, for a function whose last ``width`` parameters point to one number each."""
    written = np.zeros((len(columns[0]), width), kind)
    answers(function, *columns, *(places(written, number) for number in range(width)))
    return written


def places(written: npt.NDArray[Any], number: int = 0) -> range:
    """The addresses of one column of an array, row by row: where a function is to write."""
    start, step = written.ctypes.data + number * written.itemsize, written.shape[1] * written.itemsize
    return range(start, start + step * len(written), step)


@cache
def _plain(name: str) -> Callable[..., Any]:
    """The function of pdfium with that name, with addresses in the place of its pointers."""
    function = getattr(pdfium, name)
    kinds = (
        ctypes.c_void_p if hasattr(kind, "contents") else kind
        for kind in (function.restype, *function.argtypes)
    )
    return ctypes.PYFUNCTYPE(*kinds)(address(function))
