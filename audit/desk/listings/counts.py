"""How many came in, how they came out, where the problems lie."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from audit.desk.gathering import Bureau
from audit.desk.listings.disclosures import handed_in
from audit.desk.queries import CATEGORIES
from audit.desk.words import DeskWords
from checks.finding import Category
from checks.report import Verdict


def lines(bureau: Bureau, words: DeskWords) -> list[str]:
    """The lines under the title: what is there, which run, how many errors."""
    errors, warnings = (sum(getattr(d, name) for d in bureau.disclosures) for name in ("errors", "warnings"))
    return [
        handed_in(bureau, words),
        f"{words('label.errors')} {errors:,} · {words('label.warnings')} {warnings:,}",
    ]


def verdicts(bureau: Bureau) -> list[tuple[Verdict, int]]:
    """How many disclosures came to each verdict."""
    counts = Counter(each.verdict for each in bureau.disclosures)
    return [(verdict, counts[verdict]) for verdict in Verdict]


def categories(bureau: Bureau) -> list[tuple[Category, int]]:
    """How many errors and warnings are open in each category."""
    return [
        (category, sum(each.by_category[at] for each in bureau.disclosures))
        for at, category in enumerate(CATEGORIES)
    ]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: its name, the key of what it counts, the count, and its length where the greatest has 1,000."""

    name: str
    key: str
    count: int
    length: int


def verdict_bars(bureau: Bureau, words: DeskWords) -> list[Bar]:
    """How many disclosures came to each verdict, as bars."""
    return _bars([(words(f"verdict.{each.value}"), each.value, count) for each, count in verdicts(bureau)])


def category_bars(bureau: Bureau, words: DeskWords) -> list[Bar]:
    """How many errors and warnings are open in each category, as bars."""
    return _bars([(words(f"category.{each.value}"), "", count) for each, count in categories(bureau)])


def _bars(counts: list[tuple[str, str, int]]) -> list[Bar]:
    most = max((count for _, _, count in counts), default=0) or 1
    return [Bar(name, key, count, 1_000 * count // most) for name, key, count in counts]
