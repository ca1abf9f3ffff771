"""Explanations written into the workbook: rows of 差异清单 with a 处理意见, a 责任人 and the 状态 已说明."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from audit.reporting.answers import Answer, AnswersError, read
from audit.reporting.messages import Words
from audit.reporting.plain import one_line
from audit.waivers.entries import Entry, WaiverError


def from_workbook(path: Path, until: date, by: str = "", lang: str = "zh") -> tuple[list[Entry], list[str]]:
    """One explanation, valid until ``until``, for every row marked as explained, and what the other rows lack.

    ``by`` answers for the rows without a name of their own. Each sentence of the second list names a row by its 序号;
    such a row is left out, the others are taken. Raises :class:`WaiverError` where ``path`` is not a workbook of this
    program.
    """
    words = Words(lang)
    try:
        answers = read(path)
    except AnswersError as error:
        raise WaiverError(words("waiver.bad_workbook", path=path, why=words(error.key))) from error
    explained = [each for each in answers if each.current and each.state == "waived"]
    lacking = [(each, _lacks(each, by, words)) for each in explained]
    entries = [
        Entry(each.finding, each.rule, each.numbers, each.opinion, each.by or by, until)
        for each, lacks in lacking
        if not lacks
    ]
    return entries, [
        words("waiver.row_lacks", row=each.row or "?", what=words("list.comma").join(lacks))
        for each, lacks in lacking
        if lacks
    ]


def _lacks(answer: Answer, by: str, words: Words) -> Sequence[str]:
    """What a row marked as explained does not say, by the names of its columns."""
    missing = {
        words("label.opinion"): not answer.opinion,
        words("label.by"): not (answer.by or by),
        words("waiver.lost_id", opinion=one_line(answer.opinion)): not answer.finding or not answer.numbers,
    }
    return [name for name, absent in missing.items() if absent]
