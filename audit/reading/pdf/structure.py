"""What a PDF holds apart from what its pages draw, as pypdf reads it: what pdfium does not tell.

pdfium reads on over damage and says nothing; a page of which a part is lost must not pass for a whole one.
"""

from __future__ import annotations

import logging
import zlib
from functools import cached_property
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.filters import ASCII85Decode, ASCIIHexDecode
from pypdf.generic import ArrayObject, StreamObject

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_BROKEN = (PyPdfError, KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError)
"""What pypdf raises on objects that are not what they should be."""

_PLAIN: dict[object, Any] = {"/ASCII85Decode": ASCII85Decode, "/ASCIIHexDecode": ASCIIHexDecode}

_MEGABYTE = 1 << 20


class Structure:
    """The objects of the PDF whose bytes are ``data``; they are looked at when they are asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _reader(self) -> PdfReader:
        return PdfReader(BytesIO(self._data))

    def is_whole(self, index: int) -> bool:
        """Whether the content of a page, counted from 0, is there and unpacks to its end; nobody knows if it is locked."""
        try:
            if self._reader.is_encrypted:
                return True
            contents = self._reader.pages[index].get("/Contents")
            found = contents.get_object() if contents is not None else ArrayObject()
            parts = found if isinstance(found, ArrayObject) else [found]
            return all(_unpacks(part.get_object()) for part in parts)
        except DependencyError:  # locked in a way that takes a package more
            return True
        except _BROKEN:
            return False

    @cached_property
    def layers_off(self) -> frozenset[bytes]:
        """The names of the layers that are switched off when the PDF is opened, as they are written.

        Of two layers with one name both count as on if one is.
        """
        try:
            properties: Any = self._reader.root_object["/OCProperties"]
            names = {group.idnum: group.get_object()["/Name"].original_bytes for group in properties["/OCGs"]}
            off = {group.idnum for group in properties["/D"].get("/OFF", ())}
        except (*_BROKEN, DependencyError):
            return frozenset()
        on = {name for number, name in names.items() if number not in off}
        return frozenset(name for number, name in names.items() if number in off) - on


def _unpacks(stream: object) -> bool:
    """Whether a stream is one and nothing of it is lost, as far as its packing can tell."""
    if not isinstance(stream, StreamObject):
        return False
    packed = stream.get("/Filter", ArrayObject()).get_object()
    data: bytes = stream._data
    for name in packed if isinstance(packed, ArrayObject) else [packed]:
        if name == "/FlateDecode":
            return _inflates(data)
        if name not in _PLAIN:
            return True
        data = _PLAIN[name].decode(data)
    return True


def _inflates(data: bytes) -> bool:
    """Whether deflated data are whole; a checksum that a program did not write is not missed."""
    try:
        return _ends(zlib.decompressobj(), data) or _ends(zlib.decompressobj(-zlib.MAX_WBITS), data[2:])
    except zlib.error:
        return False


def _ends(unpacking: Any, data: bytes) -> bool:
    """Whether data unpack to their end; what comes out is not kept. Raises :class:`zlib.error`."""
    while data and not unpacking.eof:
        unpacking.decompress(data, _MEGABYTE)
        data = unpacking.unconsumed_tail
    return bool(unpacking.eof)
