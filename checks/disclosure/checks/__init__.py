"""A disclosure enters; what it comes to as a whole leaves: units and totals of all tables, their order, whole lists, dates."""

from __future__ import annotations

from collections.abc import Callable

from checks.disclosure.checks.deadline import deadline
from checks.disclosure.checks.lists import contents, each, items, no_slips
from checks.disclosure.checks.outcome import Outcome
from checks.disclosure.checks.tables import empty_notes, order, totals, units
from checks.disclosure.material import Disclosure

__all__ = ["CHECKS", "TABLE_CHECKS", "Outcome", "each", "no_slips"]

Check = Callable[[Disclosure, str], Outcome]

CHECKS: dict[str, Check] = {
    "units": units,
    "totals": totals,
    "empty-notes": empty_notes,
    "order": order,
    "contents": contents,
    "items": items,
    "deadline": deadline,
}
TABLE_CHECKS = frozenset({"units", "totals", "empty-notes", "order"})
