"""Rules read once and kept: compiling the rule files takes longer than checking a document, and they seldom change.

A compiled pack is kept as JSON in the user's own cache folder, under a name made from everything that it depends
on: the rule files, gouji and the code that reads them, Python. Rules decide what is reported, so nothing is taken
from a file or folder that anybody else could have written. Where nothing can be kept the files are read.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from checks import finding, pack
from checks.disclosure import loading
from checks.pack import Source, dumped, pack_of, restored, sources
from checks.rules import reading, requirement, rule, validation
from checks.rules.rule import RulePack

_READERS = (pack, reading, validation, rule, requirement, loading, finding)
"""The modules that make rules out of text."""

_MOST_KEPT = 8


def load(extra: Iterable[Path] = ()) -> RulePack:
    """The built-in rules and those of extra files. Raises :class:`checks.rules.mistakes.RuleFileError`."""
    return _load(sources(extra))


@lru_cache(maxsize=2)
def _load(texts: tuple[Source, ...]) -> RulePack:
    try:
        path = _folder() / f"rules-{_key(texts)}.json"
    except (OSError, RuntimeError):
        return pack_of(texts)
    try:
        _refuse_foreign(path.parent)
        return restored(_own(path), texts)
    except (OSError, ValueError):
        made = pack_of(texts)
    with suppress(OSError, ValueError):
        _keep(made, texts, path)
    return made


def _folder() -> Path:
    """The folder for what can be made again, as the system has it. Raises :class:`RuntimeError` without a home."""
    if sys.platform == "win32":
        home = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        home = Path.home() / "Library" / "Caches"
    else:
        home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "gouji"


def _key(texts: Sequence[Source]) -> str:
    digest = hashlib.sha256()
    for part in (_version(), sys.version, *(text for source in texts for text in source)):
        digest.update(part.encode("utf-8"))
        digest.update(b"\0")
    for module in _READERS:
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()


def _version() -> str:
    try:
        return version("gouji")
    except PackageNotFoundError:
        return "0"


def _own(path: Path) -> bytes:
    """The contents of a file that only this user can write. Raises :class:`PermissionError` for any other."""
    with path.open("rb") as file:
        _refuse(os.fstat(file.fileno()), path)
        return file.read()


def _refuse_foreign(folder: Path) -> None:
    _refuse(folder.lstat(), folder)


def _refuse(what: os.stat_result, path: Path) -> None:
    foreign = sys.platform != "win32" and (
        what.st_uid != os.getuid() or what.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )
    if foreign or stat.S_ISLNK(what.st_mode):
        raise PermissionError(f"{path} is not this user's alone")


def _keep(made: RulePack, texts: Sequence[Source], path: Path) -> None:
    """Write a pack beside and put it in its place at once, so that two runs do not disturb each other."""
    kept = dumped(made)
    if restored(kept, texts) != made:
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_foreign(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(kept)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    known = sorted(path.parent.glob("rules-*.json"), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in known[_MOST_KEPT:]:
        old.unlink(missing_ok=True)
