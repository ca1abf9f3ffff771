"""The tables of a department's final accounts, in the forms of the Ministry's template (公开01表 to 公开09表).

A table is a title, heads and rows of printed cells; ``<`` continues the cell to the left, ``^`` the cell above.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from benchmarks.forge.figures import Print
from benchmarks.forge.ledger import FUND, GENERAL, Books, Entry
from checks import catalogue
from checks.catalogue.functional import names_by_code

Amount = Callable[[Entry], int]


@dataclass(frozen=True, slots=True)
class Form:
    """How a department prints its tables.

    ``blank`` is what it prints for nothing; ``numbered`` tables have 行次, ``counted`` ones 栏次; ``apart`` prints 类, 款 and 项
    in columns of their own, ``beside`` the economic items of staff and of the office side by side.
    """

    printing: Print
    blank: str = "0.00"
    numbered: bool = True
    counted: bool = True
    apart: bool = False
    beside: bool = False

    def cell(self, fen: int) -> str:
        """A printed amount; nothing as the department prints nothing."""
        return self.printing.number(fen) if fen else self.blank


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table as printed."""

    title: str
    heads: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]

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


def sheets(books: Books, form: Form) -> list[Sheet]:
    """All tables of the final accounts."""
    fund = books.of(FUND)
    return [
        _summary(books, form),
        _by_code("收入决算表", form, _INCOME, books.entries),
        _by_code("支出决算表", form, _SPENDING, books.entries),
        _fiscal(books, form),
        _by_code("一般公共预算财政拨款支出决算表", form, _KINDS, books.of(GENERAL)),
        _economic(books, form),
        _three_public(books, form),
        *([_by_code("政府性基金预算财政拨款收入支出决算表", form, _FUND_COLUMNS, fund)] if fund else []),
    ]


_NOTHING: Amount = lambda _: 0  # noqa: E731
_INCOME: dict[str, Amount] = {
    "本年收入合计": lambda e: e.spent,
    "财政拨款收入": lambda e: e.spent,
    "上级补助收入": _NOTHING,
    "事业收入": _NOTHING,
    "经营收入": _NOTHING,
    "附属单位上缴收入": _NOTHING,
    "其他收入": _NOTHING,
}
_SPENDING: dict[str, Amount] = {
    "本年支出合计": lambda e: e.spent,
    "基本支出": lambda e: e.basic,
    "项目支出": lambda e: e.project,
    "上缴上级支出": _NOTHING,
    "经营支出": _NOTHING,
    "对附属单位补助支出": _NOTHING,
}
_KINDS: dict[str, Amount] = {
    "合计": lambda e: e.spent,
    "基本支出": lambda e: e.basic,
    "项目支出": lambda e: e.project,
}
_FUND_COLUMNS: dict[str, Amount] = {
    "年初结转和结余": _NOTHING,
    "本年收入": lambda e: e.spent,
    "本年支出小计": lambda e: e.spent,
    "基本支出": lambda e: e.basic,
    "项目支出": lambda e: e.project,
    "年末结转和结余": _NOTHING,
}


def _by_code(title: str, form: Form, columns: dict[str, Amount], entries: Sequence[Entry]) -> Sheet:
    names = {**names_by_code()}
    own = ("<",) * (3 if form.apart else 1)
    rows = [("合计", *own, *(form.cell(sum(map(of, entries))) for of in columns.values()))]
    for code in sorted({e.code[:n] for e in entries for n in (3, 5, 7)}):
        below = [e for e in entries if e.code.startswith(code)]
        name = catalogue.functional_classes()[code].name if len(code) == 3 else names[code][0]
        printed = (code[:3], code[3:5], code[5:]) if form.apart else (code,)
        rows.append((*printed, name, *(form.cell(sum(map(of, below))) for of in columns.values())))
    up = ("^",) * len(columns)
    if form.apart:
        heads = [
            ("项目", *own, *columns),
            ("功能分类科目编码", "<", "<", "科目名称", *up),
            ("类", "款", "项", "^", *up),
        ]
    else:
        heads = [("项目", *own, *columns), ("功能分类科目编码", "科目名称", *up)]
    if form.counted:
        heads.append(("栏次", *own, *(str(n) for n in range(1, len(columns) + 1))))
    return Sheet(title, tuple(heads), tuple(rows))


