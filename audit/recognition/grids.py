"""From drawn grids to tables: heads taken off, continuation pages joined, header, columns and rows told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from audit.document import Cell, Document, Grid, Paragraph
from audit.recognition.headings import is_note, is_table_heading, is_title, owner_in, unit_in
from audit.recognition.tables import Column, ColumnKind, Entry, RawTable, Row
from checks.amount import normalise
from checks.catalogue import bare, plain, statement_for_title
from checks.finding import TableCell

NUMERIC = re.compile(r"[(（]?[-+−]?[\d,]*\d(?:\.\d+)?[)）]?[%‰]?")
_CODE = re.compile(r"\d{3}(?:\d{2}){0,3}")
_CODE_AND_NAME = re.compile(r"[\[【(（]?(\d{3}(?:\d{2}){0,3})[\])】）]?[-—_.、\s]*([^\d\s.,].*)")
_TOTALS = frozenset({"合计", "总计", "小计", "收入总计", "支出总计", "收入合计", "支出合计", "本年收入合计", "本年支出合计"})
_LABEL_HEADERS = ("名称", "项目", "科目", "品目", "物品", "形式", "类别", "内容", "备注", "任务", "情况", "原因", "指标")
_LINE_HEADERS = ("行次", "序号", "栏次")
_CODE_HEADERS = ("编码", "代码")


@dataclass
class _Sheet:
    """One table while its pages are being collected."""

    titles: list[str]
    unit: str | None
    owner: str | None
    first: Grid
    matrix: list[list[Cell | None]]
    header_rows: int
    pages: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def tables(document: Document) -> tuple[list[RawTable], list[Paragraph]]:
    """The tables of a laid-out document in order, and the paragraphs that belong to none of them."""
    sheets: list[_Sheet] = []
    prose: list[Paragraph] = []
    pending: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            pending.append(block)
            continue
        head = _trailing_heading(pending)
        body = pending[: len(pending) - len(head)]
        if sheets:
            notes = _leading_notes(body)
            sheets[-1].notes += [p.text for p in notes]
        prose += body
        _take(sheets, block, [p.text for p in head], joined=not body)
        pending = []
    if sheets:
        sheets[-1].notes += [p.text for p in _leading_notes(pending)]
    prose += pending
    return [_finish(sheet) for sheet in sheets], prose


def _trailing_heading(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs right above a grid that make up its heading; a line wrapped out of one may stand between."""
    start = len(paragraphs)
    for index in range(len(paragraphs) - 1, max(-1, len(paragraphs) - 9), -1):
        text = paragraphs[index].text
        if is_table_heading(text):
            start = index
        elif len(plain(text)) > 8 or re.search(r"[。；：:，、]", text):
            break
    return list(paragraphs[start:])


