"""How offices tell their final accounts: each section in several forms, each form with words that change."""

from __future__ import annotations

from benchmarks.forge.ledger import FISCAL, FUND, GENERAL
from benchmarks.forge.meaning import Figure
from benchmarks.forge.tables import OFFICE_GROUPS, STAFF_GROUPS
from benchmarks.forge.whole.telling import CARS, Teller, Wordings, listed

WORDINGS = Wordings()
wording = WORDINGS.of


# --- totals -------------------------------------------------------------------------------------------------


@wording("totals")
def totals_each(t: Teller) -> str:
    v, a = t.voice, t.of("收入支出总计")
    then = t.last(a)
    if v.alike(a, then):
        return f"{t.year}年度收、支总计均为{v.amount(a)}，{t.against(a, then)}。"
    word = v.one("收、支总计各", "收入支出总计", "收、支总计均")
    up, rate = ("增加", "增长") if a > then else ("减少", "下降")
    return (
        f"{t.year}年度收、支总计均为{v.amount(a)}。与{t.year - 1}年{v.one('度', '')}相比，{word}{up}{v.change(a, then)}，"
        f"{rate}{v.growth(a, then)}{t.because(a, then)}。"
    )


@wording("totals")
def totals_two(t: Teller) -> str:
    v, a = t.voice, t.of("收入支出总计")
    then = t.last(a)
    return f"{t.we}{t.year}年度收入总计{v.amount(a)}，支出总计{v.amount(a)}。收入支出总计{t.against(a, then)}{t.because(a, then)}。"


@wording("totals")
def totals_made_of(t: Teller) -> str:
    v, a = t.voice, t.of("收入支出总计")
    i, s, o, c = (t.of(n) for n in ("本年收入合计", "本年支出合计", "年初结转和结余", "年末结转和结余"))
    return (
        f"{t.year}年度总收入{v.amount(a)}，其中：本年收入{v.amount(i)}，{t.against(i, t.last(i))}{t.because(i, t.last(i))}；"
        f"年初结转和结余{v.amount(o)}。\n{t.year}年度总支出{v.amount(a)}，其中：本年支出{v.amount(s)}，{t.against(s, t.last(s))}"
        f"{t.because(s, t.last(s))}；年末结转和结余{v.amount(c)}。"
    )


@wording("totals")
def totals_including(t: Teller) -> str:
    v, a = t.voice, t.of("收入支出总计")
    i, s, o, c = (t.of(n) for n in ("本年收入合计", "本年支出合计", "年初结转和结余", "年末结转和结余"))
    return (
        f"{t.year}年度收入总计{v.amount(a)}，包括本年收入{v.amount(i)}、年初结转和结余{v.amount(o)}；支出总计{v.amount(a)}，"
        f"包括本年支出{v.amount(s)}、年末结转和结余{v.amount(c)}。收、支总计{t.against(a, t.last(a))}{t.because(a, t.last(a))}。"
    )


@wording("totals")
def totals_numbered(t: Teller) -> str:
    v, a = t.voice, t.of("收入支出总计")
    i, s, o, c = (t.of(n) for n in ("本年收入合计", "本年支出合计", "年初结转和结余", "年末结转和结余"))
    return (
        f"{t.we}{t.year}年度收入总计{v.amount(a)}，{t.against(a, t.last(a))}{t.because(a, t.last(a))}。其中：\n"
        f"1.本年收入合计{v.amount(i)}，{t.against(i, t.last(i))}。\n2.年初结转和结余{v.amount(o)}。\n"
        f"{t.year}年度支出总计{v.amount(a)}。其中：\n1.本年支出合计{v.amount(s)}，{t.against(s, t.last(s))}。\n"
        f"2.年末结转和结余{v.amount(c)}。"
    )


# --- income -------------------------------------------------------------------------------------------------


