"""What is put into a cell: text that never becomes a formula, numbers that show what was printed."""

from __future__ import annotations

import re
from decimal import Decimal

from openpyxl.cell import Cell

from audit.reporting.plain import clean

LONGEST = 32_000
"""Excel holds 32,767 characters in a cell."""

_PRINTED = re.compile(
    r"(?P<sign>-?)(?P<whole>[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?P<fraction>\.\d+)?(?P<percent>%?)"
)
_DANGEROUS = ("=", "+", "-", "@", "\t", "'", "|", "%")
_MOST_DIGITS = 15


def put_text(cell: Cell, text: str, cut: str = "…") -> None:
    """Write ``text`` as text, whatever it begins with; ``cut`` stands where it is too long for a cell.

    The quote prefix keeps it text even after somebody edits the cell.
    """
    safe = clean(text)
    if len(safe) > LONGEST:
        safe = safe[:LONGEST] + cut
    cell.value = safe or None
    if safe:
        cell.data_type = "s"
        if safe.startswith(_DANGEROUS):
            cell.quotePrefix = True


def number(text: str | None, *, grouped: bool = False) -> tuple[float, str] | None:
    """The value of a printed number and the format that shows it as it was printed; None if that cannot be.

    With ``grouped``, thousands are set apart whether or not they were printed so.
    """
    match = _PRINTED.fullmatch(text or "")
    if match is None or sum(each.isdigit() for each in match[0]) > _MOST_DIGITS:
        return None
    value = Decimal(match[0].replace(",", "").rstrip("%"))
    if match["sign"] and not value:
        return None
    places = len(match["fraction"] or ".") - 1
    pattern = "#,##0" if "," in match["whole"] or (grouped and places) else "0"
    if places:
        pattern += "." + "0" * places
    if match["percent"]:
        return float(value / 100), pattern + "%"
    return float(value), pattern
