"""How offices tell their budget: each section in several forms, each form with words that change."""

from __future__ import annotations

from benchmarks.forge.ledger import FISCAL, FUND, GENERAL
from benchmarks.forge.meaning import Figure
from benchmarks.forge.tables import OFFICE_GROUPS, STAFF_GROUPS
from benchmarks.forge.whole.telling import CARS, Teller, Wordings, listed
from checks import catalogue

WORDINGS = Wordings()
wording = WORDINGS.of


def _total(t: Teller) -> tuple[Figure, Figure]:
    a = t.of("收入支出总计")
    return a, t.last(a)


@wording("totals")
def budget_totals(t: Teller) -> str:
    v, (a, then) = t.voice, _total(t)
    named = v.one("收支总预算", "收、支总预算")
    return f"{t.history.name}{t.year}年{named}{v.amount(a)}，{t.against(a, then)}{t.because(a, then)}。"


@wording("totals")
def budget_totals_two(t: Teller) -> str:
    v, (a, then) = t.voice, _total(t)
    return (
        f"按照综合预算的原则，{t.we}所有收入和支出均纳入{v.habit('部门', '单位')}预算管理。{t.year}年收入总计{v.amount(a)}，支出总计{v.amount(a)}，"
        f"{t.against(a, then)}{t.because(a, then)}。"
    )


@wording("totals")
def budget_totals_made_of(t: Teller) -> str:
    v, (a, _) = t.voice, _total(t)
    parts = [f"{n}{v.amount(f)}" for n, f in _sources(t)]
    classes = [f"{n}{v.amount(f)}" for n, f in _classes(t)]
    return f"{t.we}{t.year}年收支总预算{v.amount(a)}。收入包括：{'、'.join(parts)}；支出包括：{'、'.join(classes)}。"


def _sources(t: Teller) -> list[tuple[str, Figure]]:
    named = [
        ("一般公共预算拨款收入", t.of("一般公共预算财政拨款收入")),
        ("政府性基金预算拨款收入", t.of("政府性基金预算财政拨款收入")),
        ("事业收入", t.of("事业收入")),
        ("其他收入", t.of("其他收入")),
        ("上年结转", t.of("年初结转和结余")),
    ]
    return [(n, f) for n, f in named if f]


def _classes(t: Teller) -> list[tuple[str, Figure]]:
    everything = {e.fund for e in t.books().entries}
    names = catalogue.functional_classes()
    codes = sorted({e.code[:3] for e in t.books().entries if e.spent})
    return [(names[c].name, t.of(c, *everything)) for c in codes]


@wording("income")
def budget_income(t: Teller) -> str:
    v, (a, _) = t.voice, _total(t)
    parts = v.habit("；", "，").join(f"{n}{v.amount(f)}，占{v.share(f, a)}" for n, f in _sources(t))
    return f"{t.we}{t.year}年收入预算{v.amount(a)}，其中：{parts}。"


@wording("income")
def budget_income_moved(t: Teller) -> str:
    v, (a, then) = t.voice, _total(t)
    lines = [
        f"{k}.{n}{v.amount(f)}，{t.against(f, t.last(f))}{t.because(f, t.last(f))}。"
        for k, (n, f) in enumerate(_sources(t), 1)
    ]
    return f"{t.year}年收入预算{v.amount(a)}，{t.against(a, then)}。{v.one('其中', '包括')}：\n" + "\n".join(
        lines
    )


@wording("income")
def budget_income_this_year(t: Teller) -> str:
    v, (a, _), i, o = t.voice, _total(t), t.of("本年收入合计"), t.of("年初结转和结余")
    return f"{t.year}年收入总预算{v.amount(a)}，其中：本年收入{v.amount(i)}，占{v.share(i, a)}；上年结转结余{v.amount(o)}，占{v.share(o, a)}。"


@wording("spending")
def budget_spending(t: Teller) -> str:
    v, a, b, p = t.voice, *(t.of(n) for n in ("本年支出合计", "基本支出", "项目支出"))
    return f"{t.we}{t.year}年支出预算{v.amount(a)}，其中：基本支出{v.amount(b)}，占{v.share(b, a)}；项目支出{v.amount(p)}，占{v.share(p, a)}。"


@wording("spending")
def budget_spending_moved(t: Teller) -> str:
    v, a, b, p = t.voice, *(t.of(n) for n in ("本年支出合计", "基本支出", "项目支出"))
    s, o = t.of("人员经费"), t.of("公用经费")
    return (
        f"{t.year}年支出预算{v.amount(a)}，{t.against(a, t.last(a))}{t.because(a, t.last(a))}。其中：\n（一）基本支出{v.amount(b)}，{t.against(b, t.last(b))}"
        f"{t.because(b, t.last(b))}。其中：人员经费{v.amount(s)}，公用经费{v.amount(o)}。\n（二）项目支出{v.amount(p)}，{t.against(p, t.last(p))}"
        f"{t.because(p, t.last(p))}。"
    )


