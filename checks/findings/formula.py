"""The arithmetic of a relation as a formula over its printed numbers: what the stated number is off by."""

from __future__ import annotations

from fractions import Fraction

from checks.numbers.amount import RATIO_SCALE, Unit
from checks.numbers.facts import FactTable
from checks.relations.relation import Grown, Growth, Ratio, Relation, Terms


def difference_formula(relation: Relation, table: FactTable) -> str | None:
    """The difference of the first fact from what the others give, in its own unit; ``[i]`` is the i-th fact.

    ``[0]-([1]+[2])``, ``[0]-([1]/10000)`` between 元 and 万元, ``[0]-100*([1])/([2])`` for a rate. None for a rate of
    nothing.
    """
    position = {fact: i for i, fact in reversed(list(enumerate(relation.facts)))}
    unit = table[relation.facts[0]].printed.unit

    def total(terms: Terms, of: Unit) -> str:
        pieces = []
        for fact, coefficient in terms:
            scale = Fraction(abs(coefficient) * table[fact].printed.unit.factor, of.factor)
            times = f"*{scale.numerator}" if scale.numerator != 1 else ""
            over = f"/{scale.denominator}" if scale.denominator != 1 else ""
            pieces.append(f"{'-' if coefficient < 0 else '+'}[{position[fact]}]{times}{over}")
        return "".join(pieces).removeprefix("+")

    def before(one: Grown) -> str:
        level = f"[{position[one.level]}]"
        if one.rate is None or not one.sign:
            return level
        steps = RATIO_SCALE // table[one.rate].printed.unit.factor
        if one.completes:
            return f"{level}/([{position[one.rate]}]/{steps})"
        return f"{level}/(1{'+' if one.sign > 0 else '-'}[{position[one.rate]}]/{steps})"

    if isinstance(relation, Ratio):
        if sum(k * int(table.value[f]) for f, k in relation.denominator) == 0:
            return None
        common = table[relation.denominator[0][0]].printed.unit
        scale = relation.sign * RATIO_SCALE // unit.factor
        return f"[0]-{scale}*({total(relation.numerator, common)})/({total(relation.denominator, common)})".replace(
            "--", "+"
        )
    if isinstance(relation, Growth):
        past = "+".join(before(one) for one in relation.parts)
        scale = relation.whole.sign * RATIO_SCALE // unit.factor
        whole = f"[{position[relation.whole.level]}]/({past})"
        rate = whole if relation.whole.completes else f"({whole}-1)"
        return f"[0]-{scale}*{rate}".replace("--", "+")
    _, first = relation.terms[0]
    rest = tuple((f, -k if first > 0 else k) for f, k in relation.terms[1:])
    weight = f"/{abs(first)}" if abs(first) != 1 else ""
    return f"[0]-({total(rest, unit)}){weight}" if rest else "[0]"
