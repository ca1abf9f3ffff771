"""The order of the findings, and places and shares in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.reporting.plain import clean, one_line, shortened
from audit.reporting.view import View, document_names, entries, part_of, percent
from checks.finding import Diagnosis, Finding, Place
from checks.report import Report
from tests.audit.reporting.sample import CAUSE


def _linked(*links: tuple[str, tuple[str, ...]]) -> list[Finding]:
    return [
        replace(CAUSE, id=name, diagnosis=Diagnosis(0, "1", "sign", 0.5, explains))
        for name, explains in links
    ]


def test_the_cause_stands_first_and_what_it_settles_below_it(report: Report) -> None:
    order = [(entry.number, entry.cause, entry.finding.id[-1]) for entry in View(report).entries]
    assert order == [
        (1, None, "1"),
        (2, 1, "2"),
        (3, 1, "3"),
        (4, None, "5"),
        (5, None, "4"),
        (6, None, "6"),
        (7, None, "9"),
        (8, None, "7"),
        (9, None, "8"),
    ]


def test_findings_that_explain_one_another_are_listed_once() -> None:
    found = entries(_linked(("a", ("b",)), ("b", ("a",)), ("c", ("c", "gone"))))
    assert sorted(entry.finding.id for entry in found) == ["a", "b", "c"]
    assert [entry.number for entry in found] == [1, 2, 3]


def test_a_chain_of_causes_stands_under_the_first() -> None:
    found = entries(_linked(("c", ()), ("b", ("c",)), ("a", ("b",))))
    assert [(entry.finding.id, entry.cause) for entry in found] == [("a", None), ("b", 1), ("c", 1)]


@given(st.lists(st.lists(st.integers(0, 7), max_size=4), max_size=8))
def test_every_finding_is_listed_exactly_once(links: list[list[int]]) -> None:
    findings = _linked(*((str(i), tuple(map(str, to))) for i, to in enumerate(links)))
    found = entries(findings)
    assert sorted(entry.finding.id for entry in found) == sorted(each.id for each in findings)
    assert [entry.number for entry in found] == list(range(1, len(findings) + 1))


def test_places_are_said_as_a_reader_would(report: Report) -> None:
    view = View(report)
    assert view.place(Place(page=9)) == "第 9 页"
    assert view.place(Place(line=42)) == "第 42 行"
    assert view.place(Place(cell="预算!B2")) == "预算!B2"
    assert view.place(Place()) == ""


def test_shares_are_rounded_down() -> None:
    assert part_of(999_999, 1_000_000) == "99.9%"
    assert part_of(3, 3) == "100.0%"
    assert part_of(0, 0) == "—"
    assert percent(0.999) == "99%"
    assert percent(1.0) == "100%"


def test_documents_of_one_name_are_told_apart_by_their_path(report: Report) -> None:
    first, second = report.documents
    same = (replace(first, path="a/x.pdf"), replace(second, path="b/x.pdf"), replace(second, path="b/y.pdf"))
    assert document_names(same) == ("a/x.pdf", "b/x.pdf", "y.pdf")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x00b\x1b[31mc", "ab[31mc"), ("表\udcb5", "表\ufffd"), ("a\u202eb", "ab"), ("a\r\nb", "a\nb")],
)
def test_what_cannot_be_shown_is_taken_out(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.text(), st.integers(2, 20))
def test_shortened_text_is_one_line_of_bounded_length(text: str, limit: int) -> None:
    assert len(shortened(text, limit)) <= limit
    assert "\n" not in one_line(text)
