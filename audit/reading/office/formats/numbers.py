"""A number under a section of a number format: digits put into their places, signs, scales, fractions, exponents."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from audit.reading.office.formats.grammar import Kind, Part, Section
from audit.reading.office.formats.numerals import digit_by_digit, spelt

_PRECISION = 15
"""Significant digits that Excel keeps of a number."""

_WIDEST = 11
"""Characters that the format General gives to a number with decimals."""


def exact(value: float | Decimal) -> Decimal | None:
    """The decimal that a stored number stands for: 15 significant digits of a float; None for no number."""
    if isinstance(value, float):
        number = Decimal(repr(value))
        return Context(prec=_PRECISION, rounding=ROUND_HALF_UP).plus(number) if number.is_finite() else None
    number = Decimal(value)
    return number if number.is_finite() else None


def general(number: Decimal) -> str:
    """A number without a format: no trailing zeros, decimals as far as eleven characters go."""
    whole = len(str(abs(int(number))))
    places = max(0, _WIDEST - 1 - whole)
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if places else _rounded(number, 0)
    text = format(rounded, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def under(number: Decimal, section: Section, *, signed: bool) -> str:
    """The text of ``number`` under ``section``; ``signed`` says whether a minus is still to be printed."""
    sign = "-" if signed and number < 0 else ""
    amount = abs(number)
    parts = section.parts
    if not section.has(Kind.DIGIT):
        if section.has(Kind.GENERAL) or section.has(Kind.VALUE):
            value = _general_in(amount, section.numerals)
            filled = {Kind.GENERAL: value, Kind.VALUE: value}
            return sign + "".join(filled.get(part.kind, part.text) for part in parts)
        return sign * section.has(Kind.PERCENT) + "".join(part.text for part in parts)
    if section.has(Kind.EXPONENT):
        text = _scientific(amount, parts)
    elif _is_fraction(parts):
        text = _fraction(amount, parts)
    else:
        text = _fixed(amount, parts)
    if not any(char in "123456789" for char in text):
        sign = ""  # nothing is left of the number: there is no minus zero on a page
    if section.numerals not in {1, 2, 3}:
        return sign + text
    single = sum(part.kind is Kind.DIGIT for part in parts) == 1 and text.isdigit()
    return sign + (spelt(int(text), section.numerals) if single else digit_by_digit(text, section.numerals))


def _general_in(amount: Decimal, numerals: int) -> str:
    if numerals not in {1, 2, 3}:
        return general(amount)
    whole, _, decimals = general(amount).partition(".")
    return spelt(int(whole), numerals) + ("点" + digit_by_digit(decimals, numerals) if decimals else "")


def _rounded(amount: Decimal, places: int) -> Decimal:
    step = Decimal(1).scaleb(-places)
    context = Context(prec=max(60, amount.adjusted() + places + 3))
    return amount.quantize(step, ROUND_HALF_UP, context)


def _fixed(amount: Decimal, parts: Sequence[Part]) -> str:
    """A number with a fixed point: percent signs and trailing commas scale it."""
    percent = sum(part.kind is Kind.PERCENT for part in parts)
    last = max(i for i, part in enumerate(parts) if part.kind is Kind.DIGIT)
    point = next((i for i, part in enumerate(parts) if part.kind is Kind.POINT), len(parts))
    before = [i for i, part in enumerate(parts[:point]) if part.kind is Kind.DIGIT]
    after = [i for i in range(point, len(parts)) if parts[i].kind is Kind.DIGIT]
    commas = [i for i, part in enumerate(parts) if part.kind is Kind.COMMA]
    grouped = bool(before) and any(before[0] < i < before[-1] for i in commas)
    scale = sum(i > last or (bool(before) and before[-1] < i < point) for i in commas)
    rounded = _rounded(amount.scaleb(2 * percent - 3 * scale), len(after))
    whole, _, decimals = format(rounded, "f").partition(".")
    places = _placed_whole("" if whole == "0" else whole, [parts[i].text for i in before], grouped=grouped)
    filled = dict(zip(before, places, strict=True))
    filled |= dict(zip(after, _placed_decimals(decimals, [parts[i].text for i in after]), strict=True))
    if not before and whole != "0":
        filled[point] = whole + "."
    elif after and not any(filled[i].strip() for i in after):
        filled[point] = ""  # Excel leaves a lone point behind 5 under #.##, which is no part of the number
    return "".join(
        filled.get(i, "" if part.kind is Kind.COMMA else part.text) for i, part in enumerate(parts)
    )


def _placed_whole(digits: str, places: Sequence[str], *, grouped: bool) -> list[str]:
    """What each placeholder before the point prints: the first one takes what is left over."""
    texts: list[str] = []
    rest = digits
    count = 0
    for index in range(len(places) - 1, -1, -1):
        taken, rest = (rest, "") if index == 0 else (rest[-1:], rest[:-1])
        taken = taken or {"0": "0", "?": " "}.get(places[index], "")
        text = ""
        for digit in reversed(taken):
            comma = grouped and count and count % 3 == 0 and digit != " "
            text = digit + ("," if comma else "") + text
            count += 1
        texts.append(text)
    return texts[::-1]


def _placed_decimals(digits: str, places: Sequence[str]) -> list[str]:
    """What each placeholder behind the point prints: optional zeros at the end are left out."""
    texts = list(digits)
    for index in range(len(places) - 1, -1, -1):
        if places[index] == "0" or texts[index] != "0":
            break
        texts[index] = " " if places[index] == "?" else ""
    return texts


def _scientific(amount: Decimal, parts: Sequence[Part]) -> str:
    """``0.00E+00``; more than one digit before the point makes the exponent a multiple of their number."""
    at = next(i for i, part in enumerate(parts) if part.kind is Kind.EXPONENT)
    mantissa = parts[:at]
    step = max(1, sum(part.kind is Kind.DIGIT for part in _before_point(mantissa)))
    places = sum(part.kind is Kind.DIGIT for part in mantissa) - step
    exponent = amount.adjusted() // step * step if amount else 0
    if amount and _rounded(amount.scaleb(-exponent), max(places, 0)) >= 10**step:
        exponent += step
    sign = "-" if exponent < 0 else "+" if parts[at].text.endswith("+") else ""
    return (
        _fixed(amount.scaleb(-exponent), mantissa)
        + "E"
        + sign
        + _fixed(Decimal(abs(exponent)), parts[at + 1 :])
    )


def _before_point(parts: Sequence[Part]) -> Sequence[Part]:
    point = next((i for i, part in enumerate(parts) if part.kind is Kind.POINT), len(parts))
    return parts[:point]


def _is_fraction(parts: Sequence[Part]) -> bool:
    at = next((i for i, part in enumerate(parts) if part.kind is Kind.SLASH), None)
    if at is None:
        return False
    sides = (parts[:at], parts[at + 1 :])
    return any(p.kind is Kind.DIGIT for p in sides[0]) and any(
        p.kind is Kind.DIGIT or p.text.isdigit() for p in sides[1]
    )


def _fraction(amount: Decimal, parts: Sequence[Part]) -> str:
    """``# ??/??``: the nearest fraction with a denominator of so many digits, or the one that is given."""
    at = next(i for i, part in enumerate(parts) if part.kind is Kind.SLASH)
    below = "".join(part.text for part in parts[at + 1 :]).strip()
    mixed = " " in "".join(part.text for part in parts[:at]).strip()
    value = Fraction(amount)
    whole = int(value) if mixed else 0
    rest = value - whole
    if below.isdigit() and int(below):
        denominator = int(below)
        numerator = int(rest * denominator + Fraction(1, 2))
    else:
        nearest = rest.limit_denominator(10 ** max(1, sum(char in "0#?" for char in below)) - 1)
        numerator, denominator = nearest.numerator, nearest.denominator
    if mixed and numerator == denominator:
        whole, numerator = whole + 1, 0
    if numerator == 0:
        return str(whole)
    return f"{whole} {numerator}/{denominator}" if whole else f"{numerator}/{denominator}"
