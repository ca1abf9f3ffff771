"""What the program writes itself and must never read as a submission: reports, marked copies, settings, explanations."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_CREATOR = re.compile(rb"creator[^>]*>gouji ")
_GENERATOR = b'name="generator" content="gouji'
"""What a workbook and a page of the program carry: who made them."""

_NAMES = frozenset({"gouji.toml", "gouji-waivers.toml"})
_MARKED_COPY = re.compile(r"\.(?:annotated|revised)\.[a-z]+$")
_NOTES = frozenset({".md", ".markdown"})
"""Notes beside a submission (README.md); a file of this kind is read only where it is named itself."""

_HEAD = 4_096


def is_own(path: Path) -> bool:
    """Whether a file that lies in a folder of documents is none of them, by its name or by the mark it carries."""
    if path.name in _NAMES or _MARKED_COPY.search(path.name) or path.suffix.lower() in _NOTES:
        return True
    try:
        if path.suffix.lower() in {".xlsx", ".xlsm"}:
            with zipfile.ZipFile(path) as package:
                return _CREATOR.search(package.read("docProps/core.xml")) is not None
        if path.suffix.lower() in {".html", ".htm"}:
            with path.open("rb") as page:
                return _GENERATOR in page.read(_HEAD)
    except (OSError, zipfile.BadZipFile, KeyError):
        return False
    return False
