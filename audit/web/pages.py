"""The pages before the work place: drop, wait, sign in; and what is said where something is refused."""

from __future__ import annotations

import json
import secrets
from collections.abc import AsyncIterator
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from audit.web.guard import PASS
from audit.web.kept.submissions import State
from audit.web.site import language, site_of
from audit.web.uploads import RefusedError, receive
from audit.web.words import say


async def home(request: Request) -> Response:
    """The place to drop files, and what was dropped before."""
    site = site_of(request)
    own = [each for each in site.submissions.every() if each.owner == request.state.owner]
    return site.page(request, "home.html", own=own)


async def enter(request: Request) -> Response:
    """Ask for the token; let in whoever has it."""
    site = site_of(request)
    if site.token is None:
        return RedirectResponse("/", 303)
    wrong = False
    if request.method == "POST":
        async with request.form(max_fields=2) as form:
            given = str(form.get("token", ""))
        if secrets.compare_digest(given.encode(), site.token.encode()):
            response = RedirectResponse("/", 303)
            response.set_cookie(PASS, site.token, httponly=True, samesite="strict", path="/")
            return response
        wrong = True
    return site.page(request, "enter.html", status=403 if wrong else 200, wrong=wrong)


async def upload(request: Request) -> Response:
    """Take dropped files as a new submission."""
    site = site_of(request)
    folder, uploads = await receive(request, site.submissions)
    submission = site.submissions.add(folder, uploads, request.state.owner, language(request))
    site.waiting.add(submission)
    return RedirectResponse(f"/s/{submission.id}", 303)


async def again(request: Request) -> Response:
    """Take dropped files as the next version of a submission."""
    site = site_of(request)
    submission = site.submission(request)
    if submission.last.state in {State.WAITING, State.WORKING}:
        raise RefusedError("refused.busy")
    folder, uploads = await receive(request, site.submissions)
    submission = site.submissions.add_version(submission, folder, uploads)
    site.waiting.add(submission)
    return RedirectResponse(f"/s/{submission.id}", 303)


async def delete(request: Request) -> Response:
    """Remove a submission and all that came of it."""
    site = site_of(request)
    submission = site.submission(request)
    site.waiting.drop(submission)
    site.submissions.delete(submission)
    return RedirectResponse("/", 303)


async def events(request: Request) -> Response:
    """How far a submission is, as server-sent events; the last says that it is over."""
    site = site_of(request)
    submission = site.submission(request)

    async def stream() -> AsyncIterator[str]:
        async for progress in site.waiting.progress(submission.id):
            yield f"data: {json.dumps(asdict(progress), ensure_ascii=False)}\n\n"
        yield 'data: {"over": true}\n\n'

    return StreamingResponse(stream(), media_type="text/event-stream")


async def not_found(request: Request, _: Exception) -> Response:
    """Say that there is no such page."""
    return site_of(request).page(
        request, "refused.html", status=404, sentence=say(language(request), "not_found")
    )


async def refused(request: Request, error: Exception) -> Response:
    """Say why an upload was not taken."""
    assert isinstance(error, RefusedError)
    sentence = say(language(request), error.key, **error.values)
    return site_of(request).page(request, "refused.html", status=400, sentence=sentence)


async def too_large(request: Request, _: Exception) -> Response:
    """Say how much may come at a time."""
    site = site_of(request)
    sentence = say(language(request), "refused.size", most=site.most_megabytes)
    return site.page(request, "refused.html", status=413, sentence=sentence)
