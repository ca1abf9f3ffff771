"""The pages of the uploaded documents as pictures, drawn once and kept beside the results."""

from __future__ import annotations

import asyncio
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

from audit.reading.originals import original
from audit.reporting.culprit import suspect
from audit.reporting.view import View
from audit.web.kept.results import FOLDER
from audit.web.tasks.draw import SCALE, draw
from checks.report import DocumentInfo, Report

_SECONDS = 30
"""So long may the drawing of one page take."""


def source(folder: Path, names: Sequence[str], document: DocumentInfo) -> bytes | None:
    """The bytes of a document of a version, by what it was called: an upload, or a member of an uploaded archive."""
    for number, name in enumerate(names):
        if document.path == name or document.path.startswith(f"{name}/"):
            kept = next(folder.glob(f"{number}.*"), None)
            return original(f"{kept}{document.path[len(name) :]}", document.sha256) if kept else None
    return None


def pages_in_question(report: Report) -> list[tuple[int, int]]:
    """Document and page of the findings, in their order, each once."""
    found: dict[tuple[int, int], None] = {}
    for entry in View(report).entries:
        main = suspect(entry.finding)
        for each in (main, *entry.finding.evidence[:2]):
            if each is not None and each.place.page is not None and each.place.bbox is not None:
                found[each.document, each.place.page] = None
    return list(found)


def draw_page(folder: Path, names: Sequence[str], info: DocumentInfo, document: int, page: int) -> Path:
    """The picture of a page, drawn here and now. Raises whatever a damaged file makes of pdfium."""
    target = _target(folder, document, page)
    if not target.exists():
        draw(_pdf(folder, names, info, document), page, target)
    return target


async def picture(
    folder: Path, names: Sequence[str], info: DocumentInfo, document: int, page: int
) -> Path | None:
    """The picture of a page, drawn in a process of its own where it is not there yet; None where it cannot be."""
    target = _target(folder, document, page)
    if not target.exists():
        try:
            pdf = _pdf(folder, names, info, document)
        except OSError:
            return None
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "audit.web.tasks.draw", str(pdf), str(page), str(target)),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await asyncio.wait_for(process.wait(), _SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
    return target if target.exists() else None


def size(picture_file: Path) -> tuple[float, float]:
    """Width and height of a page in points, from its picture."""
    with picture_file.open("rb") as file:
        width, height = struct.unpack(">II", file.read(24)[16:])
    return width / SCALE, height / SCALE


def _target(folder: Path, document: int, page: int) -> Path:
    pictures = folder / FOLDER / "pages"
    pictures.mkdir(exist_ok=True)
    return pictures / f"{document}-{page}.png"


def _pdf(folder: Path, names: Sequence[str], info: DocumentInfo, document: int) -> Path:
    """A document as a file, taken out of its archive where it came in one. Raises ``OSError`` where it is gone."""
    if info.path in names:
        return next(folder.glob(f"{names.index(info.path)}.*"))
    kept = folder / FOLDER / f"member-{document}.pdf"
    if not kept.exists():
        data = source(folder, names, info)
        if data is None:
            raise FileNotFoundError(info.path)
        kept.write_bytes(data)
    return kept
