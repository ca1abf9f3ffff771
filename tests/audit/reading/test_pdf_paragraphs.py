"""Lines of a page become the paragraphs that a reader sees."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.audit.reading.pdf_made import pdf, read_bytes, texts

_FULL = "本年支出合计一千八百九十九万元，其中基本支出和项目支出按规定分别核算，各项支出都"
"""A line of 40 characters, which fills the body of the test pages."""


def _lines(canvas: Canvas, *lines: tuple[int, str]) -> None:
    for i, (indent, text) in enumerate(lines):
        canvas.drawString(60 + 10 * indent, 760 - 18 * i, text)


def test_indented_paragraphs_are_joined_and_kept_apart(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        _lines(
            canvas,
            (2, _FULL[:-2]),
            (0, _FULL),
            (0, "符合规定，共12,3"),
            (2, "第二段从这里开始，" + _FULL[:27]),
            (0, "到这里结束。"),
        )

    first, second = texts(read_bytes(pdf(draw), tmp_path))
    assert first == _FULL[:-2] + _FULL + "符合规定，共12,3"
    assert second.startswith("第二段从这里开始")
    assert second.endswith("到这里结束。")


def test_a_number_that_did_not_fit_the_line_belongs_to_the_sentence(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        _lines(canvas, (0, _FULL), (0, _FULL[:36]), (0, "1,899.52万元，完成预算。"), (0, _FULL))

    assert _FULL[:36] + "1,899.52万元" in texts(read_bytes(pdf(draw), tmp_path))[0]


def test_item_numbers_start_paragraphs(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        _lines(
            canvas,
            (0, _FULL[:38] + "了。"),
            (0, "2.项目支出" + _FULL[:34] + "。"),
            (0, "一、总体情况"),
            (0, _FULL),
        )

    found = texts(read_bytes(pdf(draw), tmp_path))
    assert [text[:4] for text in found] == ["本年支出", "2.项目", "一、总体", "本年支出"]


def test_a_paragraph_goes_on_over_the_page_break_and_page_numbers_go(tmp_path: Path) -> None:
    def page(number: int, text: str) -> object:
        def draw(canvas: Canvas) -> None:
            _lines(canvas, (0, _FULL), (0, text))
            canvas.drawCentredString(297, 40, str(number))

        return draw

    data = pdf(page(1, _FULL), page(2, "到此为止。"), page(3, "完。"))  # type: ignore[arg-type]
    found = texts(read_bytes(data, tmp_path))
    assert found[0] == _FULL * 3 + "到此为止。"
    assert found[1] == _FULL + "完。"
    assert len(found) == 2


def test_the_order_of_the_page_counts_and_not_that_of_the_file(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 600, "第二行。")
        canvas.drawString(60, 700, "第一行。")

    assert texts(read_bytes(pdf(draw), tmp_path)) == ["第一行。", "第二行。"]


def test_spread_titles_gain_no_spaces_and_columns_of_words_keep_one(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for x, text in ((200, "目"), (250, "录")):
            canvas.drawString(x, 760, text)
        canvas.drawString(60, 700, "编制部门：示例局")
        canvas.drawString(400, 700, "单位：元")

    assert texts(read_bytes(pdf(draw), tmp_path)) == ["目录", "编制部门：示例局 单位：元"]


def test_a_running_head_is_dropped(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(250, 810, "某部门年度报告")
        _lines(canvas, (0, _FULL), (0, "正文到此结束。"))
        canvas.drawCentredString(297, 40, "— 5 —")

    assert set(texts(read_bytes(pdf(*[draw] * 5), tmp_path))) == {_FULL + "正文到此结束。"}


def test_a_list_goes_on_behind_a_semicolon_short_of_the_margin_where_paragraphs_are_indented(
    tmp_path: Path,
) -> None:
    def draw(canvas: Canvas) -> None:
        first = _FULL[:30] + "；"
        _lines(canvas, (2, first), (0, "项目支出十万元。"), (2, _FULL[:-2]), (0, _FULL), (2, "第三段。"))

    found = texts(read_bytes(pdf(draw), tmp_path))
    assert found[0] == _FULL[:30] + "；项目支出十万元。"
    assert len(found) == 3


def test_a_title_in_the_middle_does_not_move_the_right_margin(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(260, 790, "某县自然资源和规划监察大队二〇二四年度单位决算")
        _lines(
            canvas,
            (0, "（三）一般公共预算财政拨款支出决算具体情况"),
            (0, "财政拨款支出年初预算为905.00万元，"),
            (0, "其中：资源规划及管理（项）三百万元，住房公"),
            (0, "积金（项）八十五万元。"),
        )

    said = texts(read_bytes(pdf(draw), tmp_path))
    assert said[1:] == [
        "（三）一般公共预算财政拨款支出决算具体情况",
        "财政拨款支出年初预算为905.00万元，其中：资源规划及管理（项）三百万元，住房公积金（项）八十五万元。",
    ]
