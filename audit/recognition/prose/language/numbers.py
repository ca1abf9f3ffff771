"""Number tokens of a narrative as printed numbers, with the unit that the sentence gives or leaves out."""

from __future__ import annotations

import re

from audit.recognition.prose.language.tokens import Token
from checks.numbers.amount import (
    MONEY_UNITS,
    PER_MILLE,
    PERCENT,
    POINT,
    SCORE,
    TIMES,
    WAN_YUAN,
    YI_YUAN,
    Kind,
    NoEntry,
    Printed,
    Unit,
    Unread,
    count_unit,
    parse,
)
from checks.numbers.claims import Claim, ClaimKind, Measure

_DIGITS = re.compile(r"[-−]?[\d,]+(?:\.\d+)*")
_LONGEST = 18
_ROUGHLY = ("约", "约为", "近", "将近", "超过", "超", "不足", "至少", "达到", "突破")
_REACHES = "达到"
"""Before decimals this rounds nothing: 节约率达到 4.62%."""
_COMPLETION = re.compile(r"((?:预算|支出)?(?:执行|完成|支出|覆盖|办结|收缴)(?:率|比例|进度))[为是达到约]*\Z")
Family = tuple[str, Measure | tuple[Measure, int | None] | None]
_MEASURE_NAMES = {
    Measure.MAIN: "金额",
    Measure.INITIAL_BUDGET: "年初预算数",
    Measure.ADJUSTED_BUDGET: "全年预算数",
    Measure.BUDGET: "预算数",
    Measure.ACTUAL: "决算数",
}
_KIND_NAMES = {
    ClaimKind.RATE: "增减率",
    ClaimKind.COMPLETION: "完成率",
    ClaimKind.SHARE: "占比",
    ClaimKind.RATIO: "比率",
    ClaimKind.COUNT: "数量",
    ClaimKind.SCORE: "分值",
}


def read_number(
    token: Token, *, money: bool, percent: bool = False, counted: str | None = None
) -> Printed | Unread | None:
    """The number of a quantity token.

    ``money`` says that the phrase speaks of an amount, so that a bare number with decimals is one in 万元
    whose unit was forgotten; ``percent`` that a bare number is a percentage without its sign; ``counted`` the unit
    that its noun leaves out (人数 45). None where a bare number is none of these: a year, a page, a name.
    """
    match = _DIGITS.search(token.text)
    if match is None:
        return None
    digits = match.group()
    if len(digits) > _LONGEST:
        return Unread(token.text, "数字过长，不是一个金额")
    rest = token.text[match.end() :].lstrip("多余")
    unit = _unit(token, rest, digits, money=money, percent=percent)
    if unit is None and counted is not None and token.type == "BARE" and "." not in digits:
        unit = count_unit(counted)
    if unit is None:
        return None
    number = parse(digits, unit)
    if isinstance(number, NoEntry):
        return None
    if isinstance(number, Unread):
        return number
    half = (
        0
        if number.kind is Kind.COUNT and not number.decimals and not rest.startswith(("万", "亿"))
        else number.half
    )
    return Printed(digits, number.unit, number.value, half, number.decimals)


def column_of(kind: ClaimKind, measure: Measure, direction: int, phrase: str) -> str:
    """What a reader calls the thing that is said: 决算数, 增减率, 占比; a completion as the phrase calls it."""
    if kind is ClaimKind.COMPLETION and (named := _COMPLETION.search(phrase)):
        return named[1]
    if kind is ClaimKind.CHANGE:
        return {1: "增加额", -1: "减少额"}.get(direction, "增减额")
    return _KIND_NAMES.get(kind) or _MEASURE_NAMES[measure]


def family_of(claim: Claim) -> Family:
    """Numbers of one family stand in one breakdown: levels of one measure, changes since one year, counts."""
    return claim.kind.value, claim.against if claim.kind is ClaimKind.CHANGE else claim.measure


def _unit(token: Token, rest: str, digits: str, *, money: bool, percent: bool) -> Unit | None:
    match token.type:
        case "MONEY":
            return MONEY_UNITS[rest]
        case "PERCENT" | "PERCENT_OF":
            return PER_MILLE if rest == "‰" else PERCENT
        case "POINTS":
            return POINT
        case "TIMES":
            return TIMES
        case "SCORE":
            return SCORE
        case "WAN":
            if not money:
                return count_unit(rest)
            return YI_YUAN if rest == "亿" else WAN_YUAN
        case "COUNT":
            return count_unit(rest)
        case _:
            if percent:
                return PERCENT
            return WAN_YUAN if money and "." in digits else None


def same_kind(one: Printed, other: Printed) -> bool:
    """Whether two numbers can be added: both money, or counts of one thing."""
    return one.kind is other.kind and (one.kind is not Kind.COUNT or one.unit.name == other.unit.name)


def is_rough(phrase: str, number: Printed) -> bool:
    """Whether the words before a number make it approximate."""
    return phrase.endswith(_ROUGHLY) and not (phrase.endswith(_REACHES) and number.decimals)
