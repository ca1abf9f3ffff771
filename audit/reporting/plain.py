"""Text from documents, made safe to show: a page may hold anything, a report must stay a report.

Control characters cannot stand in XML, escape sequences would drive a terminal, and a file name that is not
valid UTF-8 reaches Python as lone surrogates that no encoder takes. All three become a visible mark or vanish
here, so that no writer has to think of them.
"""

from __future__ import annotations

import re
import unicodedata

_NOT_XML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """``text`` without what XML 1.0 forbids and without marks that reorder what is read."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _BIDI.sub("", _NOT_XML.sub(lambda match: "\ufffd" if _is_surrogate(match[0]) else "", text))


def _is_surrogate(character: str) -> bool:
    return unicodedata.category(character) == "Cs"


def one_line(text: str) -> str:
    """``text`` cleaned, with every run of white space as one space."""
    return _SPACE.sub(" ", clean(text)).strip()


def shortened(text: str, limit: int) -> str:
    """``text`` on one line and at most ``limit`` characters long; what was cut is marked by an ellipsis."""
    line = one_line(text)
    return line if len(line) <= limit else line[: limit - 1] + "…"
