"""Whether a disclosure was published in time: 20 days after its approval (预算法 第十四条)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from checks.disclosure.checks.outcome import Outcome
from checks.disclosure.material import Disclosure
from checks.disclosure.wording import say
from checks.finding import Compliance, Evidence

_LAW_DAYS = 20
_DATE = r"(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日"
_STATED = re.compile(rf"{_DATE}[^。；]{{0,30}}批复[^。；]{{0,30}}?{_DATE}[^。；]{{0,40}}公开")


def deadline(disclosure: Disclosure, lang: str) -> Outcome:
    """Published within 20 days of approval; unknown dates are never a pass."""
    approved, published = disclosure.dates.approved, disclosure.dates.published
    if approved is not None and published is not None:
        return _in_time(None, approved, published, lang)
    outcomes = [_in_time(*stated, lang) for stated in _stated(disclosure)]
    late = next((o for o in outcomes if o.verdict is Compliance.MISSING), None)
    unknown = Outcome(Compliance.UNCHECKED, problem=say("date-unknown", lang))
    return late or next(iter(outcomes), unknown)


def _stated(disclosure: Disclosure) -> Iterator[tuple[Evidence, datetime.date, datetime.date]]:
    """The dates of approval and publication that the document itself states."""
    for line in disclosure.spoken:
        for match in _STATED.finditer(line.text):
            year = match[1] or (str(disclosure.year) if disclosure.year else None)
            approved, published = _date(year, match[2], match[3]), _date(match[4] or year, match[5], match[6])
            if approved is not None and published is not None:
                yield line.evidence(*match.span()), approved, published


def _in_time(place: Evidence | None, approved: datetime.date, published: datetime.date, lang: str) -> Outcome:
    days = (published - approved).days
    said = {"approved": approved.isoformat(), "published": published.isoformat(), "days": days}
    if days < 0:
        return Outcome(Compliance.UNCHECKED, place, say("before", lang, **said))
    if days > _LAW_DAYS:
        return Outcome(Compliance.MISSING, place, say("late", lang, **said))
    return Outcome(Compliance.MET, place, say("in-time", lang, **said))


def _date(year: str | None, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day)) if year else None
    except ValueError:
        return None