def _sources(t: Teller) -> list[tuple[str, Figure]]:
    """What the income is made of: fiscal income as one or by fund."""
    fiscal = t.voice.habit("一", "多")
    names = ["财政拨款收入"] if fiscal == "一" else ["一般公共预算财政拨款收入", "政府性基金预算财政拨款收入"]
    found = [(n, t.of(n)) for n in (*names, "事业收入", "其他收入")]
    return [
        (n, f)
        for n, f in found
        if f or (n != "政府性基金预算财政拨款收入" and t.voice.habit("全", "有") == "全")
    ]


@wording("income")
def income_among(t: Teller) -> str:
    v, a = t.voice, t.of("本年收入合计")
    parts = v.habit("；", "，").join(f"{n}{v.amount(f)}，占{v.share(f, a)}" for n, f in _sources(t))
    return f"{t.we}{t.year}年度本年收入合计{v.amount(a)}，其中：{parts}。"


@wording("income")
def income_of(t: Teller) -> str:
    v, a = t.voice, t.of("本年收入合计")
    parts = "；".join(
        f"{n}{v.amount(f)}，占{v.one('本年收入合计的', '本年收入的')}{v.share(f, a)}" for n, f in _sources(t)
    )
    return f"本年收入合计{v.amount(a)}，{t.against(a, t.last(a))}{t.because(a, t.last(a))}。其中：{parts}。"


@wording("income")
def income_bare(t: Teller) -> str:
    v, a = t.voice, t.of("本年收入合计")
    parts = "、".join(f"{n}{v.amount(f)}（占{v.share(f, a)}）" for n, f in _sources(t))
    return f"{t.year}年度收入合计{v.amount(a)}，其中：{parts}。"


@wording("income")
def incomelisted(t: Teller) -> str:
    v, a = t.voice, t.of("本年收入合计")
    lines = [
        f"{k}{v.habit('.', '、', '．')}{n}{v.amount(f)}，占本年收入的{v.share(f, a)}，{t.against(f, t.last(f))}{t.because(f, t.last(f))}。"
        for k, (n, f) in enumerate(_sources(t), 1)
    ]
    return f"{t.year}年度本年收入合计{v.amount(a)}，{v.one('具体情况如下', '包括', '其中')}：\n" + "\n".join(
        lines
    )


# --- expenditure --------------------------------------------------------------------------------------------


@wording("spending")
def spending_among(t: Teller) -> str:
    v, a, b, p = t.voice, *(t.of(n) for n in ("本年支出合计", "基本支出", "项目支出"))
    return (
        f"{t.we}{t.year}年度本年支出合计{v.amount(a)}，其中：基本支出{v.amount(b)}，占{v.share(b, a)}；项目支出{v.amount(p)}，"
        f"占{v.share(p, a)}；经营支出{v.amount(Figure(0, '经营支出', t.year, t.stage))}，占{v.share(Figure(0, '经营支出', t.year, t.stage), a)}。"
    )


@wording("spending")
def spending_of(t: Teller) -> str:
    v, a, b, p = t.voice, *(t.of(n) for n in ("本年支出合计", "基本支出", "项目支出"))
    return (
        f"本年支出合计{v.amount(a)}，{t.against(a, t.last(a))}{t.because(a, t.last(a))}。其中：基本支出{v.amount(b)}，占本年支出的"
        f"{v.share(b, a)}；项目支出{v.amount(p)}，占本年支出的{v.share(p, a)}。"
    )


@wording("spending")
def spending_numbered(t: Teller) -> str:
    v, a, b, p = t.voice, *(t.of(n) for n in ("本年支出合计", "基本支出", "项目支出"))
    dot = v.habit(".", "、", "．")
    return (
        f"{t.year}年度支出合计{v.amount(a)}，其中：\n1{dot}基本支出{v.amount(b)}，占总支出的{v.share(b, a)}，{t.against(b, t.last(b))}"
        f"{t.because(b, t.last(b))}。\n2{dot}项目支出{v.amount(p)}，占总支出的{v.share(p, a)}，{t.against(p, t.last(p))}"
        f"{t.because(p, t.last(p))}。"
    )


