"""A department's books of one year, by code: what every table of its final accounts is an extract of.

Amounts are integers of 分. A line is an item of the functional classification with what was spent on staff, on running
the office and on projects, by fund; every table sums these exact amounts and rounds each printed figure on its own.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from checks import catalogue
from checks.catalogue.functional import names_by_code

GENERAL, FUND, OWN, OTHER = "一般公共预算", "政府性基金预算", "事业收入", "其他收入"
FISCAL = (GENERAL, FUND)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item (项): its code and name, what was spent (staff, office, projects), paid by which fund or income.

    ``brought`` is what was left of it the year before, ``left`` what is left at the end of this one.
    """

    code: str
    name: str
    fund: str
    staff: int
    office: int
    project: int
    brought: int = 0
    left: int = 0

    @property
    def income(self) -> int:
        """收入: what came in this year."""
        return self.spent + self.left - self.brought

    @property
    def basic(self) -> int:
        """基本支出."""
        return self.staff + self.office

    @property
    def spent(self) -> int:
        """支出."""
        return self.basic + self.project


@dataclass(frozen=True, slots=True)
class Books:
    """The year of a department: its entries, the economic items of its basic expenditure, its three public expenses."""

    name: str
    year: int
    entries: tuple[Entry, ...]
    economic: dict[str, int] = field(default_factory=dict)
    expenses: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The three public expenses: budget and actual by name."""

    def of(self, *funds: str) -> tuple[Entry, ...]:
        """The entries paid by some funds."""
        return tuple(e for e in self.entries if e.fund in funds)

    @property
    def income(self) -> int:
        """本年收入合计."""
        return sum(e.income for e in self.entries)

    @property
    def opening(self) -> int:
        """年初结转和结余."""
        return sum(e.brought for e in self.entries)

    @property
    def closing(self) -> int:
        """年末结转和结余."""
        return sum(e.left for e in self.entries)


_PLACES = ["清源县", "望山市", "临溪区", "玉屏县", "安陵市", "东川区"]
_BODIES = ["农业农村局", "财政局", "人民法院", "卫生健康局", "林业局", "审计局", "水务局"]
_ITEMS = [
    "2010301", "2010601", "2013201", "2080505", "2080506", "2101101", "2101103", "2130101", "2130301",
    "2210201", "2210202", "2050202", "2130199", "2010699",
]  # fmt: skip
_FUNDS = ["2120803", "2120804", "2290402"]


def books_of(seed: int) -> Books:
    """The books that a seed stands for."""
    dice = random.Random(f"books {seed}")
    names = names_by_code()
    known = [code for code in _ITEMS if code in names and code[:5] in names]
    entries = []
    for code in sorted(dice.sample(known, min(len(known), dice.choice([3, 4, 5, 6, 7, 14])))):
        heavy = dice.random() < 0.6
        entries.append(
            Entry(
                code,
                names[code][0],
                GENERAL,
                _amount(dice) if heavy else 0,
                _amount(dice) // 9 if heavy else 0,
                _amount(dice) if not heavy or dice.random() < 0.4 else 0,
            )
        )
    if dice.random() < 0.3:
        code = dice.choice([c for c in _FUNDS if c in names and c[:5] in names] or [entries[0].code])
        if code not in {e.code for e in entries}:
            entries.append(Entry(code, names[code][0], FUND, 0, 0, _amount(dice)))
    entries.sort(key=lambda e: e.code)
    carried = _amount(dice) // 7 if dice.random() < 0.5 else 0
    entries[0] = replace(entries[0], brought=carried, left=carried)
    staff, office = sum(e.staff for e in entries), sum(e.office for e in entries)
    return Books(
        name=dice.choice(_PLACES) + dice.choice(_BODIES),
        year=dice.randint(2019, 2024),
        entries=tuple(entries),
        economic={
            **split(dice, staff, ["30101", "30102", "30103", "30108", "30110", "30113", "30199"]),
            **split(dice, office, ["30201", "30202", "30206", "30207", "30211", "30213", "30228", "30239"]),
        },
        expenses={
            name: _planned(dice, _amount(dice) // 60) if dice.random() < chance else (0, 0)
            for name, chance in (("出国", 0.3), ("购置", 0.3), ("运行", 0.9), ("接待", 0.9))
        },
    )


def _planned(dice: random.Random, actual: int) -> tuple[int, int]:
    """A budget that was kept, and what was spent."""
    return actual + actual * dice.randint(0, 40) // 100, actual


def _amount(dice: random.Random) -> int:
    return dice.randint(10**6, 10 ** dice.randint(7, 9))


def split(dice: random.Random, whole: int, codes: list[str]) -> dict[str, int]:
    """A sum divided among codes, exactly; nothing of nothing."""
    known = [code for code in codes if code in catalogue.economic_codes()]
    if not whole:
        return dict.fromkeys(known, 0)
    cuts = sorted(dice.randint(0, whole) for _ in known[1:])
    return {c: b - a for c, a, b in zip(known, [0, *cuts], [*cuts, whole], strict=True)}
