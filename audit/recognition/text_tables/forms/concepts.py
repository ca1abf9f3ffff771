"""The three public expenses in one row under a header that has collapsed: which amount is which, by the header's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from audit.document import Grid, Line
from audit.recognition.text_tables.copied import BLANK
from audit.recognition.text_tables.rows import Token, filled, grid_of, tokens_of
from checks.catalogue import bare, concept, plain
from checks.numbers.amount import normalise

_GROUP = "公务用车购置及运行维护费"
_HEADS: tuple[tuple[str, str], ...] = (
    ("合计", r"合计|总计|三公经费(?:合计|总额)?"),
    ("因公出国（境）费", r"因公出国"),
    (_GROUP, r"公务用车购置(?:费)?(?:及|和|与)(?:公务用车)?运行"),
    ("公务接待费", r"公务接待"),
)
_PARTS: tuple[tuple[str, str], ...] = (
    ("小计", r"小计"),
    ("公务用车购置费", r"购置费?(?!及|和|与)"),
    ("公务用车运行维护费", r"(?<!及)(?<!和)(?<!与)(?<!及公务用车)运行"),
)
_MEASURES = ("预算数", "决算数")
_AMOUNT = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_HEAD_WORDS = re.compile(r"(?:项目|20\d{2}年度?|上年|本年|预算数|决算数|执行数|金额)+")
_OF_A_YEAR = re.compile(r"20\d{2}年度?(?:预算数?|决算数?|执行数|安排数)?")
_FEWEST = 3
_OTHERS = 3
"""Counts of people and vehicles may stand below the amounts, twice as many at most."""
_ALL = len(_HEADS) + len(_PARTS) - 1


def concept_grid(lines: Sequence[Line]) -> Grid | None:
    """The amounts of six concepts in one row, or a row for each concept that is named before its amount."""
    tokens = list(tokens_of(lines))
    halves = _halves(tokens)
    wanted = 2 * _ALL if halves else _ALL
    last = list(takewhile(_may_be_cell, reversed(tokens)))[::-1][-wanted:]
    if len(last) == wanted and any(t.text == BLANK for t in last):
        amounts = last
    else:
        amounts = _uncounted([t for t in tokens if _AMOUNT.fullmatch(normalise(t.text))])
    first = tokens.index(amounts[0]) if amounts else 0
    header = "".join(plain(t.text) for t in tokens[:first])
    concepts = _concepts(header)
    if concepts is None or len(amounts) not in {_ALL, 2 * _ALL}:
        return _by_rows(tokens)
    if len(amounts) == _ALL:
        heads = [[c[0] for c in concepts], [c[-1] for c in concepts]]
        return grid_of(heads, [amounts], amounts[0].place)
    halves = halves or _MEASURES
    paired = 2 * "".join(map(plain, halves)) in header
    pairs = (
        [(c, m) for c in concepts for m in halves] if paired else [(c, m) for m in halves for c in concepts]
    )
    heads = [
        [m if not paired else c[0] for c, m in pairs],
        [c[0] if not paired else c[-1] for c, m in pairs],
        [c[-1] if not paired else m for c, m in pairs],
    ]
    return grid_of(heads, [amounts], amounts[0].place)


def _halves(tokens: Sequence[Token]) -> tuple[str, ...]:
    """What stands over the amounts twice: budget and outcome, or two years; nothing where they come once."""
    said = "".join(plain(t.text) for t in tokens)
    if all(measure in said for measure in _MEASURES):
        return _MEASURES
    years = _years(tokens)
    return years if len(years) == 2 else ()


def _years(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The heads that name a year, in order."""
    return tuple(t.text for t in tokens if _OF_A_YEAR.fullmatch(plain(t.text)))


def _may_be_cell(token: Token) -> bool:
    return token.text == BLANK or _AMOUNT.fullmatch(normalise(token.text)) is not None


def _uncounted(amounts: list[Token]) -> list[Token]:
    """The amounts without the numbers of the columns that stand before them: 1, 2, 3 …"""
    counted = sum(1 for _ in takewhile(lambda pair: pair[1].text == str(pair[0]), enumerate(amounts, 1)))
    return amounts[counted:] if counted >= _ALL // 2 else amounts


def _by_rows(tokens: Sequence[Token]) -> Grid | None:
    """A row for each concept: its name, then its amounts, or nothing. None where three names are not found."""
    records: list[tuple[str, list[Token]]] = []
    label, amounts = "", list[Token]()
    years = _years(tokens)
    for token in tokens:
        blank = token.text == BLANK and bool(label) and len(amounts) < len(years)
        if blank or _AMOUNT.fullmatch(normalise(token.text)):
            amounts.append(token)
            continue
        if token.text == BLANK:
            records += [(label, amounts)] if label else []
            label, amounts = "", []
            continue
        named = label and concept(bare(label)) and not concept(bare(label + token.text))
        if amounts or named:
            records.append((label, amounts))
            label, amounts = "", []
        label = token.text if _HEAD_WORDS.fullmatch(plain(label)) else label + token.text
    records.append((label, amounts))
    known = sum(concept(bare(name)) is not None for name, _ in records)
    width = max(len(each) for _, each in records)
    if known < _FEWEST or _OTHERS * known < len(records) or width not in {1, 2}:
        return None
    said = "".join(plain(t.text) for t in tokens)
    columns = _MEASURES if width > 1 else tuple(m for m in _MEASURES if m in said)[-1:] or ("金额",)
    columns = years if len(years) == width > 1 else columns
    rows = [[name, *filled(each, width)] for name, each in records]
    return grid_of([["项目", *columns]], rows, tokens[0].place)


def _concepts(header: str) -> list[list[str]] | None:
    """The columns from left to right, those of vehicles under their group; None where the header does not name all."""
    heads, parts = _in_order(_HEADS, header), _in_order(_PARTS, header)
    if len(heads) < len(_HEADS):
        return None
    columns: list[list[str]] = []
    for name in heads:
        inside = parts if len(parts) == len(_PARTS) else [part for part, _ in _PARTS]
        columns += [[name, part] for part in inside] if name == _GROUP else [[name]]
    return columns


def _in_order(names: Sequence[tuple[str, str]], text: str) -> list[str]:
    """The names that a text has, by where each first stands."""
    found = [(match.start(), name) for name, pattern in names if (match := re.search(pattern, text))]
    return [name for _, name in sorted(found)]