def _leading_notes(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The notes that follow a grid; a note may run over several paragraphs, numbered or not."""
    notes: list[Paragraph] = []
    for paragraph in paragraphs[:8]:
        if is_note(paragraph.text) or (notes and re.match(r"\d[.．、]", plain(paragraph.text))):
            notes.append(paragraph)
        elif notes:
            break
    return notes


def _take(sheets: list[_Sheet], grid: Grid, heading: list[str], *, joined: bool) -> None:
    """Add a grid to the sheet it continues, or begin a new one with it."""
    matrix = _matrix(grid)
    heading = heading + _lift_heading(matrix)
    if not matrix:
        return
    titles = [line for line in heading if is_title(line)]
    if grid.name and not titles:
        titles = [grid.name]
    last = sheets[-1] if sheets else None
    page = grid.place.page
    if last is not None and not titles and joined:
        matrix = _widened(matrix, grid, last)
    if last is not None and _continues(last, grid, matrix, titles, joined=joined):
        last.matrix += matrix[_repeated_header(last, matrix) :]
        if page and page not in last.pages:
            last.pages.append(page)
        return
    units = [unit for line in heading if (unit := unit_in(line))]
    owners = [owner for line in heading if (owner := owner_in(line))]
    sheets.append(
        _Sheet(
            titles,
            units[-1] if units else None,
            owners[-1] if owners else None,
            grid,
            matrix,
            _header_rows(matrix),
            [page] if page else [],
        )
    )


def _continues(
    last: _Sheet, grid: Grid, matrix: list[list[Cell | None]], titles: list[str], *, joined: bool
) -> bool:
    if grid.name is not None or len(matrix[0]) != len(last.matrix[0]):
        return False
    if titles:
        ours, theirs = statement_for_title(titles[-1]), _title_spec(last.titles)
        if ours is not None or theirs is not None:
            same = ours is theirs and plain(titles[-1]).replace("（续）", "").removesuffix("续表") in [
                plain(t) for t in last.titles
            ]
        else:
            same = plain(titles[-1]) in [plain(t) for t in last.titles]
        return same and _repeated_header(last, matrix) > 0
    return joined and (not last.notes) and grid.place.page != last.first.place.page


def _widened(matrix: list[list[Cell | None]], grid: Grid, last: _Sheet) -> list[list[Cell | None]]:
    """The last rows of a table on a page of their own, where only a total stands: its label spans all label
    columns, which have no rules of their own there."""
    missing = len(last.matrix[0]) - len(matrix[0])
    ours, theirs = grid.place.bbox, last.first.place.bbox
    if missing <= 0 or ours is None or theirs is None or len(matrix) > 3:
        return matrix
    if round(ours[0] - theirs[0]) or round(ours[2] - theirs[2]):
        return matrix
    labels = [row[0] for row in matrix]
    if any(c is None or plain(c.text) not in _TOTALS for c in labels):
        return matrix
    return [
        [replace(row[0], column_span=missing + 1) if row[0] else None]
        + [None] * missing
        + [replace(c, column=c.column + missing) if c else None for c in row[1:]]
        for row in matrix
    ]


def _title_spec(titles: Sequence[str]) -> object:
    return next((spec for t in reversed(titles) if (spec := statement_for_title(t))), None)


def _matrix(grid: Grid) -> list[list[Cell | None]]:
    """The grid's cells at their upper left corners; rows and columns without any text dropped at the edges."""
    matrix: list[list[Cell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        matrix[cell.row][cell.column] = cell
    while matrix and not any(c and c.text.strip() for c in matrix[0]):
        matrix.pop(0)
    return matrix


def _texts(row: Sequence[Cell | None]) -> list[str]:
    return [cell.text.strip() for cell in row if cell is not None and cell.text.strip()]


def _lift_heading(matrix: list[list[Cell | None]]) -> list[str]:
    """Take the title, department and unit rows off the top of a grid that contains its own heading."""
    lifted: list[str] = []
    while matrix:
        texts = _texts(matrix[0])
        if not texts:
            matrix.pop(0)
            continue
        lone = len(texts) == 1 and len(matrix[0]) > 1 and not NUMERIC.fullmatch(normalise(texts[0]))
        stated = any(unit_in(t) and len(plain(t)) < 60 for t in texts) and len(texts) <= 3
        if not (stated or (lone and is_table_heading(texts[0]) and _is_title_row(matrix[0]))):
            return lifted
        for text in texts:
            lifted += [part for part in text.split("\n") if part.strip()]
        matrix.pop(0)
    return lifted


def _is_title_row(row: Sequence[Cell | None]) -> bool:
    """A title row's one cell spans the table, or nothing else stands in its row."""
    cell = next(c for c in row if c is not None and c.text.strip())
    return cell.column_span >= len(row) - 1 or is_title(cell.text)


def is_numeric(text: str) -> bool:
    """Whether a cell's text is a number (not a code; see :func:`is_code`)."""
    return NUMERIC.fullmatch(re.sub(r"\s+", "", normalise(text))) is not None


def is_code(text: str) -> bool:
    """Whether a cell's text is a code of the functional or economic classification."""
    return _CODE.fullmatch(plain(text)) is not None


def _is_line_of_numbers(row: Sequence[Cell | None]) -> bool:
    """The row 栏次 1 2 3 4 … that counts the columns."""
    texts = [plain(t) for t in _texts(row)]
    numbers = [t for t in texts if t.isdigit()]
    words = [t for t in texts if not t.isdigit()]
    if not numbers or any(w not in {"栏次", "行次", "-", "—"} for w in words):
        return False
    if not words and len(numbers) < 2:
        return False
    values = [int(n) for n in numbers]
    return all(b - a == 1 for a, b in zip(values, values[1:], strict=False)) and values[0] <= 2


def _is_data(row: Sequence[Cell | None]) -> bool:
    texts = _texts(row)
    if not texts or _is_line_of_numbers(row):
        return False
    if any(is_numeric(t) for t in texts):
        return True
    first = texts[0]
    others = texts[1:]
    if is_code(first) or _CODE_AND_NAME.fullmatch(plain(first)):
        return True
    if plain(first) in _TOTALS:
        return not others or all(plain(t) in _TOTALS for t in others)
    return any(bare(t) != plain(t) for t in texts)


def _header_rows(matrix: list[list[Cell | None]]) -> int:
    """How many rows at the top are header: all before the first row of data, but never all rows."""
    for index, row in enumerate(matrix):
        if _is_data(row):
            return index
    for index, row in enumerate(matrix):
        texts = _texts(row)
        if not texts or (index and plain(texts[0]) in _TOTALS and _over_labels(matrix[:index])):
            return index
    return min(1, len(matrix))


def _over_labels(header: list[list[Cell | None]]) -> bool:
    """Whether the first column is headed as one of codes or names."""
    first = " ".join(plain(_text(row[0])) for row in header)
    return any(word in first for word in (*_CODE_HEADERS, *_LABEL_HEADERS))


def _repeated_header(last: _Sheet, matrix: list[list[Cell | None]]) -> int:
    """How many rows at the top of a continuation page repeat the header of the table."""
    count = 0
    for row, header in zip(matrix, last.matrix[: last.header_rows], strict=False):
        if [plain(t) for t in _texts(row)] != [plain(t) for t in _texts(header)]:
            break
        count += 1
    if count == last.header_rows:
        while count < len(matrix) and _is_line_of_numbers(matrix[count]):
            count += 1
        return count
    return 0


# ---------------------------------------------------------------------------------------------- finishing


def _finish(sheet: _Sheet) -> RawTable:
    width = len(sheet.matrix[0])
    body = [
        (i, row)
        for i, row in enumerate(sheet.matrix)
        if i >= sheet.header_rows and _texts(row) and not _is_line_of_numbers(row)
    ]
    header = [row for row in sheet.matrix[: sheet.header_rows] if not _is_line_of_numbers(row)]
    paths = _header_paths(header, width, body[0][1] if body else None)
    kinds = [_kind(paths[c], [_text(row[c]) for _, row in body]) for c in range(width)]
    columns = [Column(c, paths[c], kinds[c]) for c in range(width)]
    columns = _numbered_blocks(columns)
    rows = list(_rows(columns, body))
    header_unit = next((unit for path in paths for text in path if (unit := unit_in(text))), None)
    return RawTable(
        titles=tuple(sheet.titles),
        unit=sheet.unit or header_unit,
        owner=sheet.owner,
        columns=tuple(columns),
        rows=tuple(rows),
        cells=tuple(_table_cells(sheet)),
        pages=tuple(sheet.pages),
        place=sheet.first.place,
        name=sheet.first.name,
        notes=tuple(sheet.notes),
    )


def _text(cell: Cell | None) -> str:
    return cell.text.strip() if cell is not None else ""


def _table_cells(sheet: _Sheet) -> Iterable[TableCell]:
    for i, row in enumerate(sheet.matrix):
        for cell in row:
            if cell is not None:
                yield TableCell(
                    row=i,
                    column=cell.column,
                    text=cell.text,
                    place=cell.place,
                    header=i < sheet.header_rows,
                    row_span=cell.row_span,
                    column_span=cell.column_span,
                )


def _header_paths(
    header: list[list[Cell | None]], width: int, first: Sequence[Cell | None] | None
) -> list[tuple[str, ...]]:
    """Over each column, the header texts from the top down, merged cells spread over what they span.

    Where a format has lost the spans, an empty header cell belongs to the text at its left as long as both
    stand under the same heading and something stands below it.
    """
    grid: list[list[str]] = [[""] * width for _ in header]
    owner: list[list[tuple[int, int] | None]] = [[None] * width for _ in header]
    for i, row in enumerate(header):
        for cell in row:
            if cell is None or not cell.text.strip():
                continue
            for r in range(i, min(i + cell.row_span, len(header))):
                for c in range(cell.column, min(cell.column + cell.column_span, width)):
                    grid[r][c] = plain(cell.text)
                    owner[r][c] = (i, cell.column)
    for i in range(len(header)):
        for c in range(1, width):
            if grid[i][c] or not grid[i][c - 1] or not _below(grid, first, i, c):
                continue
            if i == 0 or owner[i - 1][c] == owner[i - 1][c - 1]:
                grid[i][c], owner[i][c] = grid[i][c - 1], owner[i][c - 1]
    paths = []
    for c in range(width):
        path: list[str] = []
        for i in range(len(header)):
            if grid[i][c] and (not path or owner[i][c] != owner[i - 1][c]):
                path.append(grid[i][c])
        paths.append(tuple(path))
    return _named_by_total_row(paths, first)


def _named_by_total_row(
    paths: list[tuple[str, ...]], first: Sequence[Cell | None] | None
) -> list[tuple[str, ...]]:
    """Some forms print the lowest header of a group (合计 | 基本支出 | 项目支出) in the row of the total."""
    if first is None:
        return paths
    texts = [_text(cell) for cell in first]
    named = []
    for c, path in enumerate(paths):
        group = [k for k in range(len(paths)) if path and paths[k] == path]
        words = len(group) > 1 and all(texts[k] and not is_numeric(texts[k]) for k in group)
        named.append((*path, plain(texts[c])) if words and not is_code(texts[group[0]]) else path)
    return named


def _below(grid: list[list[str]], first: Sequence[Cell | None] | None, row: int, column: int) -> bool:
    if any(grid[i][column] for i in range(row + 1, len(grid))):
        return True
    return first is not None and _text(first[column]) != ""


def _kind(path: tuple[str, ...], texts: Sequence[str]) -> ColumnKind:
    header = path[-1] if path else ""
    filled = [t for t in texts if t]
    numeric = sum(is_numeric(t) for t in filled)
    if any(word in header for word in _LINE_HEADERS) and numeric == len(filled):
        return ColumnKind.LINE_NUMBER
    if any(word in header for word in _CODE_HEADERS) or header in {"类", "款", "项"}:
        return ColumnKind.CODE
    if len(path) > 1 and filled and all(plain(t) == header for t in filled):
        return ColumnKind.AMOUNT
    if filled and numeric * 2 < len(filled):
        return ColumnKind.LABEL
    if filled and all(is_code(t) for t in filled) and not any(word in header for word in ("数", "额", "计")):
        return ColumnKind.CODE
    if filled:
        return ColumnKind.AMOUNT
    amount = any(word in header for word in ("数", "额", "合计", "小计", "支出", "收入", "经费", "费", "结余", "结转", "预算", "拨款"))
    label = any(header.endswith(word) for word in _LABEL_HEADERS)
    return ColumnKind.AMOUNT if amount and not label else ColumnKind.LABEL


def _blocks(columns: Sequence[Column]) -> list[tuple[list[Column], list[Column]]]:
    """Groups of label columns with the amount columns at their right."""
    blocks: list[tuple[list[Column], list[Column]]] = []
    for column in columns:
        if column.kind is ColumnKind.AMOUNT:
            if not blocks:
                blocks.append(([], []))
            blocks[-1][1].append(column)
        elif column.kind in (ColumnKind.LABEL, ColumnKind.CODE):
            if not blocks or blocks[-1][1]:
                blocks.append(([], []))
            blocks[-1][0].append(column)
    if len(blocks) > 1 and not blocks[-1][1]:
        blocks.pop()
    return blocks


def _numbered_blocks(columns: Sequence[Column]) -> list[Column]:
    """Each column with the number of its block."""
    numbers = {c.index: n for n, (labels, amounts) in enumerate(_blocks(columns)) for c in (*labels, *amounts)}
    return [replace(c, block=numbers.get(c.index, -1)) for c in columns]


def _rows(columns: Sequence[Column], body: Sequence[tuple[int, Sequence[Cell | None]]]) -> Iterable[Row]:
    blocks = _blocks(columns)
    groups: dict[int, tuple[str, int]] = {}
    codes: dict[int, list[str]] = {}
    for index, row in body:
        for number, (labels, amounts) in enumerate(blocks):
            yield from _block_row(index, row, number, labels, amounts, blocks, groups, codes)


def _block_row(
    index: int,
    row: Sequence[Cell | None],
    number: int,
    labels: Sequence[Column],
    amounts: Sequence[Column],
    blocks: Sequence[tuple[list[Column], list[Column]]],
    groups: dict[int, tuple[str, int]],
    codes: dict[int, list[str]],
) -> Iterable[Row]:
    group = ""
    texts: list[str] = []
    code_parts: list[str] = []
    reach = labels[-1].index if labels else -1
    for column in labels:
        cell = row[column.index]
        text = _text(cell)
        if cell is not None and text:
            reach = max(reach, column.index + cell.column_span - 1)
            if cell.row_span > 1 and column is not labels[-1]:
                groups[column.index] = (text, index + cell.row_span)
        elif column.index in groups and index < groups[column.index][1]:
            group = groups[column.index][0]
        if column.kind is ColumnKind.CODE and re.fullmatch(r"[\d\s]*", text):
            code_parts.append(plain(text))
        else:
            texts.append(text)
            code_parts += [""] if column.kind is ColumnKind.CODE else []
    code, code_text = _code(code_parts, codes.setdefault(number, []))
    own_group = next((groups[c.index][0] for c in labels if c.index in groups and index < groups[c.index][1]), "")
    label = next((t for t in reversed(texts) if t), "")
    if code is None and not code_text and (match := _CODE_AND_NAME.fullmatch(plain(label))):
        code, label = match[1], match[2]
    wide = False
    columns = list(amounts)
    for later_labels, later_amounts in blocks[number + 1 :]:
        if label and later_labels and reach >= later_labels[0].index:
            wide = True
            columns = list(later_amounts)
    if number and any(_spans_over(row, earlier, labels) for earlier, _ in blocks[:number]):
        return
    entries = tuple(
        Entry(index, c.index, cell.text.strip(), cell.place)
        for c in columns
        if (cell := row[c.index]) is not None and cell.text.strip()
    )
    if label or code or code_text or entries:
        yield Row(index, number, code, label, tuple(texts), entries, wide, code_text, own_group or group)


def _spans_over(row: Sequence[Cell | None], earlier: Sequence[Column], labels: Sequence[Column]) -> bool:
    """Whether a label of an earlier block spans over this block's labels, and so takes its amounts."""
    return any(
        (cell := row[c.index]) is not None
        and bool(cell.text.strip())
        and bool(labels)
        and c.index + cell.column_span - 1 >= labels[0].index
        for c in earlier
    )


def _code(parts: list[str], last: list[str]) -> tuple[str | None, str]:
    """Join 类 | 款 | 项 into one code; a missing zero is put back, a 类 printed once is carried down.

    Returns the code (None if there is none) and the digits as printed.
    """
    printed = "|".join(p for p in parts if p)
    if len(parts) == 1:
        return (parts[0] or None), printed
    if not any(parts):
        return None, ""
    filled = list(parts)
    if not filled[0] and last:
        filled[0] = last[0]
        if len(filled) > 2 and not filled[1] and filled[2] and len(last) > 1:
            filled[1] = last[1]
    last[:] = filled
    widths = [3, 2, 2][: len(filled)]
    code = "".join(p.zfill(w) if p else "" for p, w in zip(filled, widths, strict=False))
    return code or None, printed
