"""Files come to their place whole or not at all, whatever stops the program."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def in_one_step(path: Path, *, on_disk: bool = False) -> Iterator[BinaryIO]:
    """A file to write to, at ``path`` when the block has ended and nowhere when it fails. Raises :class:`OSError`.

    It is written beside its place under a name of its own, so that two programs do not disturb each other. With
    ``on_disk`` it is forced out first, and a loss of power leaves the old file or the new one.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            if on_disk:
                out.flush()
                os.fsync(out.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
