"""What is taken away from the desk: the bureau's workbook and page, a submission's report and workbook, a history."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from audit.desk.history.sheet import render as history_sheet
from audit.desk.summary import page, workbook
from audit.desk.words import DeskWords
from audit.desk.workbooks import file_name
from audit.web.desk.asked import asked
from audit.web.downloads import SHEET, attached
from audit.web.site import desk_of, language

_TASK = re.compile(r"[0-9a-f]{32}\Z")
_HTML = "text/html"


async def bureau(request: Request) -> Response:
    """The bureau's workbook, or its page; its links lead back to this server."""
    desk, lang = desk_of(request), language(request)
    scope = asked(request).scope(await run_in_threadpool(desk.bureau))
    gathered = await run_in_threadpool(desk.bureau, scope)
    home = str(request.base_url)
    render, name, kind = (
        (workbook.render, "bureau.xlsx", SHEET)
        if request.url.path.endswith("xlsx")
        else (page.render, "bureau.html", _HTML)
    )
    content = await run_in_threadpool(
        render,
        gathered,
        DeskWords(lang),
        lambda task: f"{home}desk/report/{task}",
        datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return attached(content, name, kind)


async def report(request: Request) -> Response:
    """The page of a submission's report, to be opened from where it was saved: it has its own scripts and styles."""
    path = await run_in_threadpool(desk_of(request).report, _task(request))
    if path is None:
        raise HTTPException(404)
    return FileResponse(path, media_type=_HTML, filename=f"{await _name(request)}.html")


async def own_workbook(request: Request) -> Response:
    """The workbook of a submission, with what was answered to it."""
    content = await run_in_threadpool(desk_of(request).workbook, _task(request))
    if content is None:
        raise HTTPException(404)
    return attached(content, f"{await _name(request)}.xlsx", SHEET)


async def history(request: Request) -> Response:
    """The main figures of a department over the years, as a workbook."""
    lang, home = language(request), str(request.base_url)
    name = request.query_params.get("name", "").strip()
    here = await run_in_threadpool(desk_of(request).department, name, lang)
    if here is None or here.history is None:
        raise HTTPException(404)
    content = history_sheet(here.history, lambda task: f"{home}desk/report/{task}", lang)
    return attached(content, f"{here.name}-历年.xlsx", SHEET)


def _task(request: Request) -> str:
    task = str(request.path_params["task"])
    if not _TASK.match(task):
        raise HTTPException(404)
    return task


async def _name(request: Request) -> str:
    """What a file of a submission is called: by its department, year and kind, or by its key."""
    task = _task(request)
    disclosure = await run_in_threadpool(desk_of(request).disclosure, task)
    return file_name(disclosure, DeskWords(language(request))) if disclosure else task
