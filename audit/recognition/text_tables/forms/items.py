"""Item tables in the text of a PDF: two halves of labels and amounts, told apart by line numbers or names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from audit.document import Grid, Line
from audit.recognition.text_tables.rows import AMOUNT, Record, Token, columns_of, filled, grid_of
from checks import catalogue
from checks.catalogue import Section, StatementSpec, bare, plain
from checks.finding import Place
from checks.numbers.amount import normalise

_TOTALS = frozenset({"总计", "合计"})
"""Labels that both halves print."""

_RATE = re.compile(r"-?\d+(?:\.\d+)?[%％]")
"""What stands behind the amounts of a row and is of them."""

_INTEGER = re.compile(r"\d{1,3}")
_FIRST_ROW = re.compile(r"[一二三四五六七八九十]+、|合计\s*[\d.]|\d+(?:[一二三四五六七八九十]|$|\s)")


def item_grid(spec: StatementSpec, lines: Sequence[Line]) -> Grid | None:
    """The table of a statement by items; None where the words of no item are found."""
    names = list(spec.sections)
    halves = [n for n in names if n in {"收入", "支出"}]
    numbered = any("行次" in plain(line.text) for line in lines)
    records = list(_item_records(_data_tokens(lines, spec), _names(spec), numbered=numbered))
    if not records:
        return None
    if len(halves) < 2:
        rates = [word for line in lines for word in line.text.split() if word.endswith("率")][:1]
        rated = rates if all(_RATE.fullmatch(r.amounts[-1].text) for r in records if r.amounts) else []
        columns = [*columns_of(spec, max(len(r.amounts) for r in records) - len(rated)), *rated]
        rows = [[r.label, *filled(r.amounts, len(columns))] for r in records]
        return grid_of([["项目", *columns]], rows, records[0].place)
    return _two_halves(spec, records, numbered=numbered)


def _two_halves(spec: StatementSpec, records: Sequence[Record], *, numbered: bool) -> Grid:
    income, spending = spec.sections["收入"], spec.sections["支出"]
    left = list(income.columns) or list(spec.columns)[:1]
    right = list(spending.columns) or list(spec.columns)[:1]
    header = [
        ["收入"] * (1 + len(left)) + ["支出"] * (1 + len(right)),
        ["项目", *left, "项目", *right],
    ]
    sides = list(zip(records, _sides(records, spec, numbered=numbered), strict=True))
    halves = [
        [[record.label, *filled(record.amounts, len(columns))] for record, side in sides if side is is_income]
        for is_income, columns in ((True, left), (False, right))
    ]
    blanks = [[""] * (1 + len(left)), [""] * (1 + len(right))]
    rows = [[*(one or blanks[0]), *(other or blanks[1])] for one, other in itertools.zip_longest(*halves)]
    return grid_of(header, rows, records[0].place)


def _sides(records: Sequence[Record], spec: StatementSpec, *, numbered: bool) -> list[bool]:
    """For each half row, whether it is income: by the form's line numbers, else by its label."""
    if numbered:
        lines = [r.line for r in records if r.line is not None]
        other = next((b for a, b in itertools.pairwise(lines) if b != a + 1), len(lines) + 1)
        return [r.line is not None and r.line < other for r in records]
    sides: list[bool] = []
    known = _called(spec.sections["支出"])
    for record in records:
        label = bare(record.label)
        spending = catalogue.functional_class(label) is not None or label in known - _TOTALS
        totals = [r for r in records[: len(sides)] if bare(r.label) == label]
        sides.append(not (spending or (label in _TOTALS and bool(totals))))
    return sides


def _data_tokens(lines: Sequence[Line], spec: StatementSpec) -> list[Token]:
    """The tokens of the rows: headers, repeated at every page, are left out up to the first ordinal or number."""
    tokens: list[Token] = []
    header = True
    words = {"收入", "支出", "项目", "项", "目", "行次", "决算数", "金额", "科目名称", *spec.columns}
    for line in lines:
        pieces = line.text.split()
        compact = plain(line.text)
        if re.match(r"(?:收入支出|项目行次|科目名称)", compact):
            header = True
            continue
        headed = all(p in words or len(p) < 8 for p in pieces) and not any(
            AMOUNT.fullmatch(normalise(p)) for p in pieces
        )
        if header and headed and not _FIRST_ROW.match(line.text.strip()):
            continue
        header = False
        tokens += [Token(p, line.place) for p in pieces]
    return tokens


def _names(spec: StatementSpec) -> frozenset[str]:
    """All that the form calls its subtotals, carry-overs and totals, without spaces and ordinals."""
    return frozenset().union(*(_called(section) for section in spec.sections.values()))


def _called(section: Section) -> frozenset[str]:
    groups = (section.subtotal, section.adjustments, section.total)
    return frozenset(
        plain(name) for group in groups for own, others in group.items() for name in (own, *others)
    )


def _item_records(tokens: Sequence[Token], names: AbstractSet[str], *, numbered: bool) -> Iterator[Record]:
    """Half rows: a label, the form's line number (where it prints them), amounts; any of them may be missing.

    A label goes on over its lines; an ordinal begins another, and so does a name that the form knows, whole.
    """
    label, line, amounts, place = "", None, list[Token](), None

    def done() -> Iterator[Record]:
        if label or amounts:
            yield Record("", label, line, tuple(amounts), place or Place())

    for token in tokens:
        integer = _INTEGER.fullmatch(token.text) is not None
        if numbered and integer and not (token.text == "0" and line is not None):
            if line is not None:
                yield from done()
                label, amounts, place = "", [], None
            line = int(token.text)
            place = place or token.place
        elif token.amount or (amounts and _RATE.fullmatch(token.text)):
            amounts.append(token)
            place = place or token.place
        else:
            ordinal = re.match(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]", token.text)
            whole = bare(token.text) in names and bare(label + token.text) not in names
            begins = ordinal is not None or whole
            if amounts or line is not None or (begins and label and not numbered):
                yield from done()
                label, line, amounts, place = "", None, [], None
            label += token.text
            place = place or token.place
    yield from done()
