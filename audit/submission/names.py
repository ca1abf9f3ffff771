"""One department goes by many names: the form of a name by which documents of one submission are matched.

The same office signs as 中共江苏省委办公厅 and as 中国共产党江苏省委员会办公厅, as 上海市普陀区司法局 and as 普陀区司法局. A name is
taken apart into its regions (上海市, 普陀区) and the office itself (司法局); two names are one where the offices
are the same and one list of regions ends the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from checks.catalogue import plain

UNIT = "单位"
"""The level of a unit below a department."""

_PARTY = re.compile(r"中国共产党|中共")
_COMMITTEE = re.compile(r"(?<=[省市区县旗州])委员会")
_GOVERNMENT = re.compile(r"人民政府(?=[^办])")
_OFFICE = re.compile(r"(?<=街道)办事处")
_OWN = re.compile(r"（[^（）]*）|(?:本级|本部|机关)\Z")
_REGION = re.compile(r"(?:[^省市区县旗]{1,8}自治[区州县]|[^省市区县旗]{1,14}[省市区县旗])(?=.)")


@dataclass(frozen=True, slots=True)
class Name:
    """The regions of a name, the widest first, and the office."""

    regions: tuple[str, ...]
    office: str


def read_name(text: str) -> Name:
    """Take a department's or unit's name apart."""
    name = _OWN.sub("", _PARTY.sub("", plain(text)))
    name = _OFFICE.sub("", _GOVERNMENT.sub("", _COMMITTEE.sub("委", name)))
    regions: list[str] = []
    while match := _REGION.match(name):
        regions.append(match[0])
        name = name[match.end() :]
    return Name(tuple(regions), name)


def same_names(texts: Iterable[str]) -> dict[str, Name]:
    """For each name as printed, the fullest name of the same office among them.

    A name with fewer regions stands for the one fuller name that it ends; where several could be meant
    (司法局 beside those of two districts) it stands for itself.
    """
    names = {text: read_name(text) for text in texts}
    fuller: dict[Name, set[Name]] = defaultdict(set)
    for name in set(names.values()):
        for start in range(1, len(name.regions) + 1):
            fuller[Name(name.regions[start:], name.office)].add(name)
    return {text: _fullest(name, fuller) for text, name in names.items()}


def _fullest(name: Name, fuller: dict[Name, set[Name]]) -> Name:
    candidates = fuller.get(name, set())
    longest = {c for c in candidates if not fuller.get(c)}
    return longest.pop() if len(longest) == 1 else name
