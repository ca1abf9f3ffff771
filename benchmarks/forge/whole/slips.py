"""Slips planted in a right document, of the kinds that people make and that some relation can see."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from benchmarks.forge.blocks import Block, Passage
from benchmarks.forge.figures import Print
from benchmarks.forge.meaning import Said
from benchmarks.forge.sheet import Sheet
from benchmarks.forge.whole.history import ACTUAL
from checks.catalogue.functional import misnamed, names_by_code


@dataclass(frozen=True, slots=True)
class Slip:
    """A document with one thing wrong: what stood there, what stands there now, and in which words it is to be found."""

    kind: str
    blocks: tuple[Block, ...]
    right: str
    wrong: str
    where: str
    number: bool = True
    """Whether it is a number that is wrong; else it is a word, and any alarm about its sentence or row has found it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What slips are planted in: a document, its year, how its prose prints numbers, and the dice."""

    blocks: Sequence[Block]
    year: int
    printing: Print
    dice: random.Random


Maker = Callable[[Ground], Iterator[Slip]]


def slip(kind: str, blocks: Sequence[Block], year: int, printing: Print, seed: int) -> Slip | None:
    """A slip of a kind; None where the document has no place for one."""
    dice = random.Random(f"{kind} {seed}")
    found = list(_KINDS[kind](Ground(blocks, year, printing, dice)))
    return dice.choice(found) if found else None


# --- tables -------------------------------------------------------------------------------------------------


def _digit(text: str, dice: random.Random) -> str:
    """The number with another digit, not one of the last two: rounding might excuse those."""
    places = [k for k, char in enumerate(text) if char.isdigit()][:-2]
    k = dice.choice(places)
    return text[:k] + dice.choice([d for d in "123456789" if d != text[k]]) + text[k + 1 :]


_TOTALS = re.compile(r"合计|总计|小计")


def _cells(total: bool) -> Maker:
    def make(g: Ground) -> Iterator[Slip]:
        places = [
            (n, r, c)
            for n, sheet in enumerate(g.blocks)
            if isinstance(sheet, Sheet)
            for r, c in sheet.amounts()
            if bool(_TOTALS.search(sheet.rows[r][0])) is total and len(_plain(sheet.rows[r][c])) > 4
        ]
        for n, r, c in g.dice.sample(places, min(1, len(places))):
            sheet = g.blocks[n]
            assert isinstance(sheet, Sheet)
            right = sheet.rows[r][c]
            wrong = _digit(right, g.dice)
            if _plain(wrong) != _plain(right):
                name = "table total" if total else "table item"
                yield Slip(name, _with(g.blocks, n, sheet.with_cell(r, c, wrong)), right, wrong, sheet.title)

    return make


def _names(g: Ground) -> Iterator[Slip]:
    """An item with the name of one beside it in the official list."""
    names = names_by_code()
    for n, r, column, code in _coded(g.blocks):
        sheet = g.blocks[n]
        assert isinstance(sheet, Sheet)
        others = [names[c][0] for c in names if len(c) == len(code) and c[:-2] == code[:-2] and c != code]
        others = [name for name in others if misnamed(code, name, names)]
        if others:
            wrong = g.dice.choice(others)
            right = sheet.rows[r][column + 1]
            yield Slip(
                "name",
                _with(g.blocks, n, sheet.with_cell(r, column + 1, wrong)),
                right,
                wrong,
                wrong,
                number=False,
            )


def _codes(g: Ground) -> Iterator[Slip]:
    """An item with the code of one beside it."""
    names = names_by_code()
    for n, r, column, code in _coded(g.blocks):
        sheet = g.blocks[n]
        assert isinstance(sheet, Sheet)
        name = sheet.rows[r][column + 1]
        others = [
            c for c in names if len(c) == len(code) and c[:-2] == code[:-2] and misnamed(c, name, names)
        ]
        if others:
            wrong = g.dice.choice(others)
            yield Slip(
                "code", _with(g.blocks, n, sheet.with_cell(r, column, wrong)), code, wrong, name, number=False
            )


def _coded(blocks: Sequence[Block]) -> Iterator[tuple[int, int, int, str]]:
    for n, sheet in enumerate(blocks):
        if isinstance(sheet, Sheet):
            for r, row in enumerate(sheet.rows):
                if re.fullmatch(r"2\d{6}", row[0]):
                    yield n, r, 0, row[0]


# --- sentences ----------------------------------------------------------------------------------------------


def _figures(kind: str) -> Maker:
    def make(g: Ground) -> Iterator[Slip]:
        for n, passage, k in _said(g.blocks, kind):
            each = passage.said[k]
            if len(re.sub(r"\D", "", each.text)) < 3:
                continue
            wrong = _digit(each.text, g.dice)
            if wrong != each.text and _visible(passage, k, wrong, g.year):
                yield _rewritten(kind, g.blocks, n, passage, each, wrong)

    return make


def _last_years(g: Ground) -> Iterator[Slip]:
    """The figure of the year before in the place of this year's."""
    for n, passage, k in _said(g.blocks, "change"):
        change = passage.said[k]
        level = next(
            (j for j in range(k) if passage.said[j].of == change.of and passage.said[j].kind == "level"), None
        )
        if level is None or not change.base:
            continue
        each, wrong = passage.said[level], g.printing.number(change.base)
        if wrong != each.text and _visible(passage, level, wrong, g.year):
            yield _rewritten("last year's", g.blocks, n, passage, each, wrong)


