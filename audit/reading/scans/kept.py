"""Pages recognised once and kept: a page takes seconds to recognise and is seldom another the next time.

What was found on a picture is kept as JSON in the user's cache folder, named by the picture and all that reads it (this
code, the network). Where nothing can be kept the page is recognised again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from audit.disk.cached import folder, keep, taken
from audit.document import Sighting
from audit.reading.pdf.objects import Glyph, PageContent, Rule
from audit.reading.scans.sheet.pictures import Pixels
from checks.finding import Place

_MOST = 4_000
"""Pages that are kept: a few hundred megabytes at most."""


def content(page: Pixels, dpi: float) -> PageContent:
    """What stands on the picture of a page, in points from its upper left corner; kept for the next time."""
    path = None
    with suppress(OSError, RuntimeError):
        path = folder() / "pages" / f"page-{_key(page, dpi)}.json"
    if path is not None:
        with suppress(OSError, ValueError, KeyError, TypeError):
            return _restored(json.loads(taken(path)))
    from audit.reading.scans import recognition  # noqa: PLC0415 - loads the network

    found = recognition.content(page, dpi)
    if path is not None:
        with suppress(OSError, ValueError):
            keep(path, json.dumps(asdict(found), ensure_ascii=False).encode("utf-8"), _MOST)
    return found


def _key(page: Pixels, dpi: float) -> str:
    digest = sha256(_readers())
    digest.update(f"{page.shape} {dpi}".encode())
    digest.update(page.tobytes())
    return digest.hexdigest()


@cache
def _readers() -> bytes:
    """A checksum of what makes content out of pictures: the code of this room, and the versions of what it calls."""
    digest = sha256()
    for file in sorted(Path(__file__).parent.rglob("*")):
        if file.suffix in {".py", ".yaml"}:
            digest.update(file.read_bytes())
    for name in ("rapidocr-onnxruntime", "onnxruntime", "opencv-python"):
        with suppress(PackageNotFoundError):
            digest.update(f"{name} {version(name)}".encode())
    return digest.digest()


def _restored(data: Mapping[str, Any]) -> PageContent:
    """The content that was written. Raises :class:`KeyError`, :class:`TypeError` or :class:`ValueError` for anything else."""
    return PageContent(
        width=data["width"],
        height=data["height"],
        glyphs=[Glyph(*each) for each in data["glyphs"]],
        tilt=float(data["tilt"]),
        rules=[Rule(*each) for each in data["rules"]],
        sightings=[
            Sighting(
                Place(bbox=_box(each["place"]["bbox"])),
                tuple((text, chance) for text, chance in each["candidates"]),
                each["confirmed"],
                between=None
                if each["between"] is None
                else (str(each["between"][0]), str(each["between"][1])),
            )
            for each in data["sightings"]
        ],
        guessed=[_box(each) for each in data["guessed"]],
        fold=None if data["fold"] is None else float(data["fold"]),
    )


def _box(sides: Any) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = (float(side) for side in sides)
    return x0, top, x1, bottom
