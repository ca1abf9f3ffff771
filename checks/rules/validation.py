"""Mistakes in a rule file, named with the line and the nearest known term."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from checks import catalogue
from checks.finding import Category, Severity
from checks.rules.mistakes import RuleFileError, nearest
from checks.rules.tables.grammar import EACH_COLUMN, EACH_ROW, CellRef, RelationSyntaxError, parse_relation

_KEYS = frozenset(
    [
        "id",
        "title",
        "category",
        "severity",
        "basis",
        "finds",
        "fix",
        "relation",
        "statements",
        "each",
        "complete",
        "when",
        "message",
        "examples",
        "waivable",
    ]
)
_EACH = frozenset({"row", "column", "parent", "class", "cell"})


def validate(raw: Any, source: str, line: int, text: str) -> None:
    """Check one rule as it was loaded. Raises :class:`RuleFileError`."""
    if not isinstance(raw, Mapping):
        raise RuleFileError(f"{source}:{line}", "no_mapping")
    for key in raw:
        if key not in _KEYS:
            at = f"{source}:{_line_of(text, line, f'{key}:')}"
            raise RuleFileError(at, "unknown", kind="key", word=key, near=nearest(str(key), _KEYS))
    for key in ("id", "title", "category", "severity"):
        if key not in raw:
            raise RuleFileError(f"{source}:{line}", "lacks", key=key)
    _known(raw["category"], [c.value for c in Category], "category", source, text, line)
    _known(raw["severity"], [s.value for s in Severity], "severity", source, text, line)
    if raw.get("each"):
        _known(raw["each"], _EACH, "each", source, text, line)
    for code in raw.get("statements", ()):
        _known(code, catalogue.by_code(), "statement", source, text, line)
    for relation in (*([raw["relation"]] if raw.get("relation") else ()), *raw.get("when", ())):
        _check_relation(relation, source, text, line)


def _check_relation(relation: str, source: str, text: str, line: int) -> None:
    at = _line_of(text, line, relation)
    try:
        parsed = parse_relation(relation)
    except RelationSyntaxError as error:
        raise RuleFileError(f"{source}:{at}", "relation", column=error.column, rest=error.rest) from error
    for _, ref in (*parsed.left, *parsed.right):
        if not isinstance(ref, CellRef) or ref.statement is None:
            continue
        _known(ref.statement, catalogue.by_code(), "statement", source, text, line)
        spec = catalogue.by_code()[ref.statement]
        if ref.column != EACH_COLUMN and spec.columns and ref.column not in spec.columns:
            near = nearest(ref.column, spec.columns)
            raise RuleFileError(
                f"{source}:{at}", "no_column", table=ref.statement, word=ref.column, near=near
            )
        rows = _rows_of(ref.statement)
        coded = ref.row.isdigit() or ref.row in {EACH_ROW, "合计"}
        if rows and not coded and ref.row not in rows:
            near = nearest(ref.row, rows)
            raise RuleFileError(f"{source}:{at}", "no_row", table=ref.statement, word=ref.row, near=near)


def _rows_of(code: str) -> set[str]:
    spec = catalogue.by_code()[code]
    if spec.rows == "concepts":
        return {*catalogue.concepts(), catalogue.THREE_PUBLIC_TOTAL}
    named = {
        name
        for section in spec.sections.values()
        for names in (section.items, section.subtotal, section.adjustments, section.total)
        for name in names
    }
    return named | set(spec.totals)


def _known(value: Any, known: Iterable[str], what: str, source: str, text: str, line: int) -> None:
    names = list(known)
    if value not in names:
        at = _line_of(text, line, str(value))
        raise RuleFileError(
            f"{source}:{at}", "unknown", kind=what, word=value, near=nearest(str(value), names)
        )


def _line_of(text: str, first: int, needle: str) -> int:
    """The line at or after ``first`` on which ``needle`` stands; ``first`` where it stands on none."""
    head = needle.strip().split("\n")[0]
    for number, content in enumerate(text.split("\n")[first - 1 :], start=first):
        if head in content:
            return number
    return first
