"""The pack of all rules in force: the built-in rule files, the checklists, and the files of others, read as one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from checks.catalogue.data import LOADER
from checks.disclosure.loading import built_in as built_in_items
from checks.disclosure.loading import item_rule
from checks.rules.mistakes import RuleFileError
from checks.rules.reading import relation_rule
from checks.rules.rule import Rule, RulePack

Source = tuple[str, str]
"""What a rule file is called, and its text."""

_FILES = (
    "tables.yaml",
    "budgets.yaml",
    "prose.yaml",
    "words.yaml",
    "schema.yaml",
    "tables/accounts.yaml",
    "sets.yaml",
    "release.yaml",
    "disclosure.yaml",
)


def rules_in(text: str, source: str) -> list[Rule]:
    """The rules of one file. Raises :class:`RuleFileError` naming the line of the mistake."""
    try:
        node = yaml.compose(text, Loader=LOADER)
        loaded = yaml.load(text, Loader=LOADER) or []
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise RuleFileError(
            f"{source}:{line}", "yaml", why=getattr(error, "problem", None) or error
        ) from error
    if not isinstance(loaded, list):
        raise RuleFileError(f"{source}:1", "no_list")
    lines = [child.start_mark.line + 1 for child in node.value] if node is not None else []
    rules = []
    for raw, line in zip(loaded, lines, strict=True):
        if isinstance(raw, Mapping) and "found" in raw:
            rules.append(item_rule(raw, source, line, text))
        else:
            rules.append(relation_rule(raw, source, line, text))
    return rules


def pack_of(sources: Iterable[Source]) -> RulePack:
    """The rules of several files as one pack. Raises :class:`RuleFileError`."""
    rules: dict[str, Rule] = {}
    sources = list(sources)
    for source, text in sources:
        for rule in rules_in(text, source):
            if rule.id in rules:
                raise RuleFileError(f"{source}:{rule.line}", "taken", id=rule.id, by=rules[rule.id].source)
            rules[rule.id] = rule
    return RulePack(rules, _digest(sources))


def _digest(sources: Iterable[Source]) -> str:
    digest = hashlib.sha256()
    for _, text in sources:
        digest.update(text.encode("utf-8"))
    return digest.hexdigest()


def dumped(pack: RulePack) -> bytes:
    """A pack as JSON, from which :func:`restored` makes it again without reading its files one by one."""
    return _rules().dump_json(tuple(pack.rules.values()))


def restored(kept: bytes, sources: Iterable[Source]) -> RulePack:
    """The pack of ``sources`` out of its JSON. Raises :class:`ValueError` where that is none."""
    return RulePack({rule.id: rule for rule in _rules().validate_json(kept)}, _digest(sources))


@lru_cache(maxsize=1)
def _rules() -> TypeAdapter[tuple[Rule, ...]]:
    return TypeAdapter(tuple[Rule, ...])


def sources(extra: Iterable[Path] = ()) -> tuple[Source, ...]:
    """The built-in rule files and the extra ones, in the order in which they are read. Raises :class:`RuleFileError`."""
    own: list[Source] = []
    for path in extra:
        try:
            own.append((str(path), path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            raise RuleFileError(str(path), "unreadable", why=error) from error
    return (*_built_in(), *own)


@lru_cache(maxsize=1)
def _built_in() -> tuple[Source, ...]:
    folder = resources.files("checks.rules")
    own = [
        (name, folder.joinpath(name).read_text(encoding="utf-8"))
        for name in _FILES
        if folder.joinpath(name).is_file()
    ]
    return (*own, *built_in_items())


@lru_cache(maxsize=1)
def built_in() -> RulePack:
    """The rules that come with gouji."""
    return pack_of(sources())


def load(extra: Iterable[Path] = ()) -> RulePack:
    """The built-in rules and those of extra files. Raises :class:`RuleFileError`."""
    files = list(extra)
    return pack_of(sources(files)) if files else built_in()
