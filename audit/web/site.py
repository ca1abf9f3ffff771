"""What every page needs: the submissions, the queue, the templates, and whose submission an address names."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from audit.desk.summary import TEMPLATES as TABLES
from audit.reporting.pages.templates import environment
from audit.web.kept.answering import explained, since
from audit.web.kept.results import read
from audit.web.kept.submissions import State, Submission, Submissions
from audit.web.tasks.waiting import Waiting
from audit.web.words import say
from audit.web.work import WorkPlace
from checks.findings.sentences import grouped
from checks.report import Report

if TYPE_CHECKING:
    from audit.desk.looking import Desk


def _environment() -> Environment:
    templates = environment(Path(__file__).with_name("templates"), TABLES)
    templates.filters["grouped"] = grouped
    return templates


@dataclass
class Site:
    """Made once for all pages."""

    submissions: Submissions
    waiting: Waiting
    barred: frozenset[str]
    keep_days: int
    most_megabytes: int
    token: str | None = None
    desk: Desk | None = None
    """The store that is shown beside the submissions, if one is."""

    templates: Environment = field(default_factory=_environment)

    def page(self, request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """A page out of its template, in the language of the request."""
        lang = language(request)
        text = self.templates.get_template(template).render(
            lang=lang,
            words=lambda key, **filled: say(lang, key, **filled),
            path=request.url.path,
            query="".join(
                f"{urlencode({name: value})}&"
                for name, value in request.query_params.multi_items()
                if name != "lang"
            ),
            site=self,
            **values,
        )
        return HTMLResponse(text, status)

    def submission(self, request: Request) -> Submission:
        """The submission that an address names, if it is this browser's. Raises 404 otherwise: its being is no one's business."""
        found = self.submissions.find(request.path_params["id"])
        if found is None or found.owner != request.state.owner:
            raise HTTPException(404)
        return found

    def done(self, request: Request) -> Submission:
        """The submission that an address names, once it is audited. Raises 404 where it is not."""
        found = self.submission(request)
        if found.last.state is not State.DONE:
            raise HTTPException(404)
        return found

    def folder(self, submission: Submission, number: int | None = None) -> Path:
        """Where a version is kept; the last where none is named."""
        return self.submissions.files(submission, number or submission.last.number)

    def report(self, submission: Submission) -> Report:
        """The report of the last version, with the explanations given to its findings."""
        report = read(self.folder(submission)).report
        return explained(report, self.submissions.folder(submission.id), self.barred)

    def before(self, submission: Submission) -> Report | None:
        """The report of the version before the last that was audited, its files called as in the last; None without."""
        now = {each.key: each.name for each in submission.last.uploads}
        for version in reversed(submission.versions[:-1]):
            if version.state is State.DONE:
                report = read(self.folder(submission, version.number)).report
                names = {each.name: now.get(each.key, each.name) for each in version.uploads}
                documents = [replace(d, path=names.get(d.path, d.path)) for d in report.documents]
                return replace(report, documents=tuple(documents))
        return None

    def work_place(self, submission: Submission) -> WorkPlace:
        """The findings of the last version with what was answered to them."""
        answers = self.submissions.answers(submission)
        report = self.report(submission)
        against = since(report, self.before(submission), answers)
        return WorkPlace(read(self.folder(submission)), report, against, answers)


def site_of(request: Request) -> Site:
    """The site that a request is made to."""
    return cast("Site", request.app.state.site)


def desk_of(request: Request) -> Desk:
    """The store that is shown. Raises 404 where none is."""
    desk = site_of(request).desk
    if desk is None:
        raise HTTPException(404)
    return desk


def language(request: Request) -> str:
    """The language of a request."""
    return str(request.state.lang)
