"""The bytes of a document once more, by the name it has in a report: a file, or a member of an archive."""

from __future__ import annotations

import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath

from audit.reading.archive import MOST_BYTES, member_name


def original(name: str, checksum: str) -> bytes | None:
    """The document that was read as ``name``; None where it is gone, or is no longer what was read."""
    path = Path(name)
    try:
        found = path.read_bytes() if path.is_file() else _member_of(path)
    except (OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zipfile.BadZipFile):
        return None
    return found if found is not None and sha256(found).hexdigest() == checksum else None


def _member_of(path: Path) -> bytes | None:
    """The bytes of a document in an archive that is one of the folders in its name."""
    for parent in path.parents:
        if parent.is_file():
            return _inside(parent.read_bytes(), path.relative_to(parent).parts)
    return None


def _inside(data: bytes, parts: tuple[str, ...]) -> bytes | None:
    """The member at ``parts`` of an archive, which may stand in a further archive inside."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for member in archive.infolist():
            own = PurePosixPath(member_name(member).replace("\\", "/")).parts
            if member.is_dir() or parts[: len(own)] != own or member.file_size > MOST_BYTES:
                continue
            found = archive.read(member)
            return found if len(own) == len(parts) else _inside(found, parts[len(own) :])
    return None
