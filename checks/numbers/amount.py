"""A printed number: its exact value, its unit, and the interval that its printed decimals leave open.

A disclosure prints 1,065.88 万元 and means some true amount between 1,065.875 and 1,065.885 万元. Every
decision of this program rests on that interval, so a number is kept as two exact integers, value and
half-width, and never as a float.

Worked example::

    >>> n = parse("1,065.88", WAN_YUAN)
    >>> n.value, n.half            # 厘, thousandths of a yuan
    (10658800000, 50000)

A bare ``0`` (no decimals) says that nothing occurred: it is exact. ``0.00`` is a rounded number like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

RATIO_SCALE = 10**8
"""A ratio of 1 in the integer scale of ratios: 83.02% is 83_020_000."""


class Kind(StrEnum):
    """What a number measures; only numbers of one kind can be added or compared."""

    MONEY = "money"
    RATIO = "ratio"
    COUNT = "count"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit: ``factor`` is how many integer steps (厘, 10^-8, thousandths) one unit is."""

    name: str
    kind: Kind
    factor: int


YUAN = Unit("元", Kind.MONEY, 1_000)
WAN_YUAN = Unit("万元", Kind.MONEY, 10_000_000)
YI_YUAN = Unit("亿元", Kind.MONEY, 100_000_000_000)
WAN_YI_YUAN = Unit("万亿元", Kind.MONEY, 1_000_000_000_000_000)
QIAN_YUAN = Unit("千元", Kind.MONEY, 1_000_000)
BAI_WAN_YUAN = Unit("百万元", Kind.MONEY, 1_000_000_000)
PERCENT = Unit("%", Kind.RATIO, RATIO_SCALE // 100)
TIMES = Unit("倍", Kind.RATIO, RATIO_SCALE)
PER_MILLE = Unit("‰", Kind.RATIO, RATIO_SCALE // 1000)
POINT = Unit("个百分点", Kind.RATIO, RATIO_SCALE // 100)
"""Of a difference between two rates: it has no base, and is no rate itself."""
SCORE = Unit("分", Kind.SCORE, 1_000)
PIECE = Unit("", Kind.COUNT, 1_000)

MONEY_UNITS: dict[str, Unit] = {
    u.name: u for u in (YUAN, QIAN_YUAN, WAN_YUAN, BAI_WAN_YUAN, YI_YUAN, WAN_YI_YUAN)
}


def count_unit(classifier: str) -> Unit:
    """The unit of a count with its measure word, such as 辆, 人次 or 万人次 (ten thousand each)."""
    if classifier.startswith("亿"):
        return Unit(classifier, Kind.COUNT, 100_000_000_000)
    if classifier.startswith("万"):
        return Unit(classifier, Kind.COUNT, 10_000_000)
    return Unit(classifier, Kind.COUNT, 1_000)


@dataclass(frozen=True, slots=True)
class Printed:
    """One number as it stands on the page.

    ``value`` and ``half`` are integers in the steps of ``unit.kind``: 厘 for money, 10^-8 for ratios,
    thousandths for counts and scores. The true number lies in ``[value - half, value + half]``.
    """

    text: str
    unit: Unit
    value: int
    half: int
    decimals: int

    @property
    def kind(self) -> Kind:
        """What the number measures."""
        return self.unit.kind


@dataclass(frozen=True, slots=True)
class NoEntry:
    """A cell that says that there is nothing: blank, a dash, 无."""

    text: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A token that should be a number and cannot be read as one; reported, never dropped, never zero."""

    text: str
    why: str


_LARGEST = 2**62
"""Steps from which a number is a mistake: in 厘, a hundred times what the country spends in a year."""

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％（）－＋　‰﹪", "0123456789.,%()-+ ‰%")
_NO_ENTRY = frozenset({"", "-", "--", "---", "—", "——", "–", "－", "/", "\\", "*", "…", "·"})
_NO_ENTRY |= {"无", "零", "空", "没有", "不涉及", "不适用"}
_NUMBER = re.compile(
    r"(?P<sign>[-+−])?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d+))?(?P<percent>[%‰])?\Z"
)


_MARKS = re.compile(r"(?<=[\d%)])[①-⑳⑴-⒇*＊†‡]+$|^['‘’](?=[-\d])")
"""What is no part of a number: marks of notes behind it, the apostrophe by which a sheet keeps it as text."""


@lru_cache(maxsize=16384)
def normalise(text: str) -> str:
    """Half-width digits, points, commas, signs and brackets; no spaces at either end, no mark of a note."""
    return _MARKS.sub("", text.translate(_FULL_WIDTH).replace("\u00a0", " ").strip())


def parse(text: str, unit: Unit) -> Printed | NoEntry | Unread:
    """Read the content of one cell or one token, in ``unit`` unless it carries a % or ‰ of its own.

    Brackets around a number mean that it is negative, as accountants write it. Line breaks and spaces
    inside a number come from narrow cells and are dropped, but only where the pieces still form one
    well-grouped number.
    """
    plain = normalise(text)
    if plain in _NO_ENTRY:
        return NoEntry(text)
    pieces = plain.split()
    plain = "".join(pieces)
    negative = False
    if plain.startswith("(") and plain.endswith(")"):
        negative, plain = True, plain[1:-1]
    match = _NUMBER.match(plain)
    if match is None:
        whole = sum(_NUMBER.match(piece) is not None and "." in piece for piece in pieces)
        return Unread(text, SEVERAL if whole > 1 else _why_unread(plain))
    if match["percent"]:
        unit = PERCENT if match["percent"] == "%" else PER_MILLE
    decimals = len(match["decimals"] or "")
    mantissa = int(match["digits"].replace(",", "") + (match["decimals"] or ""))
    doubled = 2 * mantissa * unit.factor
    scale = 10**decimals
    if doubled % (2 * scale) or unit.factor % (2 * scale):
        if mantissa == 0:
            return Printed(text.strip(), unit, 0, 0, decimals)
        return Unread(text, "more decimals than the unit can carry")
    value = doubled // (2 * scale)
    if value >= _LARGEST:
        return Unread(text, TOO_LARGE)
    counted = unit.kind is Kind.COUNT and unit.name != "" and unit.factor == PIECE.factor
    exact = mantissa == 0 or unit.kind is Kind.SCORE or counted  # whole marks and cars are given, not rounded
    half = 0 if exact and decimals == 0 else unit.factor // (2 * scale)
    if negative != (match["sign"] in {"-", "−"}):
        value = -value
    return Printed(text.strip(), unit, value, half, decimals)


BAD_GROUPS = "thousands separators do not group by three"
TWO_POINTS = "more than one decimal point"
SEVERAL = "several numbers in one cell"
TOO_LARGE = "larger than any amount of money"
NOT_SAVED = "a formula without a saved result"
FAILED = "an error in the place of a result"
IN_WORDS = "Chinese numerals"
HIDING = frozenset({NOT_SAVED, FAILED, IN_WORDS})
"""Why a cell that is there for a number prints something else."""
ILL_FORMED = frozenset({BAD_GROUPS, TWO_POINTS})
"""Why a token cannot be read although its writer meant one number."""


_ERROR = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|#{3,}|Err:\d{3}")
_NUMERALS = re.compile(
    r"(?=.*[百千万亿点佰仟])(?=.*[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾])"
    r"负?[零〇一二三四五六七八九十百千万亿点壹贰叁肆伍陆柒捌玖拾佰仟]{2,}"
)


def hides_number(text: str) -> bool:
    """Whether a cell stands for a number that it does not print: a formula, an error of a spreadsheet, numerals in words."""
    return _why_unread("".join(normalise(text).split())) in HIDING


def _why_unread(plain: str) -> str:
    if plain.startswith("="):
        return NOT_SAVED
    if _ERROR.fullmatch(plain):
        return FAILED
    if _NUMERALS.fullmatch(plain):
        return IN_WORDS
    if "," in plain and re.fullmatch(r"[-+]?[\d,]+(\.\d+)?", plain):
        return BAD_GROUPS
    if plain.count(".") > 1 and re.fullmatch(r"[-+\d,.]+", plain):
        return TWO_POINTS
    return "not a number"


def as_decimal(value: int, unit: Unit) -> Decimal:
    """The exact decimal, in ``unit``, of an integer in the steps of the unit's kind."""
    return Decimal(value) / Decimal(unit.factor)


def format_value(value: int, unit: Unit, decimals: int | None = None) -> str:
    """A computed number as a plain decimal string in ``unit``: at least ``decimals`` places, no exponent."""
    number = as_decimal(value, unit)
    text = format(number.normalize(), "f")
    if text in {"-0", ""}:
        text = "0"
    if decimals:
        whole, _, fraction = text.partition(".")
        text = f"{whole}.{fraction.ljust(decimals, '0')}"
    return text
