"""The items that no single place can answer: every table's unit and total, order, empty tables, whole lists, dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from checks.catalogue import plain, statement_for_title
from checks.disclosure.material import Disclosure, Line, Part, Table
from checks.disclosure.outline import bare_entry
from checks.disclosure.recognising import sections
from checks.disclosure.wording import listed, say
from checks.finding import Compliance, Evidence, Severity
from checks.rules.requirement import Words

_NONE = re.compile(r"无|没有|空表|未发生|不涉及|未安排")
_OTHER_NAMES = {
    "government_fund": re.compile(r"国有资本|三公|机关运行"),
    "state_capital": re.compile(r"政府性基金|三公|机关运行"),
    "three_public": re.compile(r"政府性基金|国有资本"),
}
_ALIKE = 0.7
_FEWEST_ENTRIES = 3
_LAW_DAYS = 20
_DATE = r"(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日"
_STATED = re.compile(rf"{_DATE}[^。；]{{0,30}}批复[^。；]{{0,30}}?{_DATE}[^。；]{{0,40}}公开")
_TABLE_LIST = re.compile(r"(?:预算|决算|公开)报?表\Z")
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check came to; ``absence`` where something was not found, which an unread page could hold."""

    verdict: Compliance
    place: Evidence | None = None
    problem: str = ""
    absence: bool = False
    severity: Severity | None = None


_MET = Outcome(Compliance.MET)


def _nothing(lang: str) -> Outcome:
    return Outcome(Compliance.NOT_APPLICABLE, problem=say("none-to-check", lang))


def units(disclosure: Disclosure, lang: str) -> Outcome:
    """Every table states its unit."""
    return _every(disclosure, lang, "no-unit", [t for t in disclosure.tables if not t.printed_unit])


def totals(disclosure: Disclosure, lang: str) -> Outcome:
    """Every table with amounts has a row of totals."""
    without = [
        t
        for t in disclosure.tables
        if t.statement.entered and not any("计" in label for label in t.statement.row_labels)
    ]
    return _every(disclosure, lang, "no-total", [t for t in without if "three_public" not in t.code])


def _every(disclosure: Disclosure, lang: str, key: str, wrong: Sequence[Table]) -> Outcome:
    if not disclosure.tables:
        return _nothing(lang)
    if not wrong:
        return Outcome(Compliance.MET, disclosure.tables[0].place)
    names = listed([f"《{t.statement.name}》" for t in wrong], lang)
    return Outcome(Compliance.MISSING, wrong[0].place, say(key, lang, names=names), absence=True)


def empty_notes(disclosure: Disclosure, lang: str) -> Outcome:
    """A table without amounts says that there were none, and names itself."""
    empty = [t for t in disclosure.tables if not t.statement.entered]
    if not empty:
        return _nothing(lang)
    names = listed([f"《{t.statement.name}》" for t in empty], lang)
    if 2 * len(empty) > len(disclosure.tables):
        problem = say("tables-blank", lang, names=names)
        return Outcome(Compliance.MISSING, empty[0].place, problem, severity=Severity.INFO)
    for table in empty:
        other = _OTHER_NAMES.get(table.code.split(".")[-1])
        notes = [n for n in table.notes if _NONE.search(n)]
        if notes and other and other.search(notes[0]) and not _own(table, notes[0]):
            return Outcome(Compliance.MISSING, table.place, say("wrong-note", lang, text=notes[0]))
    silent = [t for t in empty if not any(_NONE.search(n) for n in t.notes)]
    if not silent:
        return Outcome(Compliance.MET, empty[0].place)
    told = all(_told(table, disclosure) for table in silent)
    problem = say("no-note", lang, names=listed([f"《{t.statement.name}》" for t in silent], lang))
    severity = Severity.INFO if told else None
    return Outcome(Compliance.MISSING, silent[0].place, problem, absence=True, severity=severity)


_KEYWORDS = {"government_fund": "政府性基金", "state_capital": "国有资本", "three_public": "三公"}


