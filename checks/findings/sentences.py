"""A violated relation in words: both sides with table, row, column and page, in one unit, right on a calculator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from checks.numbers.amount import Kind, Printed, Unit, format_value
from checks.numbers.facts import Fact, FactTable
from checks.relations.relation import Grown, Growth, Ratio, Relation, Sense, Sum, Terms

Labelled = Callable[[Fact], str]
"""What a reader calls a fact's place: 《支出决算表》合计“项目支出”."""

_TEMPLATES = {
    "zh": {
        "many": "{subject}为 {stated}，按{source} {terms} 应{sense} {expected}，相差 {difference}（四舍五入最多允许 {tolerance}）。",
        "pair": "{subject}为 {stated}，{other}为 {other_stated}{at}，{comparison}，相差 {difference}（四舍五入最多允许 {tolerance}）。",
        "blank": "{subject}为 {stated}，{other}中对应的单元格没有金额，{comparison} 0，相差 {difference}。",
    },
    "en": {
        "many": "{subject} is {stated}; by {source}{terms} it should {sense} {expected}; off by {difference} (rounding allows {tolerance}).",
        "pair": "{subject} is {stated}, {other} is {other_stated}{at}: {comparison}; off by {difference} (rounding allows {tolerance}).",
        "blank": "{subject} is {stated}; the cell of {other} that goes with it is blank: {comparison} 0; off by {difference}.",
    },
}
_SENSE = {
    "zh": {"equal": "为", "most": "不超过", "least": "不少于"},
    "en": {"equal": "be", "most": "be at most", "least": "be at least"},
}
_COMPARISON = {
    "zh": {"equal": "两者应相等", "most": "前者不应大于后者", "least": "前者不应小于后者"},
    "en": {
        "equal": "the two should be equal",
        "most": "the first should not exceed the second",
        "least": "the first should not be below the second",
    },
}
_BLANK = {
    "zh": {"equal": "应为", "most": "不应大于", "least": "不应小于"},
    "en": {"equal": "it should be", "most": "it should not exceed", "least": "it should not be below"},
}
_MOST_TERMS = 14


def grouped(text: str) -> str:
    """A computed number as amounts are printed: a comma before every three digits."""
    sign = "-" if text.startswith("-") else ""
    whole, point, fraction = text.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}{point}{fraction}" if whole.isdigit() else text


def with_unit(text: str, unit: Unit) -> str:
    """A number with its unit behind it; a rate gets its sign once."""
    if unit.kind is Kind.RATIO:
        return text if text.endswith(("%", "％", "‰")) else f"{text}{unit.name}"
    return text if unit.kind is Kind.SCORE else f"{text}{unit.name}"


def show(value: Fraction | int, unit: Unit, decimals: int) -> str:
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


