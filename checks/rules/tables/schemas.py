"""What every row of a statement must look like, whatever it adds up to: a few columns, each with what is right in it.

One list of columns per family of statements (rows by functional code, by economic code); each value that its
column refuses becomes a finding at its row. A document has some hundred rows, which need no frame; the rows of a
release are checked as frames. Source: 政府收支分类科目 (codes of three, five and seven digits; economic codes of
three and five), 部门决算报表编制说明.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from checks.catalogue import economic_codes, functional_classes, government_economic_codes, plain
from checks.catalogue.across import is_accounts
from checks.catalogue.functional import misnamed, names_by_code
from checks.catalogue.spelling import is_slip_of
from checks.numbers.facts import NOT_ENTERED, FactTable, Role, Statement
from checks.rules.tables.columns import is_change, is_rate_of_change


@dataclass(frozen=True, slots=True)
class Row:
    """A row by code: the code as understood and as printed, its name, copies so far, whether its parent is there.

    ``named`` is whether the table names any code: one that prints codes alone owes no names. Of a copied text that keeps
    no rows most codes must have one: there names may have come to stand apart from their codes.
    """

    statement: Statement
    number: int
    code: str
    printed: str
    name: str
    copies: int
    parent_printed: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Column:
    """What is right in one column of the rows, and the rule that a wrong value breaks."""

    rule: str
    right: Callable[[Row], bool]


_FUNCTIONAL_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_ECONOMIC_CODE = re.compile(r"[35]\d{2}(?:\d{2})?")
_PRINTED_CODE = re.compile(r"\d+|\d{3}(?:\|\d{2}){0,2}")
_DIGITS = "schema.code-digits"
_EVERY = (
    Column(_DIGITS, lambda row: _PRINTED_CODE.fullmatch(row.printed) is not None),
    Column("schema.name", lambda row: bool(row.name) or not row.named),
    Column("schema.duplicate", lambda row: row.copies == 1),
    Column("schema.parent", lambda row: row.parent_printed),
)
COLUMNS = {
    "functional": (
        Column("schema.code", lambda row: _FUNCTIONAL_CODE.fullmatch(row.code) is not None),
        *_EVERY,
    ),
    "economic": (Column("schema.code", lambda row: _ECONOMIC_CODE.fullmatch(row.code) is not None), *_EVERY),
}
"""By functional code: 类 of three digits, 款 of five, 项 of seven. By economic code: 类 of three beginning with 3 or 5,
款 of five."""

_NEVER_NEGATIVE = frozenset(
    {"final_accounts.three_public", "budget.three_public", "budget.income", "budget.expenditure"}
)


_TOTAL = re.compile(r"合计\Z|总计\Z")


_FEWEST_NAMES = 4

_CLASSIFICATIONS: dict[str, Callable[[], Mapping[str, tuple[str, ...]]]] = {
    "2": names_by_code,
    "3": economic_codes,
    "5": government_economic_codes,
}
"""The codes with their names: by function, by nature, by nature for the government as a whole."""


@dataclass(frozen=True, slots=True)
class SchemaFailure:
    """A row or cell that its model refuses: the rule, the statement, the row's position, the fact (if one)."""

    rule: str
    statement: Statement
    row: int
    fact: int | None
    expected: str = ""


def failures(statements: Sequence[Statement], table: FactTable) -> list[SchemaFailure]:
    """Validate every statement that is printed by code, and the amounts that cannot be negative."""
    found: list[SchemaFailure] = []
    exported = _exported(statements)
    by_family: dict[str, list[Row]] = {family: [] for family in COLUMNS}
    for statement in statements:
        if (own := _family(statement)) is not None:
            by_family[own] += _rows(statement)
    for family, columns in COLUMNS.items():
        for column in columns:
            for row in by_family[family]:
                numbers = column.rule == _DIGITS and row.statement.document in exported
                if not numbers and not column.right(row):
                    found.append(SchemaFailure(column.rule, row.statement, row.number, _first(row)))
    rows = [*chain.from_iterable(by_family.values())]
    return [
        *found,
        *_misnamed(statements),
        *_slips(rows),
        *_blank_totals(rows, table),
        *_negative(statements, table),
    ]


def _exported(statements: Sequence[Statement]) -> set[int]:
    """The documents that are workbooks of an accounts system: codes are numbers there, and 05 is exported as 5."""
    codes: dict[int, list[str | None]] = defaultdict(list)
    for statement in statements:
        codes[statement.document].append(statement.code)
    return {document for document, found in codes.items() if is_accounts(found)}


def _first(row: Row) -> int | None:
    return next((int(f) for f in row.statement.cells[row.number] if f >= 0), None)


