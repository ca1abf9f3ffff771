"""The small language in which a relation is written, and its parser.

A relation is two sums with ``=`` or ``<=`` between them. A cell is ``statement[row; column]``; the statement
may be left out where the rule has one, and in a rule that holds for ``each: row`` (or ``each: column``) a bare
name is the column (or the row) of that name. ``items(收入)``, ``adjustments(支出)``, ``tops`` and ``children``
stand for the sum of a set of rows. ``各行`` and ``各列`` are the row and the column the rule is applied to.

    本年支出合计 = 基本支出 + 项目支出
    final_accounts.income[合计; 本年收入合计] = final_accounts.summary[本年收入合计; 决算数]
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput

from checks.relations.relation import Sense

_GRAMMAR = r"""
    start: sum OPERATOR sum
    sum: SIGN? term (SIGN term)*
    ?term: cell | set | name
    cell: STATEMENT? "[" NAME ";" NAME "]"
    set: SET ("(" NAME ")")?
    name: NAME
    OPERATOR: "=" | "<="
    SIGN: "+" | "-"
    SET.2: /(?:items|adjustments|tops|children)(?![a-z])/
    STATEMENT.1: /(?:final_accounts|budget|performance)\.[a-z_]+/
    NAME: /[^\s\[\]();=<>+\-][^\[\]();=<>+\-\n]*[^\s\[\]();=<>+\-]|[^\s\[\]();=<>+\-]/
    %ignore /[ \t\n]+/
"""

EACH_ROW = "各行"
EACH_COLUMN = "各列"


@dataclass(frozen=True, slots=True)
class CellRef:
    """One cell, or one cell for each row or column the rule is applied to."""

    statement: str | None
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class NameRef:
    """A bare name: a column in a rule for each row, a row in a rule for each column."""

    name: str


@dataclass(frozen=True, slots=True)
class SetRef:
    """The sum over a set of rows: items, adjustments (of a section), tops, children."""

    name: str
    section: str | None


Ref = CellRef | NameRef | SetRef
SignedRef = tuple[int, Ref]


@dataclass(frozen=True, slots=True)
class RelationExpr:
    """A parsed relation: left-hand terms, sense, right-hand terms."""

    left: tuple[SignedRef, ...]
    sense: Sense
    right: tuple[SignedRef, ...]

    def statements(self) -> tuple[str, ...]:
        """The statements it names, in order of appearance."""
        named = [r.statement for _, r in (*self.left, *self.right) if isinstance(r, CellRef) and r.statement]
        return tuple(dict.fromkeys(named))


class RelationSyntaxError(ValueError):
    """A relation that cannot be parsed; ``column`` counts from 1 within the relation, ``rest`` is what stands there."""

    def __init__(self, text: str, column: int) -> None:
        self.column, self.rest = column, text[max(0, column - 1) :][:20]
        super().__init__(f"cannot read the relation at column {column}: {self.rest!r}")


@v_args(inline=True)
class _Build(Transformer[Token, Any]):
    def start(self, left: Any, operator: Token, right: Any) -> RelationExpr:
        return RelationExpr(left, Sense(str(operator)), right)

    def sum(self, *children: Any) -> tuple[SignedRef, ...]:
        terms: list[SignedRef] = []
        sign = 1
        for child in children:
            if isinstance(child, Token):
                sign = -1 if child == "-" else 1
            else:
                terms.append((sign, child))
                sign = 1
        return tuple(terms)

    def cell(self, *parts: Token) -> CellRef:
        statement = str(parts[0]) if len(parts) == 3 else None
        return CellRef(statement, str(parts[-2]).strip(), str(parts[-1]).strip())

    def set(self, name: Token, section: Token | None = None) -> SetRef:
        return SetRef(str(name), str(section).strip() if section else None)

    def name(self, name: Token) -> NameRef:
        return NameRef(str(name).strip())


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", transformer=_Build(), lexer="contextual")


@lru_cache(maxsize=1024)
def parse_relation(text: str) -> RelationExpr:
    """Parse a relation. Raises :class:`RelationSyntaxError` with the column of the mistake."""
    try:
        parsed: RelationExpr = _parser().parse(text)  # type: ignore[assignment]
    except UnexpectedInput as error:
        raise RelationSyntaxError(text, max(getattr(error, "column", 1), 1)) from error
    return parsed


@lru_cache(maxsize=1024)
def parse_cell(text: str) -> CellRef:
    """Parse the name of one cell, ``statement[row; column]``. Raises :class:`RelationSyntaxError`."""
    (_, ref), *rest = parse_relation(f"{text} = {text}").left
    if rest or not isinstance(ref, CellRef):
        raise RelationSyntaxError(text, 1)
    return ref
