"""What is taken away from the page: the workbook with the answers in it, the data, marked originals; pictures of pages."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from audit.annotation import annotate
from audit.annotation.pictures import pictures
from audit.annotation.source import Source
from audit.reporting import FORMATS
from audit.revision import LIST, revise
from audit.web.kept.answering import rows_for_workbook
from audit.web.kept.results import read
from audit.web.kept.submissions import Submission
from audit.web.site import Site, site_of
from audit.web.tasks.sheets import picture, source
from checks.report import Report

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook."""


async def page_picture(request: Request) -> Response:
    """The picture of one page of a document."""
    site = site_of(request)
    submission = site.done(request)
    document, page = request.path_params["document"], request.path_params["page"]
    documents = read(site.folder(submission)).report.documents
    if document >= len(documents) or not 0 < page <= (documents[document].pages or 0):
        raise HTTPException(404)
    names = [each.name for each in submission.last.uploads]
    drawn = await picture(site.folder(submission), names, documents[document], document, page)
    if drawn is None:
        raise HTTPException(404)
    return FileResponse(drawn, media_type="image/png", headers={"cache-control": "private, max-age=3600"})


async def workbook(request: Request) -> Response:
    """The workbook of the last version, with what was answered."""
    site = site_of(request)
    submission = site.done(request)
    content = await run_in_threadpool(_workbook, site, submission)
    return attached(content, f"{Path(submission.name).stem}-勾稽.xlsx", SHEET)


async def data(request: Request) -> Response:
    """The report of the last version as JSON."""
    site = site_of(request)
    submission = site.done(request)
    report = await run_in_threadpool(site.report, submission)
    content = FORMATS["json"].render(report, _now())
    return attached(content, f"{Path(submission.name).stem}-勾稽.json", "application/json")


async def annotated(request: Request) -> Response:
    """The marked copy of one document."""
    return await _copy(request, _annotated)


async def revised(request: Request) -> Response:
    """The corrected copy of one document: its certain corrections as changes to be accepted or rejected."""
    return await _copy(request, _revised)


async def corrections(request: Request) -> Response:
    """The list of all certain corrections, as a workbook."""
    site = site_of(request)
    report = await run_in_threadpool(site.report, site.done(request))
    content = await run_in_threadpool(_listed, report)
    if content is None:
        raise HTTPException(404)
    return attached(content, LIST, SHEET)


async def _copy(request: Request, make: Callable[[Report, Source, Path, int], Path | None]) -> Response:
    """A copy of one document that ``make`` writes into a folder. Raises 404 where the document has none."""
    site = site_of(request)
    submission = site.done(request)

    def made() -> tuple[bytes, str] | None:
        report, document = site.report(submission), request.path_params["document"]
        if document >= len(report.documents):
            return None
        names = [each.name for each in submission.last.uploads]
        with tempfile.TemporaryDirectory() as out:
            path = make(report, partial(source, site.folder(submission), names), Path(out), document)
            return (path.read_bytes(), path.name) if path else None

    found = await run_in_threadpool(made)
    if found is None:
        raise HTTPException(404)
    content, name = found
    return attached(content, name, "application/octet-stream")


def _workbook(site: Site, submission: Submission) -> bytes:
    report = site.report(submission)
    names = [each.name for each in submission.last.uploads]
    rows = rows_for_workbook(report, site.before(submission), site.submissions.answers(submission))
    drawn = pictures(report, partial(source, site.folder(submission), names))
    return FORMATS["excel"].render(report, _now(), drawn, rows)


def _annotated(report: Report, originals: Source, out: Path, document: int) -> Path | None:
    wanted = report.documents[document]
    copies = annotate(report, out, lambda info: originals(info) if info == wanted else None)
    return next(iter(copies.written), None)


def _revised(report: Report, originals: Source, out: Path, document: int) -> Path | None:
    own = tuple(each for each in report.corrections if each.evidence.document == document)
    written = revise(replace(report, corrections=own), out, originals).written
    return next((path for path in written if path.name != LIST), None)


def _listed(report: Report) -> bytes | None:
    with tempfile.TemporaryDirectory() as out:
        written = revise(report, Path(out), lambda _: None).written
        return written[0].read_bytes() if written else None


def attached(content: bytes, name: str, kind: str) -> Response:
    """A file to be saved under a name."""
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=kind, headers={"content-disposition": disposition})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
