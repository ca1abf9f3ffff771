"""Two pages on one sheet: an open book on the glass, or two upright pages printed side by side."""

from __future__ import annotations

from collections.abc import Sequence

from audit.reading.pdf.objects import Rule
from audit.reading.scans.sheet.regions import Region

_FLAT = 1.25
"""How many times as wide as high a sheet of two upright pages is at least."""

_MIDDLE = 0.04
"""The share of its width by which the middle of the blank between them may miss the middle of the sheet."""

_BLANK = 0.06
"""The share of its width that is blank between them: two margins."""

_LINES, _LONG = 3, 0.4
"""So many lines that take up so much of a page's width, or rules, make a page; columns of numbers do not."""


def fold(
    boxes: Sequence[Region], rules: Sequence[Rule], width: float, height: float, point: float
) -> float | None:
    """The x in points between two pages on a sheet of ``width`` by ``height`` points; None where it is one page.

    ``boxes`` are those of its print in pixels, ``point`` pixels each. Nothing of print or rules may cross the fold, and on
    both sides there has to be a page: not the halves of a table without rules.
    """
    if width < _FLAT * height:
        return None
    print_ = [(box.x0 / point, box.x1 / point) for box in boxes]
    drawn = [(rule.start, rule.end) if rule.horizontal else (rule.at, rule.at) for rule in rules]
    spans, middle = [*print_, *drawn], width / 2
    left = max((end for _, end in spans if end < middle), default=0.0)
    right = min((start for start, _ in spans if start > middle), default=width)
    crossed = any(start <= middle <= end for start, end in spans)
    if crossed or right - left < _BLANK * width or abs((left + right) / 2 - middle) > _MIDDLE * width:
        return None
    for on_left in (True, False):
        long = [s for s in print_ if (s[0] < middle) is on_left and s[1] - s[0] >= _LONG * middle]
        if len(long) < _LINES and not any((s[0] < middle) is on_left for s in drawn):
            return None
    return (left + right) / 2
