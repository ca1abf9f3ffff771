"""The official names of 款 and 项 by code, and which code a name belongs to: for a code printed with another's name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from checks.catalogue.data import data


@lru_cache(maxsize=1)
def names_by_code() -> dict[str, tuple[str, ...]]:
    """The names that a 款 or 项 has had, the one in force first. Source: 政府收支分类科目 of the years 2016 to 2024."""
    raw: Any = data("checks.catalogue", "functional.yaml")
    found: dict[str, tuple[str, ...]] = {
        f"{group}{item}": (name,) for group in raw["common_under"] for item, name in raw["common"].items()
    }
    for code, names in raw["names"].items():
        found[code] = tuple(name.split(" @")[0] for name in names)
    return found


def misnamed(code: str, name: str, names: Mapping[str, tuple[str, ...]]) -> str | None:
    """The official name of a code that is printed with the name of a sibling; None where nothing is wrong.

    ``names`` are those of the classification. Only a name that the official list gives to another code below the same parent is a contradiction: a name that the
    list does not know may be one of another year or region.
    """
    own = names.get(code)
    if own is None or any(_same(each, name) for each in own):
        return None
    siblings = (
        each
        for other, each in names.items()
        if other != code and len(other) == len(code) and other[:-2] == code[:-2]
    )
    return own[0] if any(_same(each, name) for known in siblings for each in known) else None


def is_item(code: str, name: str) -> bool:
    """Whether the official list gives a 款 or 项 of a code this name, now or formerly."""
    return any(_same(each, name) for each in names_by_code().get(code, ()))


def ends_in_item(code: str, words: str) -> bool:
    """Whether words end in a name that the official list gives a 款 or 项 of a code."""
    said = _bare(words)
    return any(said.endswith(_bare(name)) for name in names_by_code().get(code, ()))


@lru_cache(maxsize=1)
def _official() -> frozenset[str]:
    return frozenset(_bare(name) for names in names_by_code().values() for name in names)


def is_official(name: str) -> bool:
    """Whether a 款 or 项 has, or had, this name."""
    return _bare(name) in _official()


def glued_names(row: str, names: Mapping[str, str]) -> set[str]:
    """A name behind those above it, as some print an item: 款 and 项, 类 and 项, all three; 支出 left out everywhere."""
    above = [names.get(row[:length], "") for length in range(3, len(row), 2)]
    heads = {"".join(above), *above} - {""}
    return {f"{head}{names[row]}".replace("支出", "") for head in heads}


_QUOTES = str.maketrans("", "", '“”"')


def _same(one: str, other: str) -> bool:
    """Whether two names are one, with 支出 behind it or not, quoted in part or not."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return name.translate(_QUOTES).removesuffix("支出")
