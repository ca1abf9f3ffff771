"""What was written into a workbook: 处理意见, 责任人 and 状态 by finding, read back from 差异清单 and 已改清单.

Hidden columns say which finding a row is and which numbers it was made from, so the report itself is not needed, and
rows may have been sorted or filtered. Answers are carried into the next workbook, and ``gouji waive --from`` makes
explanations of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from audit.reporting.messages import LANGUAGES, Words
from audit.reporting.plain import one_line

SHOWN = ("number", "title", "document", "place", "table", "row", "column", "stated", "expected")
"""The columns that say, to a reader, what an answer was about."""

ANSWERED = ("opinion", "by", "state", "rule", "id", "numbers")

_SHEETS = ("findings", "settled")
_HEADER_WITHIN = 10


class AnswersError(Exception):
    """A file is no workbook of this program; ``key`` names the sentence that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of a workbook: the finding, the numbers it was made from as printed, and what was written beside it.

    ``finding`` and ``numbers`` are empty where the hidden columns were lost. ``state`` is ``open``, ``mended`` or
    ``waived``; ``shown`` what the row says of the finding, by the names in :data:`SHOWN`; ``current`` whether it
    stood open in the run that wrote the workbook.
    """

    finding: str
    rule: str
    numbers: tuple[str, ...]
    opinion: str
    by: str
    state: str
    shown: tuple[str, ...]
    current: bool

    @property
    def document(self) -> str:
        """The file that the finding was in, as the workbook calls it."""
        return self.shown[SHOWN.index("document")]

    @property
    def row(self) -> str:
        """The 序号 of the row."""
        return self.shown[SHOWN.index("number")]


def read(path: Path) -> list[Answer]:
    """Every row of the lists of a workbook. Raises :class:`AnswersError` where ``path`` is none of this program's."""
    from openpyxl import load_workbook  # noqa: PLC0415  (loaded only by those who read a workbook back)
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, ValueError, KeyError, BadZipFile, InvalidFileException) as error:
        raise AnswersError("waiver.no_workbook") from error
    try:
        lists = {
            name: [tuple(row) for row in book[title].iter_rows(values_only=True)]
            for name in _SHEETS
            for lang in LANGUAGES
            if (title := Words(lang)(f"sheet.{name}")) in book.sheetnames
        }
    finally:
        book.close()
    if "findings" not in lists:
        raise AnswersError("waiver.no_header")
    return [answer for name, rows in lists.items() for answer in _answers(rows, current=name == "findings")]


def _answers(rows: Sequence[Sequence[object]], *, current: bool) -> Iterator[Answer]:
    for top, row in enumerate(rows[:_HEADER_WITHIN]):
        if columns := _columns(row):
            for each in rows[top + 1 :]:
                values = {name: _text(each[at]) if at < len(each) else "" for name, at in columns.items()}
                if any(values[name] for name in ("id", "opinion", "by")):
                    yield _answer(values, current=current)
            return
    raise AnswersError("waiver.no_header")


def _columns(row: Iterable[object]) -> dict[str, int] | None:
    """Where the columns stand, if ``row`` is the header in either language."""
    texts = [str(value) for value in row]
    for lang in LANGUAGES:
        labels = {name: Words(lang)(f"label.{name}") for name in (*SHOWN, *ANSWERED)}
        if all(labels[name] in texts for name in ANSWERED):
            return {name: texts.index(label) for name, label in labels.items() if label in texts}
    return None


def _answer(values: dict[str, str], *, current: bool) -> Answer:
    try:
        numbers = tuple(one_line(str(each)) for each in json.loads(values["numbers"]))
    except ValueError:
        numbers = ()
    states = {Words(lang)(f"state.{name}"): name for lang in LANGUAGES for name in ("mended", "waived")}
    return Answer(
        values["id"],
        values["rule"],
        numbers,
        values["opinion"],
        values["by"],
        states.get(values["state"], "open"),
        tuple(values.get(name, "") for name in SHOWN),
        current,
    )


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
