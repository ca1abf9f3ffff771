"""Tables in the text of a PDF, where columns have collapsed into single spaces: rebuilt from the official forms.

A table begins at a line that is an official title with the unit stated below it. Its header is lost, so its
columns are those of the official form, counted; a row that prints fewer amounts than there are columns is
handed on as one unreadable cell, never guessed.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audit.document import Cell, Document, Grid, Line, Paragraph
from audit.reading.reflow import reflow
from audit.recognition.cells import is_code
from audit.recognition.grids import tables
from audit.recognition.headings import is_note, owner_in, unit_in
from audit.recognition.tables import RawTable
from checks import catalogue
from checks.catalogue import StatementSpec, bare, plain
from checks.finding import Place

_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+|-?\d{1,3}(?:,\d{3})+|-?0|[(（]\d[\d,]*\.\d+[)）]")
_INTEGER = re.compile(r"\d{1,3}")
_COLUMN_NUMBERS = re.compile(r"(?:栏\s*次\s*)?(?:\d{1,2}\s+){1,}\d{1,2}|栏\s*次.*")
_FIRST_ROW = re.compile(r"[一二三四五六七八九十]+、|合计\s*[\d.]|\d+(?:[一二三四五六七八九十]|$|\s)")
_END = re.compile(r"第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、.*(?:说明|情况)")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    place: Place

    @property
    def amount(self) -> bool:
        return _AMOUNT.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class _Record:
    """One row, or one half of a row: code, label, line number of the form, amounts."""

    code: str
    label: str
    line: int | None
    amounts: tuple[_Token, ...]
    place: Place


def text_tables(document: Document) -> tuple[list[RawTable], list[Paragraph]]:
    """The tables and the prose paragraphs of a document that was read as lines of text."""
    lines = [line for paragraph in document.paragraphs() for line in paragraph.lines]
    blocks: list[Paragraph | Grid] = []
    run: list[Line] = []
    position = 0
    while position < len(lines):
        segment = _segment(lines, position)
        if segment is None:
            rows = _tabbed(lines, position)
            if rows:
                blocks += [*reflow(run, lines), _tab_grid(rows)]
                run, position = [], position + len(rows)
            else:
                run.append(lines[position])
                position += 1
            continue
        spec, body, following = segment
        blocks += reflow(run, lines)
        run = []
        blocks += _rebuilt(spec, body)
        position = following
    blocks += reflow(run, lines)
    return tables(replace(document, blocks=tuple(blocks), laid_out=True))


# ------------------------------------------------------------------------------------------ finding tables


def _title_at(lines: Sequence[Line], position: int) -> StatementSpec | None:
    """The official statement whose table begins at a line: its title, with a unit stated within three lines."""
    text = lines[position].text
    if len(text) > 50 or re.match(r"\s*[一二三四五六七八九十（(\d]+[、.)）]", text):
        return None
    spec = catalogue.statement_for_title(text)
    if spec is None or spec.rows in {"free", "outline"} or "\t" in text:
        return None
    near = lines[position + 1 : position + 4]
    return spec if any(unit_in(line.text) for line in near) else None


def _segment(lines: Sequence[Line], position: int) -> tuple[StatementSpec, list[Line], int] | None:
    """The lines of the table that begins at ``position``, page breaks included, and where it ends."""
    spec = _title_at(lines, position)
    if spec is None or any("\t" in line.text for line in lines[position : position + 6]):
        return None
    end = position + 1
    while end < len(lines):
        other = _title_at(lines, end)
        text = plain(lines[end].text)
        if (other is not None and other is not spec) or _END.match(text) or (len(text) > 12 and "。" in text):
            break
        if is_note(text):
            end += 1
            break
        end += 1
    if end < len(lines) and re.fullmatch(r"表\d+", plain(lines[end - 1].text)):
        end -= 1
    return spec, list(lines[position:end]), end


def _tabbed(lines: Sequence[Line], position: int) -> list[Line]:
    """The run of tab-separated lines at ``position``."""
    run: list[Line] = []
    for line in lines[position:]:
        if "\t" not in line.text:
            break
        run.append(line)
    return run if len(run) > 1 else []


def _tab_grid(rows: Sequence[Line]) -> Grid:
    width = max(line.text.count("\t") for line in rows) + 1
    cells = [
        Cell(r, c, text.strip(), line.place)
        for r, line in enumerate(rows)
        for c, text in enumerate(line.text.split("\t"))
    ]
    return Grid(tuple(cells), len(rows), width, rows[0].place)


# ------------------------------------------------------------------------------------------ rebuilding them


def _rebuilt(spec: StatementSpec, lines: Sequence[Line]) -> list[Paragraph | Grid]:
    """The heading lines as paragraphs, the table as a grid with the header of the official form, its notes."""
    heading = [lines[0], *[line for line in lines[1:4] if unit_in(line.text) or owner_in(line.text)][:1]]
    notes = [line for line in lines if is_note(line.text)]
    body = [line for line in lines[1:] if line not in notes and not _is_heading(line, spec)]
    if spec.rows == "concepts":
        grid = _concept_grid(body)
    elif spec.rows == "items":
        grid = _item_grid(spec, body)
    else:
        grid = _code_grid(spec, body)
    return [
        *(Paragraph((line,)) for line in heading),
        *([grid] if grid else [Paragraph((line,)) for line in body]),
        *(Paragraph((line,)) for line in notes),
    ]


def _is_heading(line: Line, spec: StatementSpec) -> bool:
    text = plain(line.text)
    return (
        catalogue.statement_for_title(text) is spec
        or unit_in(text) is not None
        or re.fullmatch(r"表\d+", text) is not None
        or _COLUMN_NUMBERS.fullmatch(line.text.strip()) is not None
    )


def _tokens(lines: Sequence[Line]) -> Iterator[_Token]:
    for line in lines:
        yield from (_Token(text, line.place) for text in line.text.split())


def _grid(header: Sequence[Sequence[str]], rows: Sequence[Sequence[_Token | str]], place: Place) -> Grid:
    """A grid with merged headers: a repeated text in a header row is one cell over all its columns."""
    cells: list[Cell] = []
    for r, texts in enumerate(header):
        c = 0
        while c < len(texts):
            span = 1
            while c + span < len(texts) and texts[c + span] == texts[c] and r + 1 < len(header):
                span += 1
            cells.append(Cell(r, c, texts[c], place, 1, span))
            c += span
    for r, row in enumerate(rows, start=len(header)):
        where = next((t.place for t in row if isinstance(t, _Token)), place)
        for c, token in enumerate(row):
            text, at = (token.text, token.place) if isinstance(token, _Token) else (token, where)
            cells.append(Cell(r, c, text, at))
    return Grid(tuple(cells), len(header) + len(rows), len(header[-1]), place)


# ------------------------------------------------------------------------------------------ tables by code


def _code_grid(spec: StatementSpec, lines: Sequence[Line]) -> Grid | None:
    records = list(_code_records(lines, spec))
    if not records:
        return None
    width = Counter(len(r.amounts) for r in records if r.amounts).most_common(1)
    columns = _columns(spec, width[0][0] if width else len(spec.columns))
    header = [["科目编码", "科目名称", *columns]]
    rows = [[r.code, r.label, *_filled(r, len(columns))] for r in records]
    return _grid(header, rows, records[0].place)


def _columns(spec: StatementSpec, count: int) -> list[str]:
    official = list(spec.forms.get(count, spec.columns))
    if len(official) == count:
        return official
    return [f"第{n}栏金额" for n in range(1, count + 1)]


def _filled(record: _Record, width: int) -> list[_Token | str]:
    """The amounts in their columns; all in one cell where some are missing and nobody can say which."""
    if len(record.amounts) in {0, width}:
        return [*record.amounts, *[""] * (width - len(record.amounts))]
    together = _Token(" ".join(t.text for t in record.amounts), record.amounts[0].place)
    return [together, *[""] * (width - 1)]


def _code_records(lines: Sequence[Line], spec: StatementSpec) -> Iterator[_Record]:
    """Rows of a table by code. A label may be wrapped over lines before its amounts; what follows the amounts is
    the header of the next page. Totals have no code."""
    totals = {"合计", "总计", *(plain(n) for n in spec.totals)}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    code, label, amounts, place, started = "", "", list[_Token](), Place(), False

    def record() -> Iterator[_Record]:
        key = (code or label, tuple(t.text for t in amounts))
        known = code or label in totals
        if known and (amounts or code) and key not in seen:
            seen.add(key)
            yield _Record(code, label, None, tuple(amounts), place)

    for token in _tokens(lines):
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


# ------------------------------------------------------------------------------------------ tables of items


def _item_grid(spec: StatementSpec, lines: Sequence[Line]) -> Grid | None:
    names = list(spec.sections)
    halves = [n for n in names if n in {"收入", "支出"}]
    numbered = any("行次" in plain(line.text) for line in lines)
    records = list(_item_records(_data_tokens(lines, spec), numbered=numbered))
    if not records:
        return None
    if len(halves) < 2:
        columns = _columns(spec, max(len(r.amounts) for r in records))
        rows = [[r.label, *_filled(r, len(columns))] for r in records]
        return _grid([["项目", *columns]], rows, records[0].place)
    return _two_halves(spec, records, numbered=numbered)


def _two_halves(spec: StatementSpec, records: Sequence[_Record], *, numbered: bool) -> Grid:
    income, spending = spec.sections["收入"], spec.sections["支出"]
    left = list(income.columns) or list(spec.columns)[:1]
    right = list(spending.columns) or list(spec.columns)[:1]
    width = 2 + len(left) + len(right)
    header = [
        ["收入"] * (1 + len(left)) + ["支出"] * (1 + len(right)),
        ["项目", *left, "项目", *right],
    ]
    sides = _sides(records, spec, numbered=numbered)
    rows: list[list[_Token | str]] = []
    for record, is_income in zip(records, sides, strict=True):
        row: list[_Token | str] = [""] * width
        start, columns = (0, left) if is_income else (1 + len(left), right)
        row[start] = record.label
        row[start + 1 : start + 1 + len(columns)] = _filled(record, len(columns))
        rows.append(row)
    return _grid(header, rows, records[0].place)


def _sides(records: Sequence[_Record], spec: StatementSpec, *, numbered: bool) -> list[bool]:
    """For each half row, whether it is income: by the form's line numbers, else by its label."""
    if numbered:
        lines = [r.line for r in records if r.line is not None]
        other = next((b for a, b in itertools.pairwise(lines) if b != a + 1), len(lines) + 1)
        return [r.line is not None and r.line < other for r in records]
    sides: list[bool] = []
    for record in records:
        label = bare(record.label)
        section = spec.sections["支出"]
        known = {
            plain(n)
            for group in (section.subtotal, section.adjustments)
            for k, v in group.items()
            for n in (k, *v)
        }
        spending = catalogue.functional_class(label) is not None or label in known
        totals = [r for r in records[: len(sides)] if bare(r.label) == label]
        sides.append(not (spending or (label in {"总计", "合计"} and bool(totals))))
    return sides


