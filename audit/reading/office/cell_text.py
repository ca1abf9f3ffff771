"""A workbook's stored value as the text that Excel shows: 1899.52 under ``#,##0.00`` is 1,899.52."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900, from_excel, to_excel

from audit.reading.office.formats import moments, numbers
from audit.reading.office.formats.grammar import Kind, section_for, text_section
from audit.reading.wrapped import unwrapped

_CHINESE = {
    5: '"¥"#,##0;"¥"\\-#,##0',
    6: '"¥"#,##0;[Red]"¥"\\-#,##0',
    7: '"¥"#,##0.00;"¥"\\-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"\\-#,##0.00',
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    47: "mm:ss.0",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
}
"""Built-in formats as Chinese editions print them (ECMA-376 part 1, 18.8.30, zh-cn): a file names them by number only."""


def built_in(number: int, number_format: str) -> str:
    """The format of a cell by its number in the file, where that is one of the Chinese built-in ones."""
    return _CHINESE.get(number, number_format)


def shown(value: object, number_format: str | None, epoch: datetime = CALENDAR_WINDOWS_1900) -> str:
    """The text of a cell that holds ``value`` under ``number_format``; ``epoch`` is day 0 of the workbook's dates.

    Spaces that only fill or align are left out, and so is the lone point that Excel prints behind 5 under #.##.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time | timedelta):
        value = float(to_excel(value, epoch))  # type: ignore[no-untyped-call]
    if isinstance(value, int | float | Decimal):
        try:
            return _number(value, number_format or "General", epoch).strip()
        except (InvalidOperation, OverflowError, ValueError):  # beyond any date or amount
            return str(value)
    return _text(str(value), number_format or "General")


def _number(value: float | Decimal, number_format: str, epoch: datetime) -> str:
    number = numbers.exact(value)
    if number is None:
        return str(value)
    section, signed = section_for(number, number_format)
    if section.is_moment and number < 0:
        return str(value)
    if section.is_moment:
        moment = from_excel(float(number), epoch)
        if isinstance(moment, time):
            moment = datetime.combine(date(1899, 12, 31), moment)
        return moments.under(moment, float(number), section) if isinstance(moment, datetime) else str(value)
    if section.is_blank:
        return "" if ";" in number_format else numbers.general(number)
    return numbers.under(number, section, signed=signed)


def _text(text: str, number_format: str) -> str:
    """A text on one line: line breaks inside a cell only fit it to its width."""
    plain = unwrapped(text.splitlines()).strip() if "\n" in text else text.strip()
    section = text_section(number_format)
    if section is None or section.is_moment:
        return plain
    return "".join(
        plain if part.kind in {Kind.VALUE, Kind.GENERAL} else part.text for part in section.parts
    ).strip()
