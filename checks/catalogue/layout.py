"""Where a row stands in its statement, by its key alone: its section, its part in the sums, what it is below.

Recognition reads this off the page; a data release or a rule's example has but the keys, and the catalogue and
the digits of the codes say the rest.
"""

from __future__ import annotations

from collections.abc import Container

from checks import catalogue
from checks.catalogue import StatementSpec
from checks.numbers.facts import Role


def parent_keys(row: str, spec: StatementSpec) -> tuple[str, ...]:
    """The keys of the rows that ``row`` may stand below, the nearest first.

    ``上级/下级`` stands below ``上级``, a code below the codes it begins with, a public expense below the one
    that contains it.
    """
    if "/" in row:
        return (row.rpartition("/")[0],)
    code = row.partition("#")[0]
    if code.isdigit():
        return tuple(code[:length] for length in (5, 3) if length < len(code))
    if spec.rows == "concepts":
        known = catalogue.concepts()
        above = known[row].parent if row in known else "合计"
        return (above,) if above and above != row else ()
    return ()


def parent_of(row: str, rows: Container[str], spec: StatementSpec) -> str | None:
    """The row of ``rows`` that ``row`` stands below; None at the top."""
    return next((key for key in parent_keys(row, spec) if key in rows), None)


def section_and_role(row: str, spec: StatementSpec) -> tuple[str, Role]:
    """The section a row stands in and its part in the sums; an item where the catalogue says nothing."""
    top = row.partition("/")[0]
    for name, section in spec.sections.items():
        for names, role in (
            (section.items, Role.ITEM),
            (section.subtotal, Role.SUBTOTAL),
            (section.adjustments, Role.ADJUSTMENT),
            (section.total, Role.TOTAL),
        ):
            if top in names:
                return name, role if top == row else Role.ITEM
        if section.functional and top.partition("#")[0] in catalogue.functional_classes():
            return name, Role.ITEM
    if top in spec.totals or top == "合计":
        return "", Role.TOTAL
    return next(iter(spec.sections), ""), Role.ITEM
