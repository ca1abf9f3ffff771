"""One line of a bureau's checklist as data: what must be disclosed, when, and how it is recognised on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

_AMOUNT = r"-?\d[\d,]*(?:\.\d+)?(?:万元|亿元|元|万)"
_COUNT = r"(?:\d[\d,]*|[一二三四五六七八九十两零〇]{1,4})"
_MACROS = {
    "<amount>": _AMOUNT,
    "<count>": _COUNT,
    "<score>": r"\d{1,3}(?:\.\d+)?",
    "<none>": r"(?:无|没有|未发生|未安排|未开支|未购置|不涉及|不存在)",
    "<nil>": r"(?:0(?:\.0+)?(?:万元|元|万)|零)",
    "<year>": r"(?:20\d\d年度?|上年度?|上一年度?|去年)",
}
_BLANKS = {
    "<amount>": r"[XxＸ×_＿*○…]{1,10}(?:万元|亿元|元|万)",
    "<count>": r"[XxＸ×_＿*○…]{1,10}",
    "<score>": r"[XxＸ×_＿*○…]{1,10}",
}


@dataclass(frozen=True)
class Words:
    """A pattern over compact text as it is written in a checklist; compiled when it is first looked for."""

    source: str

    @cached_property
    def filled(self) -> re.Pattern[str]:
        """The pattern as it reads in a disclosure."""
        return _compiled(self.source)[0]

    @cached_property
    def blank(self) -> re.Pattern[str] | None:
        """The same with the template's placeholders where numbers belong; None where it asks for no number."""
        return _compiled(self.source)[1]


@cache
def _compiled(source: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    filled = blank = source
    for macro, meaning in _MACROS.items():
        filled = filled.replace(macro, meaning)
        blank = blank.replace(macro, f"(?:{meaning}|{_BLANKS[macro]})" if macro in _BLANKS else meaning)
    return re.compile(filled), re.compile(blank) if blank != filled else None


def words(source: str) -> Words:
    """A pattern as written in a checklist, tried. Raises :class:`re.error`."""
    _compiled(source)
    return Words(source)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which disclosures an item is asked of; empty means any. ``unless`` are words that make it not applicable.

    ``years`` are the first and last year, None where open. ``entered`` is a statement that must hold amounts
    for the item to apply.
    """

    levels: tuple[str, ...] = ()
    years: tuple[int | None, int | None] = (None, None)
    provinces: tuple[str, ...] = ()
    unless: tuple[Words, ...] = ()
    entered: str | None = None


@dataclass(frozen=True, slots=True)
class Recognition:
    """How an item is recognised: any one of these is enough.

    ``statements`` are codes of official tables; ``says`` are words of a sentence, looked for ``under`` a
    heading where the document has it, with ``ignoring`` taken out of the sentence first; ``heading`` is a
    section that holds something; ``introduces`` a line that a list follows; ``defines`` a term of the
    glossary; ``claim`` the concept and measure of a number; ``slips`` are rules that must have found nothing;
    ``each`` a heading and the words that every section under such a heading has; ``check`` a built-in check.
    """

    statements: tuple[str, ...] = ()
    says: tuple[Words, ...] = ()
    under: Words | None = None
    ignoring: tuple[Words, ...] = ()
    heading: tuple[Words, ...] = ()
    introduces: tuple[Words, ...] = ()
    defines: tuple[Words, ...] = ()
    claim: tuple[str, str | None] | None = None
    slips: tuple[str, ...] = ()
    each: tuple[Words, Words] | None = None
    check: str | None = None

    @property
    def in_tables(self) -> bool:
        """Whether the item can only stand in a table."""
        return bool(self.statements) and not (self.says or self.heading)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One item: what must be there (in the title and words of its rule), of what kind of document, and how to tell.

    ``part_of`` is the item that must be there for this one to be missed on its own; ``zero`` are words after
    which a missing item is a mere note, because nothing was spent; ``near`` says where it should have stood.
    """

    id: str
    kind: str
    scope: Scope
    found: Recognition
    add_zh: str
    add_en: str
    part_of: str | None = None
    zero: tuple[Words, ...] = ()
    near: tuple[Words, ...] = ()
    examples: Mapping[str, Any] = field(default_factory=dict)

    def add(self, lang: str) -> str:
        """What exactly has to be added where the item is missing."""
        return self.add_en if lang == "en" else self.add_zh
