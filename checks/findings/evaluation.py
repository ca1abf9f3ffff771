"""From violated rows to findings: stated and expected value, difference, allowed rounding, the arithmetic in words."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd

from checks.finding import Finding
from checks.numbers.amount import RATIO_SCALE, Kind, Printed, Unit, format_value
from checks.numbers.facts import Fact, FactTable, Statement
from checks.relations.relation import Ratio, Relation, Sense, Sum
from checks.relations.system import System, exact
from checks.rules.rule import RulePack

_DEFAULT = {
    "zh": "{subject}为 {stated}，按{terms}应{sense} {expected}，相差 {difference}（四舍五入最多允许 {tolerance}）。",
    "en": "{subject} is {stated}; by {terms} it should be {sense} {expected}; off by {difference} (rounding allows {tolerance}).",
}
_SENSE = {
    "zh": {Sense.EQUAL: "为", Sense.AT_MOST: "不超过"},
    "en": {Sense.EQUAL: "", Sense.AT_MOST: "at most"},
}
_MOST_TERMS = 14


@dataclass(frozen=True, slots=True)
class Context:
    """What findings are named with: documents' keys (stable across runs), statements by id, language."""

    documents: Sequence[str]
    statements: Mapping[str, Statement]
    pack: RulePack
    lang: str = "zh"
    taken: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def identity(self, *parts: str) -> str:
        """A finding's id: the same for the same place and rule, whatever else changes in the document."""
        key = "\x1f".join(parts)
        self.taken[key] += 1
        return hashlib.sha256(f"{key}\x1f{self.taken[key]}".encode()).hexdigest()[:12]

    def label(self, fact: Fact) -> str:
        """What a reader calls a fact's place."""
        if fact.statement is None:
            return f"{fact.row}{fact.column}" if self.lang == "zh" else f"{fact.row} {fact.column}".strip()
        name = self.statements[fact.statement].name
        column = f"“{fact.column}”" if fact.column else ""
        return f"《{name}》{fact.row}{column}"


def violations(system: System, context: Context) -> list[tuple[int, Finding]]:
    """A finding for every violated row of the system, with its row number, in a stable order."""
    outcome = system.evaluate()
    found = []
    for row in outcome.violated:
        relation = system.relation(row)
        found.append((row, finding_for(relation, system.table, context)))
    return found


def finding_for(relation: Relation, table: FactTable, context: Context) -> Finding:
    """One violated relation as a finding."""
    rule = context.pack[relation.rule]
    subject = table[relation.facts[0]]
    residual, slack = exact(relation, table)
    expected, per_unit = _expected(relation, table, residual)
    unit, decimals = subject.printed.unit, subject.printed.decimals
    stated_value = subject.printed.value
    words = {
        "subject": context.label(subject),
        "stated": _with_unit(subject.printed.text, unit),
        "expected": _with_unit(_show(expected, unit, decimals), unit),
        "difference": _with_unit(_show(stated_value - expected, unit, decimals), unit),
        "tolerance": _with_unit(_show(Fraction(slack) / per_unit, unit, decimals + 1), unit),
        "terms": _arithmetic(relation, table, context.lang),
        "sense": _SENSE[context.lang][relation.sense if isinstance(relation, Sum) else Sense.EQUAL],
        **dict(relation.words),
    }
    template = rule.message.in_(context.lang) if rule.message else _DEFAULT[context.lang]
    evidence = table.evidence(relation.facts)
    return Finding(
        id=context.identity(rule.id, context.documents[subject.document], *_where(subject, context)),
        rule=rule.id,
        category=rule.category,
        severity=rule.severity,
        title=rule.title.in_(context.lang),
        message=template.format_map(Lenient(words)),
        evidence=evidence,
        stated=subject.printed.text,
        expected=_show(expected, unit, decimals),
        difference=_show(stated_value - expected, unit, decimals),
        tolerance=_show(Fraction(slack) / per_unit, unit, decimals + 1),
    )


