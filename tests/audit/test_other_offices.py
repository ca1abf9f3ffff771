"""Schools, offices with tables of their own, texts copied out of a PDF: what they print beside the ministry's forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.document import Cell, Document, Grid, Line, Paragraph
from audit.pipeline import audit
from audit.recognition.tables.grids import tables
from checks.finding import Place, Severity
from tests.audit.test_template_tables import Rows, alarmed

COVER = "某县水务局2024年部门预算"
THREE_YEARS: Rows = [
    ["项目", "2021年决算数", "2022年决算数", "2023年决算数", "2023年比2022年增减额", "增减率"],
    ["一、收入合计", "896.94", "1,000.17", "989.69", "-10.48", "-1.05%"],
    ["（一）财政拨款收入", "880.15", "996.40", "978.32", "-18.08", "-1.81%"],
    ["（二）其他收入", "16.79", "3.77", "11.37", "7.60", "201.59%"],
    ["二、支出合计", "896.94", "1,000.17", "989.69", "-10.48", "-1.05%"],
    ["（一）基本支出", "612.34", "648.90", "671.25", "22.35", "3.44%"],
    ["（二）项目支出", "284.60", "351.27", "318.44", "-32.83", "-9.35%"],
]


def test_several_years_beside_each_other_are_no_official_summary(tmp_path: Path) -> None:
    told = "2023年支出合计989.69万元，比2022年减少10.48万元，下降1.05%，比2021年增加92.75万元，增长10.34%。"
    page = {"近三年收支决算对比表": THREE_YEARS}
    assert alarmed(tmp_path, page, [told], "某县水务局2023年度部门决算") == []
    wrong = [told.replace("989.69", "969.69")]
    assert "969.69" in alarmed(tmp_path, page, wrong, "某县水务局2023年度部门决算")


BLOCK = ["“三公”经费合计", "因公出国（境）费", "公务用车运行费", "公务接待费"]
OUTCOME: Rows = [
    ["2023年预算数", "", "", "", "2023年预算执行数", "", "", "", "2024年预算数", "", "", ""],
    BLOCK * 3,
    [*["21.60", "0.00", "16.80", "4.80"], *["19.43", "0.00", "15.92", "3.51"], *["18.70", "0.00", "14.90", "3.80"]],
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong"), [("减少1.90", "减少1.70"), ("增加0.29", "增加0.92")])
def test_last_years_budget_and_what_was_spent_of_it_stand_beside_this_years(
    tmp_path: Path, right: str, wrong: str
) -> None:
    told = "公务用车运行费14.90万元，比2023年预算减少1.90万元；公务接待费3.80万元，比2023年预算减少1.00万元，比2023年执行数增加0.29万元。"
    page = "".join(
        f"<tr>{''.join(f'<td{span}>{text}</td>' for text in row if text)}</tr>"
        for row, span in zip(OUTCOME, (' colspan="4"', "", ""), strict=True)
    )
    path = tmp_path / "a.html"
    for sentence, expected in ((told, False), (told.replace(right, wrong), True)):
        path.write_text(
            f"<html><meta charset='utf-8'><body><h1>{COVER}</h1><p>一般公共预算“三公”经费支出表</p><p>单位：万元</p>"
            f"<table>{page}</table><p>{sentence}</p></body></html>",
            encoding="utf-8",
        )
        found = [f.rule for f in audit([path]).findings if f.severity is Severity.ERROR]
        assert (found == ["prose.change-vs-levels"]) is expected


def test_where_there_were_no_three_public_expenses_none_of_them_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    told = "本单位2023年度无财政拨款安排的“三公”经费支出。"
    path.write_text(f"某县第三小学\n2023年度单位决算\n七、“三公”经费支出情况说明\n{told}\n", encoding="utf-8")
    missing = {f.rule for f in audit([path]).findings}
    names = ("abroad", "vehicle-purchase", "vehicle-running", "vehicle-stock", "reception")
    assert not missing & {f"disclosure.final.{name}" for name in names}


COPIED = """某县水务局
2023年度部门决算
公开05表
                                         一般公共预算财政拨款支出决算表
部门：某县水务局                       单位：万元
科目编码        科目名称           本年支出合计    基本支出    项目支出
合计                             285.00     190.00     95.00
213            农林水支出          285.00     190.00     95.00
公开09表
                                         国有资本经营预算财政拨款支出决算表
部门：某县水务局                       单位：万元
科目编码        科目名称           小计          基本支出    项目支出
栏次                             1           2         3
合计
注：2023年度无国有资本经营预算财政拨款支出，故本表无数据。
"""


def test_the_note_of_an_empty_table_is_of_no_table_above_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(COPIED, encoding="utf-8")
    found = [f.rule for f in audit([path]).findings if f.severity is not Severity.INFO]
    assert [rule for rule in found if not rule.startswith("disclosure.")] == []


def _grid(rows: Rows, page: int) -> Grid:
    place = Place(page=page)
    cells = [Cell(r, c, text, place) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Grid(tuple(cells), len(rows), len(rows[0]), place)


def test_a_head_alone_at_the_foot_of_a_page_is_that_of_the_table_on_the_next() -> None:
    title = Paragraph((Line("一般公共预算财政拨款支出决算表", Place(page=4)),))
    unit = Paragraph((Line("单位：万元", Place(page=4)),))
    head = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]
    body: Rows = [head, ["213", "农林水支出", "285.00", "190.00", "95.00"]]
    blocks = (title, unit, _grid([head], 4), _grid(body, 5))
    found, _ = tables(Document("a.pdf", "0" * 64, "pdf", blocks))
    assert [(table.titles, len(table.rows), table.pages) for table in found] == [
        (("一般公共预算财政拨款支出决算表",), 1, (4, 5))
    ]