def _own(table: Table, note: str) -> bool:
    return _KEYWORDS.get(table.code.split(".")[-1], "本表") in note


def _told(table: Table, disclosure: Disclosure) -> bool:
    """Whether the narrative says that there was none, or is not there to say it."""
    word = _KEYWORDS.get(table.code.split(".")[-1])
    if word is None:
        return False
    said = re.compile(
        rf"(?:无|没有|未安排|未发生)[^。；]{{0,12}}{word}|{word}[^。；]{{0,30}}(?<![\d.])0(?:\.0+)?万?元"
    )
    return not disclosure.has_words or any(said.search(line.text) for line in disclosure.spoken())


def order(disclosure: Disclosure, lang: str) -> Outcome:
    """The tables stand in the order in which the contents list them."""
    entries: list[tuple[str, Line]] = []
    documents = {t.statement.document for t in disclosure.tables}
    for line in disclosure.lines:
        spec = statement_for_title(bare_entry(line.text)) if line.part is Part.CONTENTS else None
        if spec is not None and line.document in documents and spec.code not in {c for c, _ in entries}:
            entries.append((spec.code, line))
    printed = [t.code for t in disclosure.tables if t.code in {c for c, _ in entries}]
    in_contents = [(c, line) for c, line in entries if c in printed]
    if len(in_contents) < _FEWEST_ENTRIES or len(set(printed)) != len(printed):
        return Outcome(Compliance.NOT_APPLICABLE, problem=say("no-contents", lang))
    if [c for c, _ in in_contents] == printed:
        return Outcome(Compliance.MET, in_contents[0][1].evidence())
    wrong = next(i for i, (c, _) in enumerate(in_contents) if c != printed[i])
    names = {t.code: t.statement.name for t in disclosure.tables}
    problem = say(
        "order",
        lang,
        listed=listed([bare_entry(line.text) for _, line in in_contents[wrong:]], lang),
        printed=listed([names[c] for c in printed[wrong:]], lang),
    )
    return Outcome(Compliance.MISSING, in_contents[wrong][1].evidence(0, None), problem)


def contents(disclosure: Disclosure, lang: str) -> Outcome:
    """Every section that the contents list is there."""
    entries = [line for line in disclosure.lines if line.part is Part.CONTENTS and line.wording.level <= 2]
    if len(entries) < _FEWEST_ENTRIES:
        return _nothing(lang)
    lines = (line for line in disclosure.lines if line.part not in {Part.CONTENTS, Part.TABLE})
    spoken = [*(_core(line.text) for line in lines), *(plain(t.statement.name) for t in disclosure.tables)]
    headings = [re.sub(r"20\d\d年度?", "", text) for text in spoken]
    missing = []
    for line in entries:
        entry = _core(bare_entry(line.text))
        spec = statement_for_title(bare_entry(line.text))
        if spec is not None or _TABLE_LIST.search(entry) or len(entry) < 2:
            continue
        if not any(_alike(entry, heading) for heading in headings):
            missing.append(line)
    if not missing:
        return Outcome(Compliance.MET, entries[0].evidence())
    names = listed([f"“{bare_entry(line.text)}”" for line in missing], lang)
    return Outcome(
        Compliance.MISSING, missing[0].evidence(), say("sections", lang, names=names), absence=True
    )


def _core(text: str) -> str:
    return re.sub(r"\A(?:第[一二三四五六七八九十]{1,3}部分|[一二三四五六七八九十]{1,3}、)", "", plain(text))


def _alike(entry: str, heading: str) -> bool:
    """Whether a line of the text, years left out, can be the heading that the contents list."""
    short = re.sub(r"\A本?(?:部门|单位)", "", re.sub(r"20\d\d年度?", "", entry))
    head = heading[: 2 * len(short) + 24]
    if short in head:
        return True
    if head[:2] == short[:2]:
        head = head[: len(short) + 6]
    if 2 * min(len(short), len(head)) < _ALIKE * (len(short) + len(head)):
        return False  # too different in length to be alike
    return SequenceMatcher(None, short, head, autojunk=False).ratio() >= _ALIKE


