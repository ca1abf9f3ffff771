"""Reports are written whole or not at all: a reader must never meet half a workbook.

A report is rendered to bytes first, written beside its final name, and moved there in one step, so that
neither a full disk nor Ctrl-C leaves a file that looks like a report and is none.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from audit.reporting.messages import Words


class OutputError(Exception):
    """A report cannot be written; the message is one sentence that says where, why and what to do."""


def prepare(out: Path, lang: str = "zh") -> None:
    """Make the output folder and prove that it can be written, before any work is done.

    Raises :class:`OutputError` where it cannot.
    """
    words = Words(lang)
    if out.exists() and not out.is_dir():
        raise OutputError(words("output.not_a_folder", path=out))
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=out, prefix=".gouji-"):
            pass
    except OSError as error:
        raise OutputError(words("output.not_writable", path=out, why=_reason(error))) from error


def replace(path: Path, content: bytes, lang: str = "zh") -> None:
    """Put ``content`` at ``path`` in one step; on any failure the old file, or none, stays.

    Raises :class:`OutputError` where the place cannot be written (a workbook that is open in Excel, a full
    disk).
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(Words(lang)("output.not_written", path=path, why=_reason(error))) from error
    finally:
        temporary.unlink(missing_ok=True)


def free_name(out: Path, stem: str, ending: str, taken: Sequence[Path]) -> Path:
    """A name in a folder that no other file of this run has: ``stem``, a number where it is needed, ``ending``."""
    path, number = out / f"{stem}{ending}", 1
    while path in taken:
        number += 1
        path = out / f"{stem}.{number}{ending}"
    return path


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
