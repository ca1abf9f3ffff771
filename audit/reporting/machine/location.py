"""Where a code host draws an annotation: a file and a line of it, as paths and URIs.

Only text has lines. A PDF is annotated as a whole file; each table of a CSV folder is a file of its
own, and row 12 of ``收入决算表.csv!D12`` is its line 12.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path, PureWindowsPath
from urllib.parse import quote

from checks.finding import Place
from checks.report import DocumentInfo

_CSV_CELL = re.compile(r"(?P<file>[^!]+\.(?:csv|tsv))!\$?[A-Z]{1,3}\$?(?P<row>\d+)", re.IGNORECASE)


def physical(document: DocumentInfo, place: Place) -> tuple[str, int | None]:
    """The path of the file a place lies in, and its line there (from 1) where the file has lines."""
    match = _CSV_CELL.fullmatch(place.cell or "")
    if match is None:
        return document.path, place.line
    path = document.path
    if not path.endswith(match["file"]):
        path = f"{path.rstrip('/')}/{match['file']}"
    return path, place.line or int(match["row"])


def uri(path: str) -> str:
    """A path as a URI reference, relative where it lies in the working folder; the rest is percent-encoded."""
    with suppress(ValueError, OSError):
        path = Path(path).relative_to(Path.cwd()).as_posix() if Path(path).is_absolute() else path
    if re.match(r"[A-Za-z]:[\\/]", path):
        return PureWindowsPath(path).as_uri()
    encoded = quote(path.replace("\\", "/"), safe="/", errors="surrogateescape")
    return f"file://{encoded}" if encoded.startswith("/") else encoded