@wording("spending")
def spending_staff(t: Teller) -> str:
    v, a, b, p = t.voice, *(t.of(n) for n in ("本年支出合计", "基本支出", "项目支出"))
    s, o = t.of("人员经费"), t.of("公用经费")
    return (
        f"{t.year}年度本年支出{v.amount(a)}。按支出性质分：基本支出{v.amount(b)}（其中：人员经费{v.amount(s)}、公用经费"
        f"{v.amount(o)}），占{v.share(b, a)}；项目支出{v.amount(p)}，占{v.share(p, a)}。"
    )


# --- fiscal appropriations ----------------------------------------------------------------------------------


@wording("fiscal")
def fiscal_totals(t: Teller) -> str:
    v, a = t.voice, t.of("收入支出总计", *FISCAL)
    a = a.called("财政拨款收入支出总计")
    then = t.of("收入支出总计", *FISCAL, year=t.year - 1)
    return f"{t.year}年度财政拨款收、支总计均为{v.amount(a)}，{t.against(a, then)}{t.because(a, then)}。"


@wording("fiscal")
def fiscal_sides(t: Teller) -> str:
    v, i, s = t.voice, t.of("财政拨款收入"), t.of("本年支出合计", *FISCAL)
    s = s.called("财政拨款支出")
    g, f = t.of("一般公共预算财政拨款收入"), t.of("政府性基金预算财政拨款收入")
    parts = (
        f"，其中：一般公共预算财政拨款收入{v.amount(g)}、政府性基金预算财政拨款收入{v.amount(f)}" if f else ""
    )
    then = t.of("本年支出合计", *FISCAL, year=t.year - 1)
    return (
        f"{t.year}年度财政拨款收入{v.amount(i)}，{t.against(i, t.last(i))}{t.because(i, t.last(i))}{parts}。\n"
        f"{t.year}年度财政拨款支出{v.amount(s)}，{t.against(s, then)}{t.because(s, then)}。"
    )


@wording("fiscal")
def fiscal_of_one_money(t: Teller) -> str:
    """The second side says whose money it is by the first, and both by their section."""
    v, a = t.voice, t.of("收入支出总计", *FISCAL)
    income, spent = a.called("财政拨款总收入"), a.called("总支出")
    return v.one(
        f"{t.year}年度财政拨款收入总计、支出总计均为{v.amount(spent)}。",
        f"{t.year}年度财政拨款收入总计{v.amount(income)}，支出总计{v.amount(spent)}。",
        f"{t.year}年度收入总计{v.amount(a.called('总收入'))}，支出总计{v.amount(spent)}。",
    )


@wording("fiscal")
def fiscal_with_balances(t: Teller) -> str:
    v, i, s = t.voice, t.of("财政拨款收入"), t.of("本年支出合计", *FISCAL)
    o, c = t.of("年初结转和结余", *FISCAL), t.of("年末结转和结余", *FISCAL)
    return (
        f"{t.year}年度财政拨款本年收入{v.amount(i)}，年初结转和结余{v.amount(o)}，本年支出{v.amount(s)}，"
        f"年末结转和结余{v.amount(c)}。"
    )


# --- general budget -----------------------------------------------------------------------------------------


@wording("general")
def general_overview(t: Teller) -> str:
    v, a = t.voice, t.of("本年支出合计", GENERAL)
    whole = t.of("本年支出合计")
    then = t.of("本年支出合计", GENERAL, year=t.year - 1)
    return (
        f"（一）{v.habit('一般公共预算财政拨款支出决算总体情况', '总体情况', '支出决算总体情况')}。\n{t.year}年度一般公共预算财政拨款支出"
        f"{v.amount(a)}，占本年支出合计的{v.share(a, whole)}。{_than(t, a, then)}{t.because(a, then)}。"
    )


