"""How all pages are made of templates: every text escaped, a name that is not there an error."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from audit.reporting.plain import clean


def environment(*folders: Path) -> Environment:
    """The templates of one or several folders, UTF-8; ``clean`` takes out of a text what no page may show."""
    made = Environment(
        loader=FileSystemLoader(folders, encoding="utf-8"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["clean"] = clean
    return made
