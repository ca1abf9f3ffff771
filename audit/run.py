"""One run of ``gouji check``: options in, reports and an exit code out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from audit.pipeline import Options, audit
from audit.pipeline import Progress as Step
from audit.recognition import Overrides
from audit.reporting import FORMATS, write
from audit.reporting.console import print_summary, terminal
from audit.reporting.files import OutputError, prepare
from audit.reporting.github import emit
from checks.finding import Finding, Report, Severity, Verdict
from checks.rules import RuleFileError

_RANK = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}
_THRESHOLD = {"error": 2, "warning": 1, "never": 3}


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for on the command line."""

    paths: tuple[Path, ...]
    out: Path
    formats: tuple[str, ...]
    fail_on: str
    lang: str
    department: str | None = None
    year: int | None = None
    rule_files: tuple[Path, ...] = ()


class UsageError(Exception):
    """The command was used wrongly; the sentence says how to use it."""


def run_check(request: Request) -> int:
    """Audit, write the reports, print the summary. Returns the exit code; raises :class:`UsageError`."""
    try:
        _check_formats(request.formats, request.lang)
        prepare(request.out, request.lang)
        options = Options(
            lang=request.lang,
            overrides=Overrides(request.department, request.year),
            rule_files=request.rule_files,
        )
        console = terminal()
        with _progress(console, len(request.paths)) as step:
            report = audit(request.paths, options, step)
        written = write(report, request.out, request.formats, _now())
    except (OutputError, RuleFileError) as error:
        raise UsageError(str(error)) from error
    print_summary(report, written, console)
    emit(report, sys.stdout)
    return exit_code(report, request.fail_on)


def _check_formats(formats: Sequence[str], lang: str) -> None:
    unknown = [name for name in formats if name not in FORMATS]
    if not unknown and formats:
        return
    known = ", ".join(FORMATS)
    wrong = unknown[0] if unknown else ""
    raise UsageError(
        f"没有“{wrong}”这种报告格式，可用：{known}。" if lang == "zh" else f"There is no format {wrong!r}; known: {known}."
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def _progress(console: Console, paths: int) -> Iterator[Step | None]:
    """A line that names the document at work, on a terminal only and where there is more than one."""
    if not console.is_terminal:
        yield None
        return
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True
    ) as progress:
        task = progress.add_task("", total=paths)
        yield lambda path: progress.update(task, description=Path(path).name, advance=1)


def exit_code(report: Report, fail_on: str) -> int:
    """0, 1 or 3 as the report says; an incomplete audit is 3 whatever else was found."""
    if report.summary.verdict is Verdict.INCOMPLETE:
        return 3
    return 1 if any(_counts(f, fail_on) for f in report.findings) else 0


def _counts(finding: Finding, fail_on: str) -> bool:
    return finding.waiver is None and _RANK[finding.severity] >= _THRESHOLD[fail_on]
