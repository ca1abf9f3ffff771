"""What can be made again, kept in the user's own cache folder: a file that somebody else could have written is not read."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from audit.disk.written import in_one_step


def folder() -> Path:
    """The folder for what can be made again, as the system has it. Raises :class:`RuntimeError` without a home."""
    if sys.platform == "win32":
        home = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        home = Path.home() / "Library" / "Caches"
    else:
        home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "gouji"


def taken(path: Path) -> bytes:
    """The contents of a kept file that only this user can write.

    Raises :class:`PermissionError` for any other, :class:`OSError` where there is none.
    """
    _refuse(path.parent.lstat(), path.parent)
    with path.open("rb") as file:
        _refuse(os.fstat(file.fileno()), path)
        return file.read()


def keep(path: Path, data: bytes, most: int) -> None:
    """Write a file beside and put it in its place at once, so that two runs do not disturb each other.

    Of the files in its folder that begin like it (up to the first ``-``) the ``most`` youngest stay. Raises
    :class:`OSError` where nothing can be kept.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse(path.parent.lstat(), path.parent)
    with in_one_step(path) as file:
        file.write(data)
    alike = path.parent.glob(f"{path.name.partition('-')[0]}-*{path.suffix}")
    for old in sorted(alike, key=_age, reverse=True)[most:]:
        old.unlink(missing_ok=True)


def _age(path: Path) -> float:
    with suppress(OSError):
        return path.stat().st_mtime
    return 0.0


def _refuse(what: os.stat_result, path: Path) -> None:
    foreign = sys.platform != "win32" and (
        what.st_uid != os.getuid() or what.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )
    if foreign or stat.S_ISLNK(what.st_mode):
        raise PermissionError(f"{path} is not this user's alone")
