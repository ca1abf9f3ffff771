"""Pages that are pictures: the print below a stamp, a turn of the feeder, rules and characters."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

pytest.importorskip("cv2")
pytest.importorskip("rapidocr_onnxruntime")

from audit.reading.pdf.lattice import lattices
from audit.reading.pdf.lines import lines
from audit.reading.scans.recognition import content
from audit.reading.scans.sheet.pictures import Pixels, skew, without_stamp
from audit.reading.scans.sheet.rules import rules


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


def test_numbers_below_a_stamp_on_a_turned_page_are_read() -> None:
    found = content(_table(turned=-1.0), 200)
    assert [line.text.split() for line in lines(found.glyphs)] == [["2023", "1,065.88"], ["2024", "937.16"]]
