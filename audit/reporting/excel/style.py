"""How the workbook looks: a few restrained colours and looks, and how much room a text takes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from checks.finding import Severity
from checks.report import Verdict

FONT = "等线"
INK, SOFT, LINE, HEAD = "1F2933", "6B7785", "C9D1D9", "EAEEF2"
LINK, GOOD, BAD = "1F5FA8", "2B6E3F", "9C1C14"

SEVERITY_FILL = {Severity.ERROR: "F8D7D4", Severity.WARNING: "FCE6C8", Severity.INFO: "D9E7F7"}
SEVERITY_INK = {Severity.ERROR: BAD, Severity.WARNING: "8A5200", Severity.INFO: LINK}
SEVERITY_BAR = {Severity.ERROR: "C4524A", Severity.WARNING: "E0A04A", Severity.INFO: "6E9BD1"}
VERDICT_FILL = {Verdict.PASS: GOOD, Verdict.FAIL: "B3261E", Verdict.INCOMPLETE: "B26A00"}
COVERAGE_BAR = "9DB9DC"
FOLLOWS_FILL = "FFF7D6"
WAIVED_INK = "8A94A0"
TAB = "B3261E"


@dataclass(frozen=True, slots=True)
class Look:
    """One look of a cell; equal looks share one style in the file."""

    size: int = 10
    bold: bool = False
    ink: str = INK
    fill: str | None = None
    border: bool = False
    horizontal: Literal["left", "center", "right"] | None = None
    vertical: Literal["top", "center"] = "top"
    wrap: bool = True
    underline: bool = False
    number_format: str = "General"
    indent: int = 0


BODY = Look(border=True)
CENTRE = Look(border=True, horizontal="center")
HEADER = Look(bold=True, fill=HEAD, border=True, horizontal="center", vertical="center")
TITLE = Look(size=16, bold=True, vertical="center", wrap=False)
SECTION = Look(size=12, bold=True, vertical="center", wrap=False)
NOTE = Look(size=9, ink=SOFT)
LABEL = Look(size=9, ink=SOFT, wrap=False)
BACK = Look(size=9, ink=LINK, underline=True, wrap=False)
MORE = Look(bold=True, ink=BAD, wrap=False)


def width(text: str) -> int:
    """How many columns of a plain font the longest line of ``text`` takes; a Chinese character takes two."""
    return max((sum(_wide(each) for each in line) for line in text.splitlines()), default=0)


def _wide(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def lines(text: str, columns: float) -> int:
    """How many lines ``text`` takes in a column of that width."""
    room = max(int(columns) - 1, 1)
    return sum(max(1, -(-width(line) // room)) for line in text.split("\n"))
