"""Old office formats (.doc, .xls, .wps, .et, .rtf, OpenDocument), converted by LibreOffice if installed."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.document import Document
from audit.reading.office import word, workbook
from audit.reading.pictured.inserted import Eye
from audit.reading.problems import UnreadableError
from audit.reading.source import Source

_PROGRAMS = ("soffice", "libreoffice")
_PATIENCE = 180
"""Seconds that a conversion may take."""

_SHEETS = {".xls", ".et", ".ods", ".xlsb", ".xlt", ".ett", ".fods"}
_OF_SHEETS = ("Workbook".encode("utf-16-le"), b"urn:schemas-microsoft-com:office:spreadsheet")


def read(source: Source, lang: str, eye: Eye | None = None) -> Document:
    """What the file holds, read from its conversion; the document keeps the original's name and checksum."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise UnreadableError("needs_office", name=source.name)
    sheets = source.suffix in _SHEETS or any(sign in source.data for sign in _OF_SHEETS)
    with TemporaryDirectory(prefix="gouji-") as folder:
        converted = _convert(program, source, Path(folder), "xlsx" if sheets else "docx")
        copy = Source(source.name, converted)
        document = workbook.read(copy, lang, eye) if sheets else word.read(copy, lang, eye)
    return replace(document, sha256=source.sha256)


def _convert(program: str, source: Source, folder: Path, target: str) -> Path:
    original = folder / f"original{source.suffix or '.doc'}"
    original.write_bytes(source.data)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        target,
        "--outdir",
        str(folder),
        str(original),
    ]
    try:
        subprocess.run(command, check=False, capture_output=True, timeout=_PATIENCE)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError("not_converted", name=source.name) from error
    converted = folder / f"original.{target}"
    if not converted.exists():
        raise UnreadableError("not_converted", name=source.name)
    return converted
