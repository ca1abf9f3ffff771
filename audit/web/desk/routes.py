"""The addresses of the desk, and what is said where its store is not there."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from audit.store.keeping import StoreError
from audit.web.desk import pages, taken

ROUTES = (
    Route("/desk", pages.overview),
    Route("/desk/department", pages.department),
    Route("/desk/department/history.xlsx", taken.history),
    Route("/desk/bureau.xlsx", taken.bureau),
    Route("/desk/bureau.html", taken.bureau),
    Route("/desk/report/{task}", taken.report),
    Route("/desk/workbook/{task}", taken.own_workbook),
    Route("/desk/{name}", pages.listing),
)
REFUSALS: Mapping[type[Exception], Callable[[Request, Exception], Coroutine[Any, Any, Response]]] = {
    StoreError: pages.unreadable
}
