"""What the checklist asks of whole lists: the sections of the contents, the 项 of a table, the sections of a kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from checks.catalogue import plain, statement_for_title
from checks.disclosure.checks.outcome import FEWEST, Outcome, all_right, nothing
from checks.disclosure.material import Disclosure, Line, Part, Table
from checks.disclosure.outline import bare_entry
from checks.disclosure.recognising import sections
from checks.disclosure.unread import EVERYWHERE, beside, why
from checks.disclosure.wording import listed, say
from checks.finding import Compliance
from checks.rules.requirement import Words

_ALIKE = 0.7
_TABLE_LIST = re.compile(r"(?:预算|决算|公开)报?表\Z")
_MOST_NAMED = 6


def contents(disclosure: Disclosure, lang: str) -> Outcome:
    """Every section that the contents list is there."""
    entries = [line for line in disclosure.lines if line.part is Part.CONTENTS and line.wording.level <= 2]
    if len(entries) < FEWEST:
        return nothing(lang)
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
    problem = say("sections", lang, names=names)
    return Outcome(Compliance.MISSING, missing[0].evidence(), problem, absence=True, within=EVERYWHERE)


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
    explained = [line for line in disclosure.spoken if re.search(r"（\d*项）", line.text)]
    if table is None or not explained:
        gone = Outcome(Compliance.MISSING, absence=True, within=EVERYWHERE)
        return gone if explained == [] and table else nothing(lang)
    rows = list(_items_spent(table, disclosure))
    missing = [name for name, value in rows if not _explained(name, value, rows, explained)]
    if not missing:
        return all_right(explained[0].evidence())
    names = listed([f"“{name}”" for name in missing[:_MOST_NAMED]], lang)
    problem = say("unexplained", lang, names=names)
    place, within = explained[0].evidence(), beside(explained)
    return Outcome(Compliance.MISSING, place, problem, absence=True, within=within)


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


def no_slips(rules: Sequence[str], disclosure: Disclosure, lang: str) -> Outcome:
    """None of the rules about names, years and levels found anything."""
    for rule in rules:
        if place := disclosure.slips.get(rule):
            return Outcome(Compliance.MISSING, place, say("slip", lang, text=place.text))
    return all_right()


def each(heading: Words, says: Words, disclosure: Disclosure, lang: str) -> Outcome:
    """Where nearly all sections of a kind state something, the others are missing it."""
    bodies = list(sections(heading, disclosure))
    silent = [body for _, body in bodies if not any(says.filled.search(line.text) for line in body)]
    if len(bodies) < FEWEST or 2 * len(silent) >= len(bodies):
        return nothing(lang)
    certain = [body[0] for body in silent if not why(beside(body), disclosure, lang)]
    if not certain:
        return all_right(bodies[0][0].evidence())
    problem = say("each", lang, text=listed([f"“{line.text[:24]}”" for line in certain], lang))
    return Outcome(Compliance.MISSING, certain[0].evidence(), problem, absence=True)
