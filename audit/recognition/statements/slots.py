"""Where the entries of a table go: each to a canonical row and column, with the labels a reader sees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit.recognition.statements.rows import RowKeys
from audit.recognition.tables.headings import unit_in
from audit.recognition.tables.table import Column, Entry
from checks.catalogue import StatementSpec, plain
from checks.catalogue.across import SUMS, economic_column, grouped_column
from checks.numbers.amount import MONEY_UNITS, PERCENT, PIECE, SCORE, Unit, count_unit


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an entry goes: its canonical row and column with the labels a reader sees."""

    entry: Entry
    row: str
    column: str
    row_label: str
    column_label: str
    unit: Unit


_YEAR = re.compile(r"(20\d\d)年")
_UNIT = re.compile(r"（(?:单位：)?(?:百万|千|万|亿)?元）$")

_RATES = re.compile(r"[%％]$|[(（][%％][)）]|增减率|增长率|增幅")
"""A row of rates below rows of amounts."""

_COUNTS = re.compile(r"[（(](个|辆|台|套|人|人次|批次|次|批|台（套）|台\(套\))[）)]$")
_CARS = re.compile(
    r"(?:领导(?:干部)?|负责人|机要通信|应急保障|执法执勤|特种专业技术|离退休干部(?:服务)?|其他)用车$|^车辆数(?:合计|量)?$"
)
"""Rows of counts among rows of amounts: with their measure word, or by what they count."""

#: Row keys, column keys, column labels as printed, and the slots of the entries.
Layout = tuple[RowKeys, tuple[str, ...], tuple[str, ...], list[Slot]]


def official_name(spec: StatementSpec, column: Column) -> str | None:
    """The official name of a column, by the innermost of its headers that has one; a unit is no part of it."""
    if spec.across:
        return economic_column(column.path)
    if any("/" in name for name in spec.columns):
        return grouped_column(spec, column.path)
    names = [_column(spec, text) for text in column.path]
    position = next((i for i in reversed(range(len(names))) if names[i]), None)
    if position is None:
        return None
    name = names[position]
    heads = [head for head in names[:position] if head and head != name]
    if not heads or not spec.within:
        return name
    if plain(column.path[position]) in SUMS:
        return heads[-1]
    return name if spec.within.get(name or "", heads[-1]) in heads else None


def _column(spec: StatementSpec, text: str) -> str | None:
    return spec.column(text) or spec.column(_UNIT.sub("", text))


def latest_year(columns: Sequence[Column]) -> int | None:
    """The latest of the years that stand over columns (2023年执行数, 2024年预算数); None where they name fewer than two."""
    years = {year for column in columns for year in _years(column)}
    return max(years) if len(years) > 1 else None


def is_of(column: Column, year: int | None) -> bool:
    """Whether a column is of a year: it names that one alone, or none."""
    named = _years(column)
    return year is None or not named or named == {year}


def _years(column: Column) -> set[int]:
    return {int(year) for text in column.path for year in _YEAR.findall(text)}


def column_label(column: Column) -> str:
    """A column as a reader names it: its own header, with the one above where that alone says nothing."""
    tail = [t for t in column.path if t not in {"收入", "支出", "项目", "本年收入", "本年支出"}] or list(
        column.path
    )
    return (
        "/".join(tail[-2:])
        if len(tail) > 1 and tail[-1] in {"小计", "合计", "预算数", "决算数"}
        else "".join(tail[-1:])
    )


def unit_of(header: str, money: Unit) -> Unit:
    """The unit that a header states or implies; ``money`` unless it speaks of shares, scores or counts."""
    if stated := unit_in(header):
        return MONEY_UNITS[stated]
    if re.search(r"[%％]|比例|比重|占比|完成率|执行率|增幅", header):
        return PERCENT
    if re.search(r"分值|得分|评分", header):
        return SCORE
    if re.search(r"数量|人数|[（(](?:人|个|辆|台|套|次|批)", header):
        return PIECE
    return money


def unit_of_row(label: str, *, cars: bool = False) -> Unit | None:
    """The unit that a row states for itself: a rate among amounts, a count with its measure word.

    Of a form that counts ``cars`` the rows of their kinds count them; elsewhere they say what these cost.
    """
    if _RATES.search(label):
        return PERCENT
    if counted := _COUNTS.search(label):
        return count_unit(counted[1])
    return count_unit("辆") if cars and _CARS.search(plain(label)) else None
