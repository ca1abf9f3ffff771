"""Functional codes that carry another name this year than last: what may have moved to another place in the classification."""

from __future__ import annotations

import re

from checks.catalogue import plain
from checks.numbers.facts import Statement
from checks.rules.sets.material import Link, Volume

_LEVEL = re.compile(r"^[\d|\s]+")


def renamed_codes(link: Link) -> tuple[tuple[str, str, str], ...]:
    """Functional codes that carry another name this year: (code, name then, name now)."""
    then, now = _code_names(link.others[0]), _code_names(link.subject)
    return tuple(
        (code, then[code], now[code]) for code in sorted(then.keys() & now.keys()) if then[code] != now[code]
    )


def _code_names(volume: Volume) -> dict[str, str]:
    names: dict[str, str] = {}
    for statement in volume.statements:
        if statement.code is not None and statement.code.endswith("expenditure"):
            names.update(_functional(statement))
    return names


def _functional(statement: Statement) -> dict[str, str]:
    return {
        row: plain(_LEVEL.sub("", label))
        for row, label in zip(statement.rows, statement.row_labels, strict=True)
        if row.isdigit() and len(row) in {3, 5, 7} and row.startswith("2")
    }
