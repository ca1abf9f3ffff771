"""The work place as pages: the list of findings, one of them beside its page, the answers, the checklist, a summary."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from audit.reading.sniffing import Kind
from audit.reporting.view import by_disclosure, part_of
from audit.waivers import numbers_of
from audit.web.kept.answering import keep_explanation
from audit.web.kept.submissions import Answer, State, Submission
from audit.web.site import Site, site_of
from audit.web.tasks.sheets import picture, size
from audit.web.work import Detail, Wanted, WorkPlace
from checks.finding import Compliance
from checks.report import Report

_STATES = ("open", "mended", "waived")
_LONGEST = 2_000
_FIRST = 7
_PROBLEMS = 3
_REVISED = frozenset({Kind.WORD, Kind.WORKBOOK})


async def work_place(request: Request) -> Response:
    """The findings and one of them; while the files wait or are read, how far that is."""
    site = site_of(request)
    submission = site.submission(request)
    if submission.last.state is not State.DONE:
        return site.page(request, "working.html", submission=submission)
    place = await run_in_threadpool(site.work_place, submission)
    chosen = request.query_params.get("finding") or (place.rows[0].entry.finding.id if place.rows else "")
    detail = place.detail(chosen)
    return site.page(
        request,
        "place.html",
        submission=submission,
        place=place,
        wanted=_wanted(request),
        rows=place.asked(_wanted(request)),
        states=_STATES,
        problems=[
            (place.view.documents[index], problem)
            for index, document in enumerate(place.report.documents)
            for problem in document.problems[:_PROBLEMS]
        ],
        detail=detail,
        sizes=await _sizes(site, submission, place, detail),
        corrected=_corrected(place.report),
    )


async def listing(request: Request) -> Response:
    """The findings that a filter asks for."""
    site = site_of(request)
    submission = site.done(request)
    place = await run_in_threadpool(site.work_place, submission)
    rows = place.asked(_wanted(request))
    return site.page(request, "list.html", submission=submission, place=place, rows=rows, detail=None)


async def finding(request: Request) -> Response:
    """One finding beside the pages that it speaks of."""
    site = site_of(request)
    submission = site.done(request)
    place = await run_in_threadpool(site.work_place, submission)
    detail = place.detail(request.path_params["finding"])
    if detail is None:
        raise HTTPException(404)
    sizes = await _sizes(site, submission, place, detail)
    return site.page(
        request,
        "detail.html",
        submission=submission,
        place=place,
        states=_STATES,
        detail=detail,
        sizes=sizes,
    )


async def answer(request: Request) -> Response:
    """Keep what was written to a finding, and make an explanation of it where it is one."""
    site = site_of(request)
    submission = site.done(request)
    report = await run_in_threadpool(site.report, submission)
    name = request.path_params["finding"]
    found = next((each for each in report.findings if each.id == name), None)
    if found is None:
        raise HTTPException(404)
    async with request.form(max_fields=10) as form:
        texts = {key: str(form.get(key, ""))[:_LONGEST] for key in ("opinion", "by", "state")}
    state = texts["state"] if texts["state"] in _STATES else "open"
    given = Answer(
        rule=found.rule,
        numbers=list(numbers_of(found)),
        opinion=texts["opinion"],
        by=texts["by"],
        state=state,
    )
    site.submissions.answer(submission, name, given)
    if found.rule not in site.barred:
        keep_explanation(report, site.submissions.folder(submission.id), name, given)
    return site.page(request, "saved.html", given=given)


async def checklist(request: Request) -> Response:
    """The disclosure checklist, to work through and to print."""
    site = site_of(request)
    submission = site.done(request)
    place = await run_in_threadpool(site.work_place, submission)
    groups = [
        (
            " · ".join(place.view.documents[d] for d in documents),
            place.view.completeness(entries),
            [
                (each, place.view.place(each.place.place) if each.place else "")
                for each in sorted(entries, key=lambda each: each.verdict is not Compliance.MISSING)
            ],
        )
        for documents, entries in by_disclosure(place.report).items()
    ]
    return site.page(
        request, "checklist.html", submission=submission, groups=groups, missing=Compliance.MISSING
    )


async def summary(request: Request) -> Response:
    """What a head of office reads: one page, to be printed."""
    site = site_of(request)
    submission = site.done(request)
    place = await run_in_threadpool(site.work_place, submission)
    causes = [row for row in place.rows if row.entry.cause is None and row.state != "waived"]
    completeness = [
        (" · ".join(place.view.documents[d] for d in documents), place.view.completeness(entries))
        for documents, entries in by_disclosure(place.report).items()
    ]
    return site.page(
        request,
        "summary.html",
        submission=submission,
        place=place,
        first=causes[:_FIRST],
        more=max(0, len(causes) - _FIRST),
        completeness=completeness,
        share=part_of(place.report.coverage.checked, place.report.coverage.numbers),
    )


def _corrected(report: Report) -> list[tuple[int, str]]:
    """The documents that can be had back corrected, with their names: Word drafts and workbooks with certain corrections."""
    wrong = {each.evidence.document for each in report.corrections}
    return [
        (index, document.path)
        for index, document in enumerate(report.documents)
        if index in wrong and document.format in _REVISED
    ]


def _wanted(request: Request) -> Wanted:
    return Wanted(*(request.query_params.get(key, "") for key in ("severity", "category", "table", "state")))


async def _sizes(
    site: Site, submission: Submission, place: WorkPlace, detail: Detail | None
) -> dict[tuple[int, int], tuple[float, float]]:
    """The sizes in points of the pages that a finding speaks of, those that can be drawn, by document and page."""
    sizes: dict[tuple[int, int], tuple[float, float]] = {}
    names = [each.name for each in submission.last.uploads]
    for sheet in detail.sheets if detail else ():
        info = place.report.documents[sheet.document]
        drawn = await picture(site.folder(submission), names, info, sheet.document, sheet.page)
        if drawn is not None:
            sizes[sheet.document, sheet.page] = size(drawn)
    return sizes
