"""A table as printed, and what tables of accounts and of budgets share: rows by code, items by ordinals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from benchmarks.forge.figures import Print
from benchmarks.forge.ledger import Entry
from checks import catalogue
from checks.catalogue.functional import names_by_code

Amount = Callable[[Entry], int]
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """How a department prints its tables.

    ``blank`` is what it prints for nothing; ``numbered`` tables have 行次, ``counted`` ones 栏次; ``apart`` prints 类, 款 and 项
    in columns of their own, ``beside`` the economic items of staff and of the office side by side; ``down`` prints the three
    public expenses in rows, with the counts of the Ministry's form below; ``empty`` prints a table of nothing, with its note.
    """

    printing: Print
    blank: str = "0.00"
    numbered: bool = True
    counted: bool = True
    apart: bool = False
    beside: bool = False
    down: bool = False
    empty: bool = False

    def cell(self, fen: int) -> str:
        """A printed amount; nothing as the department prints nothing."""
        return self.printing.number(fen) if fen else self.blank


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table as printed, with the notes below it; ``<`` continues the cell to the left, ``^`` the cell above."""

    title: str
    heads: tuple[Row, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    owner: str = ""
    unit: str = ""

    def amounts(self) -> list[tuple[int, int]]:
        """The places (row, column) of the printed amounts."""
        return [(r, c) for r, row in enumerate(self.rows) for c, text in enumerate(row) if is_amount(text)]

    def with_cell(self, row: int, column: int, text: str) -> Sheet:
        """The table with another text in one place."""
        line = self.rows[row]
        spoilt = (*line[:column], text, *line[column + 1 :])
        return replace(self, rows=(*self.rows[:row], spoilt, *self.rows[row + 1 :]))


def is_amount(text: str) -> bool:
    """Whether a cell is a printed amount."""
    return "." in text and text.replace(",", "").replace(".", "").replace("-", "").isdigit()


def nothing(_: Entry) -> int:
    """A column in which no department of the forge has anything."""
    return 0


def by_code(
    title: str,
    form: Form,
    columns: dict[str, Amount],
    entries: Sequence[Entry],
    *,
    above: Sequence[Row] = (),
    total: str = "合计",
) -> Sheet:
    """A table with a row for each 类, 款 and 项, and a total; ``above`` are heads over the columns of amounts."""
    names = names_by_code()
    own = ("<",) * (3 if form.apart else 1)
    width = len(own) + 1 + len(columns)
    if not entries and form.empty:
        rows: list[Row] = [("",) * width] * 3
    else:
        rows = [(total, *own, *(form.cell(sum(map(of, entries))) for of in columns.values()))]
    for code in sorted({e.code[:n] for e in entries for n in (3, 5, 7)}):
        below = [e for e in entries if e.code.startswith(code)]
        name = catalogue.functional_classes()[code].name if len(code) == 3 else names[code][0]
        printed = (code[:3], code[3:5], code[5:]) if form.apart else (code,)
        rows.append((*printed, name, *(form.cell(sum(map(of, below))) for of in columns.values())))
    return Sheet(title, _heads(form, columns, own, above), tuple(rows))


def _heads(form: Form, columns: dict[str, Amount], own: Row, above: Sequence[Row]) -> tuple[Row, ...]:
    tops = [*above, tuple(columns)] if above else [tuple(columns)]
    heads: list[Row] = [("项目", *own, *tops[0])]
    up = ("^",) * len(columns)
    below: list[Row] = [("功能分类科目编码", "科目名称")]
    if form.apart:
        below = [("功能分类科目编码", "<", "<", "科目名称"), ("类", "款", "项", "^")]
    for n, labels in enumerate(below, 1):
        heads.append((*labels, *(tops[n] if n < len(tops) else up)))
    if form.counted:
        heads.append(("栏次", *own, *(str(n) for n in range(1, len(columns) + 1))))
    return tuple(heads)


_ORDINALS = "一二三四五六七八九十"


def item(number: int, name: str) -> str:
    """An item with its ordinal, counted from nothing: 一、…."""
    ordinal = _ORDINALS[number] if number < len(_ORDINALS) else f"十{_ORDINALS[number - 10]}"
    return f"{ordinal}、{name}"


def by_class(entries: Sequence[Entry]) -> dict[str, int]:
    """What was spent by 类."""
    found: dict[str, int] = {}
    for entry in entries:
        found[entry.code[:3]] = found.get(entry.code[:3], 0) + entry.spent
    return found


def named_classes(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """The 类 of some entries with their names, in the order of the codes."""
    known = catalogue.functional_classes()
    return [(code, known[code].name) for code in sorted(by_class(entries))]


def beside_each_other(left: Sequence[Row], right: Sequence[Row]) -> list[Row]:
    """Two lists as the halves of one table, the shorter one filled up with nothing."""
    height = max(len(left), len(right))
    padded = [[*half, *[("",) * len(half[0])] * (height - len(half))] for half in (left, right)]
    return [(*a, *b) for a, b in zip(*padded, strict=True)]
