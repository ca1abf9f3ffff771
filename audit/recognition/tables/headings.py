"""The lines around a table: which is its title, which states the unit, which names the department."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.document import Paragraph
from checks.catalogue import plain, statement_for_title
from checks.catalogue.vocabulary import either, table
from checks.numbers.amount import MONEY_UNITS

_UNIT = re.compile(
    r"(?:金额)?单位[：:]?(?:人民币)?(百万元|千元|万元|亿元|元)|（(?:单位[：:])?(百万元|千元|万元|亿元|元)）"
)
_COUNTED = re.compile(rf"(?:计量|数量)?单位[：:]({either(table('measure_words'))})")
_OWNER = re.compile(rf"(?:{either(table('owner'))})（?[^：:]{{0,6}}）?[：:](.+)")
_TITLE = re.compile(rf".{{2,40}}(?:{either(table('title_ends'))})(?:（.{{1,12}}）)?")
_NUMBER = re.compile(
    r"(?:公开)?(?:附?表|附件)[一二三四五六七八九十\d\-.]{1,5}[：:]?|(?:公开|财决附?|预算)?\d{1,2}(?:-\d)?表"
)
_CONTINUED = re.compile(r"（?(?:续表?|接上[页表]|续上[页表])[一二三四五\d]?）?")
_MARKED = re.compile(f"{_CONTINUED.pattern}$")
"""How the title of a continuation page ends."""

_NOTE = re.compile(either(table("notes")))
_SIGNED = re.compile(rf"[^：:，。\d]{{0,6}}(?:{either(table('signed'))})(?:（.{{1,6}}）)?[：:]")
_SENTENCE = re.compile(r"[。；，]")
_CLOSED = re.compile(r"[。；，：:]$")


def unit_in(text: str) -> str | None:
    """The money unit that a line states (单位：万元), or None."""
    match = _UNIT.search(plain(text))
    return (match[1] or match[2]) if match else None


def measure_in(text: str) -> str | None:
    """What a line says that a table counts (单位：辆), or None."""
    match = _COUNTED.fullmatch(plain(text))
    return match[1] if match else None


def owner_in(text: str) -> str | None:
    """The department or unit that a line names as the table's (编制部门：…), or None."""
    name = re.split(r"(?:金额)?单位[：:](?:百万|千|万|亿)?元", plain(text))[0]
    match = _OWNER.match(name)
    if match is None or measure_in(text) is not None:
        return None
    found = re.split(r"(?:金额)?单位|金额", match[1])[0].strip("：:")
    return found if len(found) >= 2 and found not in MONEY_UNITS else None


def is_title(text: str) -> bool:
    """Whether a line can be the title of a table."""
    line = plain(text)
    if len(line) > 60 or _SENTENCE.search(line) or line.startswith(("注", "说明", "备注")):
        return False
    return statement_for_title(line) is not None or _TITLE.fullmatch(line) is not None


def is_number(text: str) -> bool:
    """Whether a line is no more than the number of a table (公开05表, 财决附03表)."""
    return _NUMBER.fullmatch(plain(text)) is not None


def is_note(text: str) -> bool:
    """Whether a line is a note below a table."""
    return _NOTE.match(plain(text)) is not None


def is_signed(texts: Sequence[str]) -> bool:
    """Whether a row below a table says who made it, whom to call or when (制表人：, 联系电话：)."""
    return bool(texts) and _SIGNED.match(plain(texts[0])) is not None


def is_table_heading(text: str) -> bool:
    """Whether a line belongs to the head of a table: title, number, unit or department."""
    line = plain(text)
    return (
        is_title(text)
        or unit_in(text) is not None
        or measure_in(text) is not None
        or _CONTINUED.fullmatch(line) is not None
        or is_number(line)
        or (owner_in(text) is not None and len(line) < 60)
    )


def heading_above(paragraphs: Sequence[Paragraph]) -> tuple[int, list[str]]:
    """Where the heading of a table begins among the paragraphs right above it, and its lines.

    A line wrapped out of one may stand between; a title that is printed on two lines comes back as one.
    """
    start, lines = len(paragraphs), list[str]()
    between: list[str] = []
    index = len(paragraphs) - 1
    while index >= max(0, len(paragraphs) - 8):
        text = paragraphs[index].text
        if index and _is_one_title(paragraphs[index - 1], paragraphs[index]):
            index -= 1
            text = paragraphs[index].text + text
        elif not is_table_heading(text):
            if len(plain(text)) > 8 or re.search(r"[。；：:，、]", text):
                break
            between.append(text)
            index -= 1
            continue
        lines += [*between, text]
        between.clear()
        start = index
        index -= 1
    return start, lines[::-1]


def one_title(first: str, second: str) -> bool:
    """Whether two lines below each other are one title: only together do they name an official statement, or another."""
    if is_table_heading(first) or _CLOSED.search(plain(first)):
        return False
    together = statement_for_title(first + second)
    return together is not None and together != statement_for_title(second)


def _is_one_title(first: Paragraph, second: Paragraph) -> bool:
    """Whether two paragraphs are one title, printed in the same size with less than a line between them."""
    above, below = first.lines[-1].place, second.place
    if above.page != below.page or not one_title(first.text, second.text):
        return False
    if above.bbox is None or below.bbox is None:
        return True
    high, low = above.bbox[3] - above.bbox[1], below.bbox[3] - below.bbox[1]
    return round(high) == round(low) and below.bbox[1] - above.bbox[3] < high


def is_continued(title: str) -> bool:
    """Whether a title says that its table began before: 支出决算表（续表）."""
    return _MARKED.search(plain(title)) is not None


def same_title(title: str, known: str) -> bool:
    """Whether a title is that of the page before, marked as continued or cut down to the name of the statement."""
    one, other = (_MARKED.sub("", plain(text)) for text in (title, known))
    shortened = one.endswith(other) or other.endswith(one)
    spec = statement_for_title(one)
    return one == other or (shortened and spec is not None and spec == statement_for_title(other))