def _negative(statements: Sequence[Statement], table: FactTable) -> Iterator[SchemaFailure]:
    """The amounts below nothing of tables in which no correction can make them negative."""
    for statement in statements:
        if statement.code in _NEVER_NEGATIVE:
            labels = enumerate(statement.column_labels)
            levels = [c for c, label in labels if not (is_change(label) or is_rate_of_change(label))]
            for row, facts in enumerate(statement.cells[:, levels]):
                for fact in facts[facts >= 0].tolist():
                    if table.value[fact] < 0:
                        yield SchemaFailure("schema.negative", statement, row, fact)


def _misnamed(statements: Sequence[Statement]) -> Iterator[SchemaFailure]:
    """The rows by code that carry the name of another code of the same classification."""
    for statement in statements:
        named = [
            (row, code, plain(statement.row_labels[row].removeprefix(code)))
            for row, code in enumerate(key.split("#")[0] for key in statement.rows)
            if code.isdigit()
        ]
        if _family(statement) is None and not _by_its_names([(code, name) for _, code, name in named]):
            continue
        for row, code, name in named:
            expected = misnamed(code, name, _CLASSIFICATIONS.get(code[0], dict)())
            if expected is not None:
                fact = next((int(f) for f in statement.cells[row] if f >= 0), None)
                yield SchemaFailure("schema.code-name", statement, row, fact, expected)


def _by_its_names(named: Sequence[tuple[str, str]]) -> bool:
    """Whether most rows of a table that no catalogue knows have a code with its official name beside it."""
    official = sum(name in map(plain, _official_names(code)) for code, name in named)
    return official >= _FEWEST_NAMES and 3 * official >= 2 * len(named)


def _slips(rows: Sequence[Row]) -> Iterator[SchemaFailure]:
    """The rows by code whose name is the official one, or that of the document's other tables, with a slip of the pen."""
    printed: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        printed[row.statement.document, row.code][plain(row.name)] += 1
    for row in rows:
        said, told = plain(row.name), printed[row.statement.document, row.code]
        elsewhere = [name for name, count in told.items() if count > told[said]]
        official = [plain(name) for name in _official_names(row.code)]
        if any(said.removesuffix("支出") == name.removesuffix("支出") for name in official):
            continue
        told_by_code = (name for name in official if is_slip_of(said, name, shortest=2))
        meant = next(told_by_code, None) or next((n for n in elsewhere if is_slip_of(said, n)), None)
        if meant is not None:
            yield SchemaFailure("schema.name-slip", row.statement, row.number, _first(row), meant)


def _blank_totals(rows: Sequence[Row], table: FactTable) -> Iterator[SchemaFailure]:
    """The rows by code that have amounts and no total, in a table whose first column is one and mostly filled in."""
    for row in rows:
        cells, own = row.statement.cells, row.statement.cells[row.number]
        amounts = [int(fact) for fact in own[1:] if fact >= 0 and table.value[fact]]
        if not amounts or own[0] != NOT_ENTERED or not _TOTAL.search(plain(row.statement.column_labels[0])):
            continue
        if 3 * (cells[:, 0] >= 0).sum() >= 2 * len(cells):
            yield SchemaFailure("schema.blank-total", row.statement, row.number, amounts[0])


def _official_names(code: str) -> tuple[str, ...]:
    """The names that a code of either classification has or had."""
    known = functional_classes().get(code)
    if known is not None:
        return (known.name, *known.former)
    other = _CLASSIFICATIONS.get(code[:1])
    return other().get(code, ()) if other is not None else ()


def _family(statement: Statement) -> str | None:
    codes = [k for k in statement.rows if k.split("#")[0].isdigit()]
    if not codes or statement.code is None or not any(statement.printed_codes):
        return None
    return "economic" if all(k[0] in "35" for k in codes) else "functional"


def _rows(statement: Statement) -> Iterator[Row]:
    """The items by code of a statement."""
    keys = [k.split("#")[0] for k in statement.rows]
    lengths = {len(k) for k in keys if k.isdigit()}
    names = [label.removeprefix(key).strip() for key, label in zip(keys, statement.row_labels, strict=True)]
    of_codes = [bool(name) for key, name in zip(keys, names, strict=True) if key.isdigit()]
    named = any(of_codes) and (statement.gridded or 2 * sum(of_codes) > len(of_codes))
    for row, key in enumerate(keys):
        if not key.isdigit() or statement.roles[row] is not Role.ITEM:
            continue
        copy = int(statement.rows[row].partition("#")[2] or 1)
        above = len(key) - 2
        orphan = above in lengths and key[:above] not in keys
        printed = statement.printed_codes[row] or key
        yield Row(statement, row, key, printed, names[row], copy, not orphan, named)
