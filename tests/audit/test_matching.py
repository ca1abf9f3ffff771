"""Small documents of one folder, as readers yield them, and which of them belong together."""

from __future__ import annotations

import pytest

from audit.document import Cell, Document, Grid, Line, Paragraph
from audit.pipeline import Examination, Options, audit_documents, examine
from audit.settings.model import Settings
from audit.submission.matching import match
from audit.submission.names import Name, read_name, same_names
from audit.submission.units import unit_count
from checks.finding import Category, Place
from checks.pack import built_in
from checks.report import Report
from checks.rules.sets.material import Tie


def grid(rows: list[list[str]]) -> Grid:
    cells = [Cell(i, j, text, Place(page=2)) for i, row in enumerate(rows) for j, text in enumerate(row)]
    return Grid(tuple(cells), len(rows), len(rows[0]), Place(page=2))


def document(path: str, *content: str | list[list[str]]) -> Document:
    blocks = tuple(
        grid(item) if isinstance(item, list) else Paragraph((Line(item, Place(page=1, line=i)),))
        for i, item in enumerate(content, start=1)
    )
    return Document(path, path, "docx", blocks)


def expenditure(total: str, running: str) -> list[list[str]]:
    return [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["合计", "合计", total, total, ""],
        ["204", "公共安全支出", total, total, ""],
        ["20406", "司法", total, total, ""],
        ["2040601", "行政运行", running, running, ""],
        ["2040604", "基层司法业务", str(round(float(total) - float(running), 2)), "", ""],
    ]


def budget(
    path: str, owner: str, year: int, level: str, *more: str, total: str = "100.00", running: str = "60.00"
) -> Document:
    return document(
        path,
        f"{owner}{year}年{level}预算",
        *more,
        f"{year}年{level}一般公共预算支出功能分类预算表",
        f"编制部门：{owner}",
        "单位：万元",
        expenditure(total, running),
    )


def examined(*documents: Document, settings: Settings | None = None) -> Examination:
    return examine(documents, built_in(), Options(settings=settings or Settings()))


def report(*documents: Document, lang: str = "zh") -> Report:
    return audit_documents(documents, built_in(), Options(lang=lang))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中共江苏省委办公厅", "中国共产党江苏省委员会办公厅"),
        ("江苏省委办公厅", "中国共产党江苏省委员会办公厅"),
        ("上海市普陀区司法局", "普陀区司法局"),
        ("上海市普陀区人民政府万里街道办事处", "普陀区万里街道"),
        ("海珠区委组织部", "中国共产党广州市海珠区委员会组织部（本级）"),
    ],
)
def test_two_names_of_one_office(one: str, other: str) -> None:
    names = same_names([one, other])
    assert names[one] == names[other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("佛山市委组织部", "湛江市委组织部"),
        ("上海市普陀区司法局", "上海市静安区司法局"),
        ("普陀区司法局", "普陀区民政局"),
    ],
)
def test_names_of_two_offices(one: str, other: str) -> None:
    names = same_names([one, other])
    assert names[one] != names[other]


def test_a_short_name_that_two_offices_share_is_neither() -> None:
    names = same_names(["司法局", "普陀区司法局", "静安区司法局"])
    assert names["司法局"] == Name((), "司法局")


def test_regions_are_read_from_the_widest_on() -> None:
    assert read_name("上海市普陀区市场监督管理局") == Name(("上海市", "普陀区"), "市场监督管理局")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("本预算是包括局本部以及下属2家预算单位的综合收支计划。", 3),
        ("纳入部门决算编报范围的单位共 3个，包括本级和下属 2个预算单位。", 3),
        ("本部门中，行政单位1家，参公单位1家，事业单位十二家。", 14),
        ("下属二十一个预算单位", 22),
        ("纳入编制范围的预算单位共计1家，下属3家单位。", None),
        ("本部门3个预算单位开展了绩效目标编报。", None),
    ],
)
def test_how_many_units_a_department_says_it_has(text: str, count: int | None) -> None:
    assert unit_count([text]) == count


