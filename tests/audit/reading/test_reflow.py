"""Lines of the text of a PDF come back as paragraphs."""

from __future__ import annotations

from audit.document import Line
from audit.reading.plain.reflow import reflow
from checks.finding import Place


def _texts(*lines: str) -> list[str]:
    numbered = [Line(text, Place(line=number)) for number, text in enumerate(lines, start=1)]
    return [paragraph.text for paragraph in reflow(numbered)]


_FULL = "各部门应当按照规定的时间和格式公开年度决算并说明增减变化"


def test_lines_broken_inside_words_and_numbers_are_joined() -> None:
    assert _texts(
        _FULL[:26] + "1,8",
        "99.52万元，" + _FULL[:20] + "完成",
        "预算。",
        _FULL,
        _FULL,
        "到此结束。",
    ) == [_FULL[:26] + "1,899.52万元，" + _FULL[:20] + "完成预算。", _FULL * 2 + "到此结束。"]


def test_item_numbers_start_paragraphs() -> None:
    found = _texts(
        "一、总体情况", _FULL, "结束。", "1.基本支出" + _FULL[:22], "结束。", "（一）" + _FULL[:20]
    )
    assert [text[:4] for text in found] == ["一、总体", "各部门应", "1.基本", "（一）各"]


def test_page_numbers_between_lines_are_dropped() -> None:
    assert _texts(_FULL, " 32 ", _FULL, "结束。", _FULL, "33", "结束。") == [
        _FULL * 2 + "结束。",
        _FULL + "结束。",
    ]


def test_lines_that_are_whole_paragraphs_stay_as_they_are() -> None:
    whole = ["甲" * 150 + "。", "乙" * 90 + "。", "丙" * 200 + "。", "丁" * 30 + "。"]
    assert _texts(*whole) == whole


def test_a_paragraph_torn_by_a_page_break_is_mended() -> None:
    first, second = "甲" * 150 + "共举办培训班25", "期，覆盖所有单位。"
    assert _texts("乙" * 90 + "。", first, second, "丙" * 200 + "。")[1] == first + second


def test_lines_cut_at_a_number_of_characters_are_joined() -> None:
    text = "2031年收入预算5,417.28万元，其中一般公共预算拨款收入5,002.16万元，政府性基金预算拨款收入415.12万元。支出预算5,417.28万元。"
    assert _texts("某街道办事处2031年部门预算", *(text[at : at + 17] for at in range(0, len(text), 17)))[
        1:
    ] == [text]


def test_short_lines_of_one_length_that_are_whole_stay_as_they_are() -> None:
    whole = [
        f"{name}支出预算安排{amount}万元"
        for name, amount in (("教育", 51), ("卫生", 62), ("住房", 73), ("环保", 84))
    ]
    assert _texts(*whole) == whole


def test_rows_with_tabs_stay_rows() -> None:
    assert _texts("一级指标\t分值\t得分", "预算编制\t10\t9.5") == [
        "一级指标\t分值\t得分",
        "预算编制\t10\t9.5",
    ]


def test_a_number_in_a_paragraph_keeps_its_line() -> None:
    lines = [Line(_FULL, Place(line=1)), Line(_FULL, Place(line=3)), Line("共12.50万元。", Place(line=5))]
    (paragraph,) = reflow(lines)
    assert paragraph.place_at(paragraph.text.index("12.50")).line == 5


def test_the_width_of_prose_is_told_by_its_sentences_among_tables_on_a_page_on_its_side() -> None:
    rows = [f"20{n} 教育管理事务等各项支出 1,{n}10.00 1,{n}00.00 10.00 0.00" for n in range(10, 40)]
    full = ("本年财政拨款支出主要用于以下方面，" * 5)[:70]
    lines = [*rows, *[full[:69] + "；", full] * 4, "到此结束。"]
    assert _texts(*lines)[-1] == (full[:69] + "；" + full) * 4 + "到此结束。"


def test_an_amount_cut_behind_its_point_goes_on_in_the_next_line() -> None:
    assert _texts("项目支出497.", "06万元，占20.22%。") == ["项目支出497.06万元，占20.22%。"]
    assert _texts("共3项。", "2.5万元用于办公。") == ["共3项。", "2.5万元用于办公。"]
