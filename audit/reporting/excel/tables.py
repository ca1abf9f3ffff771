"""One sheet a recognised table, as it was read: wrong cells stand out, say why, and lead to their finding."""

from __future__ import annotations

from dataclasses import replace

from openpyxl.comments import Comment
from openpyxl.styles.colors import Color

from audit.reporting.culprit import suspect
from audit.reporting.excel import style
from audit.reporting.excel.cells import number
from audit.reporting.excel.page import Page
from audit.reporting.excel.plan import FINDINGS_HEADER, TABLE_TOP, Plan, address
from audit.reporting.excel.style import Look
from audit.reporting.plain import clean, one_line, shortened
from audit.reporting.view import RANK, Entry, View
from checks.finding import Shape, StatementInfo, TableCell

_NARROWEST, _WIDEST = 7.0, 30.0
_PORTRAIT = 100
_HIGHEST = 400
_COMMENT = 400
_MOST_IN_COMMENT = 5


def draw(page: Page, statement: StatementInfo, view: View, plan: Plan) -> None:
    """The whole sheet of one table."""
    _draw_top(page, statement, view, plan)
    subjects = plan.subjects.get(statement.id, {})
    for cell in statement.table:
        entries = subjects.get((cell.row, cell.column), [])
        _draw_cell(page, cell, entries, view.words("truncated"))
        if entries:
            first = min(entries, key=_importance)
            row, column = cell.row + TABLE_TOP, cell.column + 1
            page.link(row, column, plan.findings_title, f"A{plan.row(first)}")
            page.cell(row, column).comment = _comment(entries, view)
    for area in merges(statement.table):
        page.sheet.merge_cells(area)
    widths = _widths(statement)
    page.set_widths(widths)
    for row, height in _heights(statement, widths).items():
        page.set_height(row + TABLE_TOP, height)
    headers = _header_rows(statement)
    repeated = f"{TABLE_TOP}:{TABLE_TOP + headers - 1}" if headers else None
    if headers:
        page.sheet.freeze_panes = f"A{TABLE_TOP + headers}"
    page.set_up_print("landscape" if sum(widths) > _PORTRAIT else "portrait", repeated)
    if subjects:
        page.sheet.sheet_properties.tabColor = Color(style.TAB)


def _draw_top(page: Page, statement: StatementInfo, view: View, plan: Plan) -> None:
    words = view.words
    facts = [
        view.documents[statement.document],
        *(words("place.page", page=page) for page in statement.pages),
        f"{words('label.unit')} {one_line(statement.unit)}" if statement.unit else "",
        statement.code or "",
        _how_read(statement, view),
    ]
    page.put(1, 1, view.tables[statement.id], Look(size=13, bold=True, wrap=False))
    page.set_height(1, 20)
    page.put(2, 1, words("list.separator").join(each for each in facts if each), style.LABEL)
    page.put(3, 1, words("table.legend"), style.LABEL)
    page.put(4, 1, words("table.back"), style.BACK)
    entries = [entry for found in plan.subjects.get(statement.id, {}).values() for entry in found]
    first = min((plan.row(entry) for entry in entries), default=FINDINGS_HEADER)
    page.link(4, 1, plan.findings_title, f"A{first}")


def _how_read(statement: StatementInfo, view: View) -> str:
    """That a table was not read by its rules, and whether its columns are doubtful; nothing for a ruled one."""
    reading = statement.reading
    if reading is None or reading.shape is Shape.GRID:
        return ""
    return view.words(f"reading.{reading.shape.value}.{'sure' if reading.sure else 'doubtful'}")


def _draw_cell(page: Page, cell: TableCell, entries: list[Entry], cut: str) -> None:
    fill = _fill(cell, entries) or (style.HEAD if cell.header else None)
    look = Look(border=True, bold=cell.header or bool(entries), fill=fill, vertical="center")
    amount = number(one_line(cell.text)) if cell.fact is not None else None
    value: str | float = cell.text
    if amount:
        value = amount[0]
        look = replace(look, horizontal="right", wrap=False, number_format=amount[1])
    elif cell.header:
        look = replace(look, horizontal="center")
    elif cell.fact is not None:
        look = replace(look, horizontal="right")
    page.put(cell.row + TABLE_TOP, cell.column + 1, value, look, cut)


def _importance(entry: Entry) -> tuple[bool, bool, int, int]:
    finding = entry.finding
    return finding.waiver is not None, entry.cause is not None, RANK[finding.severity], entry.number


def _fill(cell: TableCell, entries: list[Entry]) -> str | None:
    """By severity where the cell itself is suspected; pale where it only follows from another number."""
    suspected = [each for each in entries if each.cause is None and _blames(each, cell)]
    if suspected:
        return style.SEVERITY_FILL[min(suspected, key=_importance).finding.severity]
    return style.FOLLOWS_FILL if entries else None


def _blames(entry: Entry, cell: TableCell) -> bool:
    main = suspect(entry.finding)
    return main is not None and main.place == cell.place and one_line(main.text) == one_line(cell.text)


def _comment(entries: list[Entry], view: View) -> Comment:
    parts = []
    for entry in sorted(entries, key=_importance)[:_MOST_IN_COMMENT]:
        finding = entry.finding
        severity = view.words(f"severity.{finding.severity.value}")
        head = view.words(
            "table.comment", number=entry.number, severity=severity, title=one_line(finding.title)
        )
        parts += [head, shortened(finding.message, _COMMENT), view.probable(finding)]
    text = clean("\n".join(part for part in parts if part))
    return Comment(text, view.words("app"), width=320, height=24 + 18 * style.lines(text, 44))


def merges(table: tuple[TableCell, ...]) -> list[str]:
    """The areas to merge: spans as read, except where one would cover another cell or another span."""
    taken = {(cell.row, cell.column) for cell in table}
    areas = []
    for cell in table:
        if cell.row_span <= 1 and cell.column_span <= 1:
            continue
        area = {
            (row, column)
            for row in range(cell.row, cell.row + max(cell.row_span, 1))
            for column in range(cell.column, cell.column + max(cell.column_span, 1))
        } - {(cell.row, cell.column)}
        if area & taken:
            continue
        taken |= area
        last = address(cell.row + max(cell.row_span, 1) - 1, cell.column + max(cell.column_span, 1) - 1)
        areas.append(f"{address(cell.row, cell.column)}:{last}")
    return areas


def _widths(statement: StatementInfo) -> list[float]:
    columns = max((cell.column + cell.column_span for cell in statement.table), default=1)
    widths = [_NARROWEST] * columns
    for cell in statement.table:
        if cell.column_span == 1:
            widths[cell.column] = max(widths[cell.column], style.width(clean(cell.text)) + 2.5)
    return [min(each, _WIDEST) for each in widths]


def _heights(statement: StatementInfo, widths: list[float]) -> dict[int, float]:
    """The heights of the rows in which a text takes more than one line."""
    heights: dict[int, float] = {}
    for cell in statement.table:
        room = sum(widths[cell.column : cell.column + max(cell.column_span, 1)])
        taken = style.lines(clean(cell.text), room)
        if taken > 1 and cell.row_span <= 1:
            heights[cell.row] = max(heights.get(cell.row, 0.0), min(14.0 * taken + 2, _HIGHEST))
    return heights


def _header_rows(statement: StatementInfo) -> int:
    """How many rows at the top are header and nothing else."""
    body = [cell.row for cell in statement.table if not cell.header]
    return min(body, default=0)
