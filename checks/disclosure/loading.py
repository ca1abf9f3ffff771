"""Checklist items out of YAML, as rules: a mistake is one sentence with the file, the line and the nearest known word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

from checks import catalogue
from checks.finding import Category, Severity
from checks.rules.mistakes import RuleFileError, nearest
from checks.rules.reading import text_of
from checks.rules.requirement import Recognition, Requirement, Scope, Words, words
from checks.rules.rule import Rule

FILES = ("final_accounts.yaml", "budget.yaml", "performance.yaml")
KINDS = ("final_accounts", "budget", "performance_report")
CHECK_NAMES = ("units", "totals", "empty-notes", "order", "contents", "items", "deadline")
_LEVELS = ("部门", "单位")
_KEYS = (
    "id", "kind", "title", "requirement", "basis", "severity", "applies", "found", "part_of", "zero", "near",
    "add", "examples",
)  # fmt: skip
_APPLIES = ("levels", "years", "provinces", "unless", "entered")
_FOUND = (
    "statement", "says", "under", "ignoring", "heading", "introduces", "defines", "claim", "slips", "each",
    "check",
)  # fmt: skip


def built_in() -> list[tuple[str, str]]:
    """The checklists that come with gouji: file name and text."""
    folder = resources.files("checks.disclosure")
    return [(name, folder.joinpath(name).read_text(encoding="utf-8")) for name in FILES]


def item_rule(raw: Mapping[str, Any], source: str, line: int, text: str) -> Rule:
    """One item as a rule. Raises :class:`RuleFileError`."""
    reader = _Reader(source, line, text)
    reader.keys(raw, _KEYS, "id", "kind", "title", "severity", "found")
    reader.one_of(str(raw["kind"]), KINDS, "kind")
    reader.one_of(str(raw["severity"]), [s.value for s in Severity], "severity")
    if not str(raw["id"]).startswith("disclosure."):
        raise reader.mistake("id:", "item_id")
    title = text_of(raw["title"])
    finds = text_of(raw.get("requirement", raw["title"]))
    add = text_of(raw.get("add", {"zh": f"补充：{title.zh}。", "en": f"Add: {title.en}."}))
    item = Requirement(
        id=str(raw["id"]),
        kind=str(raw["kind"]),
        scope=_scope(raw.get("applies", {}), reader),
        found=_recognition(raw["found"], reader),
        add_zh=add.zh,
        add_en=add.en,
        part_of=raw.get("part_of"),
        zero=reader.patterns(raw.get("zero", ())),
        near=reader.patterns(raw.get("near", ())),
        examples=raw.get("examples", {}),
    )
    return Rule(
        id=item.id,
        title=title,
        category=Category.STRUCTURE,
        severity=Severity(raw["severity"]),
        basis=str(raw.get("basis", "")),
        finds=finds,
        fix=add,
        examples=item.examples,
        source=source,
        line=line,
        requirement=item,
    )


def _scope(raw: Any, reader: _Reader) -> Scope:
    reader.keys(raw, _APPLIES)
    for level in raw.get("levels", ()):
        reader.one_of(level, _LEVELS, "level")
    years = raw.get("years", (None, None))
    if not isinstance(years, list | tuple) or len(years) != 2:
        raise reader.mistake("years", "years")
    if raw.get("entered"):
        reader.one_of(raw["entered"], catalogue.by_code(), "statement")
    return Scope(
        levels=tuple(raw.get("levels", ())),
        years=(years[0], years[1]),
        provinces=tuple(raw.get("provinces", ())),
        unless=reader.patterns(raw.get("unless", ())),
        entered=raw.get("entered"),
    )


def _recognition(raw: Any, reader: _Reader) -> Recognition:
    reader.keys(raw, _FOUND)
    statements = reader.strings(raw.get("statement", ()))
    for code in statements:
        reader.one_of(code, catalogue.by_code(), "statement")
    if raw.get("check"):
        reader.one_of(raw["check"], CHECK_NAMES, "check")
    claim, each = raw.get("claim"), raw.get("each")
    found = Recognition(
        statements=statements,
        says=reader.patterns(raw.get("says", ())),
        under=reader.pattern(raw["under"]) if raw.get("under") else None,
        ignoring=reader.patterns(raw.get("ignoring", ())),
        heading=reader.patterns(raw.get("heading", ())),
        introduces=reader.patterns(raw.get("introduces", ())),
        defines=reader.patterns(raw.get("defines", ())),
        claim=(str(claim["concept"]), claim.get("measure")) if claim else None,
        slips=reader.strings(raw.get("slips", ())),
        each=(reader.pattern(each["heading"]), reader.pattern(each["says"])) if each else None,
        check=raw.get("check"),
    )
    if found == Recognition(under=found.under, ignoring=found.ignoring):
        raise reader.mistake("found", "nothing_found", known=", ".join(_FOUND))
    return found


class _Reader:
    """Reads the parts of one item and names mistakes with their line."""

    def __init__(self, source: str, line: int, text: str) -> None:
        self._source, self._line, self._text = source, line, text

    def mistake(self, needle: str, what: str, **words: object) -> RuleFileError:
        """An error at the line of the item on which ``needle`` stands."""
        lines = self._text.split("\n")[self._line - 1 :]
        at = next((n for n, content in enumerate(lines, self._line) if needle in content), self._line)
        return RuleFileError(f"{self._source}:{at}", what, **words)

    def keys(self, raw: Any, known: Iterable[str], *needed: str) -> None:
        """Refuse what is no mapping, has an unknown key or lacks a needed one."""
        if not isinstance(raw, Mapping):
            raise self.mistake(str(raw), "mapping", known=", ".join(known), raw=raw)
        for key in raw:
            if key not in known:
                near = nearest(str(key), known)
                raise self.mistake(f"{key}:", "unknown", kind="key", word=key, near=near)
        for key in needed:
            if key not in raw:
                raise self.mistake("id:", "item_lacks", key=key)

    def one_of(self, value: str, known: Iterable[str], what: str) -> None:
        """Refuse a value that is not known."""
        names = list(known)
        if value not in names:
            near = nearest(str(value), names)
            raise self.mistake(str(value), "unknown", kind=what, word=value, near=near)

    def strings(self, raw: Any) -> tuple[str, ...]:
        """One string or a list of them."""
        return (raw,) if isinstance(raw, str) else tuple(str(each) for each in raw)

    def patterns(self, raw: Any) -> tuple[Words, ...]:
        """One pattern or a list of them."""
        return tuple(self.pattern(each) for each in self.strings(raw))

    def pattern(self, raw: Any) -> Words:
        """A pattern, compiled."""
        try:
            return words(str(raw))
        except re.error as error:
            raise self.mistake(str(raw)[:12], "pattern", raw=raw, why=error) from error
