"""The names that a sentence lists behind the count of them: 内设 3 个机构，分别为办公室、教务处和总务处.

The endings of bodies tell that each is a name and whole. A 和 may stand within a name or between two, so that a list has
from so many names to so many.
"""

from __future__ import annotations

import re

from checks.numbers.claims import Names

_LIST = re.compile(
    r"[^，。；：、（）\d]{0,14}(?:，?(?:(?P<each>分别(?:为|是|有)|具体(?:为|是))|包括|即)：?|(?P<colon>：)|(?P<bare>，))"
    r"(?P<names>[^。；：，\d]+)(?P<further>(?:，[^。；：]*)?)(?P<stop>[。；]|\Z)(?P<then>.{0,6})"
)
_ASIDE = re.compile(r"（[^（）]*）")
_BODY = re.compile(
    r"\S+(?:室|科|处|部|庭|局|队|中心|组|办|股|所|站|院|校|园|馆|系|小学|中学|委|委员会|工会)\Z"
)
_JOINED = re.compile(r"[和及与暨]")
_NOT_ALL = re.compile(r"等|其中|以及|其他")
_MORE = re.compile(r"另|此外|还|下设")
_BEFORE = re.compile(
    r"(?:内设|下设|设有|设置)(?:机构)?(?:有|为)?：?(?P<names>[^。；：，\d]+?)(?P<more>等)?(?:共计?|合计)?\Z"
)
_COUNTED = re.compile(r"(?:职能|行政|内设|业务)*(?:科室|处室|机构|部门|股室|办公室|科|处|室)")
_FEWEST = 3
_REACH = 600


def names_beside(text: str, start: int, end: int) -> Names | None:
    """The names that are listed behind a count, or else before it."""
    return names_behind(text, end) or names_before(text, start, end)


def names_behind(text: str, position: int) -> Names | None:
    """The names that are listed behind a count that ends there; None where no list tells."""
    found = _LIST.match(_ASIDE.sub("", text[position : position + _REACH]))
    if found is None or _NOT_ALL.search(found["names"]):
        return None
    names = found["names"].split("、")
    bodies = all(_BODY.match(name) for name in names)
    if not bodies and (found["bare"] or len(names) == 1):
        return None
    fewest = len(names)
    further = sum(bool(_BODY.match(more)) for more in found["further"].split("，"))
    most = fewest + len(_JOINED.findall(found["names"])) + further
    told = found["stop"] and (found["each"] or found["colon"])
    complete = bool(told) and not _MORE.search(f"{found['further']}{found['then']}")
    return Names(fewest, most, bodies, complete)


def names_before(text: str, start: int, end: int) -> Names | None:
    """The names that are listed right before a count: 内设办公室、财务科、医务科 3 个科室; None where no list tells."""
    found = _BEFORE.search(text[max(0, start - _REACH) : start])
    if found is None or not _COUNTED.match(text, end):
        return None
    names = _ASIDE.sub("", found["names"]).split("、")
    if len(names) < _FEWEST or not all(_BODY.match(name) for name in names):
        return None
    fewest = len(names)
    return Names(fewest, fewest + len(_JOINED.findall(found["names"])), True, not found["more"])
