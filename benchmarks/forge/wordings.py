"""The wordings that offices use, as a grammar: each section of a narrative in as many forms as are known.

A wording is a function from a year and a way of printing to sentences. What real pages teach goes in here as a new form,
never as a sentence of a page.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.forge.figures import Item, Print, Year

Wording = Callable[[Year, Print], str]
WORDINGS: dict[str, list[Wording]] = {}


def wording(section: str) -> Callable[[Wording], Wording]:
    """Register a form of a section."""

    def register(form: Wording) -> Wording:
        WORDINGS.setdefault(section, []).append(form)
        return form

    return register


def moved(
    p: Print,
    now: int,
    then: int,
    up: str = "增加",
    down: str = "减少",
    rise: str = "增长",
    fall: str = "下降",
) -> str:
    """增加 d，增长 r; 持平 where nothing moved as printed."""
    d = now - then
    if p.number(now) == p.number(then):
        return "与上年持平" if d == 0 else f"{up if d > 0 else down}{p.amount(abs(d))}"
    verb, trend = (up, rise) if d > 0 else (down, fall)
    rate = f"，{trend}{p.rate(d, then)}" if then else ""
    return f"{verb}{p.amount(abs(d))}{rate}"


def against_last(p: Print, item: Item, **verbs: str) -> str:
    """比上年…."""
    text = moved(p, item.actual, item.last, **verbs)
    return text if text.startswith("与上年") else f"比上年{text}"


# --- totals -------------------------------------------------------------------------------------------------


@wording("totals")
def totals_each(y: Year, p: Print) -> str:
    t = y.spent
    return (
        f"{y.year}年度收、支总计均为{p.amount(t.actual)}。与{y.year - 1}年度相比，收、支总计各{moved(p, t.actual, t.last)}，"
        f"主要原因是项目安排有变化。"
    )


@wording("totals")
def totals_named(y: Year, p: Print) -> str:
    t = y.spent
    return (
        f"{y.name}{y.year}年度收入总计{p.amount(t.actual)}，支出总计{p.amount(t.actual)}。与{y.year - 1}年度决算数相比，"
        f"收入支出总计{moved(p, t.actual, t.last)}。"
    )


@wording("totals")
def totals_by_side(y: Year, p: Print) -> str:
    t, i, o = y.spent, y.income, y.opening
    return (
        f"本部门{y.year}年度收入总计{p.amount(t.actual)}，其中年初结转和结余{p.amount(o.actual)}，较{y.year - 1}年"
        f"{moved(p, t.actual, t.last)}；本年收入合计{p.amount(i.actual)}，较{y.year - 1}年{moved(p, i.actual, i.last)}，主要原因是：拨款有变化。"
    )


# --- income and expenditure ----------------------------------------------------------------------------------


def _sources(y: Year) -> list[tuple[str, Item]]:
    return [
        ("一般公共预算财政拨款收入", y.general),
        ("政府性基金预算财政拨款收入", y.fund),
        ("事业收入", y.business),
        ("其他收入", y.other),
    ]


@wording("income")
def income_among(y: Year, p: Print) -> str:
    total = y.income.actual
    parts = "；".join(f"{n}{p.amount(i.actual)}，占{p.rate(i.actual, total)}" for n, i in _sources(y))
    return f"{y.year}年度本年收入合计{p.amount(total)}，其中：{parts}。"


@wording("income")
def income_made_of(y: Year, p: Print) -> str:
    total = y.income.actual
    parts = "，".join(f"{n}{p.amount(i.actual)}，占{p.rate(i.actual, total)}" for n, i in _sources(y))
    return f"本年收入合计{p.amount(total)}。本年收入的具体构成为：{parts}。"


@wording("income")
def income_listed(y: Year, p: Print) -> str:
    total = y.income.actual
    lines = [
        f"{k}．{n}{p.amount(i.actual)}，占本年收入的{p.rate(i.actual, total)}，比上年{moved(p, i.actual, i.last)}。"
        for k, (n, i) in enumerate(_sources(y), 1)
    ]
    return f"{y.year}年本年收入{p.amount(total)}，包括：\n" + "\n".join(lines)


@wording("spending")
def spending_among(y: Year, p: Print) -> str:
    t = y.spent.actual
    return (
        f"本年支出合计{p.amount(t)}，其中：基本支出{p.amount(y.basic.actual)}，占{p.rate(y.basic.actual, t)}；"
        f"项目支出{p.amount(y.projects.actual)}，占{p.rate(y.projects.actual, t)}。"
    )


@wording("spending")
def spending_of_total(y: Year, p: Print) -> str:
    t = y.spent.actual
    return (
        f"{y.year}年度支出合计{p.amount(t)}，{against_last(p, y.spent)}。其中：基本支出{p.amount(y.basic.actual)}，占支出合计的"
        f"{p.rate(y.basic.actual, t)}，比上年{moved(p, y.basic.actual, y.basic.last)}；项目支出{p.amount(y.projects.actual)}，占支出合计的"
        f"{p.rate(y.projects.actual, t)}，比上年{moved(p, y.projects.actual, y.projects.last)}。"
    )


@wording("basic")
def basic_among(y: Year, p: Print) -> str:
    return (
        f"{y.year}年度基本支出{p.amount(y.basic.actual)}，其中：人员经费{p.amount(y.staff.actual)}，主要包括：基本工资、津贴补贴、奖金；"
        f"公用经费{p.amount(y.public.actual)}，主要包括：办公费、印刷费、差旅费。"
    )


@wording("basic")
def basic_lines(y: Year, p: Print) -> str:
    return (
        f"基本支出{p.amount(y.basic.actual)}，其中：\n人员经费{p.amount(y.staff.actual)}，主要包括：基本工资、津贴补贴。\n"
        f"日常公用经费{p.amount(y.public.actual)}，主要包括：办公费、水费、电费。"
    )


# --- the three public expenses -------------------------------------------------------------------------------


@wording("three")
def three_completion(y: Year, p: Print) -> str:
    t = y.three
    less = "小于" if t.actual < t.budget else "大于"
    return (
        f"“三公”经费财政拨款支出年初预算为{p.amount(t.budget)}，支出决算为{p.amount(t.actual)}，完成年初预算的{p.rate(t.actual, t.budget)}。"
        f"决算数{less}预算数的主要原因是业务量有变化。"
    )


@wording("three")
def three_among(y: Year, p: Print) -> str:
    t = y.three.actual
    return (
        f"{y.year}年度“三公”经费支出{p.amount(t)}，其中：因公出国（境）费{p.amount(y.abroad.actual)}，占{p.rate(y.abroad.actual, t)}；"
        f"公务用车购置及运行维护费{p.amount(y.vehicles.actual)}，占{p.rate(y.vehicles.actual, t)}；公务接待费{p.amount(y.reception.actual)}，占"
        f"{p.rate(y.reception.actual, t)}。"
    )


@wording("three")
def three_change(y: Year, p: Print) -> str:
    return (
        f"{y.year}年我单位“三公”经费支出共计{p.amount(y.three.actual)}，较上年{moved(p, y.three.actual, y.three.last, fall='降低')}。其中："
        f"因公出国（境）费{p.amount(y.abroad.actual)}，{against_last(p, y.abroad, fall='降低')}；"
        f"公务用车购置及运行费{p.amount(y.vehicles.actual)}，较上年{moved(p, y.vehicles.actual, y.vehicles.last, fall='降低')}；"
        f"公务接待费{p.amount(y.reception.actual)}，较上年{moved(p, y.reception.actual, y.reception.last, fall='降低')}。"
    )


@wording("three")
def three_bracket(y: Year, p: Print) -> str:
    return (
        f"{y.year}年度本单位“三公”经费{p.amount(y.three.actual)},其中:因公出国(境)费{p.amount(y.abroad.actual)},公务用车购置及运行维护费"
        f"{p.amount(y.vehicles.actual)}(公务用车购置费{p.amount(y.bought.actual)}、公务用车运行维护费{p.amount(y.running.actual)}),"
        f"公务接待费{p.amount(y.reception.actual)}。"
    )


@wording("three-items")
def items_numbered(y: Year, p: Print) -> str:
    c = y.counts
    r, k = y.running, y.reception
    return (
        f"（一）因公出国（境）费支出{p.amount(y.abroad.actual)}。全年安排因公出国（境）团组{c['groups']}个，累计{c['persons']}人次。\n"
        f"（二）公务用车购置及运行维护费支出{p.amount(y.vehicles.actual)}。其中：公务用车购置费{p.amount(y.bought.actual)}；公务用车运行维护费"
        f"{p.amount(r.actual)}，主要用于燃油、维修、保险等方面支出，年末公务用车保有量{c['cars']}辆，与{y.year - 1}年相比，公务用车运行维护费"
        f"{moved(p, r.actual, r.last)}。\n"
        f"（三）公务接待费支出{p.amount(k.actual)}，比上年{moved(p, k.actual, k.last)}，主要原因是接待批次有变化。全年国内公务接待"
        f"{c['batches']}批次，{c['guests']}人次。"
    )


@wording("three-items")
def items_heads(y: Year, p: Print) -> str:
    r, k = y.running, y.reception
    return (
        f"1、公务用车运行维护费。{y.year}年决算数{p.amount(r.actual)}，完成年初预算{p.amount(r.budget)}的{p.rate(r.actual, r.budget)}，"
        f"较{y.year - 1}年决算数{p.amount(r.last)}{moved(p, r.actual, r.last)}。\n"
        f"2、公务接待费。{y.year}年决算数{p.amount(k.actual)}，完成年初预算{p.amount(k.budget)}的{p.rate(k.actual, k.budget)}，"
        f"较{y.year - 1}年决算数{p.amount(k.last)}{moved(p, k.actual, k.last)}。"
    )


@wording("three-items")
def items_budget(y: Year, p: Print) -> str:
    r, k = y.running, y.reception

    def against(i: Item) -> str:
        d = i.actual - i.budget
        if p.number(i.actual) == p.number(i.budget):
            return "与预算持平"
        return f"较预算{'增加' if d > 0 else '减少'}{p.amount(abs(d))}，{'增长' if d > 0 else '降低'}{p.rate(d, i.budget)}"

    return (
        f"（1）公务用车运行维护费：预算安排{p.amount(r.budget)}，支出决算{p.amount(r.actual)}，{against(r)}，主要是用车次数有变化；"
        f"较上年决算{moved(p, r.actual, r.last)}。\n（2）公务接待费：预算安排{p.amount(k.budget)}，支出决算{p.amount(k.actual)}，{against(k)}，"
        f"主要是接待任务有变化；较上年决算{moved(p, k.actual, k.last)}。"
    )


# --- other matters -------------------------------------------------------------------------------------------


@wording("procurement")
def procurement_total(y: Year, p: Print) -> str:
    total = y.goods + y.works + y.services
    return (
        f"{y.year}年度政府采购支出总额{p.amount(total)}，其中：政府采购货物支出{p.amount(y.goods)}、政府采购工程支出{p.amount(y.works)}、"
        f"政府采购服务支出{p.amount(y.services)}。"
    )


@wording("procurement")
def procurement_shares(y: Year, p: Print) -> str:
    total = y.goods + y.works + y.services
    return (
        f"政府采购支出总额{p.amount(total)}。其中货物采购{p.amount(y.goods)}，占政府采购支出总额的{p.rate(y.goods, total)}；工程采购{p.amount(y.works)}，"
        f"占政府采购支出总额的{p.rate(y.works, total)}；服务采购{p.amount(y.services)}，占政府采购支出总额的{p.rate(y.services, total)}。"
    )


@wording("agency")
def agency_change(y: Year, p: Print) -> str:
    return (
        f"{y.year}年度机关运行经费支出{p.amount(y.public.actual)}，比{y.year - 1}年度{moved(p, y.public.actual, y.public.last)}，"
        f"主要原因是办公设备更新。"
    )


@wording("agency")
def agency_rate(y: Year, p: Print) -> str:
    i = y.public
    d = i.actual - i.last
    if p.number(i.actual) == p.number(i.last):
        return f"本部门机关运行经费支出{p.amount(i.actual)}，与上年持平。"
    verb = "增幅" if d > 0 else "降幅"
    return (
        f"本部门机关运行经费支出{p.amount(i.actual)}，较上年决算数{p.amount(i.last)}{'增加' if d > 0 else '减少'}{p.amount(abs(d))}，"
        f"{verb}{p.rate(d, i.last)}。"
    )


@wording("three")
def three_two_parts(y: Year, p: Print) -> str:
    last = y.year - 1
    if y.abroad.actual or y.bought.actual:
        return three_among(y, p)
    return (
        f"{y.year}年度“三公”经费支出{p.amount(y.three.actual)}，比{last}年{moved(p, y.three.actual, y.three.last)}。具体情况如下："
        f"公务用车运行费{p.amount(y.running.actual)}，较{last}年决算数{p.amount(y.running.last)}"
        f"{moved(p, y.running.actual, y.running.last)}；公务接待费{p.amount(y.reception.actual)}，较{last}年决算数"
        f"{p.amount(y.reception.last)}{moved(p, y.reception.actual, y.reception.last)}。"
    )


@wording("three")
def three_from_to(y: Year, p: Print) -> str:
    t = y.three
    verb = "增加" if t.actual >= t.last else "减少"
    return (
        f"“三公”经费由{y.year - 1}年的{p.amount(t.last)}{verb}到{y.year}年的{p.amount(t.actual)}，{verb}"
        f"{p.amount(abs(t.actual - t.last))}，{'增长' if verb == '增加' else '下降'}{p.rate(t.actual - t.last, t.last)}。"
    )


@wording("totals")
def totals_year_on_year(y: Year, p: Print) -> str:
    t = y.spent
    sign = "增长" if t.actual >= t.last else "降低"
    return (
        f"{y.year}年收入总计{p.amount(t.actual)}、支出总计{p.amount(t.actual)}，同比{'增加' if t.actual >= t.last else '减少'}"
        f"{p.amount(abs(t.actual - t.last))}，同比{sign}{p.rate(t.actual - t.last, t.last)}。"
    )


@wording("totals")
def totals_last_in_brackets(y: Year, p: Print) -> str:
    t = y.spent
    return f"{y.year}年度收支总计{p.amount(t.actual)}，与上年（{p.amount(t.last)}）相比{moved(p, t.actual, t.last)}。"


@wording("income")
def income_side_by_side(y: Year, p: Print) -> str:
    o = y.opening.actual
    parts = "、".join(f"{n}{p.amount(i.actual)}" for n, i in _sources(y))
    return (
        f"{y.year}年收入总预算{p.amount(y.spent.actual)}，其中：{parts}、上年结转{p.amount(o)}。"
        if o >= 0
        else f"本年收入合计{p.amount(y.income.actual)}，包括：{parts}。"
    )


@wording("spending")
def spending_numbered(y: Year, p: Print) -> str:
    t = y.spent.actual
    b, j = y.basic, y.projects
    return (
        f"{y.year}年支出总计{p.amount(t)}，其中：\n1.基本支出{p.amount(b.actual)}，占总支出的{p.rate(b.actual, t)}，较上年"
        f"{moved(p, b.actual, b.last)}，主要用于人员工资和日常公用。\n2.项目支出{p.amount(j.actual)}，占总支出的{p.rate(j.actual, t)}，"
        f"较上年{moved(p, j.actual, j.last)}，主要用于专项业务。"
    )


@wording("spending")
def spending_reasons(y: Year, p: Print) -> str:
    s, b, j = y.spent, y.basic, y.projects

    def part(name: str, i: Item) -> str:
        d = i.actual - i.last
        return f"{name}{'增加' if d >= 0 else '减少'}{p.amount(abs(d))}"

    return (
        f"本年支出合计{p.amount(s.actual)}，较上年{moved(p, s.actual, s.last)}，主要原因是：一是{part('基本支出', b)}；"
        f"二是{part('项目支出', j)}。"
    )


@wording("basic")
def basic_completion(y: Year, p: Print) -> str:
    s, u = y.staff, y.public
    return (
        f"基本支出{p.amount(y.basic.actual)}，其中人员经费{p.amount(s.actual)}，占基本支出的{p.rate(s.actual, y.basic.actual)}，"
        f"公用经费{p.amount(u.actual)}，占基本支出的{p.rate(u.actual, y.basic.actual)}。"
    )


@wording("agency")
def agency_less(y: Year, p: Print) -> str:
    i = y.public
    d = i.actual - i.budget
    word = "大于" if d > 0 else "小于"
    return (
        f"{y.year}年度机关运行经费年初预算{p.amount(i.budget)}，支出决算{p.amount(i.actual)}，完成预算的{p.rate(i.actual, i.budget)}，"
        f"决算数{word}年初预算数{p.amount(abs(d))}。"
    )


@wording("agency")
def agency_tens(y: Year, p: Print) -> str:
    i = y.public
    return (
        f"本单位{y.year}年度机关运行经费支出{p.amount(i.actual)}，与上年{p.amount(i.last)}相比，"
        f"{moved(p, i.actual, i.last, rise='增幅', fall='降幅')}。"
    )


@wording("procurement")
def procurement_small(y: Year, p: Print) -> str:
    total = y.goods + y.works + y.services
    small = total * 7 // 10
    micro = small * 6 // 10
    return (
        f"政府采购支出总额{p.amount(total)}，其中：政府采购货物支出{p.amount(y.goods)}，政府采购工程支出{p.amount(y.works)}，政府采购服务支出"
        f"{p.amount(y.services)}。授予中小企业合同金额{p.amount(small)}，占政府采购支出总额的{p.rate(small, total)}，其中：授予小微企业合同金额"
        f"{p.amount(micro)}，占授予中小企业合同金额的{p.rate(micro, small)}。"
    )
