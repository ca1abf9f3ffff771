"""One run of ``gouji waive``: explanations in, the files that keep them out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from audit.reporting.files import OutputError
from audit.reporting.machine.json_reading import ReportFormatError
from audit.rulebook.in_force import MISTAKES as RULE_MISTAKES
from audit.rulebook.in_force import not_waivable, pack_in_force, sentence_of
from audit.usage import UsageError
from audit.waivers.entries import WaiverError
from audit.waivers.giving import Given, give

__all__ = ["MISTAKES", "Given", "run_waive"]

MISTAKES = (*RULE_MISTAKES, OutputError, WaiverError, ReportFormatError)
"""What a user can get wrong, each in a sentence that says what to do."""


def run_waive(given: Given, rule_files: Sequence[Path], config: Path | None) -> tuple[list[str], bool]:
    """Keep the explanations asked for: a line a file, and one a row left out; and whether all were taken.

    Raises :class:`UsageError`.
    """
    zh = given.lang == "zh"
    if (given.finding is None) == (given.workbook is None):
        raise UsageError(
            "请给出一个差异编号，或用 --from 给出填好的工作簿（二者取一）。"
            if zh
            else "Give the id of a finding, or a filled-in workbook with --from (one of the two)."
        )
    try:
        pack = pack_in_force(rule_files, config)
        kept = give(given, not_waivable(pack), datetime.now(UTC).astimezone().date())
    except MISTAKES as error:
        raise UsageError(sentence_of(error, given.lang)) from error
    lines = [
        f"▸ {path}：记下 {count} 条说明。" if zh else f"▸ {path}: {count} explanation(s) kept."
        for path, count in kept.files.items()
    ]
    if not lines and not kept.refused:
        lines = [
            "工作簿中没有标为“已说明”的条目。" if zh else "No row of the workbook is marked as explained."
        ]
    return [*lines, *kept.refused], not kept.refused
