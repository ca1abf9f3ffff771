"""Names of 类, 款 and 项 with a slip of the pen (社会保障和就业出, 住房公金), as far as the official list tells what is meant.

The list of 类 is short and complete: a name that is none of them and one character away from one is that one,
miswritten. Of 款 and 项, of which there are many alike, only a name that lost a character is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from checks.catalogue import functional_class, functional_classes, plain
from checks.catalogue.functional import ends_in_item, is_item, is_official, misnamed, names_by_code
from checks.catalogue.spelling import is_slip_of
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_GRADED = re.compile(r"(?P<name>[^（）“”《》，。；：、\d]{2,24})（\d{0,7}(?P<grade>[类款项])）")
_CODED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{3,30})(?:（(?P<code>\d{7}|\d{5})[款项]?）|（[款项]）（?(?P<behind>\d{7}|\d{5})(?![\d.,])）?)"
)
_CODE_IN_FRONT = re.compile(
    r"(?:^|(?<=[，。；：、]))（?(?P<code>\d{7}|\d{5})）?“?(?P<name>[\u4e00-\u9fff]{3,30})"
)
_SHORT = 4
"""In a sentence a name as short as this is one character away from other words (体育支出, 教育支出)."""


def miswritten_names(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """A name before （类）, （款） or （项） that is no official one and nearly is one."""
    for wording in texts:
        for match in _GRADED.finditer(wording.text):
            found = meant(match["name"], is_class=match["grade"] == "类")
            if found is not None:
                said, official, code = found
                end = match.end("name")
                place = end - len(said), end
                yield at("words.official-name", wording, *place, code=code, expected=official)


@lru_cache(maxsize=4096)
def meant(words: str, *, is_class: bool) -> tuple[str, str, str] | None:
    """The end of ``words`` that is a miswritten name, with the official name and its code; None where it is right or unknown."""
    if any(_is_known(words[start:]) for start in range(len(words) - 1)):
        return None
    for official, code in (_classes() if is_class else _items()).items():
        said = _miswritten(words, official, lost=not is_class)
        if said is not None:
            return said, official, code
    return None


def _is_known(name: str) -> bool:
    return functional_class(name) is not None or is_official(name)


@lru_cache(maxsize=1)
def _classes() -> Mapping[str, str]:
    """The names that 类 have or had, with and without 支出, to their codes."""
    names = {
        plain(name): code
        for code, known in functional_classes().items()
        for name in (known.name, *known.former)
        if len(name) > _SHORT
    }
    return names | {name.removesuffix("支出"): code for name, code in names.items()}


@lru_cache(maxsize=1)
def _items() -> Mapping[str, str]:
    """The names that 款 and 项 have or had, to their codes."""
    return {
        plain(name): code for code, names in names_by_code().items() for name in names if len(name) > _SHORT
    }


def _miswritten(words: str, name: str, *, lost: bool) -> str | None:
    """The end of ``words`` that is ``name`` but for one character that is wrong, missing or too many (``lost``: missing)."""
    lengths = [len(name) - 1] if lost else [len(name), len(name) - 1, len(name) + 1]
    ends = (words[-length:] for length in lengths if length <= len(words))
    return next((end for end in ends if is_slip_of(end, name)), None)


def names_of_other_codes(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """A code in a sentence behind the name of a sibling of its own, or in front of it: 机关事业单位职业年金缴费支出（2080505）."""
    for wording in texts:
        for match in _CODED.finditer(wording.text):
            code = match["code"] or match["behind"]
            expected = _of_a_sibling(code, match["name"])
            if expected is not None:
                yield at("words.code-name", wording, *match.span(), code=code, expected=expected)
        for match in _CODE_IN_FRONT.finditer(wording.text):
            expected = _in_front_of_a_sibling(match["code"], match["name"])
            if expected is not None:
                yield at("words.code-name", wording, *match.span(), code=match["code"], expected=expected)


def _of_a_sibling(code: str, words: str) -> str | None:
    """The official name of a code, where ``words`` end in the name of a sibling of it and not in its own."""
    if ends_in_item(code, words):
        return None
    found = (misnamed(code, words[start:], names_by_code()) for start in range(len(words) - 1))
    return next((name for name in found if name is not None), None)


def _in_front_of_a_sibling(code: str, words: str) -> str | None:
    """The official name of a code, where ``words`` begin with the name of a sibling of it and not with its own."""
    begun = [words[:end] for end in range(len(words), 2, -1)]
    if any(is_item(code, name) for name in begun):
        return None
    return next((name for each in begun if (name := misnamed(code, each, names_by_code()))), None)


RULES: tuple[WordRule, ...] = (miswritten_names, names_of_other_codes)
