"""Whole disclosures from one set of books: every number is read, nothing right is alarmed, a slip is found.

A small fixed part of ``python -m benchmarks.forge.whole``.
"""

from __future__ import annotations

import pytest

from benchmarks.forge.whole.trial import Task, tried

RIGHT = [
    Task(26, "docx", "accounts"),
    Task(201, "text, hard line breaks", "accounts"),
    Task(301, "text, a cell a line", "accounts"),
    Task(301, "pdf three lines", "budget"),
    Task(8, "html", "budget"),
    Task(302, "text, rows ended", "budget"),
    Task(17, "xlsx beside docx", "budget"),
    Task(3, "pdf grid turned", "accounts"),
    Task(1, "html", "evaluation"),
    Task(44, "html", "two years"),
    Task(45, "text with bars", "plan and outcome"),
    Task(3, "html", "units"),
]
WRONG = [
    Task(9, "html", kind, slip)
    for kind, slips in {
        "accounts": ("table total", "level", "completion", "name", "year"),
        "budget": ("table item", "share", "direction", "code", "unit"),
    }.items()
    for slip in slips
]


@pytest.mark.parametrize("task", RIGHT, ids=lambda task: f"{task.kind}, {task.layout}")
def test_a_right_disclosure_is_read_whole_and_silent(task: Task) -> None:
    outcome = tried(task)
    made = outcome.rows["made all"]
    assert [text for text in outcome.said if text.startswith(("ALARM", "lost"))] == []
    assert made["table read"] == made["table numbers"] > 50
    assert 10 * made["checked"] >= (7 if task.kind == "evaluation" else 9) * made["witnessed"] > 0
    assert 10 * made["bound"] >= 9 * made["numbers"]


@pytest.mark.parametrize("task", WRONG, ids=lambda task: f"{task.kind}: {task.slip}")
def test_a_slip_in_a_disclosure_is_found(task: Task) -> None:
    counts = tried(task).rows["slip all"]
    assert counts["planted"] == counts["found"] == 1
