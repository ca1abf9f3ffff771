"""The application: routes, and what is made once for all of them. ASGI, to be run by uvicorn."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from audit.reading.limits import Limits
from audit.rulebook.in_force import not_waivable, pack_in_force
from audit.web import downloads, pages, place
from audit.web.guard import Guard, TooLargeError, hosts_of
from audit.web.kept.submissions import Submissions
from audit.web.site import Site
from audit.web.tasks.waiting import Waiting
from audit.web.uploads import RefusedError

if TYPE_CHECKING:
    from audit.desk.looking import Desk

_MEGABYTE = 1 << 20
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Serving:
    """How the page is served: on which host, where submissions are kept and how long, how much may come at a time."""

    data: Path
    host: str = "127.0.0.1"
    token: str | None = None
    keep_days: int = 30
    lang: str = "zh"
    most_megabytes: int = 200
    limits: Limits = field(default_factory=Limits)


def application(serving: Serving, desk: Desk | None = None) -> Starlette:
    """The page as an ASGI application; with a ``desk`` it shows that too."""
    submissions = Submissions(serving.data)
    site = Site(
        submissions=submissions,
        waiting=Waiting(submissions, serving.limits),
        barred=not_waivable(pack_in_force((), None)),
        keep_days=serving.keep_days,
        most_megabytes=serving.most_megabytes,
        token=serving.token,
        desk=desk,
    )
    beside: Sequence[Route] = ()
    refusals: dict[Any, Any] = {
        404: pages.not_found,
        RefusedError: pages.refused,
        TooLargeError: pages.too_large,
    }
    if desk is not None:
        from audit.web.desk.routes import REFUSALS, ROUTES  # noqa: PLC0415  (an extra)

        beside = ROUTES
        refusals |= REFUSALS

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        site.waiting.start()
        tidying = asyncio.create_task(_tidy(site))
        yield
        tidying.cancel()
        await site.waiting.stop()

    guard = Middleware(
        Guard,
        hosts=hosts_of(serving.host),
        token=serving.token,
        most_bytes=serving.most_megabytes * _MEGABYTE,
        lang=serving.lang,
    )
    app = Starlette(
        routes=[
            Route("/", pages.home),
            Route("/enter", pages.enter, methods=["GET", "POST"]),
            Route("/upload", pages.upload, methods=["POST"]),
            Route("/s/{id}", place.work_place),
            Route("/s/{id}/events", pages.events),
            Route("/s/{id}/again", pages.again, methods=["POST"]),
            Route("/s/{id}/delete", pages.delete, methods=["POST"]),
            Route("/s/{id}/list", place.listing),
            Route("/s/{id}/finding/{finding}", place.finding),
            Route("/s/{id}/finding/{finding}/answer", place.answer, methods=["POST"]),
            Route("/s/{id}/checklist", place.checklist),
            Route("/s/{id}/summary", place.summary),
            Route("/s/{id}/page/{document:int}/{page:int}.png", downloads.page_picture),
            Route("/s/{id}/report.xlsx", downloads.workbook),
            Route("/s/{id}/report.json", downloads.data),
            Route("/s/{id}/revised/{document:int}", downloads.revised),
            Route("/s/{id}/corrections.xlsx", downloads.corrections),
            Route("/s/{id}/annotated/{document:int}", downloads.annotated),
            *beside,
            Mount("/static", StaticFiles(directory=Path(__file__).with_name("static"))),
        ],
        middleware=[guard],
        exception_handlers=refusals,
        lifespan=life,
    )
    app.state.site = site
    return app


async def _tidy(site: Site) -> None:
    """Remove what nobody has touched for long, now and every hour."""
    while True:
        with suppress(OSError):
            site.submissions.delete_older(site.keep_days)
        await asyncio.sleep(_HOUR)
