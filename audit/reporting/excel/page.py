"""A worksheet to draw on: every cell is written through here: text stays text, looks are shared."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from io import BytesIO

from openpyxl.cell import Cell
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from audit.reporting.excel.cells import put_text
from audit.reporting.excel.style import FONT, LINE, Look

_SIDE = Side(style="thin", color=LINE)
_GRID = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_A4 = 9
_PIXEL, _GAP = 9525, 19050
"""A pixel, and the gap between a picture and its cell's edge, in the units of drawings."""

_POINTS = 0.75
"""A pixel in points."""


class Painter:
    """Gives cells their look. The first cell of a look sets the style up; the others copy it."""

    def __init__(self) -> None:
        self._styles: dict[Look, StyleArray] = {}

    def paint(self, cell: Cell, look: Look) -> None:
        """Give ``cell`` the look."""
        known = self._styles.get(look)
        if known is not None:
            cell._style = copy(known)  # type: ignore[attr-defined]
            return
        cell.font = Font(
            name=FONT,
            size=look.size,
            bold=look.bold,
            color=look.ink,
            underline="single" if look.underline else None,
        )
        cell.alignment = Alignment(
            horizontal=look.horizontal, vertical=look.vertical, wrap_text=look.wrap, indent=look.indent
        )
        if look.fill:
            cell.fill = PatternFill("solid", fgColor=look.fill)
        if look.border:
            cell.border = _GRID
        cell.number_format = look.number_format
        self._styles[look] = copy(cell._style)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Area:
    """Columns ``first`` to ``last`` of ``rows`` rows from ``row`` on, counted from 1."""

    row: int
    first: int
    last: int
    rows: int = 1


class Page:
    """One worksheet, with the painter of its workbook."""

    def __init__(self, sheet: Worksheet, painter: Painter) -> None:
        self.sheet = sheet
        self._painter = painter

    def put(self, row: int, column: int, value: str | float, look: Look, cut: str = "…") -> None:
        """Write a value; a string is text, whatever it looks like; one too long ends in ``cut``."""
        cell = self.cell(row, column)
        self._painter.paint(cell, look)
        if isinstance(value, str):
            put_text(cell, value, cut)
        else:
            cell.value = value

    def formula(self, row: int, column: int, formula: str, look: Look) -> None:
        """Write a formula that the program has made itself; text of a document never comes this way."""
        self._painter.paint(self.cell(row, column), look)
        self.cell(row, column).value = f"={formula}"

    def cell(self, row: int, column: int) -> Cell:
        """The cell itself. A cell inside a merged area cannot be written: areas are merged last."""
        cell = self.sheet.cell(row, column)
        if not isinstance(cell, Cell):
            raise TypeError(f"{cell.coordinate} lies inside a merged area")
        return cell

    def span(self, area: Area, value: str | float, look: Look) -> None:
        """Write one value over a whole area."""
        for row in range(area.row, area.row + area.rows):
            for column in range(area.first, area.last + 1):
                self._painter.paint(self.cell(row, column), look)
        self.put(area.row, area.first, value, look)
        if area.last > area.first or area.rows > 1:
            self.sheet.merge_cells(
                start_row=area.row,
                end_row=area.row + area.rows - 1,
                start_column=area.first,
                end_column=area.last,
            )

    def link(self, row: int, column: int, title: str, target: str) -> None:
        """Make a cell a link to ``target`` (``D12``) on the sheet called ``title``."""
        cell = self.cell(row, column)
        quoted = title.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{target}")

    def link_file(self, row: int, column: int, address: str, look: Look) -> None:
        """Make a cell a link to a file at ``address``, as seen from the workbook, and keep its look."""
        self.cell(row, column).hyperlink = address
        self._painter.paint(self.cell(row, column), look)

    def picture(self, row: int, column: int, png: bytes, width: int) -> float:
        """Put a picture into a cell, ``width`` pixels wide; it moves and hides with the cell. Its height in points."""
        image = Image(BytesIO(png))
        height = width * image.height / image.width
        start = AnchorMarker(col=column - 1, colOff=_GAP, row=row - 1, rowOff=_GAP)
        end = AnchorMarker(
            col=column - 1, colOff=_GAP + width * _PIXEL, row=row - 1, rowOff=_GAP + round(height * _PIXEL)
        )
        image.anchor = TwoCellAnchor(editAs="twoCell", _from=start, to=end)
        self.sheet.add_image(image)
        return height * _POINTS

    def set_widths(self, widths: list[float]) -> None:
        """Column widths from the first column on."""
        for number, each in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = each

    def hide(self, column: int) -> None:
        """Hide a column."""
        self.sheet.column_dimensions[get_column_letter(column)].hidden = True

    def set_height(self, row: int, height: float) -> None:
        """The height of a row in points."""
        self.sheet.row_dimensions[row].height = height

    def set_up_print(self, orientation: str, header: str | None = None) -> None:
        """A4, one page wide, with page numbers; the rows ``header`` (``2:2``) are repeated on every page."""
        sheet = self.sheet
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.orientation = "landscape" if orientation == "landscape" else "portrait"
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.5, 0.8, 0.4
        sheet.HeaderFooter.oddFooter = HeaderFooterItem(
            _HeaderFooterPart("&A"), None, _HeaderFooterPart("&P / &N")
        )
        sheet.print_options.horizontalCentered = True
        sheet.sheet_view.showGridLines = False
        if header:
            sheet.print_title_rows = header
