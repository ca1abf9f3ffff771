"""A table as data: its columns, its rows, and what a cell is, whatever it is drawn with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from audit.desk.queries import CATEGORIES
from audit.desk.words import DeskWords

_CATEGORIES = frozenset(each.value for each in CATEGORIES)


class Form(StrEnum):
    """How a cell is drawn."""

    TEXT = "text"
    CENTRE = "centre"
    NUMBER = "number"
    SHARE = "share"
    SOFT = "soft"
    STATE = "state"
    HEAT = "heat"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: a share is a fraction; ``key`` is the word that programs have for it, where it is one of a few."""

    value: str | float
    form: Form = Form.TEXT
    key: str = ""

    @property
    def shown(self) -> str:
        """The value as a reader sees it on a page."""
        if isinstance(self.value, str):
            return self.value
        if self.form is Form.SHARE:
            return f"{self.value:.1%}"
        return f"{self.value:,}" if self.form is Form.NUMBER else str(self.value)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by column, whose they are (empty where that was not recognised), and the task whose report has more of it."""

    cells: Mapping[str, Cell]
    department: str = ""
    task: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A table: what is said above it, its columns in their order with their widths in a workbook, its rows."""

    name: str
    line: str
    columns: Mapping[str, float]
    rows: Sequence[Row]


def share(part: int, whole: int) -> Cell:
    """A share to a tenth of a per cent, rounded down; a dash for nothing."""
    return Cell((part * 1000 // whole) / 1000 if whole else "—", Form.SHARE)


def label(column: str, words: DeskWords) -> str:
    """The head of a column: a kind of rule, or a word of the desk."""
    return words(f"category.{column}" if column in _CATEGORIES else f"label.{column}")
