"""A department's books over several years: budgets, accounts and self-evaluations of those years are extracts of them.

Amounts are integers of 分. Final accounts can be made of ``year`` and of the year before, budgets of these and of the next.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.forge.ledger import FUND, GENERAL, OTHER, OWN, Books, Entry, split
from checks import catalogue
from checks.catalogue.functional import names_by_code

ACTUAL, PLANNED = "actual", "planned"
BACK, AHEAD = 2, 1
"""How many years before and after the latest accounts the books are kept."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What an item took: staff, office, projects."""

    staff: int = 0
    office: int = 0
    project: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.staff + self.office + self.project


@dataclass(frozen=True, slots=True)
class Account:
    """An item (项) over the years: what was planned, what was spent, what was left at each year's end."""

    code: str
    fund: str
    planned: dict[int, Spent]
    actual: dict[int, Spent]
    left: dict[int, int]


Stage = tuple[int, str]
"""A year, and whether what was planned or what was spent."""


@dataclass(frozen=True, slots=True)
class History:
    """A department (or unit) with its books; a department's are the sums of its units'."""

    name: str
    level: str
    year: int
    accounts: tuple[Account, ...]
    economic: dict[Stage, dict[str, int]]
    expenses: dict[Stage, dict[str, int]]
    purchases: dict[Stage, dict[str, int]]
    counts: dict[str, int]
    units: tuple[History, ...] = ()

    def books(self, year: int, stage: str) -> Books:
        """The books of one year, as planned or as spent."""
        names = names_by_code()
        entries = []
        for each in self.accounts:
            spent = (each.actual if stage == ACTUAL else each.planned)[year]
            brought = each.left[year - 1]
            left = each.left[year] if stage == ACTUAL else 0
            if spent.total or brought or left:
                parts = (spent.staff, spent.office, spent.project)
                entries.append(Entry(each.code, names[each.code][0], each.fund, *parts, brought, left))
        planned, spent_on = self.expenses[year, PLANNED], self.expenses[year, stage]
        expenses = {name: (planned[name], spent_on[name]) for name in planned}
        return Books(self.name, year, tuple(entries), self.economic[year, stage], expenses)


@dataclass(frozen=True, slots=True)
class _Size:
    """How large a department is, and what it has."""

    items: int
    funds: bool
    own: bool
    other: bool
    carries: bool
    whole_yuan: bool


def department(seed: int) -> History:
    """The department of a seed: of one unit or of several."""
    dice = random.Random(f"department {seed}")
    place, body, duty = dice.choice(_PLACES), *dice.choice(_BODIES)
    name = place + body
    year = dice.randint(2021, 2024)
    size = _Size(
        dice.choice([3, 4, 5, 6, 7, 9, 12]),
        funds=dice.random() < 0.35,
        own=dice.random() < 0.4,
        other=dice.random() < 0.3,
        carries=dice.random() < 0.5,
        whole_yuan=dice.random() < 0.3,
    )
    own = _unit(name + "（本级）", year, size, duty, dice)
    if dice.random() < 0.6:
        return _renamed(own, name, dice.choice(["部门", "部门", "单位"]))
    subordinate = dice.sample(_SUBORDINATE, dice.randint(1, 3))
    others = [_unit(place + each, year, size, duty, dice) for each in subordinate]
    return _sum(name, (own, *others))


def _renamed(history: History, name: str, level: str) -> History:
    return History(
        name,
        level,
        history.year,
        history.accounts,
        history.economic,
        history.expenses,
        history.purchases,
        history.counts,
    )


def _sum(name: str, units: tuple[History, ...]) -> History:
    accounts: dict[tuple[str, str], Account] = {}
    for unit in units:
        for each in unit.accounts:
            known = accounts.get((each.code, each.fund))
            accounts[each.code, each.fund] = each if known is None else _added(known, each)
    return History(
        name,
        "部门",
        units[0].year,
        tuple(sorted(accounts.values(), key=lambda a: (a.code, a.fund))),
        _sums(u.economic for u in units),
        _sums(u.expenses for u in units),
        _sums(u.purchases for u in units),
        {name: sum(u.counts[name] for u in units) for name in units[0].counts},
        units,
    )


def _added(one: Account, other: Account) -> Account:
    def spent(a: dict[int, Spent], b: dict[int, Spent]) -> dict[int, Spent]:
        return {
            y: Spent(a[y].staff + b[y].staff, a[y].office + b[y].office, a[y].project + b[y].project)
            for y in a
        }

    left = {y: one.left[y] + other.left[y] for y in one.left}
    return Account(
        one.code, one.fund, spent(one.planned, other.planned), spent(one.actual, other.actual), left
    )


