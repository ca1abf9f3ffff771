"""Where pdfminer's interpreter draws to: glyphs, rules and surfaces in painting order, clipped.

Coordinates come in with their origin at the lower left and leave with it at the upper left corner of the page
as displayed (rotation applied).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect, mult_matrix

from audit.reading.pdf.objects import Glyph, PageContent, Rule, Surface
from checks.finding import Box

_UNKNOWN_GLYPH = "\ufffd"
"""Stands for a glyph whose font does not say which character it is."""

_THIN = 2.6
"""Points: a filled area no thicker than this is a rule, not a surface."""

_OPAQUE = 0.9
"""Opacity from which a surface hides what is under it."""

_FAINT = 0.05
"""Opacity below which text cannot be seen."""


class PageDevice(PDFTextDevice):
    """Collects glyphs, rules and surfaces; ``clip`` is the box of the clip path in force, in device space.

    ``opacity`` is that of fills; ``hidden_layers`` counts the marked contents around that are switched off.
    """

    ctm: Any

    def __init__(self, fonts: PDFResourceManager) -> None:
        super().__init__(fonts)
        self.content = PageContent(0, 0, (0, 0))
        self.clip: Box = (0, 0, 0, 0)
        self.opacity = 1.0
        self.hidden_layers = 0
        self._clips: list[Box] = []
        self._order = 0
        self._visible_mode = True
        self._colour = 0.0

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        """Start a page: what can be seen is its crop box."""
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        media = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        a0, b0, a1, b1 = apply_matrix_rect(ctm, page.cropbox)
        crop = (min(a0, a1), min(b0, b1), max(a0, a1), max(b0, b1))
        seen = _intersection(media, crop)
        if seen[0] >= seen[2] or seen[1] >= seen[3]:
            seen = media
        self._left, self._height = seen[0], seen[3]
        self.clip = seen
        self.content = PageContent(seen[2] - seen[0], seen[3] - seen[1], (seen[0], seen[1]))

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:  # noqa: ARG002  (pdfminer's interface)
        """Enter a form or an image, which clips to its box."""
        self._clips.append(self.clip)
        x0, y0, x1, y1 = apply_matrix_rect(mult_matrix(matrix, self.ctm), bbox)
        self._figure = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        self.clip = _intersection(self.clip, self._figure)

    def end_figure(self, name: str) -> None:  # noqa: ARG002
        """Leave it again."""
        self.clip = self._clips.pop()

    def clip_to(self, path: list[Any]) -> None:
        """Cut the clip down to the box of ``path``: an area with holes still shows all that its box shows."""
        points = [
            apply_matrix_pt(self.ctm, (step[i], step[i + 1]))
            for step in path
            for i in range(1, len(step) - 1, 2)
        ]
        if points:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            self.clip = _intersection(self.clip, (min(xs), min(ys), max(xs), max(ys)))

    def render_image(self, name: str, stream: Any) -> None:  # noqa: ARG002
        """Note an image: it hides what is under it."""
        self._surface(self._figure, None)

    def _surface(self, box: Box, colour: float | None) -> None:
        if self.opacity < _OPAQUE:
            return
        x0, y0, x1, y1 = _intersection(box, self.clip)
        if x1 > x0 and y1 > y0:
            self._order += 1
            flipped = (x0 - self._left, self._height - y1, x1 - self._left, self._height - y0)
            self.content.surfaces.append(Surface(flipped, self._order, colour))

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Set a text, unless it is invisible."""
        self._visible_mode = (
            textstate.render not in {3, 7} and self.opacity > _FAINT and not self.hidden_layers
        )
        stroked = textstate.render in {1, 5}
        self._colour = _luminance(graphicstate.scolor if stroked else graphicstate.ncolor)
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Any,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,  # noqa: ARG002
        graphicstate: Any,  # noqa: ARG002
    ) -> float:
        """Set one character and say how far it advances."""
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = _UNKNOWN_GLYPH
        advance = float(font.char_width(cid) * fontsize * scaling)
        if not self._visible_mode:
            return advance
        a, b, c, d, e, f = matrix
        if font.is_vertical():
            vx, vy = font.char_disp(cid)  # type: ignore[misc]
            left = -(fontsize * 0.5 if vx is None else vx * fontsize * 0.001)
            low = (1000 - vy) * fontsize * 0.001 + rise
            corners = (left, low + advance, left + fontsize, low)
        else:
            low = font.get_descent() * fontsize + rise
            corners = (0.0, low, advance, low + fontsize)
        if abs(b) + abs(c) < 1e-6:
            x0, x1 = a * corners[0] + e, a * corners[2] + e
            y0, y1 = d * corners[1] + f, d * corners[3] + f
        elif min(abs(a), abs(b)) > 0.05 * max(abs(a), abs(b)):
            return advance  # set at a slant: a watermark across the page, no part of its text
        else:
            x0, y0, x1, y1 = apply_matrix_rect(matrix, corners)
        turn = (0 if a > 0 else 2) if abs(a) >= abs(b) else (1 if b > 0 else 3)
        self._place(text, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), turn)
        return advance

    def _place(self, text: str, x0: float, y0: float, x1: float, y1: float, turn: int) -> None:
        clip = self.clip
        shown_x, shown_y = min(x1, clip[2]) - max(x0, clip[0]), min(y1, clip[3]) - max(y0, clip[1])
        if shown_x <= 0.5 * (x1 - x0) - 1e-6 or shown_y <= 0.5 * (y1 - y0):
            return  # less than half of it is inside the page and the clip path
        if text == _UNKNOWN_GLYPH:
            self.content.unknown_glyphs += 1
        self._order += 1
        left, height = self._left, self._height
        self.content.glyphs.append(
            Glyph(
                _plain(text),
                x0 - left,
                height - y1,
                x1 - left,
                height - y0,
                self._order,
                self._colour,
                turn,
            )
        )

    def paint_path(
        self,
        gstate: Any,
        stroke: bool,
        fill: bool,
        evenodd: bool,  # noqa: ARG002
        path: Any,
    ) -> None:
        """Paint an outline: a surface, or rules."""
        for outline in _outlines(path):
            points = [apply_matrix_pt(self.ctm, point) for point in outline.points]
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            box = (min(xs), min(ys), max(xs), max(ys))
            straight = not outline.curved and all(
                abs(p[0] - q[0]) < 0.5 or abs(p[1] - q[1]) < 0.5 for p, q in pairwise(points)
            )
            if not straight:
                self.content.curves += 1
                continue
            if fill and box[2] - box[0] > _THIN and box[3] - box[1] > _THIN:
                self._surface(box, _luminance(gstate.ncolor))
            if fill and not stroke and min(box[2] - box[0], box[3] - box[1]) <= _THIN:
                self._fill_rule(box)
            elif stroke and _luminance(gstate.scolor) < 0.97:
                if outline.closed:
                    points.append(points[0])
                for p, q in pairwise(points):
                    self._stroke_rule(p, q)

    def _fill_rule(self, box: Box) -> None:
        x0, y0, x1, y1 = box
        if x1 - x0 >= y1 - y0:
            self._stroke_rule((x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2))
        else:
            self._stroke_rule(((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1))

    def _stroke_rule(self, p: Any, q: Any) -> None:
        horizontal = abs(p[1] - q[1]) < abs(p[0] - q[0])
        x0, y0, x1, y1 = min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1])
        cx0, cy0, cx1, cy1 = self.clip
        x0, y0, x1, y1 = max(x0, cx0 - 1), max(y0, cy0 - 1), min(x1, cx1 + 1), min(y1, cy1 + 1)
        if x0 > x1 or y0 > y1:
            return
        if horizontal:
            at = self._height - (y0 + y1) / 2
            self.content.rules.append(Rule(True, at, x0 - self._left, x1 - self._left))
        else:
            at = (x0 + x1) / 2 - self._left
            self.content.rules.append(Rule(False, at, self._height - y1, self._height - y0))


