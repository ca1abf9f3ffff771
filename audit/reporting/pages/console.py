"""The summary on the terminal: what came out, what to mend first, where the reports are; 80 columns."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from audit.reporting.culprit import suspect
from audit.reporting.plain import one_line
from audit.reporting.view import Entry, View, part_of, statements_of
from checks.finding import Severity
from checks.report import DocumentStatus, Report, Verdict

WIDTH = 80
FIRST_FINDINGS = 8
FIRST_DOCUMENTS = 20
_SENTENCE = 3
"""The lines of a finding about words; one about numbers is never cut."""

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


class _Terminal(Console):
    """A console whose reader may stop reading (``| head``): the rest goes nowhere, and the exit code stays."""

    def on_broken_pipe(self) -> None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        self.quiet = True


def terminal(*, stderr: bool = False) -> Console:
    """A console for the summary, as wide as the terminal; plain text of 80 columns where nobody looks."""
    console = _Terminal(stderr=stderr, highlight=False, emoji=False, markup=False)
    if not console.is_terminal:
        console.width = WIDTH
    return console


def print_summary(report: Report, written: Sequence[Path], console: Console) -> None:
    """Print the summary of ``report``; ``written`` are the report files."""
    view = View(report)
    words = view.words
    summary = report.summary
    verdict = Text.assemble(
        (f" {view.verdict_word()} ", _VERDICT_STYLE[summary.verdict]),
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
    follow = sum(entry.cause is not None for entry in view.entries)
    if follow:
        console.print(words("count.causes", causes=len(view.entries) - follow, follow=follow))
    console.print()
    console.print(_documents(view))
    for line in _problems(view, console.width):
        console.print(line)
    _print_findings(view, written, console)
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
        console.print(Text(words("more.notes", count=left), style="dim"))
    for path in written:
        console.print(Text(f"▸ {path}"), soft_wrap=True)


def _documents(view: View) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(overflow="ellipsis", no_wrap=True, ratio=1)
    for _ in range(4):
        grid.add_column(no_wrap=True)
    shares = {each.document: each for each in view.report.coverage.by_document}
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
            _counts(view, index),
            Text(
                part_of(shares[index].checked, shares[index].numbers) if index in shares else "", style="dim"
            ),
            Text(view.words(f"status.{document.status.value}"), style=_STATUS_STYLE[document.status]),
        )
    left = len(documents) - FIRST_DOCUMENTS
    if left > 0:
        grid.add_row(Text(view.words("more.documents", count=left), style="dim"), "", "", "", "")
    return grid


def _counts(view: View, document: int) -> Text:
    """The open errors and warnings of one document."""
    found = [
        entry.finding.severity
        for entry in view.entries
        if entry.finding.waiver is None and (main := suspect(entry.finding)) and main.document == document
    ]
    errors, warnings = found.count(Severity.ERROR), found.count(Severity.WARNING)
    style = "red" if errors else "yellow" if warnings else "dim"
    return Text(view.words("count.document", errors=errors, warnings=warnings), style=style)


def _problems(view: View, width: int) -> list[Text]:
    """What could not be read or checked, of which document where there are several."""
    several = len(view.documents) > 1
    return [
        Text(line.plain, style="yellow")
        for index, document in enumerate(view.report.documents[:FIRST_DOCUMENTS])
        for problem in document.problems[:3]
        for line in _wrapped(
            f"{view.documents[index]}: {one_line(problem)}" if several else one_line(problem), width, None
        )
    ]


def _print_findings(view: View, written: Sequence[Path], console: Console) -> None:
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
        console.print(Text(_more(view, written, left), style="dim"))
    console.print()


def _more(view: View, written: Sequence[Path], left: int) -> str:
    """How many findings are not printed, and where they stand: in the workbook, where one was written."""
    book = next((path.name for path in written if path.suffix == ".xlsx"), None)
    if book is None:
        return view.words("more.findings", count=left)
    return view.words("more.in_sheet", count=left, file=book, sheet=view.words("sheet.findings"))


def _finding(entry: Entry, view: View, width: int) -> list[Text]:
    """What, where; the arithmetic, whole; the probable slip and the findings that it settles."""
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
    lines += _wrapped(one_line(finding.message), width, None if finding.formula else _SENTENCE)
    if slip:
        settled = view.follow(entry)
        more = words("list.separator") + words("diagnosis.settles_which", numbers=settled) if settled else ""
        lines += [Text(line.plain, style="green") for line in _wrapped(f"→ {slip}{more}", width, None)]
    return lines


def _wrapped(text: str, width: int, most: int | None) -> list[Text]:
    """``text`` indented, on at most ``most`` lines, numbers kept whole; an ellipsis where that is too few."""
    room, lines = width - 3, [""]
    for token in _TOKEN.findall(text):
        if lines[-1] and cell_len(lines[-1] + token) > room:
            lines.append("")
        lines[-1] += token if lines[-1] else token.lstrip()
    if most is not None and len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    return [Text(f"   {line}") for line in lines]
