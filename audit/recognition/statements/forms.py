"""Forms: tables of parts, each with a head of its own, and of labels with their number at the right.

In a form a column holds amounts in one part and sentences in the next, so that no column is of one kind. Each number
is therefore read by itself: under the head of the part it stands in, or beside the label at its left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from audit.recognition.statements.rows import Names, RowKeys
from audit.recognition.statements.slots import Layout, Slot, unit_of
from audit.recognition.tables.cells import is_numeric
from audit.recognition.tables.headings import unit_in
from audit.recognition.tables.table import Entry, RawTable
from checks.catalogue import bare, plain
from checks.catalogue.vocabulary import either, table
from checks.finding import TableCell
from checks.numbers.amount import PERCENT, PIECE, SCORE, Unit
from checks.numbers.facts import Role

_MONEY = re.compile(either(table("form_money")))
_SCORED = re.compile(either(table("form_scores")))
_VALUES = re.compile(either(table("form_values")))
_PROJECT = re.compile(r"[^，。；]{0,8}(?:项目|专项|政策)(?:资金)?[）)]?名称[:：]?")
_DEPARTMENT = re.compile(r"(?:预算)?(?:部门|单位)(?:（单位）)?名称[:：]?")
_TITLED = 2
"""So many words of a head in one row make it the head of a part."""

_PAIRED = re.compile(f"{_MONEY.pattern}|预算(?:数|金额)|执行金额")
_AMOUNTS = re.compile(f"{_PAIRED.pattern}|资金总额|资金合计")
_FUNDS = re.compile(r"资金总额|资金合计")
_PERCENT = ("%", "％")
_BESIDE = "金额"

_ALL_OF_IT = "资金总额"
"""The row of amounts that each stand behind what they are: 预算数：180 | 执行数：171; below them follow their parts."""

_OF_EACH = re.compile(r"金额|拨款|预算|执行|资金|得分|分值|目标|指标")
"""What the columns of a list of projects are called by."""


@dataclass(slots=True)
class _Rows:
    """The rows of a form as they are met: a label that comes again gets a number behind it."""

    keys: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    names: Names = field(default_factory=Names)

    def add(self, label: str) -> str:
        """The key of a new row."""
        key = self.names.unique(bare(label))
        self.keys.append(key)
        self.labels.append(label)
        return key


def form(table: RawTable, money: Unit) -> Layout:
    """Lay a form out: one row a printed row (or a label with its number), one column a heading."""
    lines: dict[int, list[TableCell]] = {}
    for cell in table.cells:
        if cell.text.strip():
            lines.setdefault(cell.row, []).append(cell)
    rows = _Rows()
    columns: dict[str, None] = {}
    slots: list[Slot] = []
    head: dict[int, str] = {}
    pairs: dict[int, str] = {}
    for number, line in sorted(lines.items()):
        if _is_head(line):
            head, money = _spread(line), _stated(line, money)
            continue
        numbers = [cell for cell in line if is_numeric(cell.text.strip())]
        if not numbers:
            if head and all(cell.column < min(head) for cell in line):
                rows.add(_label(line, min(head)))
            continue
        head = _moved_over(head, numbers)
        headed = [cell for cell in numbers if head.get(cell.column)]
        if headed:
            label = _label(line, min(cell.column for cell in headed))
            key = rows.add(label)
            for cell in headed:
                columns[head[cell.column]] = None
                slots.append(_slot(cell, number, key, label, head[cell.column], money))
            continue
        beside = {cell.column: _label(line, cell.column) for cell in numbers}
        if len(beside) > 1 and any(all(map(words.search, beside.values())) for words in (_PAIRED, _FUNDS)):
            pairs = {column: bare(label).rstrip("：:") for column, label in beside.items()}
            money = _stated(line, money)
            beside = dict.fromkeys(beside, _ALL_OF_IT)
        paired = beside.keys() <= pairs.keys() and len({bare(label) for label in beside.values()}) == 1
        key = rows.add(next(iter(beside.values()))) if paired else ""
        for cell in numbers:
            label, over = beside[cell.column], pairs[cell.column] if paired else _BESIDE
            columns[over] = None
            slots.append(_slot(cell, number, key or rows.add(label), label, over, money))
    keys = RowKeys(
        keys=tuple(rows.keys),
        labels=tuple(rows.labels),
        parents=(-1,) * len(rows.keys),
        sections=("",) * len(rows.keys),
        roles=(Role.ITEM,) * len(rows.keys),
        of_rows=(),
    )
    return keys, tuple(columns), tuple(columns), slots


def evaluation_of(table: RawTable) -> str | None:
    """The code of the form of self-evaluation that a table is by its head, whatever its title; None where it is none."""
    lines: dict[int, str] = {}
    for cell in table.cells:
        lines[cell.row] = f"{lines.get(cell.row, '')} {plain(cell.text)}"
    planned = any(len(_PAIRED.findall(line)) >= _TITLED for line in lines.values())
    if not planned or not any(map(_SCORED.search, lines.values())):
        return None
    if project_of(table):
        return "performance.project_self_evaluation"
    whole = any(_DEPARTMENT.fullmatch(plain(cell.text)) for cell in table.cells)
    return "performance.department_self_evaluation" if whole else None


def project_of(table: RawTable) -> str:
    """The project that a form names in its head; empty where it names none."""
    beside = _beside_the_name(table)
    return bare(beside[0].text) if beside and not lists_projects(table) else ""


def lists_projects(table: RawTable) -> bool:
    """Whether a table has a column of the names of projects, a row each: it is no form of one."""
    beside = _beside_the_name(table)
    heads = [cell for cell in beside if _OF_EACH.search(plain(cell.text))]
    return _is_head(beside) or (len(heads) >= _TITLED and not any(is_numeric(c.text.strip()) for c in beside))


def _beside_the_name(table: RawTable) -> list[TableCell]:
    """What stands beside 项目名称: the name of one project, or the heads of further columns."""
    named = next((cell for cell in table.cells if _PROJECT.fullmatch(plain(cell.text))), None)
    if named is None:
        return []
    return [c for c in table.cells if c.row == named.row and c.column > named.column and c.text.strip()]


def _is_head(line: list[TableCell]) -> bool:
    """Whether a row is the head of a part: it says what several columns hold, and holds no number itself."""
    if any(is_numeric(cell.text.strip()) for cell in line):
        return False
    said = sum(bool(p.search(plain(cell.text))) for cell in line for p in (_MONEY, _SCORED, _VALUES))
    return said >= _TITLED


def _moved_over(head: dict[int, str], numbers: list[TableCell]) -> dict[int, str]:
    """The heads over their numbers, where they stand one column too far left: the last of them, 执行率, over no rate but before one."""
    last = max(head, default=-1)
    texts = {cell.column: cell.text.strip() for cell in numbers}
    behind, under = texts.get(last + 1, ""), texts.get(last, "%")
    if not head or "率" not in head[last] or not behind.endswith(_PERCENT) or under.endswith(_PERCENT):
        return head
    return {column + 1: text for column, text in head.items()}


def _stated(line: list[TableCell], money: Unit) -> Unit:
    """The unit that the first words of a row state for it and what is below: 项目资金（元）."""
    label = line[0].text
    return unit_of(label, money) if unit_in(label) else money


def _spread(line: list[TableCell]) -> dict[int, str]:
    """Over each column the text of its head; labels of rows are no heads."""
    return {
        column: plain(cell.text)
        for cell in line
        if any(p.search(plain(cell.text)) for p in (_MONEY, _SCORED, _VALUES))
        for column in range(cell.column, cell.column + cell.column_span)
    }


def _label(line: list[TableCell], column: int) -> str:
    """The words nearest at the left of a number."""
    before = [
        c for c in line if c.column < column and not is_numeric(c.text.strip()) and len(c.text.strip()) > 1
    ]
    return plain(before[-1].text) if before else ""


def _slot(cell: TableCell, row: int, key: str, label: str, head: str, money: Unit) -> Slot:
    stated = label if unit_in(label) else head
    unit = unit_of(stated, money if _AMOUNTS.search(head) or head == _BESIDE else PIECE)
    if _SCORED.search(head):
        unit = SCORE
    elif _VALUES.search(head) and re.search(r"率", head):
        unit = PERCENT
    entry = Entry(row, cell.column, cell.text.strip(), cell.place)
    return Slot(entry, key, head, label, head, unit)
