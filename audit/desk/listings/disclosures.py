"""The tables of disclosures: one row each; against kinds of rule; those that stand apart."""

from __future__ import annotations

from collections.abc import Iterator

from audit.desk.gathering import Bureau, Disclosure
from audit.desk.listings.table import Cell, Form, Listing, Row, share
from audit.desk.outliers import Outlier
from audit.desk.queries import CATEGORIES
from audit.desk.words import DeskWords
from checks.report import Verdict

ABSENT = "absent"
"""The key of a disclosure that has not come in."""

_HOTTEST = 5


def departments(bureau: Bureau, words: DeskWords) -> Listing:
    """One row a disclosure, the worst first, those that have not come in last."""
    columns = {
        "rank": 6.0,
        "department": 28.0,
        "year": 7.0,
        "kind": 9.0,
        "level": 7.0,
        "handed_in": 8.0,
        "when": 12.0,
        "verdict": 9.0,
        "errors": 7.0,
        "warnings": 7.0,
        "infos": 7.0,
        "explained": 8.0,
        "numbers": 8.0,
        "share": 9.0,
        "completeness": 10.0,
        "new": 7.0,
        "mended": 7.0,
        "still": 8.0,
        "answered": 8.0,
        "report": 8.0,
        "path": 40.0,
    }
    rows = [
        *(_handed_in(each, words) for each in bureau.disclosures),
        *(_absent(each, words) for each in bureau.missing),
    ]
    return Listing("departments", handed_in(bureau, words), columns, rows)


def handed_in(bureau: Bureau, words: DeskWords) -> str:
    """How many are there, and of how many."""
    if not bureau.expected:
        return words("there.line", there=len(bureau.disclosures))
    missing = len(bureau.missing)
    return words("handed.line", expected=bureau.expected, there=bureau.expected - missing, missing=missing)


def _handed_in(each: Disclosure, words: DeskWords) -> Row:
    verdict = each.verdict or Verdict.INCOMPLETE
    counts = ("errors", "warnings", "infos", "explained", "numbers", "new", "mended", "still", "answered")
    cells = {
        "rank": Cell(each.rank, Form.NUMBER),
        **_whose(each.department, each.year, each.kind, words),
        "level": Cell(each.level or "—", Form.CENTRE),
        "handed_in": Cell(words("yes"), Form.CENTRE, "there"),
        "when": Cell(each.when[:10], Form.CENTRE),
        "verdict": Cell(words(f"verdict.{verdict.value}"), Form.STATE, verdict.value),
        **{name: Cell(getattr(each, name), Form.NUMBER) for name in counts},
        "share": share(each.checked, each.numbers),
        "completeness": share(each.met, each.asked),
        "report": Cell(words("open") if each.task else "—", Form.REPORT),
        "path": Cell(each.path),
    }
    return Row(cells, each.department or "", each.task)


def _absent(each: Disclosure, words: DeskWords) -> Row:
    cells = {
        **_whose(each.department, each.year, each.kind, words),
        "handed_in": Cell(words("no"), Form.STATE, ABSENT),
    }
    return Row(cells)


def _whose(department: str | None, year: int | None, kind: str, words: DeskWords) -> dict[str, Cell]:
    """The first columns of most tables: of which department, year and kind."""
    return {
        "department": Cell(department or words("unknown")),
        "year": Cell(year or "—", Form.CENTRE, str(year or "")),
        "kind": Cell(words(f"kind.{kind}") if kind else "", Form.CENTRE, kind),
    }


def heat(bureau: Bureau, words: DeskWords) -> Listing:
    """Departments against kinds of rule: how many errors and warnings are open; the key of a count is how hot it is, 0 to 5."""
    kinds = [category.value for category in CATEGORIES]
    columns = {"department": 28.0, "year": 7.0, "kind": 9.0, **dict.fromkeys([*kinds, "total"], 11.0)}
    hottest = max((max(each.by_category, default=0) for each in bureau.disclosures), default=0)

    def cells(each: Disclosure) -> Iterator[tuple[str, Cell]]:
        yield from _whose(each.department, each.year, each.kind, words).items()
        for kind, count in zip(kinds, each.by_category, strict=True):
            yield kind, Cell(count or "", Form.HEAT, str(_heat(count, hottest)))
        yield "total", Cell(sum(each.by_category), Form.NUMBER)

    rows = [Row(dict(cells(each)), each.department or "", each.task) for each in bureau.disclosures]
    return Listing("heat", words("heat.note"), columns, rows)


def _heat(count: int, hottest: int) -> int:
    """How hot a count is, from 0 to 5."""
    return max(1, -(-_HOTTEST * count // hottest)) if count else 0


def outliers(bureau: Bureau, words: DeskWords) -> Listing:
    """What stands apart, for information."""
    columns = {
        "department": 28.0,
        "year": 7.0,
        "kind": 9.0,
        "what": 44.0,
        "value": 14.0,
        "usual": 14.0,
        "distance": 9.0,
        "report": 8.0,
    }

    def row(each: Outlier) -> Row:
        return Row(
            {
                **_whose(each.department, each.year, each.kind, words),
                "what": Cell(words(f"outlier.{each.what}")),
                "value": Cell(_measured(each.what, each.value), Form.NUMBER),
                "usual": Cell(_measured(each.what, each.usual), Form.NUMBER),
                "distance": Cell(round(each.distance, 1), Form.NUMBER),
                "report": Cell(words("open"), Form.REPORT),
            },
            each.department or "",
            each.task,
        )

    return Listing("outliers", words("outlier.note"), columns, [row(each) for each in bureau.outliers])


def _measured(what: str, value: float) -> str:
    """A value as a reader takes it: growth as a percentage, shares in ten-thousandths, distances of digits in per cent."""
    if what in {"growth", "own_growth"}:
        return f"{100 * (10**value - 1):+,.1f}%"
    return f"{value:.1f}‱" if what == "three_public_share" else f"{100 * value:.1f}%"