@wording("spending")
def budget_spending_two_ways(t: Teller) -> str:
    v, a, b, p = t.voice, *(t.of(n) for n in ("本年支出合计", "基本支出", "项目支出"))
    classes = "，".join(f"{n}{v.amount(f)}" for n, f in _classes(t))
    return (
        f"{t.year}年支出预算{v.amount(a)}。按功能分类划分：{classes}。按支出结构划分：基本支出{v.amount(b)}，占{v.share(b, a)}；项目支出{v.amount(p)}，"
        f"占{v.share(p, a)}。"
    )


@wording("fiscal")
def budget_fiscal(t: Teller) -> str:
    v, a = t.voice, t.of("收入支出总计", *FISCAL)
    a = a.called("财政拨款收入支出总计")
    then = t.of("收入支出总计", *FISCAL, year=t.year - 1)
    return f"{t.we}{t.year}年财政拨款收支总预算{v.amount(a)}，{t.against(a, then)}{t.because(a, then)}。"


@wording("fiscal")
def budget_fiscal_sides(t: Teller) -> str:
    v, a = t.voice, t.of("收入支出总计", *FISCAL)
    a = a.called("财政拨款收入支出总计")
    parts = [(n, f) for n, f in _sources(t)[:2] if "拨款" in n]
    o = t.of("年初结转和结余", *FISCAL)
    income = "、".join([*(f"{n}{v.amount(f)}" for n, f in parts), *([f"上年结转{v.amount(o)}"] if o else [])])
    names = catalogue.functional_classes()
    codes = sorted({e.code[:3] for e in t.books().of(*FISCAL) if e.spent})
    spent = "、".join(f"{names[c].name}{v.amount(t.of(c, *FISCAL))}" for c in codes)
    return f"{t.year}年财政拨款收支总预算{v.amount(a)}。收入包括：{income}。支出包括：{spent}。"


@wording("general")
def budget_general(t: Teller) -> str:
    v, a = t.voice, t.of("本年支出合计", GENERAL)
    a = a.called("一般公共预算财政拨款支出")
    then = t.of("本年支出合计", GENERAL, year=t.year - 1)
    return (
        f"（一）{v.habit('一般公共预算拨款规模变化情况', '规模变化情况', '总体情况')}。\n{t.we}{t.year}年一般公共预算拨款支出{v.amount(a)}，"
        f"{t.against(a, then)}{t.because(a, then)}。"
    )


@wording("structure")
def budget_structure(t: Teller) -> str:
    v, a = t.voice, t.of("本年支出合计", GENERAL)
    a = a.called("一般公共预算财政拨款支出")
    mark = v.habit("（类）", "（类）支出", "")
    parts = v.habit("；", "，").join(
        f"{_marked(n, mark)}{v.amount(f)}，占{v.share(f, a)}" for n, f in t.classes()
    )
    return f"（二）{v.habit('一般公共预算拨款结构情况', '结构情况')}。\n{t.year}年一般公共预算拨款支出{v.amount(a)}，{v.habit('其中', '主要用于以下方面')}：{parts}。"


def _marked(name: str, mark: str) -> str:
    return name.removesuffix("支出") + mark if mark.endswith("支出") else name + mark


@wording("items")
def budget_items(t: Teller) -> str:
    v = t.voice
    lines = [
        f"（三）{v.habit('一般公共预算拨款具体使用情况', '具体使用情况', '一般公共预算当年拨款具体使用情况')}。"
    ]
    shape = v.habit("预算数", "安排", "比")
    for k, (code, group, kind, name) in enumerate(t.items(), 1):
        f = t.of(code)
        then = t.last(f)
        label = f"{k}.{group}（类）{kind}（款）{name}（项）"
        moved = f"{t.against(f, then)}{t.because(f, then)}"
        if shape == "预算数":
            lines.append(f"{label}{t.year}年预算数为{v.amount(f)}，{moved}。")
        elif shape == "安排":
            lines.append(f"{label}：{t.year}年预算安排{v.amount(f)}，{moved}。")
        else:
            lines.append(f"{label}{v.amount(f)}，主要用于保障相关工作开展。{moved}。")
    return "\n".join(lines)


@wording("items")
def budget_items_coded(t: Teller) -> str:
    v = t.voice
    lines = ["（三）具体使用情况。"]
    for k, (code, _, _, name) in enumerate(t.items(), 1):
        f = t.of(code)
        lines.append(f"{k}.{code}{name}{v.amount(f)}，{t.against(f, t.last(f))}{t.because(f, t.last(f))}。")
    return "\n".join(lines)


@wording("basic")
def budget_basic(t: Teller) -> str:
    v, a, s, o = t.voice, *(t.of(n, GENERAL) for n in ("基本支出", "人员经费", "公用经费"))
    return (
        f"{t.we}{t.year}年一般公共预算基本支出{v.amount(a)}，其中：\n人员经费{v.amount(s)}，主要包括：{listed(t, STAFF_GROUPS)}。\n"
        f"公用经费{v.amount(o)}，主要包括：{listed(t, OFFICE_GROUPS)}。"
    )


