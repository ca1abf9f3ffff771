"""Tables by code in the text of a PDF: a code, a label that may be wrapped, amounts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit.document import Grid, Line
from audit.recognition.tables.cells import is_code
from audit.recognition.text_tables.rows import Record, Token, columns_of, filled, grid_of, tokens_of
from checks.catalogue import StatementSpec, plain
from checks.finding import Place

_GLUED_CODE = re.compile(r"(?<!\S)(\d{3}(?:\d{2}){0,2})(?=[\u4e00-\u9fff])")


def code_grid(spec: StatementSpec, lines: Sequence[Line]) -> Grid | None:
    """The table of a statement by codes; None where no line begins with one."""
    records = list(_code_records([_code_apart(line) for line in lines], spec))
    if not records:
        return None
    width = Counter(len(r.amounts) for r in records if r.amounts).most_common(1)
    columns = columns_of(spec, width[0][0] if width else len(spec.columns))
    header = [["科目编码", "科目名称", *columns]]
    rows = [[r.code, r.label, *filled(r.amounts, len(columns))] for r in records]
    return grid_of(header, rows, records[0].place)


def _code_apart(line: Line) -> Line:
    """A line with a space between a code and the name that is printed right against it."""
    return replace(line, text=_GLUED_CODE.sub(r"\1 ", line.text))


def _code_records(lines: Sequence[Line], spec: StatementSpec) -> Iterator[Record]:
    """Rows of a table by code. A label may be wrapped over lines before its amounts; what follows the amounts is
    the header of the next page. Totals have no code."""
    totals = {"合计", "总计", *(plain(n) for n in spec.totals)}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    code, label, amounts, place, started = "", "", list[Token](), Place(), False

    def record() -> Iterator[Record]:
        key = (code or label, tuple(t.text for t in amounts))
        known = code or label in totals
        if known and (amounts or code) and key not in seen:
            seen.add(key)
            yield Record(code, label, None, tuple(amounts), place)

    for token in tokens_of(lines):
        if token.amount and (code or label in totals):
            amounts.append(token)
        elif is_code(token.text) or token.text in totals:
            if started:
                yield from record()
            is_total = token.text in totals
            code, label = ("", token.text) if is_total else (token.text, "")
            amounts, place, started = [], token.place, True
        elif started and not token.amount and not amounts:
            label += token.text
    if started:
        yield from record()
