"""The tables of a department's final accounts, in the forms of the Ministry's template (公开01表 to 公开09表)."""

from __future__ import annotations

from benchmarks.forge.ledger import FISCAL, FUND, GENERAL, OTHER, OWN, Books
from benchmarks.forge.sheet import (
    Amount,
    Form,
    Row,
    Sheet,
    beside_each_other,
    by_class,
    by_code,
    item,
    named_classes,
    nothing,
)
from checks import catalogue


def sheets(books: Books, form: Form) -> list[Sheet]:
    """All tables of the final accounts; of those of nothing only where the department prints such."""
    fund = books.of(FUND)
    made = [
        _summary(books, form),
        by_code("收入决算表", form, _INCOME, books.entries),
        by_code("支出决算表", form, _SPENDING, books.entries),
        _fiscal(books, form),
        by_code("一般公共预算财政拨款支出决算表", form, _KINDS, books.of(GENERAL)),
        _economic(books, form),
        three_public_down(books, form) if form.down else _three_public(books, form),
    ]
    if fund or form.empty:
        made.append(by_code("政府性基金预算财政拨款收入支出决算表", form, _FUND_COLUMNS, fund))
    if form.empty:
        made.append(by_code("国有资本经营预算财政拨款支出决算表", form, _KINDS, ()))
    return made


def _from(*sources: str) -> Amount:
    """What came in from some sources."""
    return lambda e: e.income if e.fund in sources else 0


_INCOME: dict[str, Amount] = {
    "本年收入合计": lambda e: e.income,
    "财政拨款收入": _from(*FISCAL),
    "上级补助收入": nothing,
    "事业收入": _from(OWN),
    "经营收入": nothing,
    "附属单位上缴收入": nothing,
    "其他收入": _from(OTHER),
}
_SPENDING: dict[str, Amount] = {
    "本年支出合计": lambda e: e.spent,
    "基本支出": lambda e: e.basic,
    "项目支出": lambda e: e.project,
    "上缴上级支出": nothing,
    "经营支出": nothing,
    "对附属单位补助支出": nothing,
}
_KINDS: dict[str, Amount] = {
    "合计": lambda e: e.spent,
    "基本支出": lambda e: e.basic,
    "项目支出": lambda e: e.project,
}
_FUND_COLUMNS: dict[str, Amount] = {
    "年初结转和结余": lambda e: e.brought,
    "本年收入": lambda e: e.income,
    "本年支出小计": lambda e: e.spent,
    "基本支出": lambda e: e.basic,
    "项目支出": lambda e: e.project,
    "年末结转和结余": lambda e: e.left,
}


def _summary(books: Books, form: Form) -> Sheet:
    sources = [
        ("一般公共预算财政拨款收入", GENERAL),
        ("政府性基金预算财政拨款收入", FUND),
        ("国有资本经营预算财政拨款收入", ""),
        ("上级补助收入", ""),
        ("事业收入", OWN),
        ("经营收入", ""),
        ("附属单位上缴收入", ""),
        ("其他收入", OTHER),
    ]
    spent_by = by_class(books.entries)
    spent = sum(e.spent for e in books.entries)
    left = [
        (item(n, name), form.cell(sum(e.income for e in books.of(source))))
        for n, (name, source) in enumerate(sources)
    ]
    right = [
        (item(n, name), form.cell(spent_by[code]))
        for n, (code, name) in enumerate(named_classes(books.entries))
    ]
    closing_rows = [
        ("本年收入合计", books.income, "本年支出合计", spent),
        ("使用非财政拨款结余", 0, "结余分配", 0),
        ("年初结转和结余", books.opening, "年末结转和结余", books.closing),
        ("总计", books.income + books.opening, "总计", spent + books.closing),
    ]
    rows = beside_each_other(left, right)
    rows += [(a, form.cell(v), b, form.cell(w)) for a, v, b, w in closing_rows]
    if not form.numbered:
        heads: tuple[Row, ...] = (("收入", "<", "支出", "<"), ("项目", "决算数", "项目", "决算数"))
        return Sheet("收入支出决算总表", heads, tuple(rows))
    height = len(rows)
    counted = [(a, str(n), v, b, str(n + height), w) for n, (a, v, b, w) in enumerate(rows, 1)]
    heads = (("收入", "<", "<", "支出", "<", "<"), ("项目", "行次", "决算数", "项目", "行次", "决算数"))
    return Sheet("收入支出决算总表", heads, tuple(counted))


