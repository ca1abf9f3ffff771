"""Sums across the sheets that have the economic classification in their columns: 合计 over 类, 类 over its 款."""

from __future__ import annotations

from collections.abc import Iterable

from checks.catalogue import by_code
from checks.numbers.facts import Statement
from checks.relations.system import RelationBlock
from checks.rules.tables.sums import first_against_rest

_RULE = "table.row-total"


def across(statements: Iterable[Statement]) -> list[RelationBlock]:
    """For each row: the total is the sum of the 类, and each 类 that has columns of its own the sum of its 款."""
    blocks = []
    for statement in statements:
        if statement.code is None or not by_code()[statement.code].across:
            continue
        at = {key: c for c, key in enumerate(statement.columns)}
        classes = [key for key in at if len(key) == 3 and key.isdigit()]
        groups = [("合计", classes)] if "合计" in at else []
        groups += [(key, [k for k in at if len(k) == 5 and k.startswith(key)]) for key in classes]
        for total, parts in groups:
            if parts:
                lines = statement.cells[:, [at[total], *(at[key] for key in parts)]]
                block = first_against_rest(_RULE, lines)
                blocks += [block] if block is not None else []
    return blocks
