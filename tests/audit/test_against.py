"""A draft held against what it was made from, and two files of one disclosure against each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from audit.document import Document
from audit.pipeline import Options, audit, audit_documents
from audit.settings.model import Settings
from checks.finding import Finding, Severity
from checks.pack import built_in
from checks.report import Report, Verdict
from tests.audit.test_matching import document

SAMPLES = Path(__file__).parents[2] / "sample_data"
OWNER = "云港市望江区协作事务部"
Rows = dict[str, str]
"""Code and name of a row: its basic and its programme expenditure, with a blank between."""

IN_YUAN = {
    "2013201 行政运行": "9,153,412.50 0.00",
    "2013202 一般行政管理事务": "0.00 1,505,374.99",
    "2080501 行政单位离退休": "402,870.00 0.00",
}
IN_WAN = {
    "2013201 行政运行": "915.34 0.00",
    "2013202 一般行政管理事务": "0.00 150.54",
    "2080501 行政单位离退休": "40.29 0.00",
}


def total(rows: Rows, unit: str) -> str:
    """The last row of the table: 合计."""
    given = {"元": "9,556,282.50 1,505,374.99", "万元": "955.63 150.54"}
    return given[unit]


def table(rows: Rows, unit: str) -> list[list[str]]:
    lines = [["科目编码", "科目名称", "基本支出", "项目支出"], ["合计", "合计", *total(rows, unit).split()]]
    return lines + [[*label.split(), *(a.replace("-", "") for a in rows[label].split())] for label in rows]


def export(
    rows: Rows = IN_YUAN, title: str = "2020年度支出决算表", owner: str = f"部门：{OWNER}"
) -> Document:
    return document("导出.xlsx", title, owner, "单位：元", table(rows, "元"))


def draft(rows: Rows = IN_WAN, *sentences: str, path: str = "稿.docx") -> Document:
    head = (f"{OWNER}2020年度部门决算", *sentences, "支出决算表", f"部门：{OWNER}", "单位：万元")
    return document(path, *head, table(rows, "万元"))


def held(*documents: Document, lang: str = "zh") -> Report:
    """The report, the workbook being the source of all others."""
    settings = Settings.model_validate({"submission": {"documents": {"导出.xlsx": {"source": True}}}})
    return audit_documents(list(documents), built_in(), Options(lang=lang, settings=settings))


def between(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.rule.startswith("set.") and f.severity is not Severity.INFO]


def test_a_draft_in_wan_yuan_that_rounds_its_source_is_right() -> None:
    found = held(draft(), export())
    assert between(found) == []
    assert any("以《导出.xlsx》为来源，逐数对照 8 个数，全部相符" in note for note in found.notes)


def test_two_digits_exchanged_are_found_with_both_places_and_the_value_of_the_source() -> None:
    (finding,) = between(held(draft(IN_WAN | {"2013201 行政运行": "951.34 0.00"}), export()))
    assert (finding.rule, finding.stated) == ("set.source", "951.34")
    assert [e.text for e in finding.evidence] == ["951.34", "9,153,412.50"]
    assert [e.document for e in finding.evidence] == [0, 1]
    assert finding.diagnosis is not None
    assert (finding.diagnosis.repair, finding.diagnosis.blame, finding.diagnosis.confidence) == (
        "915.34",
        0,
        1.0,
    )


def test_two_sources_of_one_number_give_one_finding() -> None:
    wrong = draft(IN_WAN | {"2013201 行政运行": "951.34 0.00"})
    sources = {"导出.xlsx": {"source": True}, "批复.xlsx": {"source": True}}
    settings = Settings.model_validate({"submission": {"documents": sources}})
    approval = replace(export(), path="批复.xlsx")
    agreed = audit_documents([wrong, export(), approval], built_in(), Options(settings=settings))
    assert [f.stated for f in between(agreed)] == ["951.34"]
    other = replace(export(IN_YUAN | {"2013201 行政运行": "9,513,412.50 0.00"}), path="批复.xlsx")
    torn = audit_documents([wrong, export(), other], built_in(), Options(settings=settings))
    assert [f.stated for f in between(torn)] == ["951.34"]


def test_the_source_is_not_blamed_where_it_does_not_add_up_with_the_draft() -> None:
    found = held(
        draft(IN_WAN | {"2013201 行政运行": "15.34 0.00", "2080501 行政单位离退休": "4.29 0.00"}), export()
    )
    repairs = {f.stated: f.diagnosis.repair for f in found.findings if f.diagnosis}
    assert repairs == {"15.34": "915.34", "4.29": "40.29"}


def test_a_number_cut_off_instead_of_rounded_is_one_off_in_its_last_digit() -> None:
    (finding,) = between(held(draft(IN_WAN | {"2080501 行政单位离退休": "40.28 0.00"}), export()))
    assert finding.rule == "set.source-last-digit"


def test_a_sentence_is_held_against_the_source() -> None:
    found = held(draft(IN_WAN, "2020年度本年支出合计1,106.17万元，其中：基本支出965.63万元。"), export())
    assert "965.63" in {f.stated for f in between(found)}


def test_a_row_left_out_is_said_to_be_left_out() -> None:
    rows = {label: IN_WAN[label] for label in list(IN_WAN)[:2]}
    (finding,) = between(held(draft(rows), export()))
    assert finding.rule == "set.row-left-out"
    assert "没有“2080501 行政单位离退休”一行，《导出.xlsx》有，为 402,870.00元" in finding.message
    assert [e.document for e in finding.evidence] == [0, 1]


def test_a_row_too_many_is_said_to_be_too_many() -> None:
    (finding,) = between(held(draft(IN_WAN | {"2210201 住房公积金": "7.00 0.00"}), export()))
    assert finding.rule == "set.row-added"
    assert "2210201 住房公积金" in finding.message


@pytest.mark.parametrize("label", ["2013202 一般性行政事务", "2013299 一般行政管理事务", "2013250 事业运行"])
def test_a_row_under_another_name_or_code_is_said_to_be_renamed(label: str) -> None:
    rows = {label if name.startswith("2013202") else name: IN_WAN[name] for name in IN_WAN}
    (finding,) = between(held(draft(rows), export()))
    assert finding.rule == "set.row-renamed"


def test_an_empty_cell_where_the_source_has_a_number() -> None:
    (finding,) = between(held(draft(IN_WAN | {"2013202 一般行政管理事务": "0.00 -"}), export()))
    assert finding.rule == "set.cell-left-out"
    assert "1,505,374.99" in finding.message


def test_a_number_where_the_source_is_empty() -> None:
    (finding,) = between(held(draft(), export(IN_YUAN | {"2013202 一般行政管理事务": "0.00 -"})))
    assert finding.rule == "set.cell-added"


def test_an_export_without_year_and_department_is_taken_for_the_draft_s() -> None:
    spoilt = draft(IN_WAN | {"2013201 行政运行": "951.34 0.00"})
    found = held(spoilt, export(title="支出决算表", owner="金额单位：元"))
    assert [f.stated for f in between(found)] == ["951.34"]
    said = "未写明部门、年度，按《稿.docx》认定为 云港市望江区协作事务部 2020 决算"
    assert any(said in note for note in found.notes)
    assert found.documents[1].year == 2020


def test_an_export_that_nobody_calls_a_source_is_known_by_its_numbers() -> None:
    plain = Options()
    same = audit_documents([draft(), export(title="支出决算表", owner="")], built_in(), plain)
    assert any("未写明部门、年度" in note for note in same.notes)
    other = dict.fromkeys(IN_YUAN, "1,000.00 2,000.00")
    strange = audit_documents([draft(), export(other, "支出决算表", "")], built_in(), plain)
    assert not any("未写明部门、年度，按" in note for note in strange.notes)


def test_a_source_that_says_neither_department_nor_unit_goes_with_the_draft_whose_numbers_it_has() -> None:
    def titled(found: Document, level: str) -> Document:
        head = document(found.path, f"{OWNER}2020年度{level}决算").blocks
        return replace(found, blocks=(*head, *found.blocks[1:]))

    whole = titled(draft(IN_WAN | {"2013201 行政运行": "951.34 0.00"}, path="部门.docx"), "部门")
    part = titled(draft(dict.fromkeys(IN_WAN, "3.00 4.00"), path="单位.docx"), "单位")
    (finding,) = [f for f in between(held(whole, part, export())) if f.rule == "set.source"]
    assert finding.stated == "951.34"


def test_a_source_of_another_department_is_no_source_and_the_run_is_not_complete() -> None:
    found = held(draft(), export(owner="部门：云港市临海区档案局"))
    assert between(found) == []
    assert found.summary.verdict is Verdict.INCOMPLETE
    assert "没有用来对照" in found.documents[1].problems[0]


def test_two_files_of_one_disclosure_must_agree_to_the_digit() -> None:
    word, pdf = draft(), draft(IN_WAN | {"2080501 行政单位离退休": "40.30 0.00"}, path="公开.pdf")
    (finding,) = between(audit_documents([word, pdf], built_in(), Options()))
    assert finding.rule == "set.copy"
    assert {e.text for e in finding.evidence} == {"40.29", "40.30"}


def test_a_mistake_that_both_files_share_is_listed_once_with_both_places() -> None:
    wrong = IN_WAN | {"2013201 行政运行": "951.34 0.00"}
    one = audit_documents([draft(wrong)], built_in(), Options())
    two = audit_documents([draft(wrong), draft(wrong, path="公开.pdf")], built_in(), Options())
    assert [f.rule for f in two.findings] == [f.rule for f in one.findings] != []
    assert all({e.document for e in f.evidence} == {0, 1} for f in two.findings)
    assert any("与上述文件相同的差异，只列一次" in note for note in two.notes)


def test_two_files_of_other_numbers_are_not_held_against_each_other() -> None:
    other = dict.fromkeys(IN_WAN, "3.00 4.00")
    found = audit_documents([draft(), draft(other, path="二.docx")], built_in(), Options(lang="en"))
    assert between(found) == []
    assert sum("mostly differ" in note for note in found.notes) == 2


def test_the_sample_draft_against_its_workbook() -> None:
    source = SAMPLES / "as_published" / "final_accounts_2020.xlsx"
    wrong = SAMPLES / "with_errors" / "final_accounts_2020.docx"
    found = audit([wrong], Options(against=(source,)))
    repairs = {f.stated: f.diagnosis.repair for f in between(found) if f.diagnosis}
    assert repairs == {
        "951.34": "915.34",
        "112.24": "114.24",
        "5.61": "5.16",
        "28.17": "28.62",
        "178.45": "180.93",
    }
    right = audit([SAMPLES / "as_published" / "final_accounts_2020.docx"], Options(against=(source,)))
    assert between(right) == []


@pytest.mark.parametrize("folder", ["as_published", "with_errors"])
def test_a_folder_of_all_formats_says_nothing_twice(folder: str) -> None:
    every = audit([SAMPLES / folder])
    alone = audit([SAMPLES / folder / "final_accounts_2020.docx"])
    assert [(f.rule, f.stated) for f in every.findings] == [(f.rule, f.stated) for f in alone.findings]
    assert between(every) == []


def corrected(*sentences: str) -> dict[str, tuple[str, str]]:
    """What the corrections put in the place of each number, and why."""
    settings = Settings.model_validate({"submission": {"documents": {"导出.xlsx": {"source": True}}}})
    options = Options(settings=settings, revise=True)
    found = audit_documents([draft(IN_WAN, *sentences), export()], built_in(), options)
    return {c.evidence.text: (c.repair, c.why) for c in found.corrections}


def test_a_rate_reckoned_from_a_wrong_number_is_reckoned_again() -> None:
    assert corrected("2020年度基本支出决算为965.63万元，完成预算1,000.00万元的96.56%。") == {
        "965.63": ("955.63", "source"),
        "96.56": ("95.56", "follows"),
    }


def test_a_rate_that_was_right_stays() -> None:
    assert corrected("2020年度基本支出决算为965.63万元，完成预算1,000.00万元的95.56%。") == {
        "965.63": ("955.63", "source")
    }


def test_a_number_of_which_the_source_is_one_off_is_left_to_its_writer() -> None:
    assert corrected("2020年度基本支出955.64万元。") == {}