def _fiscal(books: Books, form: Form) -> Sheet:
    def sums(of: Amount) -> tuple[int, int]:
        general, fund = (sum(map(of, books.of(source))) for source in FISCAL)
        return general, fund

    def across(pair: tuple[int, int]) -> Row:
        return tuple(map(form.cell, (sum(pair), *pair, 0)))

    income, spent = sums(lambda e: e.income), sums(lambda e: e.spent)
    brought, left = sums(lambda e: e.brought), sums(lambda e: e.left)
    sources = [
        ("一般公共预算财政拨款", income[0]),
        ("政府性基金预算财政拨款", income[1]),
        ("国有资本经营预算财政拨款", 0),
    ]
    classes = [by_class(books.of(source)) for source in FISCAL]
    rows = beside_each_other(
        [(item(n, name), form.cell(v)) for n, (name, v) in enumerate(sources)],
        [
            (item(n, name), *across((classes[0].get(code, 0), classes[1].get(code, 0))))
            for n, (code, name) in enumerate(named_classes(books.of(*FISCAL)))
        ],
    )
    rows.append(("本年收入合计", form.cell(sum(income)), "本年支出合计", *across(spent)))
    rows.append(("年初财政拨款结转和结余", form.cell(sum(brought)), "年末财政拨款结转和结余", *across(left)))
    for n, (name, v) in enumerate(zip((name for name, _ in sources), (*brought, 0), strict=True)):
        rows.append((item(n, name), form.cell(v), "", "", "", "", ""))
    ends = (spent[0] + left[0], spent[1] + left[1])
    rows.append(("总计", form.cell(sum(income) + sum(brought)), "总计", *across(ends)))
    funds = ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
    heads = (("收入", "<", "支出", "<", "<", "<", "<"), ("项目", "决算数", "项目", *funds))
    return Sheet("财政拨款收入支出决算总表", heads, tuple(rows))


STAFF_GROUPS, OFFICE_GROUPS = ("301", "303"), ("302", "310")
_GROUPS = ((STAFF_GROUPS, "人员经费合计"), (OFFICE_GROUPS, "公用经费合计"))


def _economic(books: Books, form: Form) -> Sheet:
    blocks = [economic_rows(books, groups, form) for groups, _ in _GROUPS]
    sums = [sum(v for c, v in books.economic.items() if c[:3] in groups) for groups, _ in _GROUPS]
    title = "一般公共预算财政拨款基本支出决算表"
    if form.beside:
        totals = [
            cell for (_, label), v in zip(_GROUPS, sums, strict=True) for cell in (label, "<", form.cell(v))
        ]
        heads = (("人员经费", "<", "<", "公用经费", "<", "<"), ("科目编码", "科目名称", "决算数") * 2)
        return Sheet(title, heads, (*beside_each_other(*blocks), tuple(totals)))
    plain: list[Row] = []
    for (_, label), block, v in zip(_GROUPS, blocks, sums, strict=True):
        plain += [*block, (label, "<", form.cell(v))]
    plain.append(("合计", "<", form.cell(sum(sums))))
    return Sheet(title, (("经济分类科目编码", "科目名称", "决算数"),), tuple(plain))


def economic_rows(books: Books, groups: tuple[str, ...], form: Form) -> list[Row]:
    """The rows of some 类 of the economic classification, each before its 款."""
    names = catalogue.economic_codes()
    listed: list[Row] = []
    for group in groups:
        inside = sorted((c, v) for c, v in books.economic.items() if c.startswith(group))
        if inside:
            listed.append((group, names[group][0], form.cell(sum(v for _, v in inside))))
            listed += [(code, names[code][0], form.cell(v)) for code, v in inside]
    return listed


def _three_public(books: Books, form: Form) -> Sheet:
    names = ("合计", "因公出国（境）费", "公务用车购置及运行维护费", "<", "<", "公务接待费")
    parts = ("^", "^", "小计", "公务用车购置费", "公务用车运行维护费", "^")
    heads: tuple[Row, ...] = (
        ("预算数", *("<" for _ in names[1:]), "决算数", *("<" for _ in names[1:])),
        (*names, *names),
        (*parts, *parts),
    )
    cells = [v for at in (0, 1) for v in three_public(books, at)]
    return Sheet("一般公共预算财政拨款“三公”经费支出决算表", heads, (tuple(map(form.cell, cells)),))


def three_public(books: Books, at: int) -> tuple[int, ...]:
    """Total, abroad, vehicles, bought, running, reception: of the budget (0) or of what was spent (1)."""
    abroad, bought, running, reception = (books.expenses[k][at] for k in ("出国", "购置", "运行", "接待"))
    vehicles = bought + running
    return abroad + vehicles + reception, abroad, vehicles, bought, running, reception


def three_public_down(books: Books, form: Form) -> Sheet:
    """The three public expenses in rows, budget and actual in columns."""
    names = (
        "合计",
        "1.因公出国（境）费",
        "2.公务用车购置及运行维护费",
        "（1）公务用车购置费",
        "（2）公务用车运行维护费",
        "3.公务接待费",
    )
    planned, spent = three_public(books, 0), three_public(books, 1)
    rows = [(n, form.cell(a), form.cell(b)) for n, a, b in zip(names, planned, spent, strict=True)]
    return Sheet("一般公共预算财政拨款“三公”经费支出决算表", (("项目", "预算数", "决算数"),), tuple(rows))
