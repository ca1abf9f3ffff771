"""Annotations on the lines of a change, where GitHub runs the check.

A workflow command is one line on standard output, ``::error file=…,line=…,title=…::message``; what
stands in it must not be able to begin a second command.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TextIO

from audit.reporting.culprit import suspect
from audit.reporting.machine.location import physical
from audit.reporting.plain import clean, one_line
from audit.reporting.view import View
from checks.finding import Finding, Severity
from checks.report import Report

MOST = 50
_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def emit(report: Report, stream: TextIO, environment: Mapping[str, str] = os.environ) -> None:
    """Print the annotations where the check runs inside GitHub Actions; elsewhere do nothing."""
    if environment.get("GITHUB_ACTIONS") == "true":
        for line in commands(report):
            print(line, file=stream)


def commands(report: Report) -> list[str]:
    """One workflow command for each open finding, causes first; the last line says how many were left out."""
    view = View(report)
    entries = [entry for entry in view.entries if entry.finding.waiver is None]
    lines = [_annotation(view, entry.finding) for entry in entries[:MOST]]
    for index, document in enumerate(report.documents):
        lines += [
            _command("warning", {"file": document.path, "title": view.documents[index]}, problem)
            for problem in document.problems
        ]
    if len(entries) > MOST:
        lines.append(_command("notice", {}, view.words("more.findings", count=len(entries) - MOST)))
    return lines


def _annotation(view: View, finding: Finding) -> str:
    properties = {"title": finding.title}
    parts = [finding.message, view.probable(finding)]
    if first := suspect(finding):
        path, line = physical(view.report.documents[first.document], first.place)
        properties = {"file": path, **({"line": str(line)} if line else {}), **properties}
        parts.insert(0, view.whereabouts(first))
    message = " — ".join(part for part in parts if part)
    return _command(_COMMAND[finding.severity], properties, message)


def _command(name: str, properties: Mapping[str, str], message: str) -> str:
    values = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    return f"::{name} {values}::{_data(message)}" if values else f"::{name}::{_data(message)}"


def _data(text: str) -> str:
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")
