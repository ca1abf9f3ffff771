"""Where what was not found may stand all the same: on pages, and in files, that could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checks.disclosure.material import Disclosure, Line, Unread
from checks.disclosure.wording import say
from checks.numbers.facts import Statement


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pages of a document from ``first`` to ``last`` (from 1; None: from its beginning, to its end); without one, everything."""

    document: int | None = None
    first: int | None = None
    last: int | None = None

    def may_hold(self, unread: Unread) -> bool:
        """Whether something that could not be read may lie in it; where nobody knows on which page it is, it may."""
        if self.document is None:
            return True
        if unread.document != self.document or unread.page is None:
            return unread.document == self.document
        return (self.first or 0) <= unread.page and (self.last is None or unread.page <= self.last)


EVERYWHERE = (Stretch(),)


def why(stretches: Sequence[Stretch], disclosure: Disclosure, lang: str) -> str:
    """What could not be read of some stretches, in words; empty where they were read whole."""
    found = [u.why for u in disclosure.unread if any(each.may_hold(u) for each in stretches)]
    if not found:
        return ""
    more = say("unread-more", lang, count=len(found) - 1) if len(found) > 1 else ""
    return say("unread", lang, why=found[0].rstrip("。. "), more=more)


def around(table: Statement) -> tuple[Stretch, ...]:
    """Where the head and the rows of a table may stand: on its pages, and on those before and behind them."""
    if not table.pages:
        return (Stretch(table.document),)
    return (Stretch(table.document, min(table.pages) - 1, max(table.pages) + 1),)


def is_torn(table: Statement, unread: Sequence[Unread]) -> bool:
    """Whether rows of a table may stand on a page that could not be read."""
    paged = [each for each in unread if each.page is not None]
    return any(stretch.may_hold(each) for stretch in around(table) for each in paged)


def beside(lines: Sequence[Line]) -> tuple[Stretch, ...]:
    """Where what belongs to some lines may stand: on their pages, and on those before and behind them."""
    first, last = _page(lines[0]), _page(lines[-1])
    if first is None or last is None:
        return (Stretch(lines[0].document),)
    return (Stretch(lines[0].document, first - 1, last + 1),)


def _page(line: Line) -> int | None:
    places = line.wording.places
    return places[0].page if places else None
