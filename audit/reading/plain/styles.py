"""Which elements of a web page its own style sheets and attributes hide (CSS 2.2: the cascade of ``display`` and
``visibility``), and which are shown as tables.

Style sheets in files of their own are not fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2
from cssselect import HTMLTranslator, SelectorError, parse
from lxml.etree import XPathEvalError

_Rank = tuple[bool, bool, tuple[int, int, int], int]
"""Important or not, in the element itself or not, how specific its selector is, which comes last."""

_HIDING = {"display": ("none",), "visibility": ("hidden", "collapse")}
_NO_TEXT = frozenset({"head", "style", "script", "template", "noscript"})
_NEUTRAL = frozenset({"div", "span", "ul", "ol", "li", "dl", "dt", "dd", "p", "section"})
_AS_TABLE = {
    "table": "table",
    **dict.fromkeys(("table-row", "row"), "tr"),
    **dict.fromkeys(("table-cell", "cell", "gridcell", "columnheader", "rowheader"), "td"),
}
"""By how it is displayed (CSS 2.2, 17.2), or by its role (WAI-ARIA)."""

_INLINE = (0, 0, 0)
_PRINTED_ONLY = frozenset({"print", "speech", "aural", "braille"})


def without_hidden(root: Any) -> str:
    """Take out of a page what it does not show; the text that went. What is shown as a table becomes one."""
    styles = _Styles(root)
    gone: list[str] = []
    for element in list(root.iterdescendants()):
        if element.tag in _NEUTRAL:
            element.tag = styles.as_table(element) or element.tag
        hidden_by = styles.hides(element) if isinstance(element.tag, str) else None
        if hidden_by is None:
            continue
        gone.append("" if element.tag in _NO_TEXT else element.text_content())
        if hidden_by == "display":
            element.drop_tree()
        else:
            for child in list(element):
                child.drop_tree()
            element.text = None
    return " ".join(gone)


class _Styles:
    """What hides elements of one page."""

    def __init__(self, root: Any) -> None:
        self._won: dict[tuple[Any, str], tuple[_Rank, str]] = {}
        order = 0
        for sheet in root.iter("style"):
            if (sheet.get("media") or "").strip().lower() in _PRINTED_ONLY:
                continue
            for selector, declarations in _rules(tinycss2.parse_stylesheet(sheet.text_content(), True, True)):
                order += 1
                for path, specific in _paths(selector):
                    self._apply(_found(root, path), declarations, (False, specific, order))
        for element in root.xpath("//*[@style]"):
            self._apply([element], _declarations(element.get("style")), (True, _INLINE, 0))

    def hides(self, element: Any) -> str | None:
        """What hides an element and all that is in it: ``display`` leaves no room for it, ``visibility`` does."""
        found = {name: self._won[element, name][1] for name in _HIDING if (element, name) in self._won}
        if found.get("display", "none" if element.get("hidden") is not None else "") == "none":
            return "display"
        return "visibility" if found.get("visibility") in _HIDING["visibility"] else None

    def as_table(self, element: Any) -> str | None:
        """The part of a table that an element is shown as, or says that it is."""
        _, display = self._won.get((element, "display"), (None, ""))
        return _AS_TABLE.get(display) or _AS_TABLE.get((element.get("role") or "").lower())

    def _apply(
        self,
        elements: Iterable[Any],
        declarations: list[tuple[str, str, bool]],
        rank: tuple[bool, tuple[int, int, int], int],
    ) -> None:
        for element in elements:
            for name, value, important in declarations:
                whole, before = (important, *rank), self._won.get((element, name))
                if before is None or before[0] <= whole:
                    self._won[element, name] = (whole, value)


def _rules(nodes: Iterable[Any]) -> Iterator[tuple[str, list[tuple[str, str, bool]]]]:
    """The selectors with what they say of how elements are shown; those for other media than the screen apart."""
    for node in nodes:
        if node.type == "qualified-rule":
            said = _declarations(node.content)
            if said:
                yield tinycss2.serialize(node.prelude).strip(), said
        elif node.type == "at-rule" and node.lower_at_keyword == "media" and node.content is not None:
            media = tinycss2.serialize(node.prelude).strip().lower()
            if not media.startswith((*_PRINTED_ONLY, "only print")) and "max-width" not in media:
                yield from _rules(tinycss2.parse_rule_list(node.content, True, True))


def _declarations(content: Any) -> list[tuple[str, str, bool]]:
    """The declarations that hide or show, as name, value and whether they are important."""
    return [
        (node.lower_name, tinycss2.serialize(node.value).strip().lower(), node.important)
        for node in tinycss2.parse_blocks_contents(content, True, True)
        if node.type == "declaration" and node.lower_name in _HIDING
    ]


def _paths(selector: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """A group of selectors as XPaths, each with how specific it is; none for what only a browser knows (``:hover``)."""
    try:
        parsed = parse(selector)
    except SelectorError:
        return
    for each in parsed:
        try:
            path = HTMLTranslator().selector_to_xpath(each)
        except SelectorError:
            continue
        if each.pseudo_element is None:
            yield path, each.specificity()


def _found(root: Any, path: str) -> list[Any]:
    try:
        return list(root.xpath(path))
    except XPathEvalError:
        return []
