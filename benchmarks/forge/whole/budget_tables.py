"""The tables of a department's budget, in the forms of the Ministry's template and of those who print more columns."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from benchmarks.forge.ledger import FISCAL, FUND, GENERAL, OTHER, OWN, Books, Entry
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
from benchmarks.forge.tables import OFFICE_GROUPS, STAFF_GROUPS, economic_rows, three_public
from benchmarks.forge.whole.history import PLANNED, History
from checks import catalogue
from checks.catalogue.functional import names_by_code


def budget_sheets(history: History, year: int, form: Form) -> list[Sheet]:
    """All tables of the budget of a year."""
    books = history.books(year, PLANNED)
    return [
        _summary(books, form),
        _income_by_unit(history, year, form)
        if form.beside
        else by_code("收入总表", form, _INCOME, books.entries),
        by_code("支出总表", form, _SPENDING, books.entries),
        _fiscal(books, form),
        _two_years(history, year, form) if form.down else _general(books, form),
        _economic(books, form),
        _three_public(history, year, form),
        by_code("政府性基金预算支出表", form, _KINDS, books.of(FUND)),
        by_code("国有资本经营预算支出表", form, _KINDS, ()),
        *([_projects(books, form)] if form.counted else []),
    ]


def _carried(e: Entry) -> int:
    return e.brought


def _this_year(*sources: str) -> Amount:
    return lambda e: e.spent - e.brought if e.fund in sources else 0


_INCOME: dict[str, Amount] = {
    "合计": lambda e: e.spent,
    "上年结转": _carried,
    "一般公共预算拨款收入": _this_year(GENERAL),
    "政府性基金预算拨款收入": _this_year(FUND),
    "国有资本经营预算拨款收入": nothing,
    "事业收入": _this_year(OWN),
    "上级补助收入": nothing,
    "附属单位上缴收入": nothing,
    "事业单位经营收入": nothing,
    "其他收入": _this_year(OTHER),
}
_SPENDING: dict[str, Amount] = {
    "合计": lambda e: e.spent,
    "基本支出": lambda e: e.basic,
    "项目支出": lambda e: e.project,
    "上缴上级支出": nothing,
    "事业单位经营支出": nothing,
    "对附属单位补助支出": nothing,
}
_KINDS: dict[str, Amount] = {
    "合计": lambda e: e.spent,
    "基本支出": lambda e: e.basic,
    "项目支出": lambda e: e.project,
}


def _summary(books: Books, form: Form) -> Sheet:
    sources = [
        ("一般公共预算拨款收入", GENERAL),
        ("政府性基金预算拨款收入", FUND),
        ("国有资本经营预算拨款收入", ""),
        ("事业收入", OWN),
        ("上级补助收入", ""),
        ("附属单位上缴收入", ""),
        ("事业单位经营收入", ""),
        ("其他收入", OTHER),
    ]
    spent_by, spent = by_class(books.entries), sum(e.spent for e in books.entries)
    rows = beside_each_other(
        [
            (item(n, name), form.cell(sum(e.income for e in books.of(s))))
            for n, (name, s) in enumerate(sources)
        ],
        [
            (item(n, name), form.cell(spent_by[code]))
            for n, (code, name) in enumerate(named_classes(books.entries))
        ],
    )
    rows += [
        ("本年收入合计", form.cell(books.income), "本年支出合计", form.cell(spent)),
        ("上年结转结余", form.cell(books.opening), "年终结转结余", form.cell(0)),
        ("收入总计", form.cell(books.income + books.opening), "支出总计", form.cell(spent)),
    ]
    heads = (("收入", "<", "支出", "<"), ("项目", "预算数", "项目", "预算数"))
    return Sheet("收支总表", heads, tuple(rows))


def _income_by_unit(history: History, year: int, form: Form) -> Sheet:
    units = history.units or (history,)
    columns = list(_INCOME.values())
    everything = [u.books(year, PLANNED).entries for u in units]
    whole = [e for entries in everything for e in entries]
    rows: list[Row] = [("合计", "<", *(form.cell(sum(map(of, whole))) for of in columns))]
    for n, (unit, entries) in enumerate(zip(units, everything, strict=True), 1):
        rows.append((f"301{n:03}", unit.name, *(form.cell(sum(map(of, entries))) for of in columns)))
    heads = (("单位代码", "单位名称", *_INCOME),)
    return Sheet("收入总表", heads, tuple(rows))


def _fiscal(books: Books, form: Form) -> Sheet:
    def sums(of: Amount) -> tuple[int, int]:
        general, fund = (sum(map(of, books.of(source))) for source in FISCAL)
        return general, fund

    def across(pair: tuple[int, int]) -> Row:
        return tuple(map(form.cell, (sum(pair), *pair, 0)))

    income, brought, spent = sums(lambda e: e.income), sums(lambda e: e.brought), sums(lambda e: e.spent)
    names = ("一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款")
    left: list[Row] = [("一、本年收入", form.cell(sum(income)))]
    left += [
        (f"（{_SMALL[n]}）{name}", form.cell(v))
        for n, (name, v) in enumerate(zip(names, (*income, 0), strict=True))
    ]
    left.append(("二、上年结转", form.cell(sum(brought))))
    left += [
        (f"（{_SMALL[n]}）{name}", form.cell(v))
        for n, (name, v) in enumerate(zip(names, (*brought, 0), strict=True))
    ]
    classes = [by_class(books.of(source)) for source in FISCAL]
    right: list[Row] = [("一、本年支出", *across(spent))]
    right += [
        (f"（{_SMALL[n]}）{name}", *across((classes[0].get(code, 0), classes[1].get(code, 0))))
        for n, (code, name) in enumerate(named_classes(books.of(*FISCAL)))
    ]
    right.append(("二、结转下年", *across((0, 0))))
    rows = beside_each_other(left, right)
    rows.append(("收入总计", form.cell(sum(income) + sum(brought)), "支出总计", *across(spent)))
    funds = ("合计", "一般公共预算", "政府性基金预算", "国有资本经营预算")
    return Sheet(
        "财政拨款收支总表",
        (("收入", "<", "支出", "<", "<", "<", "<"), ("项目", "预算数", "项目", *funds)),
        tuple(rows),
    )


_SMALL = "一二三四五六七八九十"


def _general(books: Books, form: Form) -> Sheet:
    columns: dict[str, Amount] = {
        "合计": lambda e: e.spent,
        "基本支出小计": lambda e: e.basic,
        "人员经费": lambda e: e.staff,
        "公用经费": lambda e: e.office,
        "项目支出": lambda e: e.project,
    }
    made = by_code(
        "一般公共预算支出表",
        form,
        columns,
        books.of(GENERAL),
        above=[("合计", "基本支出", "<", "<", "项目支出")],
    )
    heads = tuple(tuple("小计" if text == "基本支出小计" else text for text in row) for row in made.heads)
    spanned = [list(row) for row in heads]
    spanned[1][-5], spanned[1][-1] = "^", "^"
    return Sheet(made.title, tuple(map(tuple, spanned)), made.rows)


def _two_years(history: History, year: int, form: Form) -> Sheet:
    """What was budgeted last year and this year, and by how much and how many per cent that is more or less."""
    now, then = (history.books(y, PLANNED).of(GENERAL) for y in (year, year - 1))
    names = names_by_code()
    rows: list[Row] = []
    codes = sorted({e.code[:n] for e in (*now, *then) for n in (3, 5, 7)})
    for code in ("", *codes):
        last, this = (sum(e.spent for e in each if e.code.startswith(code)) for each in (then, now))
        basic, project = (
            sum(of(e) for e in now if e.code.startswith(code))
            for of in (lambda e: e.basic, lambda e: e.project)
        )
        name = (
            catalogue.functional_classes()[code].name if len(code) == 3 else names[code][0] if code else "<"
        )
        moved = Decimal(this - last) * 100 / last if last else None
        rate = "" if moved is None else f"{moved.quantize(Decimal('0.01'), ROUND_HALF_UP)}"
        amounts = (last, this, basic, project, this - last)
        rows.append((code or "合计", name, *map(form.cell, amounts), rate))
    heads = (
        (
            "功能分类科目",
            "<",
            f"{year - 1}年预算数",
            f"{year}年预算数",
            "<",
            "<",
            f"{year}年预算数比{year - 1}年预算数",
            "<",
        ),
        ("科目编码", "科目名称", "^", "合计", "基本支出", "项目支出", "增减额", "增减%"),
    )
    return Sheet("一般公共预算支出表", heads, tuple(rows))


def _economic(books: Books, form: Form) -> Sheet:
    groups = {
        code: sum(v for c, v in books.economic.items() if c.startswith(code))
        for code in ("301", "302", "303", "310")
    }
    staff, office = (sum(groups[g] for g in side) for side in (STAFF_GROUPS, OFFICE_GROUPS))
    rows: list[Row] = [("合计", "<", form.cell(staff + office), form.cell(staff), form.cell(office))]
    for group in groups:
        for code, name, text in economic_rows(books, (group,), form):
            sides = (text, form.blank) if group in STAFF_GROUPS else (form.blank, text)
            rows.append((code, name, text, *sides))
    heads = (
        ("部门预算支出经济分类科目", "<", "本年一般公共预算基本支出", "<", "<"),
        ("科目编码", "科目名称", "合计", "人员经费", "公用经费"),
    )
    return Sheet("一般公共预算基本支出表", heads, tuple(rows))


def _three_public(history: History, year: int, form: Form) -> Sheet:
    now, then = (three_public(history.books(y, PLANNED), 0) for y in (year, year - 1))
    title = "一般公共预算“三公”经费支出表"
    names = ("“三公”经费合计", "因公出国（境）费", "公务用车购置及运行费", "<", "<", "公务接待费")
    parts = ("^", "^", "小计", "公务用车购置费", "公务用车运行费", "^")
    if form.down:
        labels = (
            "合计",
            "1、因公出国（境）费",
            "2、公务用车购置及运行费",
            "（1）公务用车购置费",
            "（2）公务用车运行费",
            "3、公务接待费",
        )
        rows = tuple((n, form.cell(a), form.cell(b)) for n, a, b in zip(labels, then, now, strict=True))
        return Sheet(title, (("项目", f"{year - 1}年预算数", f"{year}年预算数"),), rows)
    if form.beside:
        top = (f"{year - 1}年预算数", *("<",) * 5, f"{year}年预算数", *("<",) * 5)
        return Sheet(
            title, (top, (*names, *names), (*parts, *parts)), (tuple(map(form.cell, (*then, *now))),)
        )
    return Sheet(title, (names, parts), (tuple(map(form.cell, now)),))


def _projects(books: Books, form: Form) -> Sheet:
    """项目支出表: each project with what pays for it."""
    columns = (
        lambda e: e.project,
        lambda e: e.project if e.fund == GENERAL else 0,
        lambda e: e.project if e.fund == FUND else 0,
        lambda e: e.project if e.fund in (OWN, OTHER) else 0,
    )
    projects = [e for e in books.entries if e.project]
    rows: list[Row] = [("合计", "<", "<", *(form.cell(sum(map(of, projects))) for of in columns))]
    for n, e in enumerate(projects, 1):
        rows.append(("特定目标类", f"{e.name}项目{n}", books.name, *(form.cell(of(e)) for of in columns)))
    heads = (("类型", "项目名称", "项目单位", "合计", "一般公共预算", "政府性基金预算", "单位资金"),)
    return Sheet("项目支出表", heads, tuple(rows))
