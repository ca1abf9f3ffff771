"""The desk as pages: what the bureau's workbook says, to be filtered, sorted and followed to each department."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from audit.desk.gathering import Bureau
from audit.desk.history.chart import HEIGHT, WIDTH, charts
from audit.desk.history.figures import rows as figures
from audit.desk.history.words import say as say_of_history
from audit.desk.listings import counts, disclosures, found
from audit.desk.listings.choosing import choose, keys_in
from audit.desk.listings.table import Form, Listing, Row, label
from audit.desk.queries import CATEGORIES
from audit.desk.words import DeskWords
from audit.store.keeping import StoreError
from audit.store.words import sentence
from audit.web.desk.asked import Asked, asked
from audit.web.site import desk_of, language, site_of

MOST_ROWS = 200
"""Rows of a table on one page."""

_MOST_RULES = 5
_MOST_FINDINGS = 300
_LISTINGS: dict[str, Callable[[Bureau, DeskWords], Listing]] = {
    "departments": disclosures.departments,
    "heat": disclosures.heat,
    "rules": found.rules,
    "changes": found.changes,
    "problems": found.problems,
    "outliers": disclosures.outliers,
}
"""The tables, each a page of its own; the first one is what the desk opens with."""

_DEPARTMENTS = (
    *("rank", "department", "year", "kind", "verdict", "errors", "warnings", "share", "completeness"),
    *("new", "mended", "still", "explained", "answered", "handed_in", "when", "report"),
)
"""The columns of the departments that a page has room for; the workbook has all of them."""

_FILTERS = ("verdict", "handed_in", "since", "severity")
_SOME = ("new", "mended", "still", "answered")


async def overview(request: Request) -> Response:
    """The desk: what came in, how it came out, a row for each disclosure."""
    return await _page(request, "departments", "desk/overview.html")


async def listing(request: Request) -> Response:
    """One table: the heat map, the rules that fail, what has changed, what could not be audited, what stands apart."""
    name = request.path_params["name"]
    if name not in _LISTINGS:
        raise HTTPException(404)
    return await _page(request, name, "desk/listing.html")


async def department(request: Request) -> Response:
    """One department: what it has handed in, what was found in it, its figures over the years."""
    site, desk, lang = site_of(request), desk_of(request), language(request)
    name, category = (request.query_params.get(key, "").strip() for key in ("name", "category"))
    if category not in {each.value for each in CATEGORIES}:
        category = ""
    here = await run_in_threadpool(desk.department, name, lang, category)
    if here is None:
        raise HTTPException(404)
    words, history = DeskWords(lang), here.history
    return site.page(
        request,
        "desk/department.html",
        desk=words,
        asked=asked(request),
        names=await _names(request),
        here=here,
        category=category,
        categories=[each.value for each in CATEGORIES],
        address=lambda category: "/desk/department?" + urlencode({"name": here.name, "category": category}),
        most=_MOST_FINDINGS,
        charts=charts(history, lang) if history else [],
        size=(WIDTH, HEIGHT),
        figures=figures(history, lang) if history else [],
        say=lambda key, **values: say_of_history(key, lang, **values),
    )


async def unreadable(request: Request, error: Exception) -> Response:
    """Say why nothing can be said of the store, and what to do."""
    assert isinstance(error, StoreError)
    site = site_of(request)
    return site.page(request, "refused.html", status=503, sentence=sentence(error, language(request)))


async def _page(request: Request, name: str, template: str) -> Response:
    site, desk, words = site_of(request), desk_of(request), DeskWords(language(request))
    what = asked(request)
    everything = await run_in_threadpool(desk.bureau)
    bureau = await run_in_threadpool(desk.bureau, what.scope(everything))
    table = _LISTINGS[name](bureau, words)
    chosen = choose(table, what.wanted())
    first = what.first if what.first < len(chosen) else 0
    return site.page(
        request,
        template,
        desk=words,
        asked=what,
        names=_there(everything),
        here=name,
        bureau=bureau,
        listing=table,
        columns=_DEPARTMENTS if name == "departments" else list(table.columns),
        rows=chosen[first : first + MOST_ROWS],
        first=first,
        count=len(chosen),
        most=MOST_ROWS,
        label=lambda column: label(column, words),
        to=lambda row, column: _to(row, column, what),
        years=sorted({each.year for each in everything.disclosures if each.year}, reverse=True),
        kinds=sorted({each.kind for each in everything.disclosures}),
        filters={column: keys_in(table, column) for column in _FILTERS if column in table.columns},
        some=[column for column in _SOME if column in table.columns],
        lines=[*counts.lines(bureau, words), found.rounds(bureau, words)],
        verdicts=counts.verdict_bars(bureau, words),
        categories=counts.category_bars(bureau, words),
        failing=bureau.rules[:_MOST_RULES],
        unfinished=bool(bureau.runs) and not bureau.runs[-1].finished,
    )


async def _names(request: Request) -> list[str]:
    return _there(await run_in_threadpool(desk_of(request).bureau))


def _there(bureau: Bureau) -> list[str]:
    """The tables that have a page: those of problems and of outliers only where there are any."""
    empty = {"problems": not bureau.problems, "outliers": not bureau.outliers}
    return [name for name in _LISTINGS if not empty.get(name)]


def _to(row: Row, column: str, what: Asked) -> str:
    """Where a cell leads: a department's name and its counts to its page, ``open`` to its report."""
    cell = row.cells[column]
    if cell.form is Form.REPORT:
        return f"/desk/report/{row.task}" if row.task else ""
    if column == "department" and row.department:
        return what.scoped("/desk/department", name=row.department)
    if cell.form is Form.HEAT and cell.value and row.department:
        return what.scoped("/desk/department", name=row.department, category=column)
    return ""
