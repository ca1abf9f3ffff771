"""Who, which year, which kind: read off the document's own words."""

from __future__ import annotations

import pytest

from audit.document import Document
from audit.recognition.identity import identify


@pytest.mark.parametrize(
    ("name", "texts", "kind", "department", "year", "level"),
    [
        (
            "a.pdf",
            ["上海市某某区司法局", "2026年部门预算", "目录"],
            "budget",
            "上海市某某区司法局",
            2026,
            "部门",
        ),
        (
            "b.pdf",
            ["中共某市委", "社会工作部2024年度", "部门决算", "目录"],
            "final_accounts",
            "中共某市委社会工作部",
            2024,
            "部门",
        ),
        (
            "c.txt",
            [
                "部门整体支出绩效自评报告",
                "部门名称：某市委组织部",
                "填报日期：2023年5月",
                "2022年度部门整体支出绩效得分",
            ],
            "performance_report",
            "某市委组织部",
            2022,
            None,
        ),
        ("某局2023年度单位决算.docx", ["说明"], "final_accounts", None, 2023, "单位"),
        (
            "page.txt",
            [
                "来源：本站",
                "一、中共某市委党校概况",
                "2024年度收、支总计 1,250.00 万元，较上年决算增加 50.00 万元。",
            ],
            "final_accounts",
            "中共某市委党校",
            2024,
            None,
        ),
        (
            "page.txt",
            ["导航", "某区锦山小学2024年度单位决算情况说明", "2024年度收入总计 246.97 万元。"],
            "final_accounts",
            "某区锦山小学",
            2024,
            "单位",
        ),
        (
            "page.txt",
            [
                "2024年度部门决算说明",
                "经批准设立某县人民法院，内设 9 个部门。",
                "2024年度收、支总计 379.96 万元。",
            ],
            "final_accounts",
            "某县人民法院",
            2024,
            "部门",
        ),
        (
            "page.txt",
            ["（江西省）某县北山镇2024年财政决算情况", "全镇财政总收入 5,753.78 万元。"],
            "final_accounts",
            "某县北山镇",
            2024,
            None,
        ),
        (
            "page.html",
            [
                "一、部门预算收支总体情况",
                "2025年度收入预算 120.00 万元，支出预算 120.00 万元，比2024年减少 5.00 万元。",
            ],
            "budget",
            None,
            2025,
            "部门",
        ),
        (
            "page.html",
            [
                "某县水利局2024年度部门决算",
                "2023年度收入总计 120.00 万元。",
                "2024年度支出决算 118.00 万元。",
                "2024年度三公经费支出 2.00 万元。",
            ],
            "final_accounts",
            "某县水利局",
            2024,
            "部门",
        ),
        (
            "page.txt",
            [
                "某县水利局2022年度部门决算",
                "2023年度收、支总计 120.50 万元。与2022年度相比，各增加 20.50 万元。",
                "2023年度收入合计 120.50 万元。",
            ],
            "final_accounts",
            "某县水利局",
            2023,
            "部门",
        ),
        (
            "page.txt",
            [
                "预算支出连续下降",
                "某市政协办公厅公布2025年部门预算，比2024年有所减少。",
                "教育支出2024年为 51.00 万元。",
                "2024年住房支出 10.20 万元。",
                "2024年三公经费预算 14.40 万元，2023年为 15.20 万元。",
            ],
            "budget",
            None,
            2025,
            "部门",
        ),
        (
            "page.txt",
            ["2024年度某市环境保护局部门“三公”经费预算说明", "2024年三公经费预算安排 10.80 万元。"],
            "budget",
            "某市环境保护局",
            2024,
            "部门",
        ),
        (
            "page.txt",
            ["2022年-2024年学校收支情况如下：", "2022年总收入 12.00 万元。", "2024年总收入 14.00 万元。"],
            "other",
            None,
            2024,
            None,
        ),
        (
            "page.txt",
            [
                "一、南山市人民法院概况",
                "（一）部门预算单位构成 南山市人民法院2025年部门预算包括本级。",
                "2025年收入预算 112.00 万元。",
            ],
            "budget",
            "南山市人民法院",
            2025,
            "部门",
        ),
        (
            "page.txt",
            ["财政预决算", "南山市公安局交通警察支队2023年“三公”经费决算情况", "决算数 12.00 万元。"],
            "final_accounts",
            "南山市公安局交通警察支队",
            2023,
            None,
        ),
        (
            "page.txt",
            ["2024年南山县人民法院省级部门决算基本情况说明", "2024年收入决算 12.00 万元。"],
            "final_accounts",
            "南山县人民法院",
            2024,
            "部门",
        ),
        (
            "page.txt",
            ["南山区教育局（直属学校）2024年度部门决算公开", "2024年收入 12.00 万元。"],
            "final_accounts",
            "南山区教育局",
            2024,
            "部门",
        ),
        (
            "page.txt",
            [
                "一、基本情况",
                "1、部门概况：南山县工商业联合会是以企业为主体的人民团体和商会组织。",
                "2024年预算收入 12.00 万元。",
            ],
            "budget",
            "南山县工商业联合会",
            2024,
            None,
        ),
        (
            "page.txt",
            ["南山县2024年度移民局“三公”经费决算情况表", "支出合计 12.00 万元。"],
            "final_accounts",
            "移民局",
            2024,
            None,
        ),
        (
            "page.txt",
            [
                "第一部分单位基本情况",
                "南山大学创建于1984年，占地面积 140 万平方米。",
                "第二部分2024年部门预算表",
            ],
            "budget",
            "南山大学",
            2024,
            "部门",
        ),
        ("page.html", ["某镇概况", "人均收入比上年增加。"], "other", None, None, None),
        ("notes.txt", ["会议记录", "下午三点"], "other", None, None, None),
    ],
)
def test_identity(
    name: str, texts: list[str], kind: str, department: str | None, year: int | None, level: str | None
) -> None:
    found = identify(Document(name, "0" * 64, "pdf", ()), [], texts)
    assert (found.kind, found.year) == (kind, year)
    if department:
        assert found.department == department
    assert found.level == level
