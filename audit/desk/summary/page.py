"""``bureau.html``: the bureau's page, to read, filter and print; it loads nothing, its charts are drawn in it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from jinja2 import Template

from audit.desk.gathering import Bureau
from audit.desk.listings import counts, disclosures, found
from audit.desk.listings.table import Row, label
from audit.desk.queries import CATEGORIES
from audit.desk.summary import TEMPLATES
from audit.desk.words import DeskWords
from audit.reporting.pages.templates import environment
from audit.store.reports import Leads

_MOST_RULES = 50
_RULES = ("title", "departments", "findings", "applied", "held_share", "rule")
_DEPARTMENTS = (
    *("rank", "department", "year", "kind", "handed_in", "verdict", "errors", "warnings", "explained"),
    *("share", "completeness", "new", "mended", "still"),
    *(each.value for each in CATEGORIES),
)
_PROBLEMS = ("path", "department", "problem")


@lru_cache(maxsize=1)
def _template() -> Template:
    return environment(TEMPLATES).get_template("bureau.html")


def render(bureau: Bureau, words: DeskWords, leads: Leads, generated_at: str) -> bytes:
    """The page, UTF-8; ``leads`` is how its links lead to the reports of tasks."""

    def to(row: Row, column: str) -> str:
        return leads(row.task) if column == "department" and row.task else ""

    rules = found.rules(bureau, words)
    page = _template().render(
        words=words,
        lang=words.lang,
        generated_at=generated_at,
        lines=[*counts.lines(bureau, words), found.rounds(bureau, words)],
        verdicts=counts.verdict_bars(bureau, words),
        categories=counts.category_bars(bureau, words),
        tables=[
            (rules.name, _RULES, rules.rows[:_MOST_RULES]),
            ("departments", _DEPARTMENTS, _departments(bureau, words)),
            ("problems", _PROBLEMS, found.problems(bureau, words).rows),
        ],
        label=lambda column: label(column, words),
        to=to,
    )
    return page.encode("utf-8", "replace")


def _departments(bureau: Bureau, words: DeskWords) -> list[Row]:
    """The rows of the departments, with those of the heat map beside them."""
    rows = disclosures.departments(bureau, words).rows
    warm = disclosures.heat(bureau, words).rows
    beside = [replace(row, cells={**row.cells, **heat.cells}) for row, heat in zip(rows, warm, strict=False)]
    return [*beside, *rows[len(warm) :]]