def _than(t: Teller, now: Figure, then: Figure) -> str:
    """与上年相比，一般公共预算财政拨款支出…, or the change alone."""
    text = t.against(now, then)
    if text.startswith(("比", "较")) and t.voice.habit("与", "直接") == "与":
        since = text[1 : text.index("增加" if now > then else ("减少" if "减少" in text else "下降"))]
        return f"与{since}相比，一般公共预算财政拨款支出{text[1 + len(since) :]}"
    return f"一般公共预算财政拨款支出{text}"


@wording("structure")
def structure_shares(t: Teller) -> str:
    v, a = t.voice, t.of("本年支出合计", GENERAL)
    colon = v.habit("", "", "（类）", "（类）支出")
    parts = v.habit("；", "，").join(
        f"{_class(n, colon)}{v.amount(f)}，占{v.share(f, a)}" for n, f in t.classes()
    )
    return (
        f"（二）{v.habit('一般公共预算财政拨款支出决算结构情况', '结构情况', '支出决算结构情况')}。\n{t.year}年度一般公共预算财政拨款支出{v.amount(a)}，"
        f"{v.habit('主要用于以下方面', '其中', '按功能分类')}：{parts}。"
    )


def _class(name: str, mark: str) -> str:
    return name.removesuffix("支出") + mark if mark.endswith("支出") else name + mark


@wording("structure")
def structure_lines(t: Teller) -> str:
    v, a = t.voice, t.of("本年支出合计", GENERAL)
    lines = [f"{k}.{n}（类）{v.amount(f)}，占{v.share(f, a)}。" for k, (n, f) in enumerate(t.classes(), 1)]
    return (
        f"（二）支出决算结构情况。\n{t.year}年度一般公共预算财政拨款支出{v.amount(a)}，主要用于以下方面：\n"
        + "\n".join(lines)
    )


@wording("items")
def items_completed(t: Teller) -> str:
    v, a = t.voice, t.of("本年支出合计", GENERAL)
    lines = [f"（三）{v.habit('一般公共预算财政拨款支出决算具体情况', '具体情况', '支出决算具体情况')}。"]
    planned = t.planned(a, GENERAL)
    lines.append(f"{t.year}年度一般公共预算财政拨款{t.completed(a, planned)}。其中：")
    dot = v.habit(".", "、", "．")
    stop = v.habit("。", "。", "：")
    for k, (code, group, kind, name) in enumerate(t.items(), 1):
        f = t.of(code)
        lines.append(
            f"{k}{dot}{group}（类）{kind}（款）{name}（项）{stop}{t.completed(f, t.planned(f))}{t.compared(f, t.planned(f))}。"
        )
    return "\n".join(lines)


@wording("items")
def items_amount_first(t: Teller) -> str:
    v = t.voice
    lines = ["（三）支出决算具体情况。"]
    for k, (code, group, kind, name) in enumerate(t.items(), 1):
        f = t.of(code)
        named = v.habit("全", "短")
        label = f"{group}（类）{kind}（款）{name}（项）" if named == "全" else f"{group}{kind}{name}（项）"
        lines.append(
            f"{k}.{label}{v.amount(f)}，主要用于保障相关工作开展，{t.against(f, t.last(f))}{t.because(f, t.last(f))}。"
        )
    return "\n".join(lines)


@wording("items")
def items_by_class(t: Teller) -> str:
    v = t.voice
    lines, k = ["（三）支出决算具体情况。"], 0
    for n, (name, total) in enumerate(t.classes(), 1):
        lines.append(f"{n}.{name}（类）支出{v.amount(total)}，其中：")
        for code, _, kind, own in t.items():
            if code.startswith(total.concept):
                k += 1
                f = t.of(code)
                lines.append(f"（{k}）{kind}（款）{own}（项）{v.amount(f)}，{t.completed_short(f)}。")
        k = 0
    return "\n".join(lines)


# --- basic expenditure --------------------------------------------------------------------------------------


