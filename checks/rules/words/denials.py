"""What the words say there was none of, and a table shows: 没有政府性基金预算财政拨款支出 beside a table of 65 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checks.numbers.facts import Statement
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, amounts, at

_FUNDS = {"政府性基金": "government_fund", "国有资本经营": "state_capital"}
_DENIED = re.compile(
    rf"(?:没有(?:使用|安排)?|未(?:使用|安排|发生)|无(?:使用)?|不涉及)(?P<fund>{'|'.join(_FUNDS)})(?:预算)?(?:财政)?(?:拨款)?(?:安排的?)?(?:预算)?(?P<side>收支|收入|支出)"
)
_YEAR = re.compile(r"(20\d{2})年")
_BEFORE = re.compile(r"上年|去年|上一年")


def denials(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """A fund that the text says there was nothing of, whose table of the year has amounts."""
    for wording in texts:
        for match in _DENIED.finditer(wording.text):
            fact = (
                _amount(match["fund"], match["side"], setting)
                if _of_this_year(wording, match, setting)
                else None
            )
            if fact is not None:
                found = at("words.denied", wording, *match.span(), amount=setting.facts[fact].printed.text)
                yield replace(found, facts=(fact,))
                break


def _of_this_year(wording: Wording, match: re.Match[str], setting: Setting) -> bool:
    """Whether the sentence speaks of no other year."""
    sentence = wording.text[wording.text.rfind("。", 0, match.start()) + 1 : match.start()]
    years = {int(year) for year in _YEAR.findall(sentence)}
    return years <= {setting.year} and not _BEFORE.search(sentence)


def _amount(fund: str, side: str, setting: Setting) -> int | None:
    """The largest amount of a side that the table of a fund has; None where there is no such table, or it is empty."""
    printed = [
        fact
        for statement in setting.statements
        if (statement.code or "").endswith(_FUNDS[fund])
        for fact in {*_of_side(statement, side)} & {*amounts(statement, setting.facts)}
    ]
    return max(printed, key=lambda fact: abs(setting.facts[fact].printed.value), default=None)


def _of_side(statement: Statement, side: str) -> Iterator[int]:
    columns = [c for c, label in enumerate(statement.column_labels) if side == "收支" or side in label]
    for row in statement.cells[:, columns]:
        yield from (int(fact) for fact in row if fact >= 0)


RULES: tuple[WordRule, ...] = (denials,)