class Lenient(dict[str, str]):
    """A template may name a word that a relation does not carry; it stays empty then."""

    def __missing__(self, key: str) -> str:
        return ""


def _where(fact: Fact, context: Context) -> tuple[str, str, str]:
    if fact.statement is None:
        return ("", fact.row, fact.column)
    statement = context.statements[fact.statement]
    return (statement.code or statement.name, fact.row, fact.column)


def _expected(relation: Relation, table: FactTable, residual: int) -> tuple[Fraction, Fraction]:
    """What the first fact would have to be, the others as printed; and the row's weight of one step of it."""
    if isinstance(relation, Sum):
        first, coefficient = relation.terms[0]
        weight = sum(k for f, k in relation.terms if f == first) or coefficient
        return Fraction(int(table.value[first])) - Fraction(residual, weight), Fraction(abs(weight))
    above = sum(k * int(table.value[f]) for f, k in relation.numerator)
    below = sum(k * int(table.value[f]) for f, k in relation.denominator)
    if below == 0:
        return Fraction(int(table.value[relation.ratio])), Fraction(1)
    ratio = table[relation.ratio].printed
    common = gcd(RATIO_SCALE, ratio.value, ratio.half)
    return Fraction(relation.sign * above * RATIO_SCALE, below), Fraction(abs(below), common)


def _show(value: Fraction | int, unit: Unit, decimals: int) -> str:
    """A computed number in ``unit``: exact where it ends, else rounded two places beyond what is printed."""
    number = Fraction(value)
    if number.denominator == 1:
        text = format_value(number.numerator, unit, None)
        if len(text.partition(".")[2]) <= decimals + 2:
            return format_value(number.numerator, unit, decimals)
    scale = 10 ** (decimals + 2)
    scaled = number * scale / unit.factor
    rounded = (abs(scaled.numerator) * 2 + scaled.denominator) // (2 * scaled.denominator)
    digits = str(rounded).rjust(decimals + 3, "0")
    sign = "-" if scaled < 0 and rounded else ""
    whole, fraction = digits[: -(decimals + 2)], digits[-(decimals + 2) :]
    kept = fraction[:decimals] + fraction[decimals:].rstrip("0")
    return f"{sign}{whole}.{kept}" if kept else f"{sign}{whole}"


def _with_unit(text: str, unit: Unit) -> str:
    if unit.kind is Kind.RATIO:
        return text if text.endswith(("%", "％", "‰")) else f"{text}{unit.name}"
    return f"{text}{unit.name}" if unit.kind is Kind.MONEY else text


def _arithmetic(relation: Relation, table: FactTable, lang: str) -> str:
    if isinstance(relation, Ratio):
        above = _sum_text(relation.numerator, table)
        below = _sum_text(relation.denominator, table)
        above = f"({above})" if len(relation.numerator) > 1 else above
        below = f"({below})" if len(relation.denominator) > 1 else below
        return f"{above} ÷ {below}"
    _, coefficient = relation.terms[0]
    rest = tuple((f, -k if coefficient > 0 else k) for f, k in relation.terms[1:])
    if not rest:
        return "无对应金额" if lang == "zh" else "no amount entered"
    return _sum_text(rest, table)


def _sum_text(terms: Iterable[tuple[int, int]], table: FactTable) -> str:
    pieces: list[str] = []
    every = list(terms)
    shown = [(f, k) for f, k in every if table.value[f]] or every[:1]
    for fact, coefficient in shown[:_MOST_TERMS]:
        printed: Printed = table[fact].printed
        text = _with_unit(printed.text, printed.unit) if len(shown) == 1 else printed.text
        times = f"{abs(coefficient)}×" if abs(coefficient) != 1 else ""
        sign = " - " if coefficient < 0 else " + "
        pieces.append(
            (sign if pieces or coefficient < 0 else "").lstrip() + times + text
            if not pieces
            else sign + times + text
        )
    if len(shown) > _MOST_TERMS:
        pieces.append(f" + … ({len(shown)})")
    return "".join(pieces)