_TURNED = {"增加": "减少", "减少": "增加", "下降": "增加", "增长": "下降", "降低": "增长", "上升": "下降"}


def _directions(g: Ground) -> Iterator[Slip]:
    """增加 for 减少 before an amount, its rate as it was."""
    for n, passage, k in _said(g.blocks, "change"):
        change = passage.said[k]
        verb = passage.text[change.start - 2 : change.start]
        rated = k + 1 < len(passage.said) and passage.said[k + 1].kind == "rate"
        if verb in {"增加", "减少"} and rated and change.text.strip("0.,"):
            wrong = _TURNED[verb]
            text = passage.text[: change.start - 2] + wrong + passage.text[change.start :]
            new = replace(passage, text=text)
            yield Slip("direction", _with(g.blocks, n, new), verb, wrong, change.text, number=False)


def _units(g: Ground) -> Iterator[Slip]:
    """元 for 万元 or 万元 for 元 behind one amount."""
    for n, passage, k in _said(g.blocks, "level"):
        each = passage.said[k]
        end = each.start + len(each.text)
        right = g.printing.unit
        wrong = "元" if right == "万元" else "万元"
        if each.of and each.of.year == g.year and _in_tables(each):
            text = passage.text[:end] + wrong + passage.text[end + len(right) :]
            yield Slip(
                "unit", _with(g.blocks, n, replace(passage, text=text)), right, wrong, each.text, number=False
            )


def _years(g: Ground) -> Iterator[Slip]:
    """The year before at the head of a sentence that compares with it."""
    for n, block in enumerate(g.blocks):
        if isinstance(block, Passage) and block.said and f"{g.year - 1}年" in block.text[12:]:
            at = block.text.find(f"{g.year}年")
            if 0 <= at < 20:
                text = block.text[:at] + f"{g.year - 1}年" + block.text[at + 5 :]
                yield Slip(
                    "year",
                    _with(g.blocks, n, replace(block, text=text)),
                    str(g.year),
                    str(g.year - 1),
                    text[:30],
                    number=False,
                )


def _said(blocks: Sequence[Block], kind: str) -> Iterator[tuple[int, Passage, int]]:
    for n, block in enumerate(blocks):
        if isinstance(block, Passage):
            for k, each in enumerate(block.said):
                if each.kind == kind:
                    yield n, block, k


