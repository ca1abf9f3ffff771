"""Light print on dark fields, as the heads of tables have it, to dark print on paper: what reads a page looks for ink."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from audit.reading.scans.sheet.pictures import Pixels

_DARK = 140
"""Brightness (of 255) up to which a field is dark."""

_STROKE = 5.0
"""Points: no stroke of print is as thick, a field is."""

_WIDE, _HIGH = 30.0, 8.0
"""Points: a smaller field holds no line of print."""

_STRAIGHT = 0.85
"""The share of the narrowest frame around it that a field fills: a table's are straight, a stamp's are not."""

_GAP = 14.0
"""Points: print and rules part a field no further."""

_ALONG, _ASIDE = 0.8, 20
"""The share of a field's height or width along which a line is a rule, and by how much it is lighter or darker."""

_BLACK = 100
"""Brightness up to which a field looks like ink."""

_CLEAR = 60
"""By how much print is lighter or darker than the field it stands on."""


def dark_on_light(page: Pixels, dpi: float) -> Pixels:
    """The page with its dark fields as paper and what stands on them in light print as ink."""
    point = dpi / 72
    grey = np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    stroke, gap = (np.ones((max(round(side * point), 3),) * 2, np.uint8) for side in (_STROKE, _GAP))
    solid = cv2.morphologyEx((grey < _DARK).astype(np.uint8), cv2.MORPH_OPEN, stroke)
    contours, _ = cv2.findContours(
        cv2.morphologyEx(solid, cv2.MORPH_CLOSE, gap), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
    )
    turned = page.copy()
    for contour in contours:
        if _is_field(contour, point):
            left, top, width, height = cv2.boundingRect(contour)
            part = slice(top, top + height), slice(left, left + width)
            field = np.zeros_like(grey)
            cv2.fillConvexPoly(field, cv2.boxPoints(cv2.minAreaRect(contour)).round().astype(np.int32), 255)
            _turn(turned[part], grey[part].astype(np.float32), field[part] > 0)
    return turned


def _turn(page: Pixels, grey: NDArray[np.float32], field: NDArray[np.bool_]) -> None:
    """Turn what is printed on a field, if it is lighter; rules stay as they are, for they go on outside of it.

    A field that is not very dark, without dark rules, is read as it is.
    """
    ground = float(np.median(grey[field]))
    lighter, darker = (grey > ground + _ASIDE) & field, (grey < ground - _ASIDE) & field
    light_rules, dark_rules = (
        (side.mean(axis=0) > _ALONG)[None, :] | (side.mean(axis=1) > _ALONG)[:, None]
        for side in (lighter, darker)
    )
    if ground > _BLACK and not dark_rules.any():
        return
    print_ = field & ~light_rules & ~dark_rules
    light = grey[print_ & (grey > ground + _CLEAR)]
    if len(light) > np.count_nonzero(print_ & (grey < ground - _CLEAR)):
        ink = np.clip((grey - ground) / (float(np.percentile(light, 90)) - ground), 0.0, 1.0)
        page[print_] = ((1.0 - ink[print_]) * 255).astype(np.uint8)[:, None]


def _is_field(contour: Any, point: float) -> bool:
    """Whether an outline is that of a field which may hold a line of print."""
    (_, (one, other), _) = cv2.minAreaRect(contour)
    long, short = max(one, other), min(one, other)
    straight = cv2.contourArea(contour) >= _STRAIGHT * long * short
    return bool(straight and long >= _WIDE * point and short >= _HIGH * point)