@wording("basic")
def basic_among(t: Teller) -> str:
    v, a, s, o = t.voice, *(t.of(n, GENERAL) for n in ("基本支出", "人员经费", "公用经费"))
    return (
        f"{t.year}年度一般公共预算财政拨款基本支出{v.amount(a)}，其中：\n人员经费{v.amount(s)}，{v.habit('主要包括', '主要用于')}：{listed(t, STAFF_GROUPS)}。\n"
        f"公用经费{v.amount(o)}，{v.habit('主要包括', '主要用于')}：{listed(t, OFFICE_GROUPS)}。"
    )


@wording("basic")
def basic_shares(t: Teller) -> str:
    v, a, s, o = t.voice, *(t.of(n, GENERAL) for n in ("基本支出", "人员经费", "公用经费"))
    if not a:
        return basic_among(t)
    return (
        f"一般公共预算财政拨款基本支出{v.amount(a)}，其中：人员经费{v.amount(s)}，占基本支出的{v.share(s, a)}，主要包括{listed(t, STAFF_GROUPS)}；"
        f"{v.one('公用经费', '日常公用经费')}{v.amount(o)}，占基本支出的{v.share(o, a)}，主要包括{listed(t, OFFICE_GROUPS)}。"
    )


@wording("basic")
def basic_moved(t: Teller) -> str:
    v, a, s, o = t.voice, *(t.of(n, GENERAL) for n in ("基本支出", "人员经费", "公用经费"))
    return (
        f"{t.year}年度一般公共预算财政拨款基本支出{v.amount(a)}。其中：（1）人员经费{v.amount(s)}，{t.against(s, t.last(s, GENERAL))}"
        f"{t.because(s, t.last(s, GENERAL))}。（2）公用经费{v.amount(o)}，{t.against(o, t.last(o, GENERAL))}{t.because(o, t.last(o, GENERAL))}。"
    )


# --- the three public expenses ------------------------------------------------------------------------------


def _quoted(t: Teller) -> str:
    return t.voice.habit("“三公”经费", "“三公”经费", "三公经费")


@wording("three")
def three_completed(t: Teller) -> str:
    v, a = t.voice, t.of("三公经费")
    planned = t.planned(a)
    if not planned:
        return f"{t.year}年度{_quoted(t)}财政拨款支出{v.amount(a)}，{t.against(a, t.last(a))}{t.because(a, t.last(a))}。"
    return (
        f"（一）“三公”经费财政拨款支出决算总体情况说明。\n{t.year}年度{_quoted(t)}财政拨款{t.completed(a, planned)}"
        f"{t.compared(a, planned)}。{_quoted(t)}支出{t.against(a, t.last(a))}{t.because(a, t.last(a))}。"
    )