def _sums(each: Iterable[dict[Stage, dict[str, int]]]) -> dict[Stage, dict[str, int]]:
    total: dict[Stage, dict[str, int]] = {}
    for one in each:
        for stage, amounts in one.items():
            into = total.setdefault(stage, {})
            for name, amount in amounts.items():
                into[name] = into.get(name, 0) + amount
    return total


def _unit(name: str, year: int, size: _Size, duty: tuple[str, ...], dice: random.Random) -> History:
    years = range(year - BACK, year + AHEAD + 1)
    codes = _codes(size.items, duty, dice)
    accounts = [_account(code, GENERAL, years, size, dice) for code in codes]
    if size.funds:
        accounts.append(_account(dice.choice(_FUND_CODES), FUND, years, size, dice))
    if size.own:
        accounts.append(_account(codes[0], OWN, years, size, dice))
    if size.other:
        accounts.append(_account(codes[0], OTHER, years, size, dice))
    accounts.sort(key=lambda a: (a.code, a.fund))
    economic, expenses, purchases = {}, {}, {}
    unfamiliar = dice.random() < 0.5, dice.random() < 0.65, dice.random() < 0.12
    for each_year in years:
        general = {
            stage: [
                (a.planned if stage == PLANNED else a.actual)[each_year]
                for a in accounts
                if a.fund == GENERAL
            ]
            for stage in (PLANNED, ACTUAL)
        }
        limit = sum(s.office for s in general[ACTUAL]) // 8 + sum(s.project for s in general[ACTUAL]) // 40
        three = _three_public(limit, unfamiliar, size, dice)
        for stage, rows in general.items():
            at = (each_year, stage)
            expenses[at] = three[stage]
            staff, office = sum(s.staff for s in rows), sum(s.office for s in rows)
            economic[at] = {
                **split(dice, staff, _STAFF[: dice.randint(5, len(_STAFF))]),
                **_office(office, three[stage], dice),
            }
            total = sum(s.total for s in rows) // dice.randint(4, 12)
            purchases[at] = split(dice, total, []) if not total else _purchases(total, dice)
    return History(name, "单位", year, tuple(accounts), economic, expenses, purchases, _counts(dice))


