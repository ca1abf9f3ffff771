"""Columns of the accounts system's sheets: a 款 below its 类, and a column below the heading of its group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from checks.catalogue import StatementSpec, economic_codes, plain
from checks.catalogue.data import data

SUMS = frozenset({"合计", "小计"})
_FEWEST = 6
"""So many columns named like items of the economic classification make a table that has it across."""


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    return {plain(name): code for code, names in economic_codes().items() if len(code) == 3 for name in names}


@lru_cache(maxsize=1)
def _items() -> dict[tuple[str, str], str]:
    return {
        (code[:3], plain(name)): code
        for code, names in economic_codes().items()
        if len(code) == 5
        for name in names
    }


@lru_cache(maxsize=1)
def unpublished() -> frozenset[str]:
    """The codes of the sheets that no disclosure prints."""
    return frozenset(raw["code"] for raw in data("checks.catalogue", "accounts.yaml"))


def is_accounts(codes: Iterable[str | None]) -> bool:
    """Whether the statements of a file are those of an accounts system: two or more that no disclosure prints."""
    return len(unpublished().intersection(code for code in codes if code)) > 1


def economic_column(path: Sequence[str]) -> str | None:
    """The code of a column by the headings over it from the top down; 合计 where it is the sum of all."""
    texts = [plain(text) for text in path]
    head = next((_classes()[text] for text in texts if text in _classes()), None)
    last = texts[-1] if texts else ""
    if head is None:
        return "合计" if last in SUMS else None
    if last in SUMS or (_classes().get(last) == head and len(texts) == texts.index(last) + 1):
        return head
    return _items().get((head, last))


def is_across(paths: Sequence[Sequence[str]]) -> bool:
    """Whether the columns of a table are items of the economic classification."""
    found = {code for path in paths if (code := economic_column(path)) and len(code) == 5}
    return len(found) >= _FEWEST


def grouped_column(spec: StatementSpec, path: Sequence[str]) -> str | None:
    """The official name of a column in a group, by the heading of the group and its own: 本年支出/基本支出.

    The sum of a group goes by the group's name.
    """
    texts = [plain(text) for text in path if plain(text) not in SUMS]
    heads = [(text, name) for text in texts if (name := spec.column(text)) and "/" not in name]
    if not heads:
        return None
    head, name = heads[0]
    return spec.column(f"{name}/{texts[-1]}") if texts[-1] != head else name