def _data_tokens(lines: Sequence[Line], spec: StatementSpec) -> list[_Token]:
    """The tokens of the rows: headers, repeated at every page, are left out up to the first ordinal or number."""
    tokens: list[_Token] = []
    header = True
    words = {"收入", "支出", "项目", "项", "目", "行次", "决算数", "金额", "科目名称", *spec.columns}
    for line in lines:
        pieces = line.text.split()
        compact = plain(line.text)
        if re.match(r"(?:收入支出|项目行次|科目名称)", compact):
            header = True
            continue
        headed = all(p in words or len(p) < 8 for p in pieces) and not any(
            _AMOUNT.fullmatch(p) for p in pieces
        )
        if header and headed and not _FIRST_ROW.match(line.text.strip()):
            continue
        header = False
        tokens += [_Token(p, line.place) for p in pieces]
    return tokens


def _item_records(tokens: Sequence[_Token], *, numbered: bool) -> Iterator[_Record]:
    """Half rows: a label, the form's line number (where it prints them), amounts; any of them may be missing."""
    label, line, amounts, place = "", None, list[_Token](), None

    def done() -> Iterator[_Record]:
        if label or amounts:
            yield _Record("", label, line, tuple(amounts), place or Place())

    for token in tokens:
        integer = _INTEGER.fullmatch(token.text) is not None
        if numbered and integer and not (token.text == "0" and line is not None):
            if line is not None:
                yield from done()
                label, amounts, place = "", [], None
            line = int(token.text)
            place = place or token.place
        elif token.amount:
            amounts.append(token)
            place = place or token.place
        else:
            begins = re.match(r"[一二三四五六七八九十]+、", token.text) is not None
            if amounts or line is not None or (begins and label and not numbered):
                yield from done()
                label, line, amounts, place = "", None, [], None
            label += token.text
            place = place or token.place
    yield from done()


