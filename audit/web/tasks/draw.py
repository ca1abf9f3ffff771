"""``python -m audit.web.tasks.draw FILE PAGE TARGET``: one page of a PDF as a picture, in a process that may be stopped."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pypdfium2

SCALE = 2.0
"""Pixels for a point."""


def draw(file: Path, page: int, target: Path) -> None:
    """Write page ``page`` (from 1) of the PDF ``file`` to ``target`` as a PNG, whole or not at all."""
    with pypdfium2.PdfDocument(file.read_bytes()) as pdf:  # type: ignore[no-untyped-call]
        sheet = pdf[page - 1]
        picture = sheet.render(scale=SCALE).to_pil().convert("RGB")
        sheet.close()
    part = target.with_name(f".{target.name}.{os.getpid()}")
    picture.quantize(64).save(part, "PNG")
    part.replace(target)


if __name__ == "__main__":
    draw(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
