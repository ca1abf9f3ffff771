"""A scanner: the pages of a PDF as pictures, with what a machine and an office do to them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from checks.finding import Place

RED = (215, 40, 50)


@dataclass(frozen=True)
class Scanner:
    """``skew`` in degrees at most, ``noise`` as the standard deviation of grey levels, ``quality`` of JPEG.

    ``seed`` decides how each page is turned and where on it the stamp stands.
    """

    dpi: float = 200
    skew: float = 0.0
    noise: float = 0.0
    quality: int = 90
    stamp: bool = False
    seed: int = 1

    def pictures(self, document: bytes, pages: Iterable[int] | None = None) -> list[Image.Image]:
        """The pages (numbers from 0, all of them) as pictures."""
        with pypdfium2.PdfDocument(document) as pdf:
            wanted = list(range(len(pdf)) if pages is None else pages)
            drawn = [pdf[n].render(scale=self.dpi / 72).to_pil().convert("RGB") for n in wanted]
        if self.stamp:
            drawn = [
                stamped(picture, self._stamp(n, picture.size))
                for n, picture in zip(wanted, drawn, strict=True)
            ]
        chances = [random.Random(f"{self.seed} {n}") for n in wanted]  # a page is spoilt alike every time
        return [self._spoilt(picture, chance) for picture, chance in zip(drawn, chances, strict=True)]

    def covers(self, place: Place, size: tuple[float, float]) -> bool:
        """Whether the ink of the stamp touches a place on a page of a size in points."""
        if not self.stamp or place.bbox is None or place.page is None:
            return False
        scale = self.dpi / 72
        width, height = (round(side * scale) for side in size)
        ink = np.asarray(self._stamp(place.page - 1, (width, height)))
        left, top, right, bottom = (round(edge * scale) for edge in place.bbox)
        return bool((ink[top : bottom + 1, left : right + 1] < 255).any())

    def scan(self, document: bytes, pages: Iterable[int] | None = None) -> bytes:
        """The pages as a PDF of pictures."""
        out = BytesIO()
        canvas = Canvas(out, invariant=True)
        for picture in self.pictures(document, pages):
            size = [side * 72 / self.dpi for side in picture.size]
            canvas.setPageSize(size)
            kept = BytesIO()
            picture.save(kept, "JPEG", quality=self.quality)
            canvas.drawImage(ImageReader(BytesIO(kept.getvalue())), 0, 0, *size)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    def _stamp(self, page: int, size: tuple[int, int]) -> Image.Image:
        """The round red stamp of an office somewhere on a page (from 0), on paper."""
        chance = random.Random(f"stamp {self.seed} {page}")
        stamp = Image.new("RGB", size, "white")
        draw = ImageDraw.Draw(stamp)
        width, height = size
        radius = round(0.12 * width)
        x, y = round(chance.uniform(0.3, 0.7) * width), round(chance.uniform(0.25, 0.6) * height)
        draw.ellipse(
            (x - radius, y - radius, x + radius, y + radius), outline=RED, width=max(radius // 14, 1)
        )
        draw.regular_polygon((x, y, radius // 3), 5, fill=RED)
        return stamp

    def _spoilt(self, picture: Image.Image, chance: random.Random) -> Image.Image:
        turn = chance.uniform(-self.skew, self.skew)
        picture = (
            picture.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor="white") if turn else picture
        )
        if self.noise:
            grain = np.random.default_rng(chance.randrange(1 << 30)).normal(0, self.noise, picture.size[::-1])
            grainy = np.clip(np.asarray(picture).astype(np.int16) + grain[:, :, None], 0, 255)
            picture = Image.fromarray(grainy.astype(np.uint8))
        return picture


def stamped(picture: Image.Image, stamp: Image.Image) -> Image.Image:
    """A picture with a stamp over it; what is printed shows through."""
    return Image.fromarray(np.minimum(np.asarray(picture), np.asarray(stamp)))


@cache
def prints_chinese() -> bool:
    """Whether this machine has a font for the Chinese of a PDF that brings none along."""
    out = BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(out)
    canvas.setFont("STSong-Light", 10)
    canvas.drawString(60, 700, "预算")
    canvas.save()
    (picture,) = Scanner(72).pictures(out.getvalue())
    return bool(np.asarray(picture).min() < 128)
