"""Where things stand: from the spaces that a PDF draws in to the page as displayed.

Boxes are rows (x0, y0, x1, y1) with x0 <= x1 and y0 <= y1; a matrix is a row (a, b, c, d, e, f) as PDF writes it:
x' = a x + c y + e, y' = b x + d y + f.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pypdfium2

from audit.reading.pdf.drawn.columns import Floats, Whole, pdfium, record

IDENTITY: Floats = np.array([[1.0, 0.0, 0.0, 1.0, 0.0, 0.0]])
EVERYWHERE: Floats = np.array([[-np.inf, -np.inf, np.inf, np.inf]])


def moved(points: Floats, matrices: Floats) -> Floats:
    """Points (x, y), each after its matrix."""
    x, y = points.T
    a, b, c, d, e, f = matrices.T
    return np.stack([a * x + c * y + e, b * x + d * y + f], axis=1)


def moved_boxes(boxes: Floats, matrices: Floats) -> Floats:
    """The boxes around boxes, each after its matrix."""
    corners = np.stack([moved(boxes[:, corner], matrices) for corner in ([0, 1], [2, 3], [0, 3], [2, 1])])
    return np.hstack([corners.min(axis=0), corners.max(axis=0)])


def after(first: Floats, then: Floats) -> Floats:
    """Matrices: ``first``, and ``then`` the other."""
    a, b, c, d, e, f = first.T
    p, q, r, s, t, u = then.T
    return np.stack(
        [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u],
        axis=1,
    )


def around(points: Floats, starts: Whole) -> Floats:
    """The box around each run of points; a run begins at each of ``starts`` and ends where the next begins."""
    return np.hstack([np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)])


def shared(one: Floats, other: Floats) -> Floats:
    """What two boxes have in common; x1 < x0 or y1 < y0 where that is nothing."""
    common = np.maximum(one, other)
    common[:, 2:] = np.minimum(one[:, 2:], other[:, 2:])
    return common


@dataclass(frozen=True, slots=True)
class Display:
    """How a page is displayed: the ``box`` of it that is shown, and by how many quarters it is turned clockwise."""

    box: tuple[float, float, float, float]
    quarters: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed."""
        x0, y0, x1, y1 = self.box
        return (y1 - y0, x1 - x0) if self.quarters % 2 else (x1 - x0, y1 - y0)

    def boxes(self, boxes: Floats) -> Floats:
        """Boxes on the page as displayed, with their origin at its upper left corner."""
        left, bottom, right, top = self.box
        sides, signs, edges = (
            ([0, 3, 2, 1], [1, -1, 1, -1], [-left, top, -left, top]),
            ([1, 0, 3, 2], [1, 1, 1, 1], [-bottom, -left, -bottom, -left]),
            ([2, 1, 0, 3], [-1, 1, -1, 1], [right, -bottom, right, -bottom]),
            ([3, 2, 1, 0], [-1, -1, -1, -1], [top, right, top, right]),
        )[self.quarters]
        displayed: Floats = boxes[:, sides] * signs + edges
        return displayed


def display_of(page: pypdfium2.PdfPage) -> Display:
    """How ``page`` is displayed: its crop box, turned."""
    left, top, right, bottom = record(pdfium.FPDF_GetPageBoundingBox, np.float32, 4, [page.raw])[0].tolist()
    return Display((left, bottom, right, top), pdfium.FPDFPage_GetRotation(page.raw) % 4)