_ORDINALS = "一二三四五六七八九十"


def _summary(books: Books, form: Form) -> Sheet:
    general, fund = (sum(e.spent for e in books.of(f)) for f in (GENERAL, FUND))
    income = [
        ("一般公共预算财政拨款收入", general),
        ("政府性基金预算财政拨款收入", fund),
        ("国有资本经营预算财政拨款收入", 0),
        ("上级补助收入", 0),
        ("事业收入", 0),
        ("经营收入", 0),
        ("附属单位上缴收入", 0),
        ("其他收入", 0),
    ]
    by_class = _classes(books.entries)
    spending = [(name, by_class[code]) for code, name in _named_classes(books.entries)]
    spent = sum(e.spent for e in books.entries)
    closing_rows = [
        ("本年收入合计", books.income, "本年支出合计", spent),
        ("使用非财政拨款结余", 0, "结余分配", 0),
        ("年初结转和结余", books.opening, "年末结转和结余", books.closing),
        ("总计", books.income + books.opening, "总计", spent + books.closing),
    ]
    rows: list[tuple[str, ...]] = []
    height = max(len(income), len(spending))
    line = iter(range(1, 200))
    left = [(_item(n, name), form.cell(v)) for n, (name, v) in enumerate(income)]
    right = [(_item(n, name), form.cell(v)) for n, (name, v) in enumerate(spending)]
    left += [("", "")] * (height - len(left))
    right += [("", "")] * (height - len(right))
    left += [(a, form.cell(v)) for a, v, _, _ in closing_rows]
    right += [(b, form.cell(v)) for _, _, b, v in closing_rows]
    first = [str(next(line)) for _ in left]
    second = [str(next(line)) for _ in right]
    for (a, v), n, (b, w), m in zip(left, first, right, second, strict=True):
        rows.append((a, n, v, b, m, w) if form.numbered else (a, v, b, w))
    heads = (
        (("收入", "<", "<", "支出", "<", "<"), ("项目", "行次", "决算数", "项目", "行次", "决算数"))
        if form.numbered
        else (("收入", "<", "支出", "<"), ("项目", "决算数", "项目", "决算数"))
    )
    return Sheet("收入支出决算总表", heads, tuple(rows))


def _item(number: int, name: str) -> str:
    ordinal = _ORDINALS[number] if number < len(_ORDINALS) else f"十{_ORDINALS[number - 10]}"
    return f"{ordinal}、{name}"


def _classes(entries: Sequence[Entry]) -> dict[str, int]:
    found: dict[str, int] = {}
    for entry in entries:
        found[entry.code[:3]] = found.get(entry.code[:3], 0) + entry.spent
    return found


