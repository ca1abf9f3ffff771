"""Relations that the wording of the narratives makes certain: the balance of a year, and who won procurement.

"本年收入合计 …，年初结转和结余 …，本年支出合计 …，年末结转和结余 …" in one sentence must balance. In
the procurement paragraph, what small firms won of the reserved and of the other projects cannot be more
than was procured.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from checks.numbers.amount import Kind
from checks.numbers.claims import SIDES, Claim, ClaimKind, Concept, Measure, of_one_body, of_one_fund
from checks.numbers.facts import Fact
from checks.relations.relation import Relation, Sense, Sum, Terms
from checks.rules.prose.readings import holds
from checks.rules.prose.scope import fund_of
from checks.rules.prose.sums.slips import fits_but_for_a_digit, meant_as_sum
from checks.rules.prose.tables import TableLookup

_LEFT = "结余"
_INCOME, _OPENING = "本年收入合计", "年初结转和结余"
_SPENT, _CLOSING = "本年支出合计", "年末结转和结余"
_SIDES_OF_A_BALANCE = 4
_BESIDES = {"使用非财政拨款结余": -1, "结余分配": 1}
"""What a sentence may add to the income of a year or take off what is left of it."""

_OWN_INCOME = frozenset({"事业收入", "经营收入", "事业单位经营收入"})
_EARNED = re.compile(r"收入(?:合计|总计|总额)?(?:完成|实现)?[为是共计]*\Z")
_SPENT_ALONE = re.compile(r"支出(?:合计|总计|总额)?(?:完成)?[为是共计]*\Z")
_DEFICIT = r"(?:赤字|缺口|超支|亏损)"
LEFT_OVER = re.compile(
    rf"(?:(?:当年|本年|当期|收支|年度)(?:收支)?(?:结余|盈余|节余|结存)|相抵后?，?(?:年终|当年|本年)?(?:结转)?(?:净?结余|结转|{_DEFICIT})|{_DEFICIT})"
    r"(?:资金|金额|下年(?:支出)?)?[为是共计]*\Z"
)
"""What is left of income after expenditure, or lacks: 当年结余, 收支总量相抵，赤字 …"""

_SETTLES = re.compile(r"相抵")
"""A sentence of its own paragraph that settles the accounts above it: 上述收支相抵，年终结余 …"""

_LACKS = re.compile(rf"{_DEFICIT}[^，]*\Z")
_SIDES = {"总收入": "总支出", "本年收入合计": "本年支出合计"}
"""What is left of these is theirs wherever the paragraph gives all three, or the one before gives the income."""

_ASSETS = re.compile(r"(?:总资产|(?<!净)资产(?:总额|总计|合计|总值))[为是共计]*\Z")
_DEBTS = re.compile(r"(?:总负债|负债(?:总额|总计|合计)?)[为是共计]*\Z")
_NET_ASSETS = re.compile(r"净资产(?:总额|总计|合计)?[为是共计]*\Z")

_SOURCES = 3
"""Two of them and what was spent: fewer are no account."""

_NEAR = 12
"""So many numbers further back nothing is said that could still be left over."""

_PROCURED = re.compile(r"政府采购(?:支出)?(?:金额|总额|预算)")
_FOR_SMALL = re.compile(r"面向中小企业预留.*(?:金额|预算)")
_FOR_MICRO = re.compile(r"(?:面向小微企业预留|预留给小(?:型和)?微型?企业).*(?:金额|预算)")
_PROJECTS = Concept("项目支出")
_COVERED = re.compile(r"(?:涉及|覆盖)[^，]*(?:资金|金额|预算|拨款)(?:总额)?[为是共计]*\Z")
_TARGETED = re.compile(r"绩效目标[^。]*项目|项目[^。]*绩效目标")
_OVERALL = re.compile(r"整体(?:支出)?绩效")
_OTHER_WON = re.compile(r"其他政府采购项目中.*(?:中标|成交)")
_SMALL_WON = re.compile(r"中小企业预留.*项目中.*(?:中标|成交)")


def balance_relations(claims: Sequence[Claim], facts: Sequence[Fact], lookup: TableLookup) -> list[Relation]:
    """The balances and bounds that hold by what the sentences name."""
    money = [
        c
        for c in claims
        if c.kind is ClaimKind.LEVEL and not c.approximate and facts[c.fact].printed.kind is Kind.MONEY
    ]
    then = {claim.earlier for claim in claims}
    now = [c for c in money if c.fact not in then]
    owned = [*_assets(now), *_procurement(money), *_targets(money, facts, lookup)]
    return [*_years(money, facts), *_surplus(now, facts), *owned]


def _assets(claims: Sequence[Claim]) -> list[Relation]:
    """资产总额 9 万元 …，负债总额 2 万元，净资产 7 万元: what a paragraph says is owned, owed and left."""
    paragraphs: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        paragraphs[claim.paragraph].append(claim)
    said = [
        [[c.fact for c in each if words.search(c.phrase)] for words in (_ASSETS, _DEBTS, _NET_ASSETS)]
        for each in paragraphs.values()
    ]
    return [
        Sum("prose.addition", ((assets[0], 1), (debts[0], -1), (net[0], -1)))
        for assets, debts, net in said
        if len(assets) == len(debts) == len(net) == 1
    ]


def _targets(claims: Sequence[Claim], facts: Sequence[Fact], lookup: TableLookup) -> list[Relation]:
    """What projects with targets take is at most what all projects take: budgets, not actuals, are set against targets."""
    projects = lookup.find(_PROJECTS, Measure.BUDGET, None) or _planned_projects(claims, facts)
    said = [
        c
        for c in claims
        if _COVERED.search(c.phrase)
        and _TARGETED.search(facts[c.fact].quote)
        and not _OVERALL.search(facts[c.fact].quote)
    ]
    return [
        Sum("prose.targets-within-projects", ((claim.fact, 1), (projects[0], -1)), Sense.AT_MOST)
        for claim in said
        if len(projects) == 1
    ]


def _planned_projects(claims: Sequence[Claim], facts: Sequence[Fact]) -> tuple[int, ...]:
    """The project expenditure that the text plans, a fact for each amount that it gives."""
    budgets = {claim.fact for claim in claims if claim.measure.is_budget}
    said = (c for c in claims if c.concept == _PROJECTS and not budgets.isdisjoint({c.fact, c.total}))
    return tuple({facts[c.fact].printed.value: c.fact for c in said}.values())


def _years(claims: Sequence[Claim], facts: Sequence[Fact]) -> list[Relation]:
    """What is left at a year's end; one that earns money itself may first have distributed some of it, untold."""
    earns = any(claim.concept.name in _OWN_INCOME for claim in claims)
    sentences: dict[int, dict[str, int]] = defaultdict(dict)
    for claim in claims:
        sentences[claim.sentence].setdefault(claim.concept.name, claim.fact)
    balances = [
        Sum(
            "prose.year-balance",
            (
                *((said[_CLOSING], 1), (said[_INCOME], -1), (said[_OPENING], -1), (said[_SPENT], 1)),
                *((said[name], sign) for name, sign in _BESIDES.items() if name in said),
            ),
        )
        for said in sentences.values()
        if {_INCOME, _OPENING, _SPENT, _CLOSING} <= said.keys()
    ]
    sure = [b for b in balances if not earns or fits_but_for_a_digit(b.terms, facts)]
    return [*sure, *(b for b in _of_one_fund(claims) if b not in balances)]


