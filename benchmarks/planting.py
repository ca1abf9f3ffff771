"""Plants an error in a file: takes one printed number, makes a slip of it, and writes a copy of the file with it.

Works on the file itself (a line of text, a cell of a workbook or CSV file, a place on a PDF page), so that the
whole tool is tried from the file on.
"""

from __future__ import annotations

import csv
import io
import itertools
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from checks.numbers.amount import Printed
from checks.numbers.facts import Fact


@dataclass(frozen=True)
class Planted:
    """One planted error: the number as it was printed, and what it reads now."""

    right: str
    wrong: str
    occurrence: int = 0
    """How often the same number stands before it on its line of text."""


class NotPlantedError(Exception):
    """The number does not stand on its line in one piece (it is broken over two lines)."""


Mutation = Callable[[str, random.Random], str | None]
"""A slip: from a printed token to another, or None where it cannot be made of it."""


def _digit_positions(text: str) -> list[int]:
    return [i for i, ch in enumerate(text) if ch.isascii() and ch.isdigit()]


def one_digit(text: str, rng: random.Random, *, last: bool = False) -> str | None:
    """Another digit in place of one digit; never the last one unless ``last``."""
    positions = _digit_positions(text)
    positions = positions if last else positions[:-1]
    if not positions:
        return None
    at = rng.choice(positions)
    choices = [d for d in "0123456789" if d != text[at] and not (at == positions[0] and d == "0")]
    return text[:at] + rng.choice(choices) + text[at + 1 :]


def any_digit(text: str, rng: random.Random) -> str | None:
    """Another digit in place of any digit."""
    return one_digit(text, rng, last=True)


def transposed(text: str, rng: random.Random) -> str | None:
    """Two neighbouring digits exchanged."""
    positions = _digit_positions(text)
    pairs = [
        (a, b)
        for a, b in itertools.pairwise(positions)
        if text[a] != text[b] and not (a == positions[0] and text[b] == "0")
    ]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    chars = list(text)
    chars[a], chars[b] = chars[b], chars[a]
    return "".join(chars)


def _regrouped(text: str, plain: str) -> str:
    """``plain`` (no separators) written the way ``text`` is."""
    if "," not in text:
        return plain
    whole, point, fraction = plain.partition(".")
    return f"{int(whole):,}{point}{fraction}"


def dropped(text: str, rng: random.Random) -> str | None:
    """One digit of the whole part left out."""
    plain = text.replace(",", "")
    whole = plain.split(".")[0]
    if len(whole) < 2 or not whole.isdigit():
        return None
    at = rng.randrange(1, len(whole))
    return _regrouped(text, plain[:at] + plain[at + 1 :])


def doubled(text: str, rng: random.Random) -> str | None:
    """One digit of the whole part typed twice."""
    plain = text.replace(",", "")
    whole = plain.split(".")[0]
    if not whole.isdigit() or whole == "0":
        return None
    at = rng.randrange(len(whole))
    return _regrouped(text, plain[: at + 1] + plain[at:])


def point_moved(text: str, rng: random.Random) -> str | None:
    """The decimal point one place to the left or right, as many decimals as before."""
    plain = text.replace(",", "")
    whole, point, fraction = plain.partition(".")
    if not point or not whole.isdigit() or int(whole + fraction) == 0:
        return None
    digits = whole + fraction
    if rng.random() < 0.5 or len(whole) < 2:
        moved = digits + "0"
        return _regrouped(text, f"{int(moved[: -len(fraction)])}.{moved[-len(fraction) :]}")
    return _regrouped(text, f"{int(digits[: -len(fraction) - 1])}.{digits[-len(fraction) - 1 : -1]}")


KINDS: dict[str, Mutation] = {
    "one digit": one_digit,
    "transposed": transposed,
    "dropped": dropped,
    "doubled": doubled,
    "decimal point": point_moved,
}


def plant(source: Path, target: Path, changes: list[tuple[Fact, Planted]]) -> None:
    """Copy ``source`` to ``target`` with each fact's token replaced by its new text."""
    writers = {".txt": _text, ".xlsx": _workbook, ".pdf": _pdf}
    if source.is_dir():
        _csv(source, target, changes)
        return
    writers[source.suffix.lower()](source, target, changes)


def _text(source: Path, target: Path, changes: list[tuple[Fact, Planted]]) -> None:
    lines = source.read_text(encoding="utf-8").split("\n")
    for fact, planted in changes:
        line = (fact.place.line or 1) - 1
        token = re.compile(rf"(?<![\d.,]){re.escape(planted.right)}(?![\d,]|\.\d)")
        found = list(token.finditer(lines[line]))
        if planted.occurrence >= len(found):
            raise NotPlantedError(planted.right)
        at = found[planted.occurrence]
        lines[line] = lines[line][: at.start()] + planted.wrong + lines[line][at.end() :]
    target.write_text("\n".join(lines), encoding="utf-8")


def _workbook(source: Path, target: Path, changes: list[tuple[Fact, Planted]]) -> None:
    import openpyxl

    book = openpyxl.load_workbook(source)
    for fact, planted in changes:
        wrong = planted.wrong
        sheet, _, cell = (fact.place.cell or "").rpartition("!")
        at = book[sheet.strip("'")][cell]
        at.value = wrong if isinstance(at.value, str) else float(wrong.replace(",", ""))
    book.save(target)


def _csv(source: Path, target: Path, changes: list[tuple[Fact, Planted]]) -> None:
    from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

    shutil.copytree(source, target, dirs_exist_ok=True)
    for fact, planted in changes:
        wrong = planted.wrong
        name, _, cell = (fact.place.cell or "").rpartition("!")
        letter, row = coordinate_from_string(cell)
        path = target / name
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        rows[row - 1][column_index_from_string(letter) - 1] = wrong
        with path.open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows(rows)


def _pdf(source: Path, target: Path, changes: list[tuple[Fact, Planted]]) -> None:
    """Paint over the number and print the new one in its place."""
    from pypdf import PdfReader, PdfWriter
    from reportlab.pdfgen.canvas import Canvas

    writer = PdfWriter(clone_from=PdfReader(source))
    for fact, planted in changes:
        wrong = planted.wrong
        page = writer.pages[(fact.place.page or 1) - 1]
        if page.rotation:
            page.transfer_rotation_to_content()
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        assert fact.place.bbox is not None
        x0, top, x1, bottom = fact.place.bbox
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=(width, height))
        canvas.setFillGray(1)
        canvas.rect(x0 - 0.5, height - bottom - 0.5, x1 - x0 + 1, bottom - top + 1, stroke=0, fill=1)
        canvas.setFillGray(0)
        size = bottom - top
        while size > 3 and canvas.stringWidth(wrong, "Helvetica", size) > (x1 - x0) * 1.05:
            size -= 0.25
        canvas.setFont("Helvetica", size)
        canvas.drawRightString(x1, height - bottom + (bottom - top) * 0.2, wrong)
        canvas.save()
        buffer.seek(0)
        page.merge_page(PdfReader(buffer).pages[0])
    writer.write(target)


def is_plantable(fact: Fact) -> bool:
    """Whether the fact's token stands in the file as one piece, at a place that can be written to."""
    printed: Printed = fact.printed
    place = fact.place
    located = place.line is not None or place.cell is not None or place.bbox is not None
    return located and "\n" not in printed.text