def test_two_years_of_one_department_are_tied() -> None:
    one = examined(
        budget("2024.docx", "上海市普陀区司法局", 2024, "部门"),
        budget("2025.docx", "普陀区司法局", 2025, "部门"),
    )
    (bond,) = one.submission.matching.bonds
    assert bond.tie is Tie.LAST_YEAR
    assert bond.subject.documents == (1,)
    assert bond.others[0].documents == (0,)


def test_a_unit_of_the_departments_name_is_its_own_unit() -> None:
    found = report(
        budget("部门.docx", "上海市普陀区司法局", 2026, "部门"),
        budget("单位.docx", "上海市普陀区司法局", 2026, "单位", running="61.00"),
    )
    crossing = [f for f in found.findings if f.category is Category.CROSS_DOCUMENT]
    assert {f.rule for f in crossing} == {"set.unit-within-department"}
    assert all(len({e.document for e in f.evidence}) == 2 for f in crossing)
    assert "单位.docx" in crossing[0].message
    assert "部门.docx" in crossing[0].message
    assert any("名称相同" in note for note in found.notes)


def test_a_unit_that_its_department_lists() -> None:
    one = examined(
        budget("部门.docx", "上海市普陀区司法局", 2026, "部门", "下属1家预算单位：普陀区法律援助中心。"),
        budget("中心.docx", "上海市普陀区法律援助中心", 2026, "单位"),
        budget("局.docx", "上海市普陀区司法局", 2026, "单位"),
    )
    (bond,) = one.submission.matching.bonds
    assert bond.tie is Tie.UNITS
    assert len(bond.others) == 2
    assert bond.complete
    assert not bond.same_name


def test_a_stranger_is_tied_to_nothing() -> None:
    found = report(
        budget("甲.docx", "上海市普陀区司法局", 2026, "部门"),
        budget("乙.docx", "上海市普陀区民政局", 2026, "单位"),
    )
    assert not [f for f in found.findings if f.category is Category.CROSS_DOCUMENT]
    assert all("没有可对照的文件" in note for note in found.notes)


def test_files_that_only_look_like_copies_are_tied_to_nothing_and_the_report_says_so() -> None:
    found = report(
        budget("甲.docx", "上海市普陀区司法局", 2026, "部门"),
        budget("乙.docx", "上海市普陀区司法局", 2026, "部门", total="300.00", running="210.00"),
        budget("去年.docx", "上海市普陀区司法局", 2025, "部门"),
        lang="en",
    )
    assert sum("several documents" in note for note in found.notes) == 2


def test_prose_is_checked_against_the_tables_of_its_other_file() -> None:
    tables = budget("表.docx", "中国共产党江苏省委员会办公厅", 2019, "部门")
    prose = document(
        "文.docx",
        "江苏省委办公厅2019年部门预算",
        "江苏省委办公厅2019年一般公共预算财政拨款支出预算101.00万元。",
    )
    found = report(prose, tables)
    (finding,) = [f for f in found.findings if f.rule == "prose.level-vs-table"]
    assert finding.category is Category.PROSE_VS_TABLE
    assert {e.document for e in finding.evidence} == {0, 1}


def test_the_settings_say_what_the_content_does_not() -> None:
    unit = budget("x/中心.docx", "法律援助中心", 2026, "单位")
    stated = {"department": "上海市普陀区司法局", "unit": "上海市普陀区法律援助中心"}
    settings = Settings.model_validate({"submission": {"documents": {"中心.docx": stated}}})
    department = budget("部门.docx", "上海市普陀区司法局", 2026, "部门")
    assert not examined(department, unit).submission.matching.bonds
    (bond,) = examined(department, unit, settings=settings).submission.matching.bonds
    assert bond.tie is Tie.UNITS


def test_one_document_needs_no_matching() -> None:
    assert report(budget("甲.docx", "上海市普陀区司法局", 2026, "部门")).notes == ()


def test_nothing_matches_nothing() -> None:
    assert match([]).bonds == ()
