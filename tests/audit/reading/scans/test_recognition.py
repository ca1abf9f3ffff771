"""Pages that are pictures: the print below a stamp, a turn of the feeder, rules and characters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

pytest.importorskip("cv2")
pytest.importorskip("rapidocr_onnxruntime")

from audit.reading.pdf.lattice import Lattice, lattices
from audit.reading.pdf.lines import lines
from audit.reading.pdf.objects import PageContent, Rule
from audit.reading.pdf.page import recognised_page
from audit.reading.scans import looks
from audit.reading.scans.characters import can_be_number, continued, normal
from audit.reading.scans.lost.counting import counted
from audit.reading.scans.lost.guesses import guesses
from audit.reading.scans.lost.hidden import below_stamp
from audit.reading.scans.numerals import ALPHABET, Candidate, is_number
from audit.reading.scans.recogniser import Line, Sign
from audit.reading.scans.recognition import content
from audit.reading.scans.sheet.pictures import Pixels, skew, without_stamp
from audit.reading.scans.sheet.regions import Region, with_strokes
from audit.reading.scans.sheet.rules import faint, rules
from audit.reading.scans.upright import makes_sense


def _table(turned: float = 0.0) -> Pixels:
    """A table of two rows and two columns as 200 dots an inch show it, a red stamp over its numbers."""
    page = Image.new("RGB", (1000, 700), "white")
    draw = ImageDraw.Draw(page)
    for y in (100, 200, 300):
        draw.line((100, y, 900, y), fill="black", width=3)
    for x in (100, 500, 900):
        draw.line((x, 100, x, 300), fill="black", width=3)
    for place, text in {
        (150, 125): "2023",
        (550, 125): "1,065.88",
        (150, 225): "2024",
        (550, 225): "937.16",
    }.items():
        draw.text(place, text, fill="black", font_size=44)
    stamp = Image.new("RGB", page.size, "white")
    ImageDraw.Draw(stamp).ellipse((480, 60, 760, 340), outline=(215, 40, 50), width=10)
    both = np.minimum(np.asarray(page), np.asarray(stamp))
    return np.asarray(Image.fromarray(both).rotate(turned, fillcolor="white"), dtype=np.uint8)


def test_a_turn_of_the_feeder_is_measured() -> None:
    assert skew(_table(turned=1.2)) == pytest.approx(-1.2, abs=0.1)


def test_the_stamp_goes_and_the_rules_stay() -> None:
    page = without_stamp(_table())
    assert not ((page[:, :, 0] > 200) & (page[:, :, 1] < 100)).any()
    (lattice,) = lattices(rules(page, 200))
    assert (len(lattice.xs), len(lattice.ys)) == (3, 3)


def test_print_that_has_become_red_below_a_stamp_is_still_darker() -> None:
    """JPEG keeps brightness and blurs colours: thin strokes below red ink are of a darker red."""
    page = np.full((200, 300, 3), 255, np.uint8)
    page[40:160, 60:240] = (215, 40, 50)
    page[95:105, 100:200] = (150, 15, 22)
    clean = without_stamp(page)[:, :, 0]
    assert clean[100, 150] < 140
    assert clean[60, 150] == clean[20, 150] == 255


def test_a_number_below_a_stamp_is_looked_at_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sure = Line(tuple(_line("3391")), np.zeros((0, len(ALPHABET) + 1), np.float32), 1.0)
    boxes = [Region(0, 0, 40, 10)] * 2
    monkeypatch.setattr(looks, "recognised", lambda pictures: [sure for _ in pictures])
    monkeypatch.setattr(looks, "candidates", lambda _: [Candidate("33.91", 0.6), Candidate("3391", 0.4)])
    found = looks.numerals(boxes, [sure, sure], lambda *_: np.zeros((10, 40, 3), np.uint8), [None, None], {1})
    assert [(each.text, each.confirmed) for each in found.values()] == [("3391", True), ("33.91", False)]


def _below(text: str, start: int, end: int, *others: str) -> tuple[bool, tuple[str, str] | None]:
    """What is known of a number of ten pixels a character, with a stamp over some columns of the page from 100 on."""
    stamp = np.zeros((20, 400), np.uint8)
    stamp[:, start:end] = 255
    numeral = looks.Numeral(
        tuple(Candidate(each, 0.95 if each == text else 0.05) for each in (text, *others)),
        confirmed=True,
        regular=True,
    )
    box = Region(100, 0, 100 + 10 * len(text), 20)
    line = Line(tuple(_line(text)), np.zeros((0, len(ALPHABET) + 1), np.float32), 1.0)
    (found,) = below_stamp({0: numeral}, [box], [line], stamp, {0}, 0.0).values()
    return found.confirmed, found.between


def test_a_stamp_leaves_open_the_digits_that_it_touches_and_no_others() -> None:
    assert _below("1,185.58", 172, 190) == (False, ("1185.00", "1185.99"))
    assert _below("185.58", 300, 320) == (True, None)
    assert _below("185.58", 156, 164, "185.53") == (False, ("185.50", "185.59"))


def test_what_a_stamp_may_hide_whole_is_not_known() -> None:
    """A digit before the first one, one between two that stand apart, or another reading of one that it does not touch."""
    assert _below("185.58", 80, 110) == (False, None)
    assert _below("185.58", 156, 164, "135.58") == (False, None)
    assert _below("185.58", 156, 164, "1,185.58") == (False, None)


def test_numbers_below_a_stamp_on_a_turned_page_are_read() -> None:
    found = content(_table(turned=-1.0), 200)
    assert [line.text.split() for line in lines(found.glyphs)] == [["2023", "1,065.88"], ["2024", "937.16"]]


def _line(text: str) -> list[Sign]:
    share = 1 / len(text)
    return [Sign(char, n * share, (n + 1) * share, 1.0) for n, char in enumerate(text)]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("年初预算为〇万元，全年预算", "年初预算为0万元，全年预算"),
        ("公务用车O辆", "公务用车0辆"),
        ("二〇二四年", "二〇二四年"),
        ('占"三公"经费的', "占“三公”经费的"),
        ('公"经费占“三公”经费的', "公”经费占“三公”经费的"),
        ("收人总计", "收入总计"),
        ("、教育支出", "一、教育支出"),
        ("（）一般公共服务支出", "（一）一般公共服务支出"),
        ("三、名词解释·....··.12", f"三、名词解释{'…' * 8}12"),
        ("(—-)一般公共预算拨款", "（一）一般公共预算拨款"),
        ("—、本年收入", "一、本年收入"),
        ("年未结转和结余", "年末结转和结余"),
        ("支出1.899.52万元，", "支出1,899.52万元，"),
        ("至2020.12.31止", "至2020.12.31止"),
    ],
)
def test_what_looks_alike_is_what_the_words_around_it_say(read: str, printed: str) -> None:
    assert "".join(sign.text for sign in normal(_line(read))) == printed


@pytest.mark.parametrize(
    ("text", "can"), [("-1l-", True), ("1,O65.88", True), ("l", True), ("b-l", False), ("2024年", False)]
)
def test_a_line_of_what_digits_are_taken_for_can_be_a_number(text: str, can: bool) -> None:
    assert can_be_number(_line(text)) is can


def test_a_page_of_dots_makes_sense_by_its_letters() -> None:
    contents = [("目", 0.99)] * 30 + [("·", 0.4)] * 200
    assert makes_sense(contents)
    assert not makes_sense([("目", 0.5)] * 30)
    assert not makes_sense([("1", 0.99)] * 5)


@pytest.mark.parametrize(("lines_of_print", "problems"), [(30, 1), (2, 0)])
def test_a_page_of_print_on_which_nothing_is_recognised_is_a_problem_and_a_dirty_one_is_none(
    lines_of_print: int, problems: int
) -> None:
    lost = [(60.0, 20.0 * n, 400.0, 20.0 * n + 9) for n in range(lines_of_print)]
    (page,) = recognised_page(PageContent(595, 842, guessed=lost), 3, "zh")
    assert [each.what[:17] for each in page.problems] == ["第 3 页是图片，多数文字识别不清"] * problems


def test_a_word_that_a_line_break_parts_is_put_right() -> None:
    found = continued([_line("其他收"), _line("人")])
    assert ["".join(sign.text for sign in line) for line in found] == ["其他收", "入"]


@pytest.mark.parametrize(
    ("text", "is_one"), [("06", True), ("0.06", True), ("1,065.88", True), ("065", False)]
)
def test_a_piece_of_a_code_is_a_number_that_is_printed_so(text: str, is_one: bool) -> None:
    assert is_number(text) is is_one


def test_a_stroke_of_a_character_is_no_rule_and_a_faint_rule_is_one() -> None:
    page = np.full((400, 1000, 3), 255, np.uint8)
    for y in (100, 140, 180):
        page[y : y + 2, 100:900] = 0
    for x in (100, 900):
        page[100:182, x : x + 2] = 0
    page[100:140, 500:502] = 225  # reaches from rule to rule
    page[148:173, 300:303] = 0  # the upright of 他
    drawn = [Rule(True, y * 0.36, 36, 324) for y in (100.5, 140.5, 180.5)]
    drawn += [Rule(False, x * 0.36, 36, 65.2) for x in (100.5, 900.5)]
    drawn += [Rule(False, x * 0.36, 30, 36) for x in (301.5, 500.5)]
    found = faint(page, drawn, 200 / 72)
    assert [(rule.horizontal, round(rule.at / 0.36)) for rule in found] == [(False, 501)]


def test_a_faint_minus_belongs_to_its_number_and_a_rule_does_not() -> None:
    page = np.full((100, 200, 3), 255, np.uint8)
    page[40:60, 100:150] = 0
    page[50:51, 88:96] = 235
    page[20:90, 20:22] = 0
    box = Region(100, 40, 150, 60)
    assert with_strokes([box], page, 200 / 72) == [Region(88, 40, 150, 60)]
    page[46:48, 99] = 230  # the edge of the digit behind it, blurred
    assert with_strokes([box], page, 200 / 72) == [Region(88, 40, 150, 60)]
    page[46:48, 99] = 255
    page[:, 88:96] = 255
    page[20:90, 90:92] = 0
    assert with_strokes([box], page, 200 / 72) == [box]


def test_an_upright_from_row_to_row_is_a_rule_and_that_of_a_character_is_none() -> None:
    page = np.full((400, 1000, 3), 255, np.uint8)
    for y in (100, 140, 180):
        page[y : y + 2, 100:900] = 0
    for x in (100, 900):
        page[100:182, x : x + 2] = 0
    page[100:142, 500:502] = 0
    page[142:180, 300:302] = 0  # the upright of 本, which reaches both rows
    page[155:158, 285:317] = 0
    (lattice,) = lattices(rules(page, 200))
    assert [round(x / 0.36) for x in lattice.xs] == [100, 501, 902]


def test_the_surest_look_at_unsure_words_counts_unless_it_has_other_digits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read(text: str, sure: float) -> Line:
        signs = tuple(Sign(char, 0.0, 1.0, sure) for char in text)
        return Line(signs, np.zeros((0, 16), np.float32), 1.0)

    second = {"一": read("十一、", 0.8), "收12": read("收72", 0.9)}
    first = [read("一", 0.4), read("收12", 0.6), read("支出", 0.9)]
    asked = iter(list(second.values()) * 2)
    monkeypatch.setattr(looks, "recognised", lambda pictures: [next(asked) for _ in pictures])
    blank = np.zeros((20, 40, 3), np.uint8)
    boxes = [Region(0, 0, 40, 20)] * 3
    found = looks.clearer(boxes, first, lambda _box, _margin: blank, 0.2, numbers=())
    assert ["".join(sign.text for sign in line.signs) for line in found] == ["十一、", "收12", "支出"]


def test_a_point_below_a_stamp_is_put_where_the_others_of_the_column_have_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slices(text: str, sure: float) -> Line:
        rows = np.full((2 * len(text), 1 + len(ALPHABET)), 1e-6, np.float32)
        rows[::2, 0] = 1.0
        for n, char in enumerate(text):
            rows[2 * n + 1, 1 + ALPHABET.index(char)] = sure
        signs = tuple(Sign(char, n / len(text), (n + 1) / len(text), sure) for n, char in enumerate(text))
        return Line(signs, rows, 1.0)

    column = [slices(text, 1.0) for text in ("12.50", "8.00", "59.02", "5.48")]
    blurred = slices("447", 0.9)
    monkeypatch.setattr(looks, "recognised", lambda pictures: [blurred] * len(pictures))
    boxes = [Region(0, 20 * n, 60, 20 * n + 12) for n in range(5)]
    found = looks.numerals(
        boxes, [*column, blurred], lambda *_: np.zeros((12, 60, 3), np.uint8), [(0, 1)] * 5
    )
    assert found[4].text == "4.47"
    assert not found[4].confirmed
    assert "447" in [each.text for each in found[4].candidates]


def test_a_number_that_counts_the_rows_is_one_more_than_that_of_the_row_before() -> None:
    """31 to 37 with 34 not recognised and 36 in doubt; codes and amounts do not count."""
    texts = {1: "31", 2: "32", 3: "33", 5: "35", 6: "86", 7: "37"}
    known = {
        row: looks.Numeral((Candidate(text, 0.9),), confirmed=text != "86") for row, text in texts.items()
    }
    read = counted(known, [(0, (row, 1)) for row in range(8)])
    assert {row: numeral.text for row, numeral in read.items()} == {n: str(30 + n) for n in range(1, 8)}
    codes = {
        row: replace(numeral, candidates=(Candidate(f"2{numeral.text}", 0.9),))
        for row, numeral in known.items()
    }
    assert counted(codes, [(0, (row, 1)) for row in range(8)]) == codes


def test_an_empty_cell_is_a_guess_where_a_stamp_covers_what_print_would_stand_on() -> None:
    """Five labels at the left of a column; a stamp over the right half of an empty cell hides none, one over its left may."""
    ys = tuple(20.0 * n for n in range(8))
    table = Lattice((0.0, 100.0), ys, tuple(((row, 0),) for row in range(7)))
    boxes = [Region(5, 20 * n + 4, 45, 20 * n + 16) for n in range(6)]
    read = [_line("其他收入")] * 6
    for start, end, guessed in ((60, 100, []), (0, 60, [(0.0, 120.0, 100.0, 140.0)])):
        stamp = np.zeros((140, 100), np.uint8)
        stamp[120:140, start:end] = 255
        assert guesses(boxes, read, {}, [table], stamp, (), 1.0) == guessed


def test_an_empty_cell_without_a_name_before_it_is_empty_below_a_stamp_too() -> None:
    """Three columns, a stamp over the second and the third: the first row has a name, the second has none."""
    xs, ys = (0.0, 100.0, 200.0, 300.0), (0.0, 20.0, 40.0)
    table = Lattice(xs, ys, tuple(tuple((row, at) for at in range(3)) for row in range(2)))
    stamp = np.zeros((40, 300), np.uint8)
    stamp[:, 110:300] = 255
    found = guesses([Region(5, 4, 45, 16)], [_line("其他收入")], {}, [table], stamp, (), 1.0)
    assert found == [(100.0, 0.0, 200.0, 20.0), (200.0, 0.0, 300.0, 20.0)]
