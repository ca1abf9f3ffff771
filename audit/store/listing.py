"""The bureau's list: who should hand in, and where it lies; a workbook or CSV, or ``[[expected]]`` of ``gouji.toml``."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from audit.sentences import say
from audit.settings import file as config
from audit.settings.model import read_settings
from audit.submission.names import same_names
from audit.usage import UsageError

_COLUMNS = {
    "department": ("部门", "部门名称", "department"),
    "unit": ("单位", "单位名称", "unit"),
    "year": ("年度", "年份", "year"),
    "kind": ("类别", "kind"),
    "file": ("文件", "路径", "file", "path"),
}
_KINDS = {
    "决算": "final_accounts",
    "部门决算": "final_accounts",
    "final_accounts": "final_accounts",
    "预算": "budget",
    "部门预算": "budget",
    "budget": "budget",
    "绩效自评": "performance_report",
    "自评": "performance_report",
    "performance_report": "performance_report",
}
_SENTENCES = {
    "closed": ("名单 {path} 不能读取（{why}）。", "The list {path} cannot be read ({why})."),
    "columns": (
        "名单 {path} 中没有“部门”一列（还可有：单位、年度、类别）。",
        "The list {path} has no column “department” (besides it: unit, year, kind).",
    ),
    "row": (
        "名单 {path} 第 {row} 行：{what}看不懂。",
        "The list {path}, row {row}: {what} is not understood.",
    ),
}


@dataclass(frozen=True, slots=True)
class Awaited:
    """One disclosure that should be there; year or kind None where any will do. ``names`` are other forms of the name."""

    department: str
    unit: str | None = None
    year: int | None = None
    kind: str = ""
    names: frozenset[str] = frozenset()
    file: str = ""
    """Where it lies, as seen from the list; empty where it has not come in."""

    def is_of(self, department: str | None, year: int | None, kind: str) -> bool:
        """Whether a disclosure is the one that is awaited."""
        whose = department in {self.unit or self.department, *self.names}
        return whose and self.year in {None, year} and self.kind in {"", kind}


def awaited(path: Path | None, settings: Path | None, lang: str) -> list[Awaited]:
    """What is expected by a list, or else by the settings. Raises :class:`UsageError` for a list that cannot be read."""
    if path is not None:
        return listed(path, lang)
    stated = read_settings(config.load(settings, lang), lang).expected
    return [Awaited(each.department, each.unit, each.year, each.kind) for each in stated]


def named_alike(expected: Sequence[Awaited], handed_in: Iterable[str]) -> list[Awaited]:
    """The expected ones with the names under which they have handed in."""
    there = set(handed_in)
    names = same_names([*there, *(each.unit or each.department for each in expected)])
    return [
        Awaited(
            each.department,
            each.unit,
            each.year,
            each.kind,
            frozenset(name for name in there if names[name] == names[each.unit or each.department]),
            each.file,
        )
        for each in expected
    ]


def listed(path: Path, lang: str) -> list[Awaited]:
    """The rows of a list. Raises :class:`UsageError` for one that cannot be read."""
    rows = _rows(path, lang)
    header = [str(value or "").strip().lower() for value in rows[0]] if rows else []
    places = {
        name: next((header.index(word) for word in words if word in header), None)
        for name, words in _COLUMNS.items()
    }
    if places["department"] is None:
        raise UsageError(say(_SENTENCES, "columns", lang, path=path))
    found = []
    for number, row in enumerate(rows[1:], 2):
        texts = {
            name: str(row[at]).strip() if at is not None and at < len(row) and row[at] is not None else ""
            for name, at in places.items()
        }
        if texts["department"]:
            found.append(_awaited(texts, path, number, lang))
    return found


def _awaited(texts: dict[str, str], path: Path, row: int, lang: str) -> Awaited:
    year = texts["year"].removesuffix("年度").removesuffix("年").removesuffix(".0")
    if year and not year.isdigit():
        raise UsageError(say(_SENTENCES, "row", lang, path=path, row=row, what=texts["year"]))
    if texts["kind"] and texts["kind"] not in _KINDS:
        raise UsageError(say(_SENTENCES, "row", lang, path=path, row=row, what=texts["kind"]))
    return Awaited(
        texts["department"],
        texts["unit"] or None,
        int(year) if year else None,
        _KINDS.get(texts["kind"], ""),
        file=texts["file"],
    )


def _rows(path: Path, lang: str) -> list[tuple[object, ...]]:
    try:
        if path.suffix.lower() == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                return [tuple(row) for row in csv.reader(file)]
        from openpyxl import load_workbook  # noqa: PLC0415  (not for those who have no list)

        book = load_workbook(path, read_only=True, data_only=True)
        return [tuple(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    except (OSError, ValueError, KeyError, IndexError, BadZipFile) as error:
        raise UsageError(say(_SENTENCES, "closed", lang, path=path, why=error)) from error
