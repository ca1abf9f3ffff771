"""One run of a command: options in, reports and an exit code out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn

from audit import waivers
from audit.annotation import Copies, annotate
from audit.annotation.pictures import pictures
from audit.pipeline import Options, audit
from audit.reading.problems import sentence
from audit.reading.steps import Progress as Listener
from audit.reading.steps import Step
from audit.recognition import Overrides
from audit.reporting import FORMATS, write
from audit.reporting.baseline import only_new
from audit.reporting.files import prepare
from audit.reporting.machine.github import emit
from audit.reporting.machine.json_reading import load as load_report
from audit.reporting.pages.console import print_summary, terminal
from audit.reporting.plain import one_line
from audit.reporting.summary import incomplete
from audit.revision import Revisions, revise
from audit.rulebook.in_force import extra_files, not_waivable, sentence_of
from audit.rulebook.kept import load
from audit.settings import file as config
from audit.settings.model import Settings, beside, read_settings
from audit.usage import UsageError
from audit.waivers.command import MISTAKES
from checks.finding import Finding, Severity
from checks.report import Report, Verdict
from checks.rules.rule import RulePack

_RANK = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}
_THRESHOLD = {"error": 2, "warning": 1, "never": 3}
EXIT_FINDINGS, EXIT_INCOMPLETE = 1, 3


@dataclass(frozen=True, slots=True)
class Output:
    """What is to become of a report, whatever was checked: where it goes and from when on it fails."""

    out: Path
    formats: tuple[str, ...]
    fail_on: str
    lang: str
    baseline: Path | None = None
    min_coverage: float | None = None
    annotate: bool = False
    """Whether marked copies of the documents are wanted beside the reports."""
    revise: bool = False
    """Whether corrected copies are wanted."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for on the command line."""

    paths: tuple[Path, ...]
    output: Output
    department: str | None = None
    year: int | None = None
    rule_files: tuple[Path, ...] = ()
    config: Path | None = None
    against: tuple[Path, ...] = ()
    """What the documents were made from."""
    given: frozenset[str] = frozenset()
    """The options that stand on the command line; for the others ``gouji.toml`` may speak."""


def run_check(request: Request) -> int:
    """Audit, write the reports, print the summary. Returns the exit code; raises :class:`UsageError`."""
    output = request.output
    console = terminal()
    _check_paths((*request.paths, *request.against), output.lang)
    try:
        file = request.config or beside(request.paths)
        settings = read_settings(config.load(file, output.lang), output.lang)
        output = with_output(output, settings, request.given)
        ready(output)
        rule_files = extra_files(request.rule_files, file)
        pack = load(rule_files)
        options = Options(
            lang=output.lang,
            overrides=Overrides(request.department, request.year),
            rule_files=rule_files,
            settings=settings,
            against=request.against,
            revise=output.revise,
            workers=True,
        )
        with _progress(console) as step:
            report = audit(request.paths, options, step)
        return conclude(explained(report, request.paths, pack), output, console)
    except MISTAKES as error:
        raise UsageError(sentence_of(error, output.lang)) from error


def _check_paths(paths: Sequence[Path], lang: str) -> None:
    """Refuse a path that is not there, before anything is written."""
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise UsageError(
            sentence("missing", lang, name="、".join(missing) if lang == "zh" else ", ".join(missing))
        )


def with_output(output: Output, settings: Settings, given: frozenset[str]) -> Output:
    """The output as ``[output]`` of the settings has it where the command line says nothing."""
    stated = settings.output.model_dump(exclude_none=True)
    if "formats" in stated:
        stated["formats"] = tuple(stated["formats"])
    return replace(output, **{key: value for key, value in stated.items() if key not in given})


def ready(output: Output) -> None:
    """Refuse before any work what could not be carried out after it."""
    _check_formats(output.formats, output.lang)
    prepare(output.out, output.lang)
    if output.baseline is not None:
        load_report(output.baseline, output.lang)


def explained(report: Report, paths: Iterable[Path], pack: RulePack) -> Report:
    """``report`` with the explanations kept beside the documents at ``paths`` given to its findings."""
    documents = (*paths, *(Path(each.path) for each in report.documents))
    entries = waivers.entries_beside(documents, report.lang)
    return waivers.apply(report, entries, datetime.now(UTC).astimezone().date(), not_waivable(pack))


def conclude(report: Report, output: Output, console: Console) -> int:
    """Hold a report against its baseline and coverage, write it, print it. Returns the exit code."""
    if output.baseline is not None:
        report = only_new(report, load_report(output.baseline, output.lang))
    report = _covered(report, output.min_coverage)
    copies = annotate(report, output.out) if output.annotate else Copies()
    revisions = revise(report, output.out) if output.revise else Revisions()
    report = replace(report, notes=(*report.notes, *copies.notes, *revisions.notes))
    written = write(
        report,
        output.out,
        output.formats,
        datetime.now(UTC).isoformat(timespec="seconds"),
        pictures(report) if any(FORMATS[name].pictured for name in output.formats) else {},
    )
    print_summary(report, (*written, *copies.written, *revisions.written), console)
    emit(report, sys.stdout)
    return exit_code(report, output.fail_on)


def _covered(report: Report, wanted: float | None) -> Report:
    """``report``, incomplete where fewer of its numbers were checked than wanted (per cent)."""
    coverage = report.coverage
    if not wanted or (coverage.numbers and 100 * coverage.checked >= wanted * coverage.numbers):
        return report
    share = f"{100 * coverage.checked / coverage.numbers:.1f}%" if coverage.numbers else "0%"
    note = (
        f"只核对了 {share} 的数字，低于要求的 {wanted:g}%。"
        if report.lang == "zh"
        else f"Only {share} of the numbers were checked; {wanted:g}% were asked for."
    )
    return incomplete(report, note)


def _check_formats(formats: Sequence[str], lang: str) -> None:
    unknown = [name for name in formats if name not in FORMATS]
    if not unknown and formats:
        return
    known = ", ".join(FORMATS)
    wrong = unknown[0] if unknown else ""
    raise UsageError(
        f"没有“{wrong}”这种报告格式，可用：{known}。"
        if lang == "zh"
        else f"There is no format {wrong!r}; known: {known}."
    )


@contextmanager
def _progress(console: Console) -> Iterator[Listener | None]:
    """A line that says how many documents are read and how far the last one is, on a terminal only."""
    if not console.is_terminal:
        yield None
        return
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True
    ) as progress:
        task = progress.add_task("")

        def tell(step: Step) -> None:
            pages = f" {step.pages}/{step.of}" if step.of else ""
            line = f"{step.finished}/{step.documents} {one_line(Path(step.name).name)}{pages}"
            progress.update(task, description=escape(line))

        yield tell


def exit_code(report: Report, fail_on: str) -> int:
    """0, 1 or 3 as the report says; an incomplete audit is 3 whatever else was found."""
    if report.summary.verdict is Verdict.INCOMPLETE:
        return EXIT_INCOMPLETE
    return EXIT_FINDINGS if any(_counts(f, fail_on) for f in report.findings) else 0


def _counts(finding: Finding, fail_on: str) -> bool:
    return finding.waiver is None and _RANK[finding.severity] >= _THRESHOLD[fail_on]
