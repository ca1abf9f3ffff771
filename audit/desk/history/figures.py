"""The main figures of a department over the years, each found where the official tables have it, or in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

from audit.desk.history.words import ACCOUNTS, BUDGET, say
from audit.desk.rows import rows_of
from audit.store.keeping import Store
from audit.store.views import connect
from audit.submission.names import same_names


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its names, and its places by kind of document: statement, row, column, the best first."""

    zh: str
    en: str
    places: tuple[tuple[str, str, str], ...]
    said: str = ""
    """What sentences call it, for documents without tables."""

    def name(self, lang: str) -> str:
        """Its name in a language."""
        return self.en if lang == "en" else self.zh


FIGURES = (
    Figure(
        "收入总计",
        "Total income",
        (("final_accounts.summary", "收入总计", "决算数"), ("budget.summary", "收入总计", "预算数")),
    ),
    Figure(
        "支出合计",
        "Expenditure",
        (
            ("final_accounts.summary", "本年支出合计", "决算数"),
            ("final_accounts.expenditure", "合计", "本年支出合计"),
            ("budget.expenditure", "合计", "合计"),
            ("budget.summary", "支出总计", "预算数"),
        ),
    ),
    Figure(
        "基本支出",
        "Basic expenditure",
        (("final_accounts.expenditure", "合计", "基本支出"), ("budget.expenditure", "合计", "基本支出")),
    ),
    Figure(
        "项目支出",
        "Programme expenditure",
        (("final_accounts.expenditure", "合计", "项目支出"), ("budget.expenditure", "合计", "项目支出")),
    ),
    Figure("年初结转和结余", "Opening balance", (("final_accounts.summary", "年初结转和结余", "决算数"),)),
    Figure("年末结转和结余", "Closing balance", (("final_accounts.summary", "年末结转和结余", "决算数"),)),
    *(
        Figure(
            zh,
            en,
            (("final_accounts.three_public", row, "决算数"), ("budget.three_public", row, "预算数")),
            said,
        )
        for zh, en, row, said in (
            ("“三公”经费", "Three public expenses", "三公经费合计", "三公经费"),
            ("因公出国（境）费", "Travel abroad", "因公出国（境）费", "因公出国（境）费"),
            ("公务用车费", "Vehicles", "公务用车购置及运行维护费", "公务用车购置及运行维护费"),
            ("公务接待费", "Receptions", "公务接待费", "公务接待费"),
        )
    ),
)
WAN = 10_000_000
"""厘 in 10,000 yuan."""

OPENING, CLOSING = 4, 5
"""Where the carry-over stands among the figures."""


@dataclass(frozen=True, slots=True)
class Point:
    """A figure in one document: its value and half-width in 厘, and how it was printed."""

    value: int
    half: int
    text: str
    task: str

    def meets(self, other: Point) -> bool:
        """Whether the two can be the same amount."""
        return abs(self.value - other.value) <= self.half + other.half


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the years do not go together: of which year, what does not hold, and whose report says so."""

    year: int
    what: str
    task: str


@dataclass(frozen=True, slots=True)
class History:
    """A department's figures: ``points[figure, kind, year]``; and the breaks, the first year first."""

    department: str
    years: tuple[int, ...]
    points: dict[tuple[int, str, int], Point]
    breaks: tuple[Break, ...]


def lines(history: History) -> list[tuple[int, str]]:
    """The figures that there are, each with the kind of document it is taken from, in their order."""
    there = {(number, kind) for number, kind, _ in history.points}
    return [(n, kind) for n in range(len(FIGURES)) for kind in (BUDGET, ACCOUNTS) if (n, kind) in there]


def rows(history: History, lang: str) -> list[tuple[str, str, list[str]]]:
    """The figures in words: what it is, the kind of document, a text for each year."""
    return [
        (
            FIGURES[n].name(lang),
            say(kind, lang),
            [text_of(history.points.get((n, kind, year))) for year in history.years],
        )
        for n, kind in lines(history)
    ]


def text_of(point: Point | None) -> str:
    """A figure in 10,000 yuan; nothing where there is none."""
    return f"{Decimal(point.value) / WAN:,.2f}" if point else ""


def names_in(store: Store) -> list[str]:
    """The departments of a store as they are printed."""
    with connect(store) as database:
        found = database.sql(
            "select distinct department from documents where department is not null"
        ).fetchall()
    return sorted(name for (name,) in found)


def history(store: Store, department: str, lang: str) -> History | None:
    """The figures of a department under all the forms of its name; None where the store has none of it."""
    known = names_in(store)
    forms = same_names([*known, department])
    alike = [name for name in known if forms[name] == forms[department]]
    if not alike:
        return None
    with connect(store) as database:
        points = _points(database, alike)
        broken = _broken(database, alike)
    years = tuple(sorted({year for _, _, year in points}))
    return History(
        alike[0], years, points, tuple(sorted([*_carried(points, years, lang), *broken], key=_by_year))
    )


def _by_year(each: Break) -> tuple[int, str]:
    return each.year, each.what


def _points(database: duckdb.DuckDBPyConnection, names: Sequence[str]) -> dict[tuple[int, str, int], Point]:
    places = {place: (n, rank) for n, f in enumerate(FIGURES) for rank, place in enumerate(f.places)}
    said = {figure.said: n for n, figure in enumerate(FIGURES) if figure.said}
    asked = [list(names), list({place[0] for place in places}), list(said)]
    best: dict[tuple[int, str, int], tuple[int, dict[str, Any]]] = {}
    for row in rows_of(database, _FACTS, asked):
        place = (row["statement"], row["row_key"], row["column_key"])
        found = places.get(place) if row["statement"] else (said[row["row_label"]], len(FIGURES))
        if found is None:
            continue
        key = (found[0], row["kind"], row["year"])
        if key not in best or found[1] < best[key][0]:
            best[key] = (found[1], row)
    return {key: Point(row["value"], row["half"], row["text"], row["task"]) for key, (_, row) in best.items()}


_FACTS = """
select task, year, kind, statement, row_key, column_key, row_label, value, half, text
from facts
where list_contains(?, department) and year is not null and kind in ('budget', 'final_accounts') and measures = 'money'
  and (list_contains(?, statement) or (statement is null and table_name is null and list_contains(?, row_label)
       and column_label in ('决算数', '预算数', '金额', '')))
order by task, fact
"""


def _broken(database: duckdb.DuckDBPyConnection, names: Sequence[str]) -> list[Break]:
    rows = database.execute(
        "select distinct year, message, subject from findings"
        " where list_contains(?, department) and category = 'cross_document' and year is not null"
        " and rule <> 'set.opening-balance' and status = 'open'",
        [list(names)],
    ).fetchall()
    return [Break(year, message, task) for year, message, task in rows]


def _carried(points: dict[tuple[int, str, int], Point], years: Sequence[int], lang: str) -> list[Break]:
    """The years whose opening balance is not what was left the year before."""
    found = []
    for year in years:
        opening, closing = points.get((OPENING, ACCOUNTS, year)), points.get((CLOSING, ACCOUNTS, year - 1))
        if opening is not None and closing is not None and not opening.meets(closing):
            said = say("carry", lang, before=year - 1, closing=closing.text, year=year, opening=opening.text)
            found.append(Break(year, said, opening.task))
    return found
