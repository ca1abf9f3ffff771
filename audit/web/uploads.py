"""Uploaded files on disk: kept under numbers, called by what they were called, never by a path."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from starlette.datastructures import UploadFile
from starlette.requests import Request

from audit.reading.sniffing import SUFFIXES
from audit.reporting.plain import one_line
from audit.web.kept.submissions import Submissions, Upload

MOST_FILES = 50
_LONGEST_NAME = 120
_CHUNK = 1 << 20


class RefusedError(Exception):
    """An upload that is not taken; ``key`` and ``values`` make the sentence."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


async def receive(request: Request, submissions: Submissions) -> tuple[Path, list[Upload]]:
    """The drafts and the sources of a form, in a folder that was begun for them. Raises :class:`RefusedError`."""
    async with request.form(max_files=MOST_FILES + 1, max_fields=20) as form:
        drafts, sources = (_files(form.getlist(field)) for field in ("files", "sources"))
        if not drafts:
            raise RefusedError("refused.none")
        files = [*drafts, *sources]
        if len(files) > MOST_FILES:
            raise RefusedError("refused.number", most=MOST_FILES)
        names = _distinct([_called(each.filename or "") for each in files])
        for name in names:
            if PurePosixPath(name).suffix.lower() not in {*SUFFIXES, ".zip"}:
                raise RefusedError("refused.kind", name=name)
        folder = submissions.begin()
        uploads: list[Upload] = []
        try:
            for number, (file, name) in enumerate(zip(files, names, strict=True)):
                kept = f"{number}{PurePosixPath(name).suffix.lower()}"
                with (folder / kept).open("wb") as target:
                    while chunk := await file.read(_CHUNK):
                        target.write(chunk)
                uploads.append(Upload(name=name, kept=kept, source=number >= len(drafts)))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return folder, uploads


def _files(field: Sequence[UploadFile | str]) -> list[UploadFile]:
    """The files of a field of a form; one that was left empty is none."""
    return [each for each in field if isinstance(each, UploadFile) and each.filename]


def _called(name: str) -> str:
    """What a file is called: the last part of whatever a browser sent, on one line, not too long."""
    last = PurePosixPath(one_line(name).replace("\\", "/")).name.strip(". ") or "file"
    path = PurePosixPath(last)
    return f"{path.stem[: _LONGEST_NAME - len(path.suffix)]}{path.suffix}"


def _distinct(names: list[str]) -> list[str]:
    """The names, those that come again numbered."""
    taken: dict[str, int] = {}
    result = []
    for name in names:
        taken[name] = taken.get(name, 0) + 1
        path = PurePosixPath(name)
        result.append(name if taken[name] == 1 else f"{path.stem} ({taken[name]}){path.suffix}")
    return result
