"""What pdfium tells of a page, and what it does not: turned pages, forms, layers, replaced texts, codes of characters."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, RectangleObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from audit.document import Paragraph
from tests.audit.reading.pdf_made import FONT, everything, pdf, read_bytes

TEXT = "收入合计 1,899.52 万元"


def changed(data: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    """A PDF changed by pypdf."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def of_font(encoding: str, ordering: str, text: bytes, meaning: bytes = b"") -> bytes:
    """A PDF of one line in a font that is not embedded; ``meaning`` maps its codes to Unicode."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\nBT /F1 12 Tf 80 700 Td <%s> Tj ET\nendstream"
        % (32 + 2 * len(text), text.hex().encode()),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong/Encoding/%s/DescendantFonts[6 0 R]%s>>"
        % (encoding.encode(), b"/ToUnicode 8 0 R" if meaning else b""),
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong/DW 1000/FontDescriptor 7 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(%s)/Supplement 4>>>>" % ordering.encode(),
        b"<</Type/FontDescriptor/FontName/STSong/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 800/StemV 80>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(meaning), meaning),
    ]
    file, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer<</Size 9/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(file)
    return file + b"xref\n0 9\n0000000000 65535 f \n" + table + trailer


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("GB-EUC-H", "gb2312"),
        ("GBpc-EUC-H", "gb2312"),
        ("GBK-EUC-H", "gbk"),
        ("GBKp-EUC-H", "gbk"),
        ("GBK2K-H", "gb18030"),
        ("UniGB-UCS2-H", "utf-16-be"),
        ("UniGB-UTF16-H", "utf-16-be"),
    ],
)
def test_predefined_encodings_of_fonts_that_are_not_embedded_are_read(
    tmp_path: Path, encoding: str, codec: str
) -> None:
    document = read_bytes(of_font(encoding, "GB1", TEXT.encode(codec)), tmp_path)
    assert everything(document) == "收入合计1,899.52万元"
    assert not document.problems


def test_a_font_that_names_no_characters_is_unread_with_its_page(tmp_path: Path) -> None:
    document = read_bytes(of_font("Identity-H", "Identity", b"\0\5\0\6\0\7"), tmp_path)
    assert [problem.place.page for problem in document.problems] == [1]
    assert "3 个字符无法识别" in document.problems[0].what


def test_a_glyph_that_stands_for_several_characters_is_all_of_them(tmp_path: Path) -> None:
    meaning = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def "
        b"1 begincodespacerange <0000> <ffff> endcodespacerange "
        b"3 beginbfchar <0005> <0031> <0006> <00300030> <0007> <002e0035> endbfchar endcmap end end"
    )
    document = read_bytes(of_font("Identity-H", "Identity", b"\0\5\0\6\0\7", meaning), tmp_path)
    assert everything(document) == "100.5"


def test_codes_for_private_use_are_unread_and_bullets_are_not(tmp_path: Path) -> None:
    document = read_bytes(of_font("UniGB-UCS2-H", "GB1", "合计\ue123\ue124".encode("utf-16-be")), tmp_path)
    assert "2 个字符无法识别" in document.problems[0].what
    document = read_bytes(of_font("UniGB-UCS2-H", "GB1", "\uf0b7合计".encode("utf-16-be")), tmp_path)
    assert not document.problems


@pytest.mark.parametrize(
    ("turn", "box"),
    [
        (0, (80, 100)),
        (90, (700, 80)),
        (180, (520, 700)),
        (270, (100, 520)),
    ],
)
def test_a_turned_page_is_measured_as_displayed(tmp_path: Path, turn: int, box: tuple[float, float]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, TEXT)

    data = changed(pdf(draw, size=(600, 800)), lambda writer: writer.pages[0].rotate(turn) and None)
    (line,) = read_bytes(data, tmp_path).paragraphs()
    assert line.text == "收入合计1,899.52万元"
    ends = line.place.bbox
    assert ends is not None
    assert min(abs(ends[0] - box[0]), abs(ends[2] - box[0])) < 12
    assert min(abs(ends[1] - box[1]), abs(ends[3] - box[1])) < 12


def test_boxes_count_from_the_corner_of_the_crop_box(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "框内 12.50")
        canvas.drawString(80, 300, "框外 66.60")

    def crop(writer: PdfWriter) -> None:
        writer.pages[0].cropbox = RectangleObject((50, 400, 500, 750))

    (line,) = read_bytes(changed(pdf(draw), crop), tmp_path).paragraphs()
    assert line.text == "框内12.50"
    assert line.place.bbox is not None
    assert abs(line.place.bbox[0] - 30) < 1
    assert abs(line.place.bbox[3] - 50) < 3


def test_a_form_shows_what_is_in_its_box_where_it_is_drawn(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("table", 0, 0, 200, 50)
        canvas.setFont(FONT, 10)
        canvas.drawString(10, 10, "框内 12.50")
        canvas.drawString(10, 90, "框外 66.60")
        canvas.endForm()
        canvas.translate(100, 500)
        canvas.doForm("table")

    (line,) = read_bytes(pdf(draw), tmp_path).paragraphs()
    assert line.text == "框内12.50"
    assert line.place.bbox is not None
    assert abs(line.place.bbox[0] - 110) < 1


def layered(off: bool) -> bytes:
    """A page with a line on a layer that is switched off, or on."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "看得见 12.50")
        canvas._code.append("/OC /Layer BDC")
        canvas.drawString(80, 650, "层上 88.80")
        canvas._code.append("EMC")
        canvas.drawString(80, 600, "层后 55.50")

    def name_the_layer(writer: PdfWriter) -> None:
        group = writer._add_object(
            DictionaryObject(
                {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("草稿")}
            )
        )
        resources = writer.pages[0]["/Resources"].get_object()
        assert isinstance(resources, DictionaryObject)
        resources[NameObject("/Properties")] = DictionaryObject({NameObject("/Layer"): group})
        default = DictionaryObject({NameObject("/OFF"): ArrayObject([group] if off else [])})
        writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
            {NameObject("/OCGs"): ArrayObject([group]), NameObject("/D"): default}
        )

    return changed(pdf(draw), name_the_layer)


def test_a_layer_is_read_where_it_is_switched_on(tmp_path: Path) -> None:
    assert "88.80" in everything(read_bytes(layered(off=False), tmp_path))
    text = everything(read_bytes(layered(off=True), tmp_path))
    assert "12.50" in text
    assert "55.50" in text
    assert "88.80" not in text


def test_what_is_drawn_is_read_whatever_it_is_said_to_stand_for(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas._code.append("/Span <</ActualText (999)>> BDC")
        canvas.drawString(80, 700, TEXT)
        canvas._code.append("EMC")

    assert everything(read_bytes(pdf(draw), tmp_path)) == "收入合计1,899.52万元"


def test_a_number_painted_over_with_itself_is_read_once(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, TEXT)
        canvas.setFillGray(1)
        canvas.rect(70, 690, 200, 20, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(80, 700, TEXT)

    assert everything(read_bytes(pdf(draw), tmp_path)) == "收入合计1,899.52万元"


def test_a_page_that_has_lost_a_part_of_its_content_is_named_and_not_read(tmp_path: Path) -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        return lambda canvas: [
            canvas.drawString(80, 700 - 9 * n, f"{number}{n}.50 {TEXT}") for n in range(60)
        ]

    def spoil(writer: PdfWriter) -> None:
        contents = writer.pages[1]["/Contents"].get_object()
        contents._data = contents._data[: len(contents._data) // 2]

    whole = changed(pdf(page(1), page(2), page(3)), lambda writer: writer.compress_identical_objects())
    assert not read_bytes(whole, tmp_path).problems
    document = read_bytes(changed(whole, spoil), tmp_path)
    assert [problem.place.page for problem in document.problems] == [2]
    assert {line.place.page for paragraph in document.paragraphs() for line in paragraph.lines} == {1, 3}


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_pdf_that_is_locked_for_changes_alone_is_read(tmp_path: Path, algorithm: str) -> None:
    def lock(writer: PdfWriter) -> None:
        writer.encrypt("", "owner", algorithm=algorithm)

    document = read_bytes(changed(pdf(lambda canvas: canvas.drawString(80, 700, TEXT)), lock), tmp_path)
    assert everything(document) == "收入合计1,899.52万元"
    assert not document.problems


def test_a_hyphen_at_the_end_of_a_line_stays_one(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "项目 A-")
        canvas.drawString(80, 680, "B")

    first = next(block for block in read_bytes(pdf(draw), tmp_path).blocks if isinstance(block, Paragraph))
    assert first.lines[0].text.endswith("A-")


def test_what_was_typed_into_a_form_is_on_the_page(tmp_path: Path) -> None:
    def form(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "收入合计")
        canvas.acroForm.textfield(name="amount", value="1,899.52", x=150, y=695, width=80, height=16)
        canvas.acroForm.textfield(
            name="unit", value="(10)", x=300, y=695, width=80, height=16, fieldFlags="readOnly"
        )

    assert "1,899.52" in everything(read_bytes(pdf(form), tmp_path))


def test_digits_that_are_set_apart_all_along_a_line_are_one_number(tmp_path: Path) -> None:
    def apart(canvas: Canvas) -> None:
        text = canvas.beginText(60, 700)
        text.setFont("Helvetica", 10)
        text.setCharSpace(2.5)
        text.textOut("1,899.52 3.25")
        canvas.drawText(text)

    assert everything(read_bytes(pdf(apart), tmp_path)) == "1,899.52 3.25"
