"""Forms of the sections of final accounts in which several kinds of money stand in one sentence, or nothing is printed of what has moved."""

from __future__ import annotations

from benchmarks.forge.ledger import FISCAL, FUND, GENERAL, OTHER, OWN
from benchmarks.forge.meaning import Figure
from benchmarks.forge.sheet import by_class
from benchmarks.forge.whole.account_words import WORDINGS
from benchmarks.forge.whole.telling import SOURCES, Teller
from checks import catalogue
from checks.catalogue.functional import names_by_code

wording = WORDINGS.of
_EVERY = (GENERAL, FUND, OWN, OTHER)


@wording("totals")
def totals_changed_apart(t: Teller) -> str:
    """What came in in the year and what was spent are compared with last year's, but not printed themselves."""
    v, a = t.voice, t.of("收入支出总计")
    i, s = t.of("本年收入合计"), t.of("本年支出合计")

    def moved(name: str, now: Figure) -> str:
        then = t.last(now)
        if not then or v.alike(now, then):
            return f"{name}{v.amount(now)}"
        way, rate = ("增加", "增长") if now > then else ("减少", "下降")
        return f"{name}较上年{v.amount(then)}{way}{v.change(now, then)}，{rate}{v.growth(now, then)}"

    return (
        f"{t.year}年度收入总计{v.amount(a.called('总收入'))}、支出总计{v.amount(a.called('总支出'))}。"
        f"其中：{moved('本年收入', i)}；{moved('本年支出', s)}。"
    )


@wording("totals")
def totals_from_the_start(t: Teller) -> str:
    """What is left at the end of the year is compared with what there was at its beginning."""
    v, a = t.voice, t.of("收入支出总计")
    o, c = t.of("年初结转和结余"), t.of("年末结转和结余")
    told = f"{t.year}年度收、支总计均为{v.amount(a)}。年末结转和结余{v.amount(c)}"
    if not o or v.alike(o, c):
        return f"{told}。"
    way, rate = ("增加", "增长") if c > o else ("减少", "下降")
    return f"{told}，较年初{v.amount(o)}{way}{v.change(c, o)}，{rate}{v.growth(c, o)}。"


@wording("income")
def income_within(t: Teller) -> str:
    """A total, what of it came in in the year, and what that is divided into."""
    v, a, i, o = t.voice, *(t.of(n) for n in ("收入支出总计", "本年收入合计", "年初结转和结余"))
    parts = [
        ("财政拨款", t.of("财政拨款收入")),
        *((n, t.of(n)) for n in SOURCES if n in {"事业收入", "其他收入"}),
    ]
    told = "；".join(f"{name}{v.amount(f)}，占{v.share(f, i)}" for name, f in parts if f)
    return (
        f"{t.year}年度收入总计{v.amount(a)}，其中：本年收入{v.amount(i)}，年初结转和结余{v.amount(o)}。"
        f"本年收入中，{told}。"
    )


@wording("spending")
def spending_by_class(t: Teller) -> str:
    """类 of all money with their shares of a total that the sentence does not name."""
    v, a = t.voice, t.of("本年支出合计")
    names = catalogue.functional_classes()
    codes = sorted(by_class(t.books().of(*_EVERY)))
    parts = [(names[c].name, t.of(c, *_EVERY)) for c in codes if t.of(c, *_EVERY)]
    return "按支出功能分类，" + "；".join(f"{n}{v.amount(f)}，占{v.share(f, a)}" for n, f in parts) + "。"


@wording("spending")
def spending_by_money(t: Teller) -> str:
    """Appropriations and other money, and what each went to."""
    v, a, s = t.voice, t.of("本年支出合计"), t.of("本年支出合计", *FISCAL).called("财政拨款支出")
    o = t.of("本年支出合计", OWN, OTHER).called("其他资金支出")
    p, q = t.of("项目支出", *FISCAL), t.of("项目支出", OWN, OTHER)
    told = f"{t.year}年度本年支出合计{v.amount(a)}。按资金来源分：财政拨款支出{v.amount(s)}，占{v.share(s, a)}；其他资金支出{v.amount(o)}，占{v.share(o, a)}"
    return f"{told}。项目支出中，财政拨款安排{v.amount(p)}，其他资金安排{v.amount(q)}。" if q else f"{told}。"


@wording("fiscal")
def fiscal_each_with_its_balance(t: Teller) -> str:
    """What was carried over of each fund stands behind what came in of it."""
    v, a = t.voice, t.of("收入支出总计", *FISCAL).called("财政拨款收入支出总计")
    g, f = t.of("一般公共预算财政拨款收入"), t.of("政府性基金预算财政拨款收入")
    go, fo = t.of("年初结转和结余", GENERAL), t.of("年初结转和结余", FUND)
    fund = f"；政府性基金预算财政拨款收入{v.amount(f)}、上年结转{v.amount(fo)}" if f or fo else ""
    return f"{t.year}年度财政拨款收、支总计{v.amount(a)}。收入包括：一般公共预算财政拨款收入{v.amount(g)}、上年结转{v.amount(go)}{fund}。"


@wording("fund")
def fund_by_kind(t: Teller) -> str:
    """款 of a fund's expenditure by what its money is of, which is not all that was spent."""
    v = t.voice
    o, i, a, c = (t.of(n, FUND) for n in ("年初结转和结余", "本年收入合计", "本年支出合计", "年末结转和结余"))
    kinds = sorted({e.code[:5] for e in t.books().of(FUND) if e.spent})
    if not a or len(kinds) < 2:
        return WORDINGS["fund"][0](t)
    names = names_by_code()
    parts = "、".join(f"{names[k][0]}{v.amount(t.of(k, FUND))}" for k in kinds)
    return (
        f"政府性基金收入{v.amount(i)}，上年结转{v.amount(o)}，支出{v.amount(a)}，其中{parts}，"
        f"年末结转{v.amount(c)}结转下年继续使用。"
    )