def _codes(count: int, duty: tuple[str, ...], dice: random.Random) -> list[str]:
    """The items of a unit, what it is there for first."""
    names = names_by_code()
    known = [c for c in duty if c in names and c[:5] in names]
    common = [c for c in _COMMON if c in names and c[:5] in names]
    own = known[: max(1, count // 2)]
    return [*own, *dice.sample(common, min(len(common), max(1, count - len(own))))]


def _account(code: str, fund: str, years: range, size: _Size, dice: random.Random) -> Account:
    """An item: wages and rooms are planned as they come, projects change."""
    heavy = fund not in (FUND,) and (code in _COMMON or code.endswith(("01", "50")) or dice.random() < 0.3)
    base = Spent(
        staff=_amount(dice) if heavy else 0,
        office=_amount(dice) // 9 if heavy and code not in _COMMON else 0,
        project=_amount(dice) if not heavy or (code not in _COMMON and dice.random() < 0.5) else 0,
    )
    late = not heavy and dice.random() < 0.08
    """Whether the item was only added in the latest year, without a budget."""
    planned, actual, left = {}, {}, {years[0] - 1: 0}
    carries = size.carries and not late and fund != OTHER and dice.random() < 0.5
    latest = years[-1] - AHEAD
    for year in years:
        plan = Spent(*(_moved(v, 70, 135, dice, size) for v in (base.staff, base.office, base.project)))
        same = dice.random() < 0.25
        done = (
            plan
            if same
            else Spent(*(_moved(v, 85, 120, dice, size) for v in (plan.staff, plan.office, plan.project)))
        )
        if late:
            plan = Spent()
            done = done if year >= latest else Spent()
        planned[year], actual[year] = plan, done
        left[year] = min(plan.total, done.total) * dice.randint(1, 12) // 100 if carries else 0
    return Account(code, fund, planned, actual, left)


def _moved(amount: int, low: int, high: int, dice: random.Random, size: _Size) -> int:
    if not amount:
        return 0
    moved = amount * dice.randint(low, high) // 100 + dice.randint(0, 99)
    return max(10_000, moved // 10_000 * 10_000) if size.whole_yuan else moved


_LEAST = 50_000
"""Nobody spends less on one of the three public expenses."""


def _three_public(
    limit: int, without: tuple[bool, bool, bool], size: _Size, dice: random.Random
) -> dict[str, dict[str, int]]:
    """The three public expenses, planned and spent: never more than planned; ``without`` abroad, bought, reception."""
    shares = {"出国": 20, "购置": 40, "运行": 30, "接待": 10}
    absent = {
        name
        for name, gone in zip(("出国", "购置", "接待"), without, strict=True)
        if gone or (name == "购置" and dice.random() < 0.5)
    }
    spent, planned = {}, {}
    for name, share in shares.items():
        amount = 0 if name in absent else _moved(max(0, limit) * share // 100, 60, 120, dice, size)
        amount = amount if amount >= _LEAST else 0
        spent[name] = amount
        planned[name] = amount if dice.random() < 0.3 else amount + _moved(amount, 1, 40, dice, size)
    return {PLANNED: planned, ACTUAL: spent}


def _office(office: int, three: dict[str, int], dice: random.Random) -> dict[str, int]:
    """The economic items of the office: of the three public expenses a part that is no more than the whole of them."""
    running, reception = (
        three["运行"] * dice.choice([0, 5, 10]) // 10,
        three["接待"] * dice.choice([5, 10]) // 10,
    )
    if running + reception > office // 2:
        running = reception = 0
    named = {code: v for code, v in (("30217", reception), ("30231", running)) if v}
    bought = office // 20 if dice.random() < 0.4 else 0
    rest = office - running - reception - bought
    codes = dice.sample(_OFFICE, dice.randint(6, len(_OFFICE)))
    return {**split(dice, rest, sorted(codes)), **named, **({"31002": bought} if bought else {})}


def _purchases(total: int, dice: random.Random) -> dict[str, int]:
    goods, works = total * dice.randint(20, 50) // 100, total * dice.choice([0, 20, 30]) // 100
    small = total * dice.randint(50, 95) // 100
    return {
        "货物": goods,
        "工程": works,
        "服务": total - goods - works,
        "中小": small,
        "小微": small * dice.randint(20, 90) // 100,
    }


def _counts(dice: random.Random) -> dict[str, int]:
    cars = {
        kind: dice.choice([0, 0, 1, 2, 3])
        for kind in ("机要通信用车", "应急保障用车", "执法执勤用车", "其他用车")
    }
    return {
        **cars,
        "团组": dice.randint(1, 3),
        "出国人次": dice.randint(3, 12),
        "购置辆": dice.randint(1, 3),
        "接待批次": dice.randint(5, 90),
        "接待人次": dice.randint(91, 900),
        "项目": dice.randint(1, 12),
        "通用设备": dice.randint(0, 4),
        "专用设备": dice.randint(0, 3),
        "编制": dice.randint(20, 60),
        "在职": dice.randint(10, 20),
        "退休": dice.randint(1, 30),
    }


def _amount(dice: random.Random) -> int:
    return dice.randint(10**6, 10 ** dice.randint(7, 9))


_PLACES = ["清源县", "望山市", "临溪区", "玉屏县", "安陵市", "东川区", "江阳县", "云岭市", "北河区"]
_BODIES: list[tuple[str, tuple[str, ...]]] = [
    ("农业农村局", ("2130101", "2130104", "2130122", "2130109", "2130108", "2130135")),
    ("财政局", ("2010601", "2010605", "2010607", "2010608", "2010650")),
    ("人民法院", ("2040501", "2040504", "2040505", "2040506")),
    ("卫生健康局", ("2100101", "2100408", "2100302", "2100717", "2100409")),
    ("林业局", ("2130201", "2130205", "2130207", "2130211", "2130234")),
    ("审计局", ("2010801", "2010804", "2010806", "2010850")),
    ("水务局", ("2130301", "2130305", "2130306", "2130314", "2130316")),
    ("教育局", ("2050201", "2050202", "2050203", "2050204", "2050302")),
    ("第一中学", ("2050204", "2050203")),
    ("中医医院", ("2100202", "2100408")),
    ("民政局", ("2080201", "2081001", "2081002", "2081901", "2081902")),
    ("文化和旅游局", ("2070101", "2070104", "2070108", "2070109", "2070112")),
    ("应急管理局", ("2240101", "2240106", "2240108", "2240109")),
    ("退役军人事务局", ("2082801", "2080801", "2080805", "2080901", "2082804")),
]
_SUBORDINATE = ["服务中心", "综合行政执法大队", "信息中心", "技术推广中心", "培训学校", "监测站"]
_COMMON = [
    "2080505", "2080506", "2080501", "2080502", "2101101", "2101102", "2101103", "2210201", "2210202", "2210203",
]  # fmt: skip
_FUND_CODES = ["2120801", "2120803", "2120804", "2296002", "2296006"]
_STAFF = [
    "30101",
    "30102",
    "30103",
    "30107",
    "30108",
    "30109",
    "30110",
    "30112",
    "30113",
    "30199",
    "30302",
    "30305",
]
_OFFICE = [
    c for c in ("30201", "30202", "30205", "30206", "30207", "30209", "30211", "30213", "30215", "30216", "30226",
    "30228", "30229", "30239", "30299") if c in catalogue.economic_codes()
]  # fmt: skip
