"""From violated rows to findings: stated and expected value, difference, allowed rounding, the arithmetic in words."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd

from checks.finding import Finding
from checks.findings.formula import difference_formula
from checks.findings.sentences import Sides, grouped, show, with_unit
from checks.numbers.amount import RATIO_SCALE
from checks.numbers.facts import Fact, FactTable, Statement
from checks.relations.growth import expected_rate
from checks.relations.relation import Growth, Relation, Sum
from checks.relations.system import System, exact
from checks.rules.rule import Rule, RulePack
from checks.rules.tables.grammar import parse_relation


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
        return f"{titled(name)}{fact.row}{column}"


def titled(name: str) -> str:
    """The name of a table as a sentence gives it; nothing where the table has none."""
    return f"《{name}》" if name else ""


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
    sides = Sides(relation, table, context.label, context.lang)
    words = {
        "subject": context.label(subject),
        "column": subject.column,
        "stated": with_unit(subject.printed.text, unit),
        "expected": with_unit(grouped(show(expected, unit, decimals)), unit),
        "difference": with_unit(grouped(show(stated_value - expected, unit, decimals)), unit),
        "tolerance": with_unit(show(Fraction(slack) / per_unit, unit, decimals + 1), unit),
        **sides.words(_absent(rule, subject, context)),
        **dict(relation.words),
    }
    template = rule.message.in_(context.lang) if rule.message else sides.template
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
        expected=show(expected, unit, decimals),
        difference=show(stated_value - expected, unit, decimals),
        tolerance=show(Fraction(slack) / per_unit, unit, decimals + 1),
        formula=difference_formula(relation, table),
    )


class Lenient(dict[str, str]):
    """A template may name a word that a relation does not carry; it stays empty then."""

    def __missing__(self, key: str) -> str:
        return ""


def _absent(rule: Rule, subject: Fact, context: Context) -> str:
    """The tables that a rule holds the subject against, by name; for the sentence that one of their cells is blank."""
    codes = set(rule.statements)
    if rule.relation:
        codes.update(parse_relation(rule.relation).statements())
    own = context.statements[subject.statement].code if subject.statement else None
    names = [
        f"《{s.name}》"
        for s in context.statements.values()
        if s.document == subject.document and s.code in codes - {own}
    ]
    return "".join(dict.fromkeys(names)) or {"zh": "表", "en": "the table"}[context.lang]


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
    if isinstance(relation, Growth):
        given = expected_rate(relation, lambda fact: int(table.value[fact]))
        rate = int(table.value[relation.facts[0]])
        if given is None or given == rate:
            return Fraction(rate), Fraction(1)
        return given, abs(Fraction(residual) / (rate - given))
    above = sum(k * int(table.value[f]) for f, k in relation.numerator)
    below = sum(k * int(table.value[f]) for f, k in relation.denominator)
    if below == 0:
        return Fraction(int(table.value[relation.ratio])), Fraction(1)
    ratio = table[relation.ratio].printed
    common = gcd(RATIO_SCALE, ratio.value, ratio.half)
    return Fraction(relation.sign * above * RATIO_SCALE, below), Fraction(abs(below), common)
