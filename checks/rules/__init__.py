"""The rules as data: loading the rule files, and the pack of all rules in force."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from checks.finding import Category, Severity

if TYPE_CHECKING:
    from checks.disclosure.requirement import Requirement


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages of the interface."""

    zh: str
    en: str

    def in_(self, lang: str) -> str:
        """The text in ``lang`` (zh or en)."""
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is called, how sure it is, where it comes from, and (for tables) the relation.

    ``statements`` are the statement codes a relation is applied to, one after the other; ``each`` is what it
    is applied to within one: ``row``, ``column``, ``parent``, ``class``, ``cell`` or nothing. ``complete``
    says that the relation names every amount column, so that a table with another one is not judged by it.
    ``when`` are relations that must hold as printed before this one is applied. ``requirement`` is set for an item
    of the disclosure checklist.
    """

    id: str
    title: Text
    category: Category
    severity: Severity
    basis: str
    finds: Text
    fix: Text
    relation: str | None = None
    statements: tuple[str, ...] = ()
    each: str | None = None
    complete: bool = False
    when: tuple[str, ...] = ()
    message: Text | None = None
    examples: Mapping[str, Any] | None = None
    waivable: bool = True
    source: str = ""
    line: int = 0
    requirement: Requirement | None = None


@dataclass(frozen=True, slots=True)
class RulePack:
    """All rules in force by id, and the digest that names this very set."""

    rules: Mapping[str, Rule]
    sha256: str

    def __getitem__(self, rule_id: str) -> Rule:
        return self.rules[rule_id]

    def relations(self) -> Iterable[Rule]:
        """The rules that are relations over tables."""
        return (rule for rule in self.rules.values() if rule.relation)


class RuleFileError(ValueError):
    """A rule file with a mistake in it: the sentence names file, line and what is wrong."""


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same safe loader in C where PyYAML was built with it: the lists are long, and read at every start."""

_FILES = (
    "tables.yaml",
    "budgets.yaml",
    "prose.yaml",
    "words.yaml",
    "schema.yaml",
    "sets.yaml",
    "release.yaml",
    "disclosure.yaml",
)


def _text(raw: Any) -> Text:
    if isinstance(raw, Mapping):
        return Text(str(raw["zh"]), str(raw["en"]))
    return Text(str(raw), str(raw))


def _rule(raw: Mapping[str, Any], source: str, line: int) -> Rule:
    title = _text(raw["title"])
    return Rule(
        id=raw["id"],
        title=title,
        category=Category(raw["category"]),
        severity=Severity(raw["severity"]),
        basis=raw.get("basis", ""),
        finds=_text(raw.get("finds", raw["title"])),
        fix=_text(raw.get("fix", {"zh": "", "en": ""})),
        relation=raw.get("relation"),
        statements=tuple(raw.get("statements", ())),
        each=raw.get("each"),
        complete=bool(raw.get("complete", False)),
        when=tuple(raw.get("when", ())),
        message=_text(raw["message"]) if "message" in raw else None,
        examples=raw.get("examples"),
        waivable=bool(raw.get("waivable", True)),
        source=source,
        line=line,
    )


def rules_in(text: str, source: str) -> list[Rule]:
    """The rules of one file. Raises :class:`RuleFileError` naming the line of the mistake."""
    from checks.rules.validation import validate  # noqa: PLC0415  (the validator needs this module's types)

    try:
        node = yaml.compose(text, Loader=_LOADER)
        loaded = yaml.load(text, Loader=_LOADER) or []
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise RuleFileError(f"{source}:{line}: {getattr(error, 'problem', None) or error}") from error
    if not isinstance(loaded, list):
        raise RuleFileError(f"{source}:1: a rule file is a list of rules, each beginning with '- id: …'")
    lines = [child.start_mark.line + 1 for child in node.value] if node is not None else []
    rules = []
    for raw, line in zip(loaded, lines, strict=True):
        if isinstance(raw, Mapping) and "found" in raw:
            from checks.disclosure.loading import item_rule  # noqa: PLC0415  (needs this module's types)

            rules.append(item_rule(raw, source, line, text))
            continue
        validate(raw, source, line, text)
        rules.append(_rule(raw, source, line))
    return rules


def _pack(texts: Iterable[tuple[str, str]]) -> RulePack:
    rules: dict[str, Rule] = {}
    digest = hashlib.sha256()
    for source, text in texts:
        digest.update(text.encode("utf-8"))
        for rule in rules_in(text, source):
            if rule.id in rules:
                raise RuleFileError(
                    f"{source}:{rule.line}: the rule id {rule.id!r} is taken by {rules[rule.id].source}"
                )
            rules[rule.id] = rule
    return RulePack(rules, digest.hexdigest())


def _built_in() -> list[tuple[str, str]]:
    from checks.disclosure import loading  # noqa: PLC0415  (needs this module's types)

    folder = resources.files(__name__)
    own = [
        (name, folder.joinpath(name).read_text(encoding="utf-8"))
        for name in _FILES
        if folder.joinpath(name).is_file()
    ]
    return [*own, *loading.built_in()]


@lru_cache(maxsize=1)
def built_in() -> RulePack:
    """The rules that come with gouji."""
    return _pack(_built_in())


def load(extra: Iterable[Path] = ()) -> RulePack:
    """The built-in rules and those of extra files. Raises :class:`RuleFileError`."""
    files = list(extra)
    if not files:
        return built_in()
    own: list[tuple[str, str]] = []
    for path in files:
        try:
            own.append((str(path), path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            raise RuleFileError(f"{path}: cannot be read ({error})") from error
    return _pack([*_built_in(), *own])
