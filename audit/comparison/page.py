"""What changed between two editions as one page without anything from elsewhere, to be read in a browser or sent on."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Template

from audit.comparison.editions import Comparison
from audit.comparison.workbook import lines_of, summary
from audit.reporting.pages.templates import environment
from audit.reporting.plain import one_line


@lru_cache(maxsize=1)
def _template() -> Template:
    return environment(Path(__file__).parent).get_template("comparison.html")


def page(comparison: Comparison, names: tuple[str, str], lang: str) -> bytes:
    """The page, UTF-8; ``names`` are what the two editions are called. Sections without lines are left out."""
    title, sections = lines_of(comparison, lang)
    text = _template().render(
        lang=lang,
        version=comparison.new.version,
        title=title,
        before=one_line(names[0]),
        after=one_line(names[1]),
        lines=summary(comparison, lang),
        sections=sections,
    )
    return text.encode("utf-8", "replace")