class Sides:
    """The two sides of a violated relation: its first fact, and what that is held against."""

    def __init__(self, relation: Relation, table: FactTable, label: Labelled, lang: str) -> None:
        self._relation, self._table, self._label, self._lang = relation, table, label, lang
        self._subject = table[relation.facts[0]]
        self._rest = _against(relation)
        self._shown = [(f, k) for f, k in self._rest if table.value[f]] or list(self._rest[:1])

    @property
    def template(self) -> str:
        """The sentence that fits, for a rule without one of its own."""
        if not isinstance(self._relation, Sum) or len(self._shown) > 1:
            return _TEMPLATES[self._lang]["many"]
        if not self._shown:
            return _TEMPLATES[self._lang]["blank"]
        _, coefficient = self._shown[0]
        return _TEMPLATES[self._lang]["pair" if coefficient == 1 else "many"]

    def words(self, absent: str) -> dict[str, str]:
        """What the sentences name; ``absent`` is called the table whose cell is blank where nothing is entered."""
        sense = self._sense()
        lone = self._table[self._shown[0][0]] if len(self._shown) == 1 else None
        return {
            "terms": self._arithmetic(),
            "source": self._source(),
            "other": self._name(lone) if lone else absent,
            "other_stated": self._figure(lone.printed) if lone else "",
            "at": self._at(lone) if lone else "",
            "sense": _SENSE[self._lang][sense],
            "comparison": (_COMPARISON if self._shown else _BLANK)[self._lang][sense],
        }

    def _sense(self) -> str:
        if not isinstance(self._relation, Sum) or self._relation.sense is Sense.EQUAL:
            return "equal"
        return "most" if self._relation.terms[0][1] > 0 else "least"

    def _name(self, fact: Fact) -> str:
        """The place of a fact; within the subject's own table its name is not said again."""
        label = self._label(fact)
        if fact.statement is not None and fact.statement == self._subject.statement:
            return label.partition("》")[2]
        if fact.statement is None and self._subject.statement is None and not label.strip():
            return {"zh": "另一处", "en": "the other"}[self._lang]
        return label

    def _at(self, fact: Fact) -> str:
        """Page, line or cell of the other side, in brackets."""
        place = fact.place
        if place.page is not None:
            return f"（第 {place.page} 页）" if self._lang == "zh" else f" (page {place.page})"
        if place.cell is not None:
            return f"（{place.cell}）" if self._lang == "zh" else f" ({place.cell})"
        if place.line is not None:
            return f"（第 {place.line} 行）" if self._lang == "zh" else f" (line {place.line})"
        return ""

    def _source(self) -> str:
        """The table that all of the other side stands in, where it is not the subject's."""
        facts = [self._table[f] for f, _ in self._shown]
        tables = {fact.statement for fact in facts}
        if len(tables) != 1 or tables <= {None, self._subject.statement}:
            return ""
        name = self._label(facts[0]).partition("》")[0] + "》"
        return f"{name}{self._at(facts[0])}" if self._lang == "zh" else f"{name}{self._at(facts[0])}: "

    def _figure(self, printed: Printed) -> str:
        """A printed number with its unit, and in the subject's unit where that is another."""
        own = self._subject.printed.unit
        text = with_unit(printed.text, printed.unit)
        if printed.unit == own or printed.unit.kind is not Kind.MONEY or own.kind is not Kind.MONEY:
            return text
        same = with_unit(grouped(format_value(printed.value, own, None)), own)
        return f"{text}（即 {same}）" if self._lang == "zh" else f"{text} ({same})"

    def _arithmetic(self) -> str:
        """What the first fact is held against, so that a calculator gives the same."""
        relation = self._relation
        if isinstance(relation, Ratio):
            # A fall is printed without its sign: the amounts change places.
            above = tuple((f, k * relation.sign) for f, k in relation.numerator)
            one, other = self._sum(above, alone=False), self._sum(relation.denominator, alone=False)
            one = f"({one})" if len(above) > 1 else one
            return f"{one} ÷ {f'({other})' if len(relation.denominator) > 1 else other}"
        if isinstance(relation, Growth):
            whole, *parts = [self._before(each) for each in (relation.whole, *relation.parts)]
            return f"{whole} ≠ {' + '.join(parts)}"
        return self._sum(self._rest, alone=True) if self._rest else ""

    def _before(self, one: Grown) -> str:
        """A level over its growth, as a calculator takes it: 120 ÷ (1 + 20%); what completes a plan over its rate: 90 ÷ 75%."""
        level = self._table[one.level].printed.text
        if one.rate is None or not self._table.value[one.rate]:
            return level
        rate = with_unit(self._table[one.rate].printed.text, self._table[one.rate].printed.unit)
        if one.completes:
            return f"{level} ÷ {rate}"
        return f"{level} ÷ (1 {'+' if one.sign > 0 else '-'} {rate})"

    def _sum(self, terms: Terms, *, alone: bool) -> str:
        """Terms with their signs, the positive ones first, all in one unit; what is nothing is left out."""
        entered = [(f, k) for f, k in terms if self._table.value[f]] or list(terms[:1])
        entered.sort(key=lambda term: term[1] < 0)
        unit = self._common_unit(entered)
        pieces: list[str] = []
        for fact, coefficient in entered[:_MOST_TERMS]:
            text = self._in_unit(self._table[fact].printed, unit)
            if alone and len(entered) == 1:
                text = with_unit(text, unit or self._table[fact].printed.unit)
            if text.startswith("-") and (pieces or coefficient < 0):
                text = f"({text})"
            text = f"{abs(coefficient)}×{text}" if abs(coefficient) != 1 else text
            sign = "-" if coefficient < 0 else "+"
            pieces.append(f" {sign} {text}" if pieces else f"{sign.replace('+', '')}{text}")
        if len(entered) > _MOST_TERMS:
            pieces.append(
                {"zh": f" + …（共 {len(entered)} 项）", "en": f" + … ({len(entered)} in all)"}[self._lang]
            )
        return "".join(pieces)

    def _common_unit(self, terms: Sequence[tuple[int, int]]) -> Unit | None:
        """The unit to convert to, where the relation's amounts are printed in several; else None."""
        amounts = [self._table[f].printed.unit for f in self._relation.facts]
        units = {unit for unit in amounts if unit.kind is Kind.MONEY}
        if len(units) < 2 or not terms:
            return None
        own = self._subject.printed.unit
        return own if own.kind is Kind.MONEY else max(units, key=lambda unit: unit.factor)

    @staticmethod
    def _in_unit(printed: Printed, unit: Unit | None) -> str:
        if unit is None or printed.unit == unit or printed.unit.kind is not Kind.MONEY:
            return printed.text
        return grouped(format_value(printed.value, unit, None))


def _against(relation: Relation) -> Terms:
    """The terms that the first fact is held against, as they would be added up to it."""
    if isinstance(relation, Ratio):
        return (*relation.numerator, *relation.denominator)
    if isinstance(relation, Growth):
        return tuple((one.level, 1) for one in relation.parts)
    _, coefficient = relation.terms[0]
    return tuple((f, -k if coefficient > 0 else k) for f, k in relation.terms[1:])
