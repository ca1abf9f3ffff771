"""``bureau.html``: the bureau's page, to read, filter and print; it loads nothing, its charts are drawn in it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Template

from audit.desk.gathering import Bureau
from audit.desk.queries import CATEGORIES
from audit.desk.summary.overview import categories, lines, verdicts
from audit.desk.summary.sheet import address, share
from audit.desk.summary.workbook import rounds
from audit.desk.words import DeskWords
from audit.reporting.pages.templates import environment

_MOST_RULES = 50


@lru_cache(maxsize=1)
def _template() -> Template:
    return environment(Path(__file__).parent).get_template("bureau.html")


def render(bureau: Bureau, words: DeskWords, folder: Path, generated_at: str) -> bytes:
    """The page, UTF-8; ``folder`` is where it will lie, from which its links lead."""
    by_category = categories(bureau)
    hottest = max((max(each.by_category, default=0) for each in bureau.disclosures), default=0)
    page = _template().render(
        words=words,
        lang=words.lang,
        generated_at=generated_at,
        lines=[*lines(bureau, words), rounds(bureau, words)],
        verdicts=verdicts(bureau),
        total=max(1, len(bureau.disclosures)),
        categories=by_category,
        most=max(1, *(count for _, count in by_category)),
        kinds=CATEGORIES,
        rules=bureau.rules[:_MOST_RULES],
        most_rule=max((rule.departments for rule in bureau.rules), default=1),
        rows=[
            (
                each,
                _percent(share(each.checked, each.numbers)),
                _percent(share(each.met, each.asked)),
                address(each.page, folder) if each.page else "",
                [(count, _heat(count, hottest)) for count in each.by_category],
            )
            for each in bureau.disclosures
        ],
        missing=bureau.missing,
        problems=bureau.problems,
    )
    return page.encode("utf-8", "replace")


def _percent(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.1%}"


def _heat(count: int, hottest: int) -> int:
    """How hot a cell is, from 0 to 5."""
    if not count:
        return 0
    return max(1, -(-5 * count // hottest))
