"""The tables of what was found: the rules that do not hold, what has changed, what could not be audited."""

from __future__ import annotations

from audit.desk.gathering import Bureau, Change, FailingRule, Problem
from audit.desk.listings.table import Cell, Form, Listing, Row, share
from audit.desk.words import DeskWords


def rules(bureau: Bureau, words: DeskWords) -> Listing:
    """The rules that do not hold, those of most departments first."""
    columns = {
        "rank": 6.0,
        "title": 44.0,
        "severity": 8.0,
        "departments": 9.0,
        "findings": 8.0,
        "applied": 10.0,
        "held_share": 9.0,
        "rule": 34.0,
    }

    def row(number: int, rule: FailingRule) -> Row:
        return Row(
            {
                "rank": Cell(number, Form.NUMBER),
                "title": Cell(rule.title),
                "severity": _severity(rule.severity, words),
                "departments": Cell(rule.departments, Form.NUMBER),
                "findings": Cell(rule.findings, Form.NUMBER),
                "applied": Cell(rule.applied, Form.NUMBER),
                "held_share": share(rule.applied - rule.violated, rule.applied),
                "rule": Cell(rule.rule, Form.SOFT),
            }
        )

    rows = [row(number, rule) for number, rule in enumerate(bureau.rules, 1)]
    return Listing("rules", words("overview.rules"), columns, rows)


def _severity(severity: str, words: DeskWords) -> Cell:
    return Cell(words(f"severity.{severity}"), Form.CENTRE, severity)


def changes(bureau: Bureau, words: DeskWords) -> Listing:
    """What became of every finding since the run before."""
    columns = {
        "since": 8.0,
        "severity": 8.0,
        "department": 28.0,
        "title": 40.0,
        "stated": 14.0,
        "expected": 14.0,
        "place": 9.0,
        "report": 8.0,
        "rule": 30.0,
    }

    def row(change: Change) -> Row:
        page = words("place.page", page=change.page) if change.page else ""
        return Row(
            {
                "since": Cell(words(f"since.{change.since}"), Form.CENTRE, change.since),
                "severity": _severity(change.severity, words),
                "department": Cell(change.department or words("unknown")),
                "title": Cell(change.title),
                "stated": Cell(change.stated or "", Form.NUMBER),
                "expected": Cell(change.expected or "", Form.NUMBER),
                "place": Cell(page, Form.CENTRE),
                "report": Cell(words("open"), Form.REPORT),
                "rule": Cell(change.rule, Form.SOFT),
            },
            change.department or "",
            change.task,
        )

    return Listing("changes", rounds(bureau, words), columns, [row(each) for each in bureau.changes])


def rounds(bureau: Bureau, words: DeskWords) -> str:
    """Which run this is, and which was before it."""
    if not bureau.runs:
        return words("run", run=0, when=words("never"), before=words("never"))
    last = bureau.runs[-1]
    before = bureau.runs[-2].started if len(bureau.runs) > 1 else words("never")
    return words("run", run=last.number, when=last.started[:16], before=before[:16])


def problems(bureau: Bureau, words: DeskWords) -> Listing:
    """What could not be audited, or not all of it, and why."""
    columns = {"path": 50.0, "department": 28.0, "verdict": 10.0, "problem": 80.0}

    def row(problem: Problem) -> Row:
        return Row(
            {
                "path": Cell(problem.path),
                "department": Cell(problem.department or words("unknown")),
                "verdict": Cell(words(f"status.{problem.status}"), Form.CENTRE, problem.status),
                "problem": Cell(problem.why),
            },
            problem.department or "",
        )

    return Listing("problems", words("sheet.problems"), columns, [row(each) for each in bureau.problems])