def _of_one_fund(claims: Sequence[Claim]) -> Iterator[Sum]:
    """A sentence that gives of one fund what was there, came in, was spent and is left, in whatever order, and nothing else."""
    sentences: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.total is None and not claim.in_reason:
            sentences[claim.sentence].append(claim)
    for said in sentences.values():
        sides = {_side_of_a_balance(claim): claim for claim in said}
        whole = len(said) == len(sides) == _SIDES_OF_A_BALANCE and "" not in sides
        funds = {fund for claim in said if (fund := fund_of(claim))}
        if whole and len(funds) == 1 and len({claim.period for claim in said} - {None}) <= 1:
            signs = ((_CLOSING, 1), (_INCOME, -1), (_OPENING, -1), (_SPENT, 1))
            yield Sum("prose.year-balance", tuple((sides[side].fact, sign) for side, sign in signs))


def _side_of_a_balance(claim: Claim) -> str:
    """Which of the four numbers of a fund's year a level is; empty where it is none."""
    name = claim.concept.name
    if name in {_OPENING, _CLOSING, _INCOME, _SPENT}:
        return name
    short = name in SIDES or fund_of(claim) is not None
    ends = {"收入": _INCOME, "支出": _SPENT}.get(name[-2:], "")
    return ends if short and ("拨款" in name or name in SIDES) else ""


