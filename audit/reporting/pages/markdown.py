"""``report.md``: the summary that a CI job page shows, short enough to be read there.

Everything that comes from a document is escaped: a stray ``|`` or ``<`` must not break the page.
"""

from __future__ import annotations

import re

from audit.reporting.culprit import suspect
from audit.reporting.plain import one_line, shortened
from audit.reporting.view import View, part_of, statements_of
from checks.report import Report, Verdict

MOST_FINDINGS = 100
MOST_DOCUMENTS = 200
_LONGEST = 400
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~&$@-])")
_MARK = {Verdict.PASS: "✅", Verdict.FAIL: "❌", Verdict.INCOMPLETE: "⚠️"}


def render(report: Report, generated_at: str) -> bytes:
    """The summary in Markdown, UTF-8."""
    return (markdown(report, generated_at)).encode("utf-8")


def markdown(report: Report, generated_at: str) -> str:
    """The summary: verdict, counts, documents, the first findings, coverage."""
    view = View(report)
    words, summary, coverage = view.words, report.summary, report.coverage
    counts = words(
        "count.summary",
        errors=summary.errors,
        warnings=summary.warnings,
        infos=summary.infos,
        waived=summary.waived,
    )
    checked = words(
        "coverage.line",
        numbers=coverage.numbers,
        read=coverage.read,
        bound=coverage.bound,
        checked=coverage.checked,
        share=part_of(coverage.checked, coverage.numbers),
    )
    lines = [
        f"# {_MARK[summary.verdict]} {words('app')}: {view.verdict_word()}",
        "",
        view.verdict(),
        "",
        f"**{counts}**",
        "",
        *_documents(view),
        "",
        *_findings(view),
        "",
        checked,
        "",
        *(f"- {escape(note)}" for note in report.notes),
        "",
        words(
            "overview.version",
            version=escape(report.version),
            rules=escape(report.rules_sha256[:12]),
            time=escape(generated_at),
        ),
    ]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """``text`` on one line, so that Markdown and HTML read it as nothing but text."""
    return _SPECIAL.sub(r"\\\1", shortened(text, _LONGEST))


def _table(header: list[str], rows: list[list[str]]) -> list[str]:
    return [_row(header), _row(["---"] * len(header)), *(_row(row) for row in rows)]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _documents(view: View) -> list[str]:
    words, documents = view.words, view.report.documents
    header = [words(f"label.{key}") for key in ("document", "kind", "year", "table", "state", "problems")]
    rows = [
        [
            escape(view.documents[index]),
            words(f"kind.{document.kind}"),
            str(document.year or "—"),
            str(len(statements_of(view.report, index))),
            words(f"status.{document.status.value}"),
            "<br>".join(escape(problem) for problem in document.problems[:5]),
        ]
        for index, document in enumerate(documents[:MOST_DOCUMENTS])
    ]
    lines = _table(header, rows)
    if len(documents) > MOST_DOCUMENTS:
        lines += ["", words("more.documents", count=len(documents) - MOST_DOCUMENTS)]
    return lines


def _findings(view: View) -> list[str]:
    words = view.words
    if not view.entries:
        return [words("nothing.found")]
    keys = ("number", "severity", "title", "document", "place", "message", "diagnosis")
    rows = []
    for entry in view.entries[:MOST_FINDINGS]:
        finding = entry.finding
        first = suspect(finding)
        state = words("state.waived") if finding.waiver else words(f"severity.{finding.severity.value}")
        cause = words("diagnosis.settled_by", number=entry.cause) if entry.cause else ""
        rows.append(
            [
                str(entry.number),
                state,
                escape(finding.title),
                escape(view.documents[first.document]) if first else "",
                escape(view.whereabouts(first)) if first else "",
                escape(finding.message),
                escape(
                    one_line(view.probable(finding))
                    or cause
                    or (finding.waiver.reason if finding.waiver else "")
                ),
            ]
        )
    lines = _table([words(f"label.{key}") for key in keys], rows)
    if len(view.entries) > MOST_FINDINGS:
        lines += ["", words("more.findings", count=len(view.entries) - MOST_FINDINGS)]
    return lines