# ------------------------------------------------------------------------------------ three public expenses


def _concept_grid(lines: Sequence[Line]) -> Grid | None:
    """The one row of amounts under a header that has collapsed: six concepts for each measure, or in pairs."""
    amounts = [t for t in _tokens(lines) if t.amount]
    header = "".join(plain(line.text) for line in lines if not _AMOUNT.search(line.text))
    concepts = [["合计"], ["因公出国（境）费"], *_VEHICLES, ["公务接待费"]]
    if len(amounts) != 2 * len(concepts):
        return None
    paired = "预算数决算数预算数决算数" in header
    pairs = (
        [(c, m) for c in concepts for m in _MEASURES]
        if paired
        else [(c, m) for m in _MEASURES for c in concepts]
    )
    heads = [
        [m if not paired else c[0] for c, m in pairs],
        [c[0] if not paired else c[-1] for c, m in pairs],
        [c[-1] if not paired else m for c, m in pairs],
    ]
    return _grid(heads, [amounts], amounts[0].place)


_VEHICLES = (
    ["公务用车购置及运行维护费", "小计"],
    ["公务用车购置及运行维护费", "公务用车购置费"],
    ["公务用车购置及运行维护费", "公务用车运行维护费"],
)
_MEASURES = ("预算数", "决算数")