def _surplus(claims: Sequence[Claim], facts: Sequence[Fact]) -> list[Relation]:
    """收入 71.6 亿元，支出 54.7 亿元，当年结余 16.9 亿元: what is left of the two numbers just before, or of both totals."""
    relations: list[Relation] = []
    for index, left in enumerate(claims):
        before = claims[max(0, index - _NEAR) : index]
        if left.concept.name == _LEFT and (pair := _totals_before(left, before)) is not None:
            terms: Terms = ((pair[0].fact, 1), (pair[1].fact, -1), (left.fact, -1))
            relations += [Sum("prose.year-surplus", terms)] if meant_as_sum(terms, facts) else []
            continue
        if not LEFT_OVER.search(left.phrase):
            continue
        pair = _just_before(left, before) or _totals_before(left, before)
        if pair is None and (near := _sides_before(left, before)) is not None:
            terms = ((near[0].fact, 1), (near[1].fact, -1), (left.fact, -1))
            surplus = Sum("prose.year-surplus", terms)
            relations += [surplus] if holds(surplus, facts) or meant_as_sum(terms, facts) else []
            continue
        if pair is not None:
            sign = -1 if _LACKS.search(left.phrase) else 1
            income, spent = pair
            relations.append(
                Sum("prose.year-surplus", ((left.fact, sign), (income.fact, -1), (spent.fact, 1)))
            )
            continue
        settled = Sum("prose.year-surplus", _sources_above(left, before))
        if settled.terms and (holds(settled, facts) or meant_as_sum(settled.terms, facts)):
            relations.append(settled)
    return relations


def _sources_above(left: Claim, before: Sequence[Claim]) -> Terms:
    """What came in and the one expenditure that the paragraph above ends in: 收入 9 万元，上年结余 1 万元，支出 8 万元。/ 收支相抵，结余 …"""
    above = [c for c in before if c.paragraph == left.paragraph - 1 and of_one_body(c, left)]
    spent = [c for c in above if _SPENT_ALONE.search(c.phrase)]
    if len(above) < _SOURCES or spent != above[-1:] or any(c.total is not None for c in above):
        return ()
    return ((left.fact, 1), (spent[0].fact, 1), *((c.fact, -1) for c in above[:-1]))


def _just_before(left: Claim, before: Sequence[Claim]) -> tuple[Claim, Claim] | None:
    """The income and the expenditure that a clause each gives right before."""
    if len(before) < 2:
        return None
    income, spent = before[-2:]
    beside = (
        income.sentence == left.sentence
        and _EARNED.search(income.phrase)
        and _SPENT_ALONE.search(spent.phrase)
        and spent.lead.startswith("，")
        and left.lead.startswith("，")
    )
    return (income, spent) if beside else None


def _sides_before(left: Claim, before: Sequence[Claim]) -> tuple[Claim, Claim] | None:
    """The expenditure said last in the paragraph and the income before it, each perhaps with parts: 收入 9 万元，其中 …。支出 8 万元。"""
    here = [c for c in before if c.paragraph == left.paragraph and c.total is None]
    spent = next((n for n in range(len(here) - 1, 0, -1) if _SPENT_ALONE.search(here[n].phrase)), None)
    income = [c for c in here[:spent] if _EARNED.search(c.phrase)] if spent is not None else []
    return (income[-1], here[spent]) if income and spent is not None else None


def _totals_before(left: Claim, before: Sequence[Claim]) -> tuple[Claim, Claim] | None:
    """The totals of one body that come before what is left of them: the expenditure in its paragraph, the income there or right above."""
    spent: Claim | None = None
    settles = int(_SETTLES.search(left.phrase) is not None)
    for claim in reversed(before):
        reach = left.paragraph - settles - (spent is not None)
        if claim.paragraph < reach or not (of_one_body(claim, left) if settles else claim.body == left.body):
            return None
        if claim.concept.name in _SIDES.values():
            spent = spent or claim
        elif spent is not None and _SIDES.get(claim.concept.name) == spent.concept.name:
            return (claim, spent) if of_one_fund(claim, spent) else None
    return None


def _procurement(claims: Sequence[Claim]) -> list[Relation]:
    relations: list[Relation] = []
    sections: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        sections[claim.headings].append(claim)
    for said in sections.values():
        total = _only(said, _PROCURED, without=("预留", "中标", "成交", "中小企业", "小微"))
        small, micro = (
            _only(said, _FOR_SMALL, without=("小微", "中标", "成交")),
            _only(said, _FOR_MICRO, without=("中标", "成交")),
        )
        won, other = _only(said, _SMALL_WON, without=("其他",)), _only(said, _OTHER_WON)
        if small is not None and micro is not None:
            relations.append(Sum("prose.procurement-reserved", ((micro, 1), (small, -1)), Sense.AT_MOST))
        if total is not None and won is not None and other is not None:
            terms = ((other, 1), (won, 1), (total, -1))
            relations.append(Sum("prose.procurement-won", terms, Sense.AT_MOST))
    return relations


def _only(claims: Sequence[Claim], pattern: re.Pattern[str], without: Sequence[str] = ()) -> int | None:
    """The one claim whose words fit; None where several do."""
    found = [
        c.fact for c in claims if pattern.search(c.phrase) and not any(word in c.phrase for word in without)
    ]
    return found[0] if len(found) == 1 else None
