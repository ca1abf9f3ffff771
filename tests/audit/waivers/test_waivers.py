"""Explanations: in force for exactly their numbers, void when those change, readable by people."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from audit import waivers
from audit.reporting import excel
from audit.reporting.excel.findings import position
from audit.reporting.excel.plan import FINDINGS_HEADER
from checks.finding import Finding
from checks.report import Report, Verdict
from tests.audit.reporting import sample

TODAY = date(2026, 3, 1)
YEAR_END = date(2026, 12, 31)
NONE: frozenset[str] = frozenset()
NOON = "2026-03-01T12:00:00+08:00"


@pytest.fixture
def report() -> Report:
    """The sample with nothing waived yet and every page read."""
    base = sample.report()
    findings = tuple(replace(each, waiver=None) for each in base.findings)
    summary = replace(base.summary, errors=5, waived=0, verdict=Verdict.FAIL)
    return replace(base, findings=findings, summary=summary, notes=())


def _errors(report: Report) -> list[Finding]:
    return [each for each in report.findings if each.severity == "error"]


def _all_explained(report: Report, until: date = YEAR_END) -> list[waivers.Entry]:
    return [waivers.explain(report, each.id, "批复在案", "张三", until) for each in _errors(report)]


def test_a_waived_finding_keeps_everything_and_is_counted_apart(report: Report) -> None:
    entry = waivers.explain(report, "a00000000005", "年中追加", "张三", YEAR_END)
    after = waivers.apply(report, [entry], TODAY, NONE)
    before = next(each for each in report.findings if each.id == "a00000000005")
    waived = next(each for each in after.findings if each.id == "a00000000005")
    assert waived.waiver is not None
    assert (waived.waiver.reason, waived.waiver.by, waived.waiver.until) == ("年中追加", "张三", "2026-12-31")
    assert replace(waived, waiver=None) == before
    assert (after.summary.errors, after.summary.waived) == (4, 1)
    assert after.summary.verdict is Verdict.FAIL
    assert after.notes == ()


def test_when_every_error_is_explained_the_run_passes(report: Report) -> None:
    after = waivers.apply(report, _all_explained(report), TODAY, NONE)
    assert after.summary.verdict is Verdict.PASS
    assert after.summary.waived == 5


def test_an_incomplete_run_stays_incomplete(report: Report) -> None:
    incomplete = replace(report, summary=replace(report.summary, verdict=Verdict.INCOMPLETE))
    after = waivers.apply(incomplete, _all_explained(report), TODAY, NONE)
    assert after.summary.verdict is Verdict.INCOMPLETE


def test_an_explanation_dies_when_a_number_changes(report: Report) -> None:
    entry = waivers.explain(report, "a00000000005", "年中追加", "张三", YEAR_END)
    changed = tuple(
        replace(each, evidence=(replace(each.evidence[0], text="5.73"), *each.evidence[1:]))
        if each.id == "a00000000005"
        else each
        for each in report.findings
    )
    after = waivers.apply(replace(report, findings=changed), [entry], TODAY, NONE)
    assert after.summary.errors == 5
    assert len(after.notes) == 1
    assert "数字已变" in after.notes[0]
    assert "5.73" in after.notes[0]


@pytest.mark.parametrize(("today", "waived"), [(YEAR_END, 5), (date(2027, 1, 1), 0)])
def test_an_explanation_expires_after_its_last_day(report: Report, today: date, waived: int) -> None:
    after = waivers.apply(report, _all_explained(report), today, NONE)
    assert after.summary.waived == waived
    assert len(after.notes) == 5 - waived


def test_some_rules_cannot_be_explained_away(report: Report) -> None:
    after = waivers.apply(report, _all_explained(report), TODAY, frozenset({"three-public.sum"}))
    assert after.summary.errors == 1
    assert "three-public.sum" in after.notes[0]


def test_an_explanation_whose_finding_is_gone_is_noted(report: Report) -> None:
    entry = waivers.Entry("b00000000000", "three-public.sum", ("1",), "x", "y", YEAR_END)
    after = waivers.apply(report, [entry], TODAY, NONE)
    assert "已不存在" in after.notes[0]
    assert after.summary == report.summary


@pytest.mark.parametrize(("finding", "reason"), [("nothing", "x"), ("a00000000005", "  ")])
def test_what_cannot_be_explained_is_refused(report: Report, finding: str, reason: str) -> None:
    with pytest.raises(waivers.WaiverError):
        waivers.explain(report, finding, reason, "张三", YEAR_END)


def test_the_file_reads_as_it_was_meant(report: Report, tmp_path: Path) -> None:
    path = tmp_path / waivers.FILE_NAME
    waivers.save(path, [waivers.explain(report, "a00000000005", "年中追加，见“批复”", "张三", YEAR_END)])
    assert path.read_text(encoding="utf-8").splitlines()[2:] == [
        "[[waiver]]",
        'finding = "a00000000005"',
        'rule = "three-public.sum"',
        'numbers = ["5.72", "0.00", "5.22", "0.60"]',
        'reason = "年中追加，见“批复”"',
        'by = "张三"',
        "until = 2026-12-31",
    ]


def test_the_file_is_the_same_whatever_the_order(report: Report, tmp_path: Path) -> None:
    entries = _all_explained(report)
    waivers.save(tmp_path / "a.toml", entries)
    waivers.save(tmp_path / "b.toml", list(reversed(entries)))
    assert (tmp_path / "a.toml").read_bytes() == (tmp_path / "b.toml").read_bytes()
    assert waivers.load(tmp_path / "a.toml") == waivers.add([], entries)


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=30)


@given(_TEXT, _TEXT, st.lists(_TEXT, max_size=4), st.dates())
def test_any_explanation_survives_the_file(
    tmp_path_factory: pytest.TempPathFactory, reason: str, by: str, numbers: list[str], until: date
) -> None:
    path = tmp_path_factory.mktemp("waivers") / "w.toml"
    entry = waivers.Entry("a" * 12, "r.s", tuple(numbers), reason, by, until)
    waivers.save(path, [entry])
    again = waivers.load(path)
    waivers.save(path, again)
    assert waivers.load(path) == again
    assert (again[0].finding, again[0].until, len(again[0].numbers)) == ("a" * 12, until, len(numbers))


def test_a_new_explanation_takes_the_place_of_the_old(report: Report) -> None:
    old = waivers.explain(report, "a00000000005", "旧", "张三", YEAR_END)
    new = waivers.explain(report, "a00000000005", "新", "李四", YEAR_END)
    assert waivers.add([old], [new]) == [new]


def test_no_file_means_no_explanations(tmp_path: Path) -> None:
    assert waivers.load(tmp_path / waivers.FILE_NAME) == []


GOOD = '[[waiver]]\nfinding = "a"\nrule = "r"\nnumbers = ["1"]\nreason = "x"\nby = "y"\nuntil = 2026-12-31\n'


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[[waiver]\n", "line 1"),
        ("waiver = 3\n", "waiver"),
        ("[other]\n", "waiver"),
        (GOOD.replace('"y"', "3"), "by"),
        (GOOD.replace("2026-12-31", '"2026-12-31"'), "until"),
        (GOOD.replace("2026-12-31", "2026-12-31T00:00:00"), "until"),
        (GOOD.replace('["1"]', "[1]"), "numbers"),
        (GOOD.replace("reason", "raeson"), "raeson"),
    ],
)
def test_a_mistake_in_the_file_is_named(text: str, named: str, tmp_path: Path) -> None:
    path = tmp_path / waivers.FILE_NAME
    path.write_text(text, encoding="utf-8")
    with pytest.raises(waivers.WaiverError, match=named):
        waivers.load(path)


def _filled_in(report: Report, path: Path, rows: dict[int, dict[str, str]]) -> Path:
    book = load_workbook(io.BytesIO(excel.render(report, NOON)))
    sheet = book["差异清单" if report.lang == "zh" else "Discrepancies"]
    for number, values in rows.items():
        for name, value in values.items():
            sheet.cell(FINDINGS_HEADER + number, position(name)).value = value
    book.save(path)
    return path


def test_the_workbook_filled_in_is_read_back(report: Report, tmp_path: Path) -> None:
    path = _filled_in(
        report,
        tmp_path / "report.xlsx",
        {
            1: {"opinion": "系统取数差异", "by": "李四", "state": "已说明"},
            4: {"opinion": "已更正", "state": "已修改"},
            5: {"opinion": "四舍五入", "state": "已说明"},
            6: {"opinion": "改为6.2%"},
        },
    )
    entries, refused = waivers.from_workbook(path, YEAR_END, "王五")
    assert refused == []
    assert [(each.finding, each.reason, each.by) for each in entries] == [
        ("a00000000001", "系统取数差异", "李四"),
        ("a00000000008", "四舍五入", "王五"),
    ]
    assert entries[0].numbers == ("1,056.88", "1,065.88")
    assert entries[0].rule == "expenditure.row-total"
    after = waivers.apply(report, entries, TODAY, NONE)
    assert after.summary.waived == 2
    assert after.notes == ()


def test_every_error_explained_in_the_workbook_turns_the_verdict(report: Report, tmp_path: Path) -> None:
    row = {"opinion": "批复在案", "by": "张三", "state": "已说明"}
    rows = dict.fromkeys(range(1, len(report.findings) + 1), row)
    path = _filled_in(report, tmp_path / "report.xlsx", rows)
    after = waivers.apply(report, waivers.from_workbook(path, YEAR_END)[0], TODAY, NONE)
    assert after.summary.verdict is Verdict.PASS
    again, _ = waivers.from_workbook(_filled_in(after, tmp_path / "again.xlsx", {}), YEAR_END)
    assert sorted(each.finding for each in again) == sorted(each.id for each in report.findings)


def test_the_english_workbook_is_read_back_too(report: Report, tmp_path: Path) -> None:
    row = {"opinion": "approved", "by": "Li Si", "state": "explained"}
    path = _filled_in(replace(report, lang="en"), tmp_path / "report.xlsx", {1: row})
    assert [each.finding for each in waivers.from_workbook(path, YEAR_END)[0]] == ["a00000000001"]


def test_a_row_that_lacks_something_is_named_and_the_others_are_taken(report: Report, tmp_path: Path) -> None:
    said = {"opinion": "写在这里", "by": "李四", "state": "已说明"}
    rows = {1: said, 2: said | {"by": ""}, 3: said | {"id": ""}, 4: said | {"opinion": ""}}
    entries, refused = waivers.from_workbook(_filled_in(report, tmp_path / "report.xlsx", rows), YEAR_END)
    assert [each.finding for each in entries] == ["a00000000001"]
    assert refused == [
        "第 2 条没有读回，缺少：责任人。",
        "第 3 条没有读回，缺少：隐藏的编号（处理意见“写在这里”）。",
        "第 4 条没有读回，缺少：处理意见。",
    ]


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_another_file_is_refused_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(content)
    with pytest.raises(waivers.WaiverError, match=r"report\.xlsx"):
        waivers.from_workbook(path, YEAR_END)
