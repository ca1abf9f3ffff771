"""A department's year in exact figures, from which a document is written: right by construction.

Amounts are integers of 分 (0.01 yuan). What is printed is rounded on its own, as accountants do, so that rounding traps
arise by themselves.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

UNITS = {"万元": 1_000_000, "元": 100}


@dataclass(frozen=True, slots=True)
class Print:
    """How amounts and rates are printed: unit, decimals, thousands separators."""

    unit: str = "万元"
    decimals: int = 2
    commas: bool = False
    percent: int = 2

    def amount(self, fen: int) -> str:
        """An amount with its unit."""
        return self.number(fen) + self.unit

    def number(self, fen: int) -> str:
        """An amount without its unit."""
        step = Decimal(1).scaleb(-self.decimals)
        value = (Decimal(fen) / UNITS[self.unit]).quantize(step, ROUND_HALF_UP)
        return f"{value:,}" if self.commas else f"{value}"

    def rate(self, part: int, whole: int) -> str:
        """A percentage without its sign."""
        step = Decimal(1).scaleb(-self.percent)
        return f"{abs((Decimal(part) * 100 / Decimal(whole)).quantize(step, ROUND_HALF_UP))}%"


@dataclass(frozen=True, slots=True)
class Item:
    """One figure of three kinds: this year's budget, what was spent, what was spent the year before."""

    budget: int
    actual: int
    last: int

    def __add__(self, other: Item) -> Item:
        return Item(self.budget + other.budget, self.actual + other.actual, self.last + other.last)


@dataclass(frozen=True, slots=True)
class Year:
    """A department's year: its three public expenses, its income and expenditure, procurement and staff."""

    name: str
    year: int
    abroad: Item
    bought: Item
    running: Item
    reception: Item
    staff: Item
    public: Item
    projects: Item
    general: Item
    fund: Item
    business: Item
    other: Item
    goods: int
    works: int
    services: int
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def vehicles(self) -> Item:
        """公务用车购置及运行维护费."""
        return self.bought + self.running

    @property
    def three(self) -> Item:
        """三公经费."""
        return self.abroad + self.vehicles + self.reception

    @property
    def basic(self) -> Item:
        """基本支出."""
        return self.staff + self.public

    @property
    def spent(self) -> Item:
        """本年支出合计."""
        return self.basic + self.projects

    @property
    def income(self) -> Item:
        """本年收入合计."""
        return self.general + self.fund + self.business + self.other

    @property
    def opening(self) -> Item:
        """年初结转和结余: so much that nothing is left at the year's end."""
        s, i = self.spent, self.income
        return Item(s.budget - i.budget, s.actual - i.actual, s.last - i.last)


_PLACES = ["清源县", "望山市", "临溪区", "玉屏县", "安陵市", "东川区", "平江县", "长岭市"]
_BODIES = [
    "农业农村局",
    "财政局",
    "人民法院",
    "第二中学",
    "中医医院",
    "卫生健康局",
    "林业局",
    "城关镇人民政府",
    "图书馆",
    "审计局",
]


def year_of(seed: int) -> Year:
    """The year that a seed stands for."""
    dice = random.Random(seed)

    def item(low: int, high: int, zero: float = 0.0) -> Item:
        if dice.random() < zero:
            return Item(0, 0, 0)
        base = dice.randint(low, high)
        spread = lambda: base * dice.randint(70, 135) // 100 + dice.randint(1, 9999)  # noqa: E731
        return Item(spread(), spread(), spread())

    staff, public, projects = item(10**7, 9 * 10**8), item(10**6, 10**8), item(10**6, 9 * 10**8)
    spent = staff + public + projects
    parts = []
    for share in (60, 3, 5):
        parts.append(
            Item(
                *(
                    v * dice.randint(share - 2, share + 2) // 100
                    for v in (spent.budget, spent.actual, spent.last)
                )
            )
        )
    other = Item(*(v * dice.randint(1, 3) // 100 for v in (spent.budget, spent.actual, spent.last)))
    name, year, abroad = (
        dice.choice(_PLACES) + dice.choice(_BODIES),
        dice.randint(2014, 2025),
        item(10**6, 10**7, zero=0.6),
    )
    return Year(
        name=name,
        year=year,
        abroad=abroad,
        bought=item(10**7, 5 * 10**7, zero=0.6),
        running=item(10**6, 5 * 10**7),
        reception=item(10**5, 2 * 10**7),
        staff=staff,
        public=public,
        projects=projects,
        general=parts[0],
        fund=parts[1],
        business=parts[2],
        other=other,
        goods=dice.randint(10**6, 10**8),
        works=dice.randint(10**6, 10**8),
        services=dice.randint(10**6, 10**8),
        counts={
            "groups": dice.randint(1, 6) if abroad.actual else 0,
            "persons": dice.randint(6, 30) if abroad.actual else 0,
            "cars": dice.randint(1, 40),
            "batches": dice.randint(5, 400),
            "guests": dice.randint(401, 6000),
        },
    )
