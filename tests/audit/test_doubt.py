"""A scanned table in a run: misreadings put right and listed, doubts that stay open, errors that are errors."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from PIL import Image, ImageDraw

from audit.annotation.pictures import pictures
from audit.document import Block, Cell, Document, Grid, Line, Paragraph, Sighting
from audit.doubt.crossing import crossings
from audit.pipeline import Options, audit_documents, examine
from audit.reporting.excel import render
from audit.reporting.machine.json_reading import from_dict
from audit.reporting.machine.json_report import to_dict
from audit.reporting.pages import html
from audit.reporting.view import picture_of
from checks.finding import Box, Place, Severity, StatementInfo
from checks.pack import built_in
from checks.report import DocumentStatus, Report

HEAD = ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")
ROWS = (
    ("", "合计", "300.18", "100.07", "200.11"),
    ("213", "农林水支出", "300.18", "100.07", "200.11"),
    ("21303", "水利", "300.18", "100.07", "200.11"),
    ("2130301", "行政运行", "100.07", "100.07", "0.00"),
    ("2130305", "水利工程建设", "200.11", "0.00", "200.11"),
)
Chances = dict[str, float]


def _box(row: int, column: int) -> Box:
    return (60.0 + 90 * column, 100.0 + 20 * row, 140.0 + 90 * column, 112.0 + 20 * row)


def _scan(
    read: dict[tuple[int, int], Chances] | None = None,
    guessed: tuple[tuple[int, int], ...] = (),
    page: int = 3,
) -> Document:
    """The table as it was recognised; ``read`` are the doubtful cells (row of ``ROWS``, column) with their chances."""
    cells: list[Cell] = []
    sightings: list[Sighting] = []
    for row, texts in enumerate((HEAD, *ROWS)):
        for column, printed in enumerate(texts):
            chances = (read or {}).get((row - 1, column), {printed: 1.0})
            place = Place(page=page, bbox=_box(row, column))
            cells.append(Cell(row, column, next(iter(chances)), place))
            if printed[:1].isdigit():
                sightings.append(Sighting(place, tuple(chances.items()), confirmed=len(chances) == 1))
    grid = Grid(tuple(cells), len(ROWS) + 1, len(HEAD), Place(page=page, bbox=(60, 100, 510, 220)))
    titles: list[Block] = [
        Paragraph((Line(text, Place(page=page, bbox=(60, top, 300, top + 12))),))
        for top, text in ((40, "某县水务局2021年部门决算"), (60, "支出决算表"), (80, "单位：万元"))
    ]
    places = tuple(Place(page=page, bbox=_box(row + 1, column)) for row, column in guessed)
    return Document(
        "扫描件.pdf",
        "0" * 64,
        "pdf",
        (*titles, grid),
        page,
        sightings=tuple(sightings),
        guessed=places,
        pictures=(Place(page=page),),
    )


def _audited(document: Document, lang: str = "zh") -> Report:
    return audit_documents([document], built_in(), Options(lang=lang))


def _errors(report: Report) -> list[str]:
    return [f.evidence[0].text for f in report.findings if f.severity is Severity.ERROR]


def test_a_sound_scan_is_sound() -> None:
    report = _audited(_scan())
    assert _errors(report) == []
    assert report.recognition == ()


def test_a_misread_number_is_no_error_and_is_listed_with_what_it_should_be() -> None:
    report = _audited(_scan({(3, 2): {"106.07": 0.6, "100.07": 0.3}}))
    assert _errors(report) == []
    (seen,) = report.recognition
    assert (seen.read, seen.text, seen.row, seen.column) == (
        "106.07",
        "100.07",
        "2130301 行政运行",
        "本年支出合计",
    )
    assert seen.relations >= 2
    assert report.documents[0].status is DocumentStatus.AUDITED


def test_an_error_of_the_document_that_was_read_without_doubt_is_one() -> None:
    report = _audited(_scan({(3, 2): {"106.07": 1.0}}))
    assert "106.07" in _errors(report)


def test_an_error_elsewhere_is_not_hidden_by_a_doubt() -> None:
    report = _audited(_scan({(3, 2): {"106.07": 1.0}, (4, 4): {"200.11": 0.6, "208.11": 0.4}}))
    assert "106.07" in _errors(report)


def test_what_no_reading_settles_is_information_and_asks_for_the_original() -> None:
    report = _audited(_scan({(3, 2): {"106.07": 0.6, "108.07": 0.4}}))
    assert _errors(report) == []
    asked = [f for f in report.findings if "请核对原件" in f.message]
    assert asked
    assert {f.severity for f in asked} == {Severity.INFO}
    assert report.documents[0].status is DocumentStatus.PARTIAL


def test_a_row_that_may_not_have_been_read_accuses_no_sum() -> None:
    """The code of 2130305 is a guess: without it nothing says that its amounts belong into the sum of 21303."""
    report = _audited(_scan({(4, 0): {"213O3": 0.4, "2130305": 0.3}}, guessed=((4, 0),)))
    assert _errors(report) == []


def test_a_code_in_doubt_whose_row_has_its_name_hides_no_error() -> None:
    """213 is 农林水支出: the row says so itself, and its wrong amount is an error."""
    report = _audited(_scan({(1, 0): {"213": 0.8, "218": 0.2}, (4, 3): {"8.00": 1.0}}))
    assert "8.00" in {e.text for f in report.findings if f.severity is Severity.ERROR for e in f.evidence}


def test_a_guess_that_is_the_name_of_the_code_beside_it_hides_no_error() -> None:
    """水利 is 21303, and other words below a stamp would be a guess."""
    report = _audited(_scan({(4, 3): {"8.00": 1.0}}, guessed=((4, 1), (2, 1))))
    assert "8.00" not in _errors(report)
    document = _scan({(2, 1): {"水利": 1.0}, (3, 3): {"8.00": 1.0}}, guessed=((2, 1),))
    assert "8.00" in {
        e.text for f in _audited(document).findings if f.severity is Severity.ERROR for e in f.evidence
    }


def test_a_guess_on_a_page_that_lies_askew_concerns_its_own_row() -> None:
    """Each column stands four points lower than the one before: the last one beside a code is that of the row above."""
    document = _scan()
    (grid,) = document.grids()
    cells = tuple(
        replace(cell, place=Place(page=3, bbox=_fallen(cell.row, cell.column))) for cell in grid.cells
    )
    askew = replace(
        document, blocks=tuple(replace(b, cells=cells) if b is grid else b for b in document.blocks)
    )
    facts = examine([askew], built_in(), Options()).material.facts
    (crossing,) = crossings(askew, [Place(page=3, bbox=_fallen(4, 0))], dict(enumerate(facts)))
    assert {facts[n].row for n in crossing.row} == {"2130301 行政运行"}
    assert sorted(facts[n].printed.text for n in crossing.row) == ["0.00", "100.07", "100.07"]


def _fallen(row: int, column: int) -> Box:
    x0, top, x1, bottom = _box(row, column)
    return x0, top + 4 * column, x1, bottom + 4 * column


def test_a_number_in_doubt_that_counts_the_columns_hides_no_error() -> None:
    """栏次 1 2 3 below the table, the 1 below a stamp, in the column of the error."""
    document = _scan({(3, 2): {"106.07": 1.0}})
    errors = _errors(_audited(document))
    (grid,) = document.grids()
    texts = ("栏次", "", "1", "2", "3")
    places = [Place(page=3, bbox=_box(len(ROWS) + 1, column)) for column in range(len(texts))]
    counters = tuple(
        Cell(grid.rows, column, text, place)
        for column, (text, place) in enumerate(zip(texts, places, strict=True))
    )
    whole = replace(
        grid,
        cells=(*grid.cells, *counters),
        rows=grid.rows + 1,
        place=Place(page=3, bbox=(60, 100, 510, 240)),
    )
    one = Sighting(places[2], (("1", 0.9), ("7", 0.1)), confirmed=False)
    blocks = tuple(whole if block is grid else block for block in document.blocks)
    report = _audited(replace(document, blocks=blocks, sightings=(*document.sightings, one)))
    assert _errors(report) == errors != []


def _stamped(text: str, between: tuple[str, str]) -> Document:
    """The table with another total of its last row, and a stamp over the last digits of the project expenditure there and above."""
    document = _scan({(4, 2): {text: 1.0}})
    sightings = tuple(
        replace(s, confirmed=False, between=between) if s.place.bbox in {_box(3, 4), _box(5, 4)} else s
        for s in document.sightings
    )
    return replace(document, sightings=sightings)


def test_an_error_that_a_hidden_digit_cannot_make_is_one() -> None:
    hidden = ("200.10", "200.19")
    assert "208.11" in _errors(_audited(_stamped("208.11", hidden)))


def test_an_error_that_a_hidden_digit_can_make_asks_for_the_original() -> None:
    report = _audited(_stamped("200.18", ("200.10", "200.19")))
    asked = [f for f in report.findings if "请核对原件" in f.message]
    assert any("200.18" in {e.text for e in f.evidence} for f in asked)


def test_a_misread_code_is_put_right_by_the_name_beside_it() -> None:
    report = _audited(_scan({(3, 0): {"2136301": 0.6, "2130301": 0.4}}))
    assert [f.message for f in report.findings if f.severity is not Severity.INFO] == []
    assert "2130301 行政运行" in {cell for s in report.statements for cell in _rows(s)}


def test_a_code_that_has_lost_digits_is_put_right_by_its_name_and_listed() -> None:
    report = _audited(_scan({(4, 0): {"21303": 1.0}}))
    assert [f.message for f in report.findings if f.severity is not Severity.INFO] == []
    (seen,) = report.recognition
    assert (seen.read, seen.text, seen.relations) == ("21303", "2130305", 0)


def test_a_code_that_no_list_knows_is_believed() -> None:
    """其他支出 is the name of 229, a 类, and of 22999 below it."""
    rows = (*ROWS[:1], ("229", "其他支出", *ROWS[1][2:]), *ROWS[2:])
    document = _scan()
    (grid,) = document.grids()
    cells = tuple(
        replace(cell, text=rows[cell.row - 1][cell.column]) if cell.row == 2 else cell for cell in grid.cells
    )
    sightings = tuple(
        replace(s, candidates=(("229", 1.0),)) if s.place.bbox == _box(2, 0) else s
        for s in document.sightings
    )
    blocks = tuple(replace(b, cells=cells) if isinstance(b, Grid) else b for b in document.blocks)
    report = _audited(replace(document, blocks=blocks, sightings=sightings))
    assert report.recognition == ()


def test_a_number_that_was_read_in_pieces_is_listed() -> None:
    document = _scan({(3, 2): {"1 00.07": 1.0}})
    pieces = tuple(s for s in document.sightings if s.text != "1 00.07")
    report = _audited(replace(document, sightings=pieces))
    (seen,) = report.recognition
    assert (seen.text, seen.read, seen.others) == ("1 00.07", None, ())


def _rows(statement: StatementInfo) -> set[str]:
    texts: dict[int, list[str]] = {}
    for cell in statement.table:
        texts.setdefault(cell.row, []).append(cell.text)
    return {" ".join(row[:2]) for row in texts.values()}


def test_the_list_is_in_the_workbook_and_in_the_json() -> None:
    report = _audited(_scan({(3, 2): {"106.07": 0.6, "100.07": 0.3}}))
    sheet = load_workbook(BytesIO(render(report, "2026-01-01T00:00:00")))["识别存疑"]
    rows = list(sheet.iter_rows(min_row=2, max_row=3, values_only=True))
    shown = dict(zip(rows[0], rows[1], strict=True))
    assert (shown["识别为"], shown["采用"]) == ("106.07", "100.07")
    kept = json.loads(json.dumps(to_dict(report)))
    assert kept["recognition"][0]["read"] == "106.07"
    assert from_dict(kept).recognition == report.recognition


def _without_rules(document: Document) -> Document:
    head = Cell(0, 2, "支出", Place(page=3, bbox=_box(-1, 2)), column_span=3)
    blocks = [
        replace(block, aligned=True, cells=(head, *block.cells)) if isinstance(block, Grid) else block
        for block in document.blocks
    ]
    return replace(document, blocks=tuple(blocks))


def test_a_table_without_rules_whose_heads_are_over_other_columns_accuses_nobody() -> None:
    swapped = {(row, 2): {texts[3]: 1.0} for row, texts in enumerate(ROWS)}
    swapped |= {(row, 3): {texts[2]: 1.0} for row, texts in enumerate(ROWS)}
    found = _audited(_without_rules(_scan(swapped)))
    assert _errors(found) == []
    assert any("请核对原件" in finding.message for finding in found.findings)


def test_an_error_in_a_table_without_rules_is_one_where_the_other_rows_hold() -> None:
    assert "106.07" in _errors(_audited(_without_rules(_scan({(3, 2): {"106.07": 1.0}}))))


def test_a_label_that_was_not_read_accuses_no_sum_on_a_page_that_lies_on_its_side() -> None:
    """Without the name and the code of its row nothing says that 200.11 belongs into the sum of 21303."""
    lost = {(4, 0): {"2!303O5": 0.4, "2130305": 0.3}, (4, 1): {"水和工程": 1.0}}
    upright = _scan(lost, guessed=((4, 0), (4, 1)))
    assert _errors(_audited(upright)) == []
    assert _errors(_audited(_on_its_side(upright))) == []


def _on_its_side(document: Document) -> Document:
    """The page as it is displayed where it was scanned sideways: what runs to the right runs up."""

    def moved(place: Place) -> Place:
        if place.bbox is None:
            return place
        x0, top, x1, bottom = place.bbox
        return replace(place, bbox=(top, 842 - x1, bottom, 842 - x0))

    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Grid):
            cells = tuple(replace(cell, place=moved(cell.place)) for cell in block.cells)
            blocks.append(replace(block, cells=cells, place=moved(block.place)))
        else:
            blocks.append(Paragraph(tuple(Line(line.text, moved(line.place)) for line in block.lines)))
    return replace(
        document,
        blocks=tuple(blocks),
        sightings=tuple(replace(each, place=moved(each.place)) for each in document.sightings),
        guessed=tuple(moved(place) for place in document.guessed),
    )


def test_pictures_of_the_cells_stand_beside_what_was_read(tmp_path: Path) -> None:
    scan = tmp_path / "扫描件.png"
    sheet = Image.new("RGB", (1654, 2339), "white")
    ImageDraw.Draw(sheet).text((700, 440), "100.07", fill="black", font_size=30)
    sheet.save(scan)
    document = _scan({(3, 2): {"106.07": 0.6, "100.07": 0.3}}, page=1)
    checksum = sha256(scan.read_bytes()).hexdigest()
    report = _audited(replace(document, path=str(scan), sha256=checksum))
    drawn = pictures(report)
    assert set(drawn) == {picture_of(0)}
    with Image.open(BytesIO(drawn[picture_of(0)])) as shown:
        assert shown.size == (260, 48)
    book = load_workbook(BytesIO(render(report, "2026-01-01T00:00:00", drawn)))
    (image,) = book["识别存疑"]._images
    assert image.anchor._from.row == 2
    page = html.render(report, "2026-01-01T00:00:00", drawn).decode()
    assert page.count('<img src="data:image/png;base64,') == 1
    assert "106.07" in page[page.index("识别存疑") :]


def test_the_doubt_is_said_in_english_too() -> None:
    report = _audited(_scan({(3, 2): {"106.07": 0.6, "108.07": 0.4}}), "en")
    assert any("compare the original" in finding.message for finding in report.findings)


def test_a_name_with_a_wrong_character_is_the_recognisers_or_the_writers() -> None:
    report = _audited(_scan({(1, 1): {"农村水支出": 1.0}}))
    (found,) = [each for each in report.findings if each.rule == "schema.name-slip"]
    assert found.severity is Severity.INFO
    assert "请核对原件" in found.message