@dataclass
class _Outline:
    points: list[tuple[float, float]]
    curved: bool = False
    closed: bool = False


def _outlines(path: list[Any]) -> list[_Outline]:
    """The sub-paths of a path: their corner points, whether any part is bent, whether they are closed."""
    found: list[_Outline] = []
    for step in path:
        operator = step[0]
        if operator == "m":
            found.append(_Outline([(step[1], step[2])]))
        elif not found:
            continue
        elif operator == "h":
            found[-1].closed = True
        else:
            found[-1].points.append((step[-2], step[-1]))
            found[-1].curved |= operator != "l"
    return [outline for outline in found if len(outline.points) > 1]


def _luminance(colour: object) -> float:
    """0 for black to 1 for white; patterns and what cannot be told count as black, which hides nothing."""
    if isinstance(colour, int | float):
        return float(colour)
    if isinstance(colour, tuple | list) and all(isinstance(part, int | float) for part in colour):
        if len(colour) == 3:
            return float(0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2])
        if len(colour) == 4:
            return float((1 - colour[3]) * (1 - (0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2])))
    return 0.0


def _plain(text: str) -> str:
    """Radical code points, which some fonts map their glyphs to, as the ideographs they look like."""
    if len(text) == 1 and "\u2e80" <= text <= "\u2fd5":
        return unicodedata.normalize("NFKC", text)
    return text


def _intersection(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
