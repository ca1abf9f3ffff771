"""What the checklist asks of all tables: a unit, a total, a note where one is empty, the order of the contents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checks.catalogue import by_code, statement_for_title
from checks.disclosure.checks.outcome import FEWEST, Outcome, all_right, nothing
from checks.disclosure.material import Disclosure, Line, Part, Table
from checks.disclosure.outline import bare_entry
from checks.disclosure.unread import around, why
from checks.disclosure.wording import listed, say
from checks.finding import Compliance, Severity

_NONE = re.compile(r"无|没有|空表|未发生|不涉及|未安排")
_OTHER_NAMES = {
    "government_fund": re.compile(r"国有资本|三公|机关运行"),
    "state_capital": re.compile(r"政府性基金|三公|机关运行"),
    "three_public": re.compile(r"政府性基金|国有资本"),
}


def units(disclosure: Disclosure, lang: str) -> Outcome:
    """Every table states its unit."""
    return _every(disclosure, lang, "no-unit", [t for t in disclosure.tables if not t.printed_unit])


def totals(disclosure: Disclosure, lang: str) -> Outcome:
    """Every table with amounts has a row of totals."""
    without = [
        t
        for t in disclosure.tables
        if t.statement.entered
        and by_code()[t.code].totalled
        and not any("计" in label for label in t.statement.row_labels)
    ]
    return _every(disclosure, lang, "no-total", [t for t in without if "three_public" not in t.code])


def _every(disclosure: Disclosure, lang: str, key: str, wrong: Sequence[Table]) -> Outcome:
    if not disclosure.tables:
        return nothing(lang)
    certain = _read_whole(wrong, disclosure, lang)
    if not certain:
        return all_right(disclosure.tables[0].place)
    names = listed([f"《{t.statement.name}》" for t in certain], lang)
    return Outcome(Compliance.MISSING, certain[0].place, say(key, lang, names=names), absence=True)


def _read_whole(tables: Sequence[Table], disclosure: Disclosure, lang: str) -> list[Table]:
    """Those of some tables around which nothing was left unread."""
    return [table for table in tables if not why(around(table.statement), disclosure, lang)]


def empty_notes(disclosure: Disclosure, lang: str) -> Outcome:
    """A table without amounts says that there were none, and names itself."""
    empty = [t for t in disclosure.tables if not t.statement.entered]
    if not empty:
        return nothing(lang)
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
    silent = _read_whole(silent, disclosure, lang)
    if not silent:
        return all_right(empty[0].place)
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
    return not disclosure.has_words or any(said.search(line.text) for line in disclosure.spoken)


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
    if len(in_contents) < FEWEST or len(set(printed)) != len(printed):
        return nothing(lang, "no-contents")
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
