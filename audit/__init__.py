"""Documents enter, reports leave; ``check`` is the whole of ``gouji check`` as one function."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.report import Report

__all__ = ["check"]


def check(
    *paths: str | PathLike[str],
    department: str | None = None,
    year: int | None = None,
    rules: Iterable[str | PathLike[str]] = (),
    lang: str = "zh",
) -> Report:
    """Check the documents at ``paths`` as one submission, as ``gouji check`` does, and return its report.

    ``department`` and ``year`` stand over what the documents say; ``rules`` are extra rule files. Rules,
    statements and readers of installed packages are in force, and explanations kept beside the documents hold.
    Documents that cannot be read never raise: the report's verdict is ``incomplete``. Raises
    :class:`checks.rules.mistakes.RuleFileError` or :class:`audit.waivers.WaiverError` for a file with a mistake in it.
    """
    from audit.library import check_paths  # noqa: PLC0415  (what it needs takes a second to import)

    return check_paths(paths, department, year, rules, lang)