def _rewritten(kind: str, blocks: Sequence[Block], n: int, passage: Passage, each: Said, wrong: str) -> Slip:
    text = passage.text[: each.start] + wrong + passage.text[each.start + len(each.text) :]
    return Slip(kind, _with(blocks, n, replace(passage, text=text)), each.text, wrong, passage.text)


def _with(blocks: Sequence[Block], n: int, block: Block) -> tuple[Block, ...]:
    return (*blocks[:n], block, *blocks[n + 1 :])


def _plain(text: str) -> str:
    return text.replace(",", "")


# --- what a relation can see --------------------------------------------------------------------------------

_NOT_IN_TABLES = {"机关运行经费", "政府采购", "货物采购", "工程采购", "服务采购", "中小企业", "小微企业"}


def _in_tables(said: Said) -> bool:
    return said.of.concept not in _NOT_IN_TABLES


def _range(text: str) -> tuple[Decimal, Decimal]:
    """The least and the greatest value that a printed number may stand for."""
    value = Decimal(_plain(text))
    half = Decimal(5).scaleb(-1 - max(0, -int(value.as_tuple().exponent)))
    return value - half, value + half


def _visible(passage: Passage, k: int, wrong: str, year: int) -> bool:
    """Whether some relation of the sentence, or its table, cannot hold with the wrong number."""
    each = passage.said[k]
    if (
        each.kind == "level"
        and each.of.year == year
        and _in_tables(each)
        and each.of.stage == _stage(passage)
    ):
        return True
    texts = [wrong if j == k else other.text for j, other in enumerate(passage.said)]
    return any(
        _broken(passage.said, texts, j) for j, other in enumerate(passage.said) if k in _tied(passage.said, j)
    )


def _stage(passage: Passage) -> str:
    """What the document tells: accounts speak of plans too, budgets of nothing else."""
    return ACTUAL if any(s.of.stage == ACTUAL for s in passage.said) else passage.said[0].of.stage


def _tied(said: Sequence[Said], j: int) -> list[int]:
    """The numbers of the relation that a percentage states: itself, its level, its change or its base."""
    rate = said[j]
    if rate.kind not in {"rate", "share", "completion"}:
        return []
    levels = [i for i, s in enumerate(said) if s.kind == "level" and _is(s, rate)]
    if rate.kind == "rate":
        others = [
            i for i, s in enumerate(said) if s.kind == "change" and s.of == rate.of and s.base == rate.base
        ]
    else:
        others = [
            i
            for i, s in enumerate(said)
            if s.kind == "level" and rate.base is not None and _same(s.of, rate.base)
        ]
    return [j, levels[0], others[0]] if levels and others else []


def _is(level: Said, rate: Said) -> bool:
    return _same(level.of, rate.of)


def _same(one: object, other: object) -> bool:
    return one == other and getattr(one, "stage", "") == getattr(other, "stage", "")


def _broken(said: Sequence[Said], texts: Sequence[str], j: int) -> bool:
    tied = _tied(said, j)
    if not tied:
        return False
    rate, level, other = (_range(texts[i]) for i in tied)
    if said[j].kind == "rate":
        up = (base := said[j].base) is not None and said[j].of > base
        sign = 1 if up else -1
        ends = [(c, a - sign * c) for c in other for a in level]
    else:
        ends = [(part, whole) for part in level for whole in other]
    if any(whole <= 0 for _, whole in ends):
        return False
    shares = [100 * part / whole for part, whole in ends]
    return rate[1] < min(shares) or rate[0] > max(shares)


_KINDS: dict[str, Maker] = {
    "table item": _cells(False),
    "table total": _cells(True),
    "name": _names,
    "code": _codes,
    "level": _figures("level"),
    "change": _figures("change"),
    "rate": _figures("rate"),
    "share": _figures("share"),
    "completion": _figures("completion"),
    "last year's": _last_years,
    "direction": _directions,
    "unit": _units,
    "year": _years,
}
KINDS = tuple(_KINDS)
