"""So many at such a price make so much: 购置电脑 12 台，每台 0.5 万元，共 6 万元; 聘用 4 名，每人每月 3,000 元，全年 14.40 万元.

The count, the price and what they come to stand beside each other in one sentence, in this order or with the price first
(每人每月 90 元，惠及 1,200 人，全年 129.60 万元); where other counts stand between them only a product that holds is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import prod

from checks.numbers.amount import Kind
from checks.numbers.claims import Claim, ClaimKind
from checks.numbers.facts import Fact
from checks.relations.relation import Sum
from checks.rules.prose.counting.averages import pieces
from checks.rules.prose.readings import holds

_PRICE = re.compile(
    r"(?:每一?(?P<unit>公里|平方米|[辆台套人名位户次批个件张项期场亩吨株头只所家座间处条块口盏])|(?P<mean>[人户亩生床])均|单价)(?P<of>[^，。；：、每月\d]{0,8})(?P<monthly>每?月)?(?:每年)?[^，。；：、每\d]{0,6}\Z"
)
"""What one costs: 每辆, 每人每月, 每个班次培训经费, 单价."""

_COMES_TO = re.compile(
    r"(?:全年)?(?:[共计]?支出[^，。；：、\d]{2,6}(?:经费|资金|补助|补贴)|共需?|发放|兑付|补助|补贴|投入|支付|共计|合计|总计|总价|小计|计|需|总金额|金额|安排|支出|资金|经费)*[为是]?\Z"
)
_TIMES = ("×", "*", "✕", "Х")
_MONTHS = 12
_ALIKE = (frozenset("人名位生"), frozenset("床张"), frozenset("辆台"), frozenset("次批期场"))


@dataclass(frozen=True, slots=True)
class Products:
    """The relations of products, the prices in them, and the counts that they multiply by: coefficients, not terms."""

    relations: tuple[Sum, ...] = ()
    prices: tuple[int, ...] = ()
    factors: tuple[int, ...] = ()


def products(claims: Sequence[Claim], facts: Sequence[Fact]) -> Products:
    """Every price that stands between what it is the price of and what that comes to."""
    found = [
        (relation, price.fact, count.fact)
        for at, price in enumerate(claims[:-1])
        if _is_price(price, facts)
        for count, relation in _readings(price, claims[:at], claims[at + 1], facts)
    ]
    found += [
        (relation, price.fact, count.fact)
        for price, count, total in zip(claims, claims[1:], claims[2:], strict=False)
        if _is_price(price, facts)
        and count.lead.startswith(("，", "标准"))
        and _counted(price, [count]) is count
        for relation in [_product(count, price, total, facts)]
        if relation is not None and relation not in {each for each, _, _ in found}
    ]
    found += _multiplied(claims, facts)
    relations, prices, factors = zip(*found, strict=True) if found else ((), (), ())
    return Products(relations, prices, factors)


def _multiplied(claims: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[tuple[Sum, int, int]]:
    """Factors that × joins in brackets behind what they come to, or before =: 劳务费 9.6 万元（20 人×400 元×12 月）."""
    for at, first in enumerate(claims):
        behind = takewhile(lambda claim: claim.lead.endswith(_TIMES), claims[at + 1 :])
        factors = [first, *behind]
        prices = [c for c in factors if facts[c.fact].printed.kind is Kind.MONEY]
        counts = [c for c in factors if c.kind is ClaimKind.COUNT]
        if first.lead.endswith(_TIMES) or len(prices) != 1 or len(prices) + len(counts) != len(factors):
            continue
        product = _stands_for(claims, at, at + len(factors)) if _are_all(factors, facts) else None
        if not counts or product is None or any(c.approximate for c in (product, *factors)):
            continue
        times = prod(pieces(count, facts) for count in counts)
        if facts[product.fact].printed.kind is Kind.MONEY:
            total = Sum("prose.product", ((product.fact, 1), (prices[0].fact, -times)))
            yield from ((total, prices[0].fact, count.fact) for count in counts)


def _are_all(factors: Sequence[Claim], facts: Sequence[Fact]) -> bool:
    """Whether no more factors stand beside these than were read: of 20 人×400 元×12 月 the months are no count."""
    first = facts[factors[0].fact]
    number = rf"(?<![\d.,]){re.escape(first.printed.text)}\s*{re.escape(first.printed.unit.name)}"
    said = re.search(rf"{number}[^（）()，。；=＝]*", first.quote)
    return said is not None and sum(said[0].count(sign) for sign in _TIMES) == len(factors) - 1


def _stands_for(claims: Sequence[Claim], begin: int, end: int) -> Claim | None:
    """What the factors from one position to another come to: the amount before their bracket, or the one behind their =."""
    before, behind = claims[begin - 1 : begin], claims[end : end + 1]
    if before and claims[begin].lead == "（" and before[0].kind is ClaimKind.LEVEL:
        return before[0]
    return behind[0] if behind and behind[0].lead in {"=", "＝"} else None


def _is_price(claim: Claim, facts: Sequence[Fact]) -> bool:
    money = claim.kind is ClaimKind.LEVEL and facts[claim.fact].printed.kind is Kind.MONEY
    return money and not claim.approximate and _PRICE.search(claim.phrase) is not None


def _counted(price: Claim, before: Sequence[Claim]) -> Claim | None:
    """What a price is of: the last count of its sentence, of the unit that it names."""
    said = _PRICE.search(price.phrase)
    unit = (said["unit"] or said["mean"]) if said else None
    for claim in reversed(before):
        if claim.sentence != price.sentence:
            return None
        if (
            claim.kind is ClaimKind.COUNT
            and not claim.approximate
            and (unit is None or _same(unit, claim.unit))
        ):
            return claim
    return None


def _readings(
    price: Claim, before: Sequence[Claim], total: Claim, facts: Sequence[Fact]
) -> list[tuple[Claim, Sum]]:
    """What a price is of, with their product: the last count, or the one that it is a part of, where that fits better."""
    count = _counted(price, before)
    whole = next((c for c in before if count is not None and c.fact == count.total), None)
    found = [
        (each, relation)
        for each in (count, whole)
        if each is not None and (relation := _product(each, price, total, facts)) is not None
    ]
    fitting = [(each, relation) for each, relation in found if holds(relation, facts)]
    sure = whole is None and count is not None and before[-1] is count
    return (fitting or (found if sure else []))[:1]


def _same(unit: str, other: str) -> bool:
    return other.startswith(unit) or any(unit in units and other[:1] in units for units in _ALIKE)


def _product(count: Claim, price: Claim, total: Claim, facts: Sequence[Fact]) -> Sum | None:
    """What count and price come to, where the next number is just that; a monthly price only in what a whole year costs."""
    said, words = _PRICE.search(price.phrase), re.split(r"[，。；：]", total.phrase)[-1]
    monthly = said is not None and said["monthly"] is not None
    if (
        total.kind is not ClaimKind.LEVEL
        or total.sentence != price.sentence
        or total.approximate
        or not total.lead.startswith(("，", "、"))
        or facts[total.fact].printed.kind is not Kind.MONEY
        or not words
        or not _COMES_TO.fullmatch(words)
        or (monthly and not words.startswith("全年"))
    ):
        return None
    times = pieces(count, facts) * (_MONTHS if monthly else 1)
    return Sum("prose.product", ((total.fact, 1), (price.fact, -times)))
