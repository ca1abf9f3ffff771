"""An answer of the store as a file: CSV that Excel opens rightly, a workbook, or Parquet."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from audit.reporting.excel.cells import put_text
from audit.reporting.plain import one_line

SUFFIXES = frozenset({".csv", ".xlsx", ".parquet"})


def text(value: object) -> str:
    """A value as a reader sees it: a list with its separator, nothing for nothing, all on one line."""
    if value is None:
        return ""
    return one_line("、".join(map(str, value)) if isinstance(value, list) else str(value))


def _cell(sheet: WriteOnlyWorksheet, value: object) -> Cell:
    """A cell of a workbook: text is never a formula."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, None)
    put_text(cell, text(value))
    return cell


def as_file(found: pa.Table, suffix: str) -> bytes:
    """The bytes of a file of one of :data:`SUFFIXES` with the rows of an answer."""
    out = io.BytesIO()
    if suffix == ".parquet":
        pq.write_table(found, out)
    elif suffix == ".csv":
        out.write(b"\xef\xbb\xbf")
        pc.write_csv(found, out)
    else:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append(found.column_names)
        for row in found.to_pylist():
            sheet.append([_cell(sheet, value) for value in row.values()])
        book.save(out)
    return out.getvalue()