@wording("three")
def three_shares(t: Teller) -> str:
    v, a = t.voice, t.of("三公经费")
    b, c, r = (t.of(n) for n in ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"))
    if not a:
        return three_completed(t)
    return (
        f"{t.year}年度{_quoted(t)}财政拨款支出决算{v.amount(a)}，其中：因公出国（境）费支出决算{v.amount(b)}，占{v.share(b, a)}；公务用车购置及运行维护费支出决算"
        f"{v.amount(c)}，占{v.share(c, a)}；公务接待费支出决算{v.amount(r)}，占{v.share(r, a)}。"
    )


@wording("three")
def three_among(t: Teller) -> str:
    v, a = t.voice, t.of("三公经费")
    b, c, r = (t.of(n) for n in ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"))
    return (
        f"{t.we}{t.year}年度{_quoted(t)}支出{v.amount(a)}，{t.against(a, t.last(a))}{t.because(a, t.last(a))}。其中：因公出国（境）费"
        f"{v.amount(b)}，{t.against(b, t.last(b))}；公务用车购置及运行维护费{v.amount(c)}，{t.against(c, t.last(c))}；公务接待费"
        f"{v.amount(r)}，{t.against(r, t.last(r))}。"
    )


@wording("three-items")
def three_items_numbered(t: Teller) -> str:
    v = t.voice
    abroad, bought, running, cars, reception = (
        t.of(n)
        for n in (
            "因公出国（境）费",
            "公务用车购置费",
            "公务用车运行维护费",
            "公务用车购置及运行维护费",
            "公务接待费",
        )
    )
    c = t.history.counts
    mark = [v.habit("{}.", "（{}）", "{}、").format(n) for n in (1, 2, 3)]
    return "\n".join(
        [
            f"{mark[0]}因公出国（境）费{_done(t, abroad)}。{_groups(t, abroad)}",
            f"{mark[1]}公务用车购置及运行维护费{_done(t, cars)}。其中：",
            f"公务用车购置费支出{v.amount(bought)}，{_bought(t, bought)}。",
            f"公务用车运行维护费支出{v.amount(running)}，主要用于车辆燃油、维修、保险等。年末公务用车保有量"
            f"{v.count(sum(c.get(k, 0) for k in CARS), '辆')}。",
            f"{mark[2]}公务接待费{_done(t, reception)}。{_guests(t, reception)}",
        ]
    )


def _done(t: Teller, figure: Figure) -> str:
    v, planned = t.voice, t.planned(figure)
    if not planned:
        return v.one(f"支出决算为{v.amount(figure)}", f"支出{v.amount(figure)}，年初未安排预算")
    form = v.habit("完成", "上年", "都")
    done = f"{t.completed(figure, planned)}{t.compared(figure, planned)}"
    if form == "完成":
        return done
    if form == "上年":
        return (
            f"支出{v.amount(figure)}，{t.against(figure, t.last(figure))}{t.because(figure, t.last(figure))}"
        )
    return f"{done}；{t.against(figure, t.last(figure))}"


def _groups(t: Teller, abroad: Figure) -> str:
    v = t.voice
    if not abroad:
        return v.one(
            "全年未安排因公出国（境）团组。",
            f"全年因公出国（境）团组{v.count(0, '个')}、累计{v.count(0, '人次')}。",
        )
    return f"全年安排因公出国（境）团组{v.count(t.counted('团组'), '个')}，累计{v.count(t.counted('出国人次'), '人次')}。"


def _bought(t: Teller, bought: Figure) -> str:
    v = t.voice
    if not bought:
        return v.one("本年度未购置公务用车", f"购置公务用车{v.count(0, '辆')}")
    return f"本年度购置公务用车{v.count(t.counted('购置辆'), '辆')}"


def _guests(t: Teller, reception: Figure) -> str:
    v = t.voice
    if not reception:
        return f"全年国内公务接待{v.count(0, '批次')}，{v.count(0, '人次')}。"
    return f"全年国内公务接待{v.count(t.counted('接待批次'), '批次')}，接待{v.count(t.counted('接待人次'), '人次')}。"


# --- funds --------------------------------------------------------------------------------------------------


@wording("fund")
def fund_told(t: Teller) -> str:
    v = t.voice
    a, i = t.of("本年支出合计", FUND), t.of("本年收入合计", FUND)
    a, i = a.called("政府性基金预算财政拨款支出"), i.called("政府性基金预算财政拨款收入")
    if not a and not i:
        return v.one(
            f"{t.we}{t.year}年度没有政府性基金预算财政拨款收入和支出。",
            f"{t.we}{t.year}年度无政府性基金预算财政拨款收支。",
        )
    then = t.of("本年支出合计", FUND, year=t.year - 1)
    b, p = t.of("基本支出", FUND), t.of("项目支出", FUND)
    return v.one(
        f"{t.year}年度政府性基金预算财政拨款收入{v.amount(i)}，支出{v.amount(a)}，其中：基本支出{v.amount(b)}，项目支出{v.amount(p)}。",
        f"{t.year}年度政府性基金预算财政拨款支出{v.amount(a)}，{t.against(a, then)}{t.because(a, then)}。",
    )


@wording("fund")
def fund_with_balances(t: Teller) -> str:
    v = t.voice
    o, i, a, c = (t.of(n, FUND) for n in ("年初结转和结余", "本年收入合计", "本年支出合计", "年末结转和结余"))
    if not any((o, i, a, c)):
        return fund_told(t)
    return (
        f"{t.year}年度政府性基金预算财政拨款年初结转和结余{v.amount(o)}，本年收入{v.amount(i)}，本年支出{v.amount(a)}，"
        f"年末结转和结余{v.amount(c)}。"
    )


@wording("capital")
def capital_none(t: Teller) -> str:
    return t.voice.one(
        f"{t.we}{t.year}年度没有国有资本经营预算财政拨款支出。",
        f"{t.we}{t.year}年度无国有资本经营预算财政拨款收入和支出。",
    )


# --- other matters ------------------------------------------------------------------------------------------


@wording("agency")
def agency_moved(t: Teller) -> str:
    v, a = t.voice, t.of("机关运行经费", GENERAL)
    then = t.last(a, GENERAL)
    return f"{t.we}{t.year}年度机关运行经费支出{v.amount(a)}，{t.against(a, then)}{t.because(a, then)}。"


@wording("agency")
def agency_planned(t: Teller) -> str:
    _v, a = t.voice, t.of("机关运行经费", GENERAL)
    planned, then = t.planned(a, GENERAL), t.last(a, GENERAL)
    if not planned:
        return agency_moved(t)
    return f"{t.year}年度机关运行经费{t.completed(a, planned)}；{t.against(a, then)}{t.because(a, then)}。"


@wording("procurement")
def procurement_kinds(t: Teller) -> str:
    v, a = t.voice, t.of("政府采购")
    g, w, s = (t.of(n) for n in ("货物采购", "工程采购", "服务采购"))
    small, micro = t.of("中小企业"), t.of("小微企业")
    text = (
        f"{t.year}年度政府采购支出总额{v.amount(a)}，其中：政府采购货物支出{v.amount(g)}、政府采购工程支出{v.amount(w)}、政府采购服务支出"
        f"{v.amount(s)}。"
    )
    if not a or not small:
        return text
    return (
        f"{text}授予中小企业合同金额{v.amount(small)}，占政府采购支出总额的{v.share(small, a)}，其中：授予小微企业合同金额{v.amount(micro)}，"
        f"占{v.habit('授予中小企业合同金额', '政府采购支出总额')}的{v.share(micro, small if v.habit('授予中小企业合同金额', '政府采购支出总额') == '授予中小企业合同金额' else a)}。"
    )


@wording("assets")
def assets_cars(t: Teller) -> str:
    v, c = t.voice, t.history.counts
    kinds = [(k, c[k]) for k in CARS if c.get(k)]
    total = sum(n for _, n in kinds)
    listed = "，其中：" + "、".join(f"{k}{v.count(n, '辆')}" for k, n in kinds) if kinds else ""
    return (
        f"截至{t.year}年12月31日，{t.we}共有车辆{v.count(total, '辆')}{listed}；单价50万元以上通用设备{v.count(c['通用设备'], '台（套）')}，"
        f"单价100万元以上专用设备{v.count(c['专用设备'], '台（套）')}。"
    )


@wording("performance")
def performance_projects(t: Teller) -> str:
    v, p = t.voice, t.of("项目支出", GENERAL)
    n = t.history.counts["项目"]
    if not p:
        return f"{t.we}{t.year}年度没有项目支出，未开展项目绩效自评。"
    return (
        f"根据预算绩效管理要求，{t.we}组织对{t.year}年度一般公共预算项目支出全面开展绩效自评，共涉及项目{v.count(n, '个')}，资金{v.amount(p)}，"
        f"占一般公共预算项目支出总额的{v.share(p, p)}。"
    )