def _named_classes(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    known = catalogue.functional_classes()
    return [(code, known[code].name) for code in sorted(_classes(entries))]


def _fiscal(books: Books, form: Form) -> Sheet:
    general, fund = books.of(GENERAL), books.of(FUND)
    totals = [sum(e.spent for e in each) for each in (general, fund)]
    income = [
        ("一般公共预算财政拨款", totals[0]),
        ("政府性基金预算财政拨款", totals[1]),
        ("国有资本经营预算财政拨款", 0),
    ]
    classes = _named_classes(books.entries)
    right = [
        (_item(n, name), *(_classes(each).get(code, 0) for each in (books.entries, general, fund)), 0)
        for n, (code, name) in enumerate(classes)
    ]
    opening, closing = books.opening, books.closing
    left = [(_item(n, name), v) for n, (name, v) in enumerate(income)]
    height = max(len(left), len(right))
    blank = (form.cell(0),) if form.blank else ("",)
    lines: list[tuple[str, ...]] = []
    for i in range(height):
        a, v = (left[i][0], form.cell(left[i][1])) if i < len(left) else ("", "")
        rest = (
            (right[i][0], *(form.cell(x) for x in right[i][1:])) if i < len(right) else ("", "", "", "", "")
        )
        lines.append((a, v, *rest))
    spent = (sum(totals), *totals, 0)
    ends = (sum(totals) + closing, totals[0] + closing, totals[1], 0)
    carried = (closing, closing, 0, 0)
    lines.append(("本年收入合计", form.cell(books.income), "本年支出合计", *map(form.cell, spent)))
    lines.append(
        ("年初财政拨款结转和结余", form.cell(opening), "年末财政拨款结转和结余", *map(form.cell, carried))
    )
    lines.append(("一、一般公共预算财政拨款", form.cell(opening), "", "", "", "", ""))
    lines.append(("二、政府性基金预算财政拨款", *blank, "", "", "", "", ""))
    lines.append(("三、国有资本经营预算财政拨款", *blank, "", "", "", "", ""))
    lines.append(("总计", form.cell(books.income + opening), "总计", *map(form.cell, ends)))
    heads = (
        ("收入", "<", "支出", "<", "<", "<", "<"),
        (
            "项目",
            "决算数",
            "项目",
            "合计",
            "一般公共预算财政拨款",
            "政府性基金预算财政拨款",
            "国有资本经营预算财政拨款",
        ),
    )
    return Sheet("财政拨款收入支出决算总表", heads, tuple(lines))


_GROUPS = (("301", "人员经费合计"), ("302", "公用经费合计"))


def _economic(books: Books, form: Form) -> Sheet:
    names = catalogue.economic_codes()
    blocks: list[list[tuple[str, str, str]]] = []
    sums: list[int] = []
    for group, _ in _GROUPS:
        inside = {code: v for code, v in books.economic.items() if code.startswith(group)}
        sums.append(sum(inside.values()))
        listed = [(group, sums[-1]), *sorted(inside.items())]
        blocks.append([(code, names[code][0], form.cell(v)) for code, v in listed])
    title = "一般公共预算财政拨款基本支出决算表"
    if form.beside:
        height = max(map(len, blocks))
        padded = [[*block, *[("", "", "")] * (height - len(block))] for block in blocks]
        rows = [(*left, *right) for left, right in zip(*padded, strict=True)]
        totals = tuple(
            t for (_, label), v in zip(_GROUPS, sums, strict=True) for t in (label, "<", form.cell(v))
        )
        heads = (("人员经费", "<", "<", "公用经费", "<", "<"), ("科目编码", "科目名称", "决算数") * 2)
        return Sheet(title, heads, (*rows, totals))
    plain: list[tuple[str, ...]] = []
    for (_, label), block, v in zip(_GROUPS, blocks, sums, strict=True):
        plain += [*block, (label, "<", form.cell(v))]
    plain.append(("合计", "<", form.cell(sum(sums))))
    return Sheet(title, (("经济分类科目编码", "科目名称", "决算数"),), tuple(plain))


def _three_public(books: Books, form: Form) -> Sheet:
    e = books.expenses
    cells = []
    for at in (0, 1):
        abroad, bought, running, reception = (e[k][at] for k in ("出国", "购置", "运行", "接待"))
        vehicles = bought + running
        cells += [abroad + vehicles + reception, abroad, vehicles, bought, running, reception]
    names = ("合计", "因公出国（境）费", "公务用车购置及运行维护费", "<", "<", "公务接待费")
    parts = ("^", "^", "小计", "公务用车购置费", "公务用车运行维护费", "^")
    heads: tuple[tuple[str, ...], ...] = (
        ("预算数", *("<" for _ in names[1:]), "决算数", *("<" for _ in names[1:])),
        (*names, *names),
        (*parts, *parts),
    )
    return Sheet("一般公共预算财政拨款“三公”经费支出决算表", heads, (tuple(map(form.cell, cells)),))
