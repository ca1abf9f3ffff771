"""Drawings in vectors (EMF, WMF, SVG), which nobody here can look at: how many numbers they may show.

A table that was pasted as a drawing, or the picture that an embedded sheet has of itself, draws a piece of print for each of
its cells ([MS-EMF] 2.3.5, [MS-EMFPLUS] 2.3.4, [MS-WMF] 2.3.3). Whether one is a number is told where it stands there as text.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_EMF_TEXT, _EMF_TEXTS, _GLYPHS = 84, frozenset({83, 96, 97, 108}), 0x10
"""The record of a text in Unicode, those of others, and what says of one that its characters are those of a font."""

_COMMENT, _PLUS, _PLUS_TEXTS = 70, b"EMF+", frozenset({0x401C, 0x4036})
_WMF_TEXTS = frozenset({0x0521, 0x0A32})
_PLACEABLE, _PLACED, _HEADER = b"\xd7\xcd\xc6\x9a", 22, 18
"""What a WMF file that says its size begins with, the bytes of that, and those of the header that all have."""


_SVG_NUMBER = re.compile(rb">[^<>]*\d[^<>]*</(?:text|tspan)>")


def numbers_drawn(data: bytes) -> int | None:
    """How many pieces of print a drawing draws that may be numbers; None where it is no drawing."""
    if data[40:44] == b" EMF":
        return sum(_emf_numbers(data))
    if data.startswith((_PLACEABLE, b"\x01\x00\x09\x00")):
        return sum(_wmf_numbers(data))
    return len(_SVG_NUMBER.findall(data)) if b"<svg" in data[:2000] else None


def _emf_numbers(data: bytes) -> Iterator[int]:
    at = 0
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<II", data, at)
        if size < 8:
            return
        if kind == _COMMENT and data[at + 12 : at + 16] == _PLUS:
            yield from _plus_numbers(data[at + 16 : at + size])
        yield kind in _EMF_TEXTS or (kind == _EMF_TEXT and _is_number(data[at : at + size]))
        at += size


def _is_number(record: bytes) -> bool:
    """Whether a record of text has a digit, or nobody can say."""
    if len(record) < 56:
        return True
    count, start, options = struct.unpack_from("<III", record, 44)
    text = record[start : start + 2 * count].decode("utf-16-le", errors="replace")
    return bool(options & _GLYPHS) or any(char.isdigit() for char in text)


def _plus_numbers(data: bytes) -> Iterator[int]:
    at = 0
    while at + 8 <= len(data):
        kind, _, size = struct.unpack_from("<HHI", data, at)
        if size < 8:
            return
        yield kind in _PLUS_TEXTS
        at += size


def _wmf_numbers(data: bytes) -> Iterator[int]:
    at = _HEADER + (_PLACED if data.startswith(_PLACEABLE) else 0)
    while at + 6 <= len(data):
        words, kind = struct.unpack_from("<IH", data, at)
        if words < 3:
            return
        yield kind in _WMF_TEXTS
        at += 2 * words
