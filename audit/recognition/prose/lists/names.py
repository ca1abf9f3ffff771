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
_REACH = 600


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
