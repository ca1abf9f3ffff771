"""An Office package as the libraries open it: the strict form of the standard in the names of the usual one, slashes in
the names of parts, and a Word document with macros, or a template, as a plain document.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_TYPES, _START = "[Content_Types].xml", "_rels/.rels"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
"""The names of the strict form; the usual one has a year in them (ISO/IEC 29500-4, annex A)."""

_WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"
_OTHER_WORD = (
    _MACROS,
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)


def usual(data: bytes) -> bytes:
    """The package in its usual form; the same bytes where it has it already."""
    with ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        bent = any("\\" in name for name in names)
        strict = _START in names and _STRICT.search(package.read(_START)) is not None
        other = _TYPES in names and any(each in package.read(_TYPES) for each in _OTHER_WORD)
    if not strict and not other and not bent:
        return data
    return _changed(data, lambda name, part: _usual_part(name, part, strict=strict))


def with_macros(data: bytes) -> bytes:
    """A Word document that was opened as a plain one, as one with macros again."""
    return _changed(data, lambda name, part: part.replace(_WORD, _MACROS) if name == _TYPES else part)


def _usual_part(name: str, part: bytes, *, strict: bool) -> bytes:
    if strict and name.endswith((".xml", ".rels")):
        part = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", part)
    if name == _TYPES:
        for each in _OTHER_WORD:
            part = part.replace(each, _WORD)
    return part


def _changed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as package, ZipFile(buffer, "w", ZIP_DEFLATED) as copy:
        for member in package.infolist():
            name = member.filename.replace("\\", "/")
            copy.writestr(name, change(name, package.read(member)))
    return buffer.getvalue()