@wording("three")
def budget_three(t: Teller) -> str:
    v, a = t.voice, t.of("三公经费")
    b, c, r = (t.of(n) for n in ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"))
    p, u = t.of("公务用车购置费"), t.of("公务用车运行维护费")
    return (
        f"{t.we}{t.year}年“三公”经费预算数为{v.amount(a)}，{t.against(a, t.last(a))}{t.because(a, t.last(a))}。其中：因公出国（境）费{v.amount(b)}，"
        f"{t.against(b, t.last(b))}；公务用车购置及运行费{v.amount(c)}（其中：公务用车购置费{v.amount(p)}，公务用车运行费{v.amount(u)}），"
        f"{t.against(c, t.last(c))}；公务接待费{v.amount(r)}，{t.against(r, t.last(r))}。"
    )


@wording("three")
def budget_three_lines(t: Teller) -> str:
    v, a = t.voice, t.of("三公经费")
    lines = [
        f"{t.year}年“三公”经费财政拨款预算总额{v.amount(a)}，{t.against(a, t.last(a))}{t.because(a, t.last(a))}。"
    ]
    for k, n in enumerate(("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"), 1):
        f = t.of(n)
        lines.append(f"{k}.{n}预算{v.amount(f)}，{t.against(f, t.last(f))}{t.because(f, t.last(f))}。")
        if k == 2:
            p, u = t.of("公务用车购置费"), t.of("公务用车运行维护费")
            lines[-1] += (
                f"其中：公务用车购置费{v.amount(p)}，{t.against(p, t.last(p))}；公务用车运行维护费{v.amount(u)}，{t.against(u, t.last(u))}。"
            )
    return "\n".join(lines)


@wording("three")
def budget_three_years(t: Teller) -> str:
    v, a = t.voice, t.of("三公经费")
    b, c, r = (t.of(n) for n in ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"))
    return (
        f"{t.year}年“三公”经费预算{v.amount(a)}，其中：因公出国（境）费{v.amount(b)}，公务用车购置及运行费{v.amount(c)}，公务接待费{v.amount(r)}。"
        f"{t.year - 1}年“三公”经费预算{v.amount(t.last(a))}。{t.year}年“三公”经费预算{t.against(a, t.last(a), f'{t.year - 1}年')}{t.because(a, t.last(a))}。"
    )


@wording("fund")
def budget_fund(t: Teller) -> str:
    v, a = t.voice, t.of("本年支出合计", FUND)
    a = a.called("政府性基金预算财政拨款支出")
    then = t.of("本年支出合计", FUND, year=t.year - 1)
    if not a:
        return v.one(
            f"{t.we}{t.year}年没有使用政府性基金预算拨款安排的支出。",
            f"{t.we}{t.year}年无政府性基金预算支出。",
        )
    return v.one(
        f"{t.we}{t.year}年政府性基金预算支出{v.amount(a)}，{t.against(a, then)}{t.because(a, then)}。",
        f"{t.year}年政府性基金预算拨款支出{v.amount(a)}，其中：基本支出{v.amount(t.of('基本支出', FUND))}，项目支出{v.amount(t.of('项目支出', FUND))}。",
    )


@wording("capital")
def budget_capital(t: Teller) -> str:
    return t.voice.one(
        f"{t.we}{t.year}年没有使用国有资本经营预算拨款安排的支出。",
        f"{t.we}{t.year}年无国有资本经营预算支出。",
    )


@wording("agency")
def budget_agency(t: Teller) -> str:
    v, a = t.voice, t.of("机关运行经费", GENERAL)
    then = t.last(a, GENERAL)
    return f"{t.we}{t.year}年机关运行经费预算{v.amount(a)}，{t.against(a, then)}{t.because(a, then)}。"


@wording("procurement")
def budget_procurement(t: Teller) -> str:
    v, a = t.voice, t.of("政府采购")
    g, w, s = (t.of(n) for n in ("货物采购", "工程采购", "服务采购"))
    return f"{t.we}{t.year}年政府采购预算总额{v.amount(a)}，其中：政府采购货物预算{v.amount(g)}、政府采购工程预算{v.amount(w)}、政府采购服务预算{v.amount(s)}。"


@wording("assets")
def budget_assets(t: Teller) -> str:
    v, c = t.voice, t.history.counts
    return (
        f"截至{t.year - 1}年12月31日，{t.we}共有车辆{v.count(sum(c.get(k, 0) for k in CARS), '辆')}，单价50万元以上通用设备{v.count(c['通用设备'], '台（套）')}，"
        f"单价100万元以上专用设备{v.count(c['专用设备'], '台（套）')}。"
    )


@wording("performance")
def budget_performance(t: Teller) -> str:
    v, p = t.voice, t.of("项目支出")
    n = t.history.counts["项目"]
    if not p:
        return f"{t.we}{t.year}年没有项目支出预算。"
    return f"{t.we}{t.year}年实行绩效目标管理的项目{v.count(n, '个')}，涉及预算资金{v.amount(p)}，覆盖全部项目支出。"
