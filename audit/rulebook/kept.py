"""Rules read once and kept: compiling the rule files takes longer than checking a document, and they seldom change.

A compiled pack is kept as JSON in the user's own cache folder, under a name made from everything that it depends
on: the rule files, gouji and the code that reads them, Python. Rules decide what is reported, so nothing is taken
from a file or folder that anybody else could have written. Where nothing can be kept the files are read.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from audit.disk.cached import folder, keep, taken
from audit.rulebook.program import tool_version
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
        path = folder() / f"rules-{_key(texts)}.json"
    except (OSError, RuntimeError):
        return pack_of(texts)
    try:
        return restored(taken(path), texts)
    except (OSError, ValueError):
        made = pack_of(texts)
    with suppress(OSError, ValueError):
        _keep(made, texts, path)
    return made


def _key(texts: Sequence[Source]) -> str:
    digest = hashlib.sha256()
    for part in (tool_version(), sys.version, *(text for source in texts for text in source)):
        digest.update(part.encode("utf-8"))
        digest.update(b"\0")
    for module in _READERS:
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()


def _keep(made: RulePack, texts: Sequence[Source], path: Path) -> None:
    """Write a pack where it reads back as what it is."""
    kept = dumped(made)
    if restored(kept, texts) == made:
        keep(path, kept, _MOST_KEPT)