def items(disclosure: Disclosure, lang: str) -> Outcome:
    """Every 项 of the general budget's expenditure table is explained in the narrative."""
    table = next((t for t in disclosure.tables if t.code.endswith("general_budget_expenditure")), None)
    explained = [line for line in disclosure.spoken() if re.search(r"（\d*项）", line.text)]
    if table is None or not explained:
        return Outcome(Compliance.MISSING, absence=True) if explained == [] and table else _nothing(lang)
    rows = list(_items_spent(table, disclosure))
    missing = [name for name, value in rows if not _explained(name, value, rows, explained)]
    if not missing:
        return Outcome(Compliance.MET, explained[0].evidence())
    names = listed([f"“{name}”" for name in missing[:_MOST_NAMED]], lang)
    problem = say("unexplained", lang, names=names)
    return Outcome(Compliance.MISSING, explained[0].evidence(), problem, absence=True)


def _items_spent(table: Table, disclosure: Disclosure) -> Iterator[tuple[str, int]]:
    statement = table.statement
    for row, label in zip(statement.rows, statement.row_labels, strict=True):
        fact = statement.fact(row, statement.columns[0])
        if len(row) == 7 and row.isdigit() and fact is not None and disclosure.facts[fact].printed.value:
            name = re.sub(r"\A[\d\s|]+", "", label)
            yield plain(name), disclosure.facts[fact].printed.value


def _explained(name: str, value: int, rows: Sequence[tuple[str, int]], lines: Sequence[Line]) -> bool:
    """Whether as many paragraphs name the 项 as the table has rows of that name, or one gives its amount."""
    bare = name.removesuffix("支出")
    named = sum(1 for line in lines if bare in plain(line.text).split("项）")[0])
    if named >= sum(1 for other, _ in rows if other == name):
        return True
    amounts = {
        p
        for line in lines
        for token in re.findall(r"(\d[\d,]*(?:\.\d+)?)万元", line.text)
        for p in (_thousandths(token),)
    }
    return any(abs(amount - value) <= _HALF_CENT for amount in amounts)


_HALF_CENT = 50_000
"""Half of 0.01 万元 in thousandths of a yuan: what a table in 元 and a sentence in 万元 may differ by."""


def _thousandths(token: str) -> int:
    whole, _, fraction = token.replace(",", "").partition(".")
    return int(whole) * 10_000_000 + int((fraction + "0000000")[:7])


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
    for line in disclosure.spoken():
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


def no_slips(rules: Sequence[str], disclosure: Disclosure, lang: str) -> Outcome:
    """None of the rules about names, years and levels found anything."""
    for rule in rules:
        if place := disclosure.slips.get(rule):
            return Outcome(Compliance.MISSING, place, say("slip", lang, text=place.text))
    return _MET


def each(heading: Words, says: Words, disclosure: Disclosure, lang: str) -> Outcome:
    """Where nearly all sections of a kind state something, the others are missing it."""
    bodies = list(sections(heading, disclosure))
    silent = [first for first, body in bodies if not any(says.filled.search(line.text) for line in body)]
    if len(bodies) < _FEWEST_ENTRIES or 2 * len(silent) >= len(bodies):
        return _nothing(lang)
    if not silent:
        return Outcome(Compliance.MET, bodies[0][0].evidence())
    problem = say("each", lang, text=listed([f"“{line.text[:24]}”" for line in silent], lang))
    return Outcome(Compliance.MISSING, silent[0].evidence(), problem, absence=True)


CHECKS: dict[str, Callable[[Disclosure, str], Outcome]] = {
    "units": units,
    "totals": totals,
    "empty-notes": empty_notes,
    "order": order,
    "contents": contents,
    "items": items,
    "deadline": deadline,
}
TABLE_CHECKS = frozenset({"units", "totals", "empty-notes", "order"})
