"""Data Docs that need no network: what they would fetch is taken out, and a style of their own put in.

Great Expectations builds its pages on scripts and styles of the web. Behind a closed network such a page stays empty and
hangs; and nobody who opens a report should tell anyone so.
"""

from __future__ import annotations

from pathlib import Path

from lxml import html

_STYLE = """
body { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 0 auto; max-width: 75rem; padding: 1rem; }
table { border-collapse: collapse; margin: .5rem 0; width: 100%; }
th, td { border: 1px solid #ccc; padding: .3rem .5rem; text-align: left; vertical-align: top; }
.row { display: block; } .badge { border: 1px solid #999; border-radius: .3rem; padding: 0 .3rem; }
.text-success { color: #1a7f37; } .text-danger { color: #b42318; } ul { padding-left: 1.2rem; }
.breadcrumb { display: flex; gap: .5rem; list-style: none; padding: 0; }
.modal, .fa-spinner, nav.navbar-toggler, button { display: none; } img { max-height: 3rem; }
"""
_FETCHED = (
    "//script[starts-with(@src, 'http')]"
    "|//link[starts-with(@href, 'http')]"
    "|//img[starts-with(@src, 'http')]"
    "|//iframe|//form"
    "|//a[contains(@href, 'greatexpectations.io')]"
)


def without_network(folder: Path) -> None:
    """Rewrite every page below ``folder`` so that it fetches nothing."""
    for page in folder.rglob("*.html"):
        parser = html.HTMLParser(encoding="utf-8")  # type: ignore[no-untyped-call]
        tree = html.parse(str(page), parser)  # type: ignore[no-untyped-call]
        root = tree.getroot()
        for element in root.xpath(_FETCHED):
            element.drop_tree()
        head = root.find("head")
        style = html.Element("style")  # type: ignore[no-untyped-call]
        style.text = _STYLE
        (root if head is None else head).append(style)
        written = html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>")  # type: ignore[no-untyped-call]
        page.write_bytes(written)
