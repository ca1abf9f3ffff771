"""``from audit import check``: one submission checked, without files written or anything printed."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from audit.pipeline import Options, audit
from audit.recognition import Overrides
from audit.rulebook.in_force import extra_files
from audit.rulebook.kept import load
from audit.run import explained
from checks.report import Report


def check_paths(
    paths: Iterable[str | PathLike[str]],
    department: str | None,
    year: int | None,
    rules: Iterable[str | PathLike[str]],
    lang: str,
) -> Report:
    """The report of the documents at ``paths``, explained ones marked; see :func:`audit.check`."""
    files = [Path(path) for path in paths]
    rule_files = extra_files((Path(path) for path in rules), None)
    report = audit(files, Options(lang, Overrides(department, year), rule_files))
    return explained(report, files, load(rule_files))
