"""ZIP archives: unpacked with care into a folder of their own, then read like a folder.

Whoever sends a disclosure may send anything: paths that climb out of the folder, a few kilobytes that unpack
to terabytes, archives in archives. File names from Chinese Windows are in GBK.
"""

from __future__ import annotations

import shutil
import zipfile
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from audit.reading.problems import UnreadableError
from audit.reading.source import Source

_MOST_FILES = 2_000
MOST_BYTES = 500_000_000
_MOST_RATIO = 200
_SMALL = 20_000_000
_DEEPEST = 3


def unpacked(source: Source, archives: ExitStack) -> Path:
    """The folder into which an archive was unpacked; it is there as long as ``archives`` is open.

    Raises :class:`audit.reading.problems.UnreadableError` for what cannot or must not be unpacked.
    """
    if sum(part.lower().endswith(".zip") for part in Path(source.name).parts) > _DEEPEST:
        raise UnreadableError("archive_limit", name=source.name)
    folder = Path(archives.enter_context(TemporaryDirectory(prefix="gouji-")))
    try:
        with zipfile.ZipFile(source.path) as archive:
            _unpack(archive, folder, source)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, RuntimeError) as error:
        raise UnreadableError("corrupt", name=source.name) from error
    return folder


def _unpack(archive: zipfile.ZipFile, folder: Path, source: Source) -> None:
    members = [member for member in archive.infolist() if not member.is_dir()]
    total = sum(member.file_size for member in members)
    packed = max(sum(member.compress_size for member in members), 1)
    too_dense = total > _SMALL and total / packed > _MOST_RATIO
    if len(members) > _MOST_FILES or total > MOST_BYTES or too_dense:
        raise UnreadableError("archive_limit", name=source.name)
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableError("encrypted", name=source.name)
    for member in members:
        name = member_name(member)
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in name or "\x00" in name:
            raise UnreadableError("archive_path", name=source.name, member=name)
        target = folder.joinpath(*path.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as packed_file, target.open("wb") as unpacked:
            shutil.copyfileobj(packed_file, unpacked)


def member_name(member: zipfile.ZipInfo) -> str:
    """The member's name; without the UTF-8 flag the bytes are those of the sender's system."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename
