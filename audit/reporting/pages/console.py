"""The summary on the terminal: what came out, what to mend first, where the reports are; 80 columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from audit.reporting.plain import one_line
from audit.reporting.view import Entry, View, part_of, statements_of, suspect
from checks.finding import Severity
from checks.report import DocumentStatus, Report, Verdict

WIDTH = 80
FIRST_FINDINGS = 8
FIRST_DOCUMENTS = 20

_TOKEN = re.compile(r"[!-~]{1,40}|.")
"""What a line is not broken inside of: a run of digits or Latin letters."""

_VERDICT_STYLE = {
    Verdict.PASS: "bold white on green",
    Verdict.FAIL: "bold white on red",
    Verdict.INCOMPLETE: "bold black on yellow",
}
_SEVERITY_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_STATUS_STYLE = {
    DocumentStatus.AUDITED: "green",
    DocumentStatus.PARTIAL: "yellow",
    DocumentStatus.UNREADABLE: "red",
}


def terminal(*, stderr: bool = False) -> Console:
    """A console for the summary: never wider than 80 columns; plain text where nobody looks."""
    console = Console(stderr=stderr, highlight=False, emoji=False, markup=False)
    console.width = min(console.width, WIDTH) if console.is_terminal else WIDTH
    return console


def print_summary(report: Report, written: Sequence[Path], console: Console) -> None:
    """Print the summary of ``report``; ``written`` are the report files."""
    view = View(report)
    words = view.words
    summary = report.summary
    verdict = Text.assemble(
        (f" {words(f'verdict.{summary.verdict.value}')} ", _VERDICT_STYLE[summary.verdict]),
        " ",
        view.verdict(),
    )
    console.print(verdict)
    console.print(
        words(
            "count.summary",
            errors=summary.errors,
            warnings=summary.warnings,
            infos=summary.infos,
            waived=summary.waived,
        )
    )
    console.print()
    console.print(_documents(view))
    for part in _problems(view):
        console.print(part)
    _print_findings(view, console)
    coverage = report.coverage
    console.print(
        Text(
            words(
                "coverage.line",
                numbers=coverage.numbers,
                read=coverage.read,
                bound=coverage.bound,
                checked=coverage.checked,
                share=part_of(coverage.checked, coverage.numbers),
            )
        )
    )
    if report.disclosure:
        console.print(Text(view.completeness(report.disclosure)))
    for note in report.notes[:FIRST_DOCUMENTS]:
        console.print(Text(one_line(note), style="dim"))
    if (left := len(report.notes) - FIRST_DOCUMENTS) > 0:
        console.print(Text(words("more.findings", count=left), style="dim"))
    for path in written:
        console.print(Text(f"▸ {path}"), soft_wrap=True)


def _documents(view: View) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(overflow="ellipsis", no_wrap=True, ratio=1)
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    documents = view.report.documents
    for index, document in enumerate(documents[:FIRST_DOCUMENTS]):
        year = f" {document.year}" if document.year else ""
        grid.add_row(
            Text(view.documents[index]),
            Text(
                view.words(f"kind.{document.kind}")
                + year
                + view.words("list.separator")
                + view.words("tables.count", count=len(statements_of(view.report, index))),
                style="dim",
            ),
            Text(view.words(f"status.{document.status.value}"), style=_STATUS_STYLE[document.status]),
        )
    left = len(documents) - FIRST_DOCUMENTS
    if left > 0:
        grid.add_row(Text(view.words("more.documents", count=left), style="dim"), "", "")
    return grid


def _problems(view: View) -> list[RenderableType]:
    return [
        Padding(Text(f"{view.documents[index]}: {one_line(problem)}", style="yellow"), (0, 0, 0, 2))
        for index, document in enumerate(view.report.documents[:FIRST_DOCUMENTS])
        for problem in document.problems[:3]
    ]


def _print_findings(view: View, console: Console) -> None:
    causes = [entry for entry in view.entries if entry.cause is None and entry.finding.waiver is None]
    shown = causes[:FIRST_FINDINGS]
    console.print()
    if not view.entries:
        console.print(view.words("nothing.found"))
    for entry in shown:
        for line in _finding(entry, view, console.width):
            console.print(line, no_wrap=True, overflow="ellipsis")
    left = len(view.entries) - len(shown)
    if left:
        console.print(Text(view.words("more.findings", count=left), style="dim"))
    console.print()


def _finding(entry: Entry, view: View, width: int) -> list[Text]:
    """At most three lines: what, where; the arithmetic; the probable slip."""
    finding, words = entry.finding, view.words
    severity = words(f"severity.{finding.severity.value}")
    main = suspect(finding)
    where = view.place(main.place) if main else ""
    if main and len(view.documents) > 1:
        where = words("list.separator").join(part for part in (where, view.documents[main.document]) if part)
    lines = [
        Text.assemble(
            (f"{entry.number}. {severity} ", _SEVERITY_STYLE[finding.severity]),
            one_line(finding.title),
            (f"  {where}", "dim"),
        ),
    ]
    slip = view.probable(finding)
    lines += _wrapped(one_line(finding.message), width, 1 if slip else 2)
    if finding.diagnosis and slip:
        settled = len(finding.diagnosis.explains)
        more = words("list.separator") + words("diagnosis.settles", count=settled) if settled else ""
        lines.append(Text(f"   → {slip}{more}", style="green"))
    return lines


def _wrapped(text: str, width: int, most: int) -> list[Text]:
    """``text`` indented, on at most ``most`` lines, numbers kept whole; an ellipsis where that is too few."""
    room, lines = width - 3, [""]
    for token in _TOKEN.findall(text):
        if lines[-1] and cell_len(lines[-1] + token) > room:
            lines.append("")
        lines[-1] += token if lines[-1] else token.lstrip()
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    return [Text(f"   {line}") for line in lines]
