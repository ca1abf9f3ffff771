"""Explanations written into the workbook, in the columns 处理意见 and 责任人 of 差异清单, read back.

The hidden columns of that sheet say which finding a row is and which numbers it was made from, so the report
itself is not needed, and rows may have been sorted or filtered.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from zipfile import BadZipFile

from audit.reporting.messages import LANGUAGES, Words
from audit.reporting.plain import one_line
from audit.waivers.entries import Entry, WaiverError

_HEADER_WITHIN = 10
_NEEDED = ("id", "rule", "numbers", "opinion", "by", "state")

_Row = Sequence[object]


def from_workbook(path: Path, until: date, lang: str = "zh") -> list[Entry]:
    """One explanation, valid until ``until``, for every row with a 处理意见 that is not marked as mended.

    Raises :class:`WaiverError` where ``path`` is not a workbook of this program, or a row with an opinion has
    lost its id.
    """
    rows = _rows(path, lang)
    for _, row in zip(range(_HEADER_WITHIN), rows, strict=False):
        columns = _columns(row)
        if columns is not None:
            return [entry for each in rows if (entry := _entry(each, columns, path, until, lang))]
    raise _not_ours(path, "waiver.no_header", lang)


def _rows(path: Path, lang: str) -> Iterator[_Row]:
    """The rows of the list of discrepancies as values."""
    from openpyxl import load_workbook  # noqa: PLC0415  (loaded only by those who read a workbook back)
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, ValueError, KeyError, BadZipFile, InvalidFileException) as error:
        raise _not_ours(path, "waiver.no_workbook", lang) from error
    titles = [title for each in LANGUAGES if (title := Words(each)("sheet.findings")) in book.sheetnames]
    if not titles:
        raise _not_ours(path, "waiver.no_header", lang)
    rows = [tuple(row) for row in book[titles[0]].iter_rows(values_only=True)]
    book.close()
    return iter(rows)


def _columns(row: _Row) -> dict[str, int] | None:
    """Where the columns stand, if ``row`` is the header in either language."""
    texts = [str(value) for value in row]
    for lang in LANGUAGES:
        labels = {name: Words(lang)(f"label.{name}") for name in _NEEDED}
        if all(label in texts for label in labels.values()):
            return {name: texts.index(label) for name, label in labels.items()}
    return None


def _entry(row: _Row, columns: dict[str, int], path: Path, until: date, lang: str) -> Entry | None:
    values = {name: _text(row[index]) if index < len(row) else "" for name, index in columns.items()}
    mended = {Words(each)("state.mended") for each in LANGUAGES}
    if not values["opinion"] or values["state"] in mended:
        return None
    try:
        numbers = tuple(one_line(str(each)) for each in json.loads(values["numbers"]))
    except ValueError:
        numbers = ()
    if not values["id"] or not numbers:
        why = Words(lang)("waiver.lost_id", opinion=one_line(values["opinion"]))
        raise WaiverError(Words(lang)("waiver.bad_workbook", path=path, why=why))
    return Entry(values["id"], values["rule"], numbers, values["opinion"], values["by"], until)


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _not_ours(path: Path, key: str, lang: str) -> WaiverError:
    words = Words(lang)
    return WaiverError(words("waiver.bad_workbook", path=path, why=words(key)))
