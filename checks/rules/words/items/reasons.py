"""Reasons: those that a narrative owes for a difference from the budget, and those that contradict what they explain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.catalogue.vocabulary import slip
from checks.numbers.claims import Claim, ClaimKind
from checks.rules.words.items.explained import ITEM_GRADE, REASON, items_of
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_DOWN = frozenset({"减少", "下降", "降低", "减"})
_MOVED = re.compile(r"[比较与][^，。；]{0,20}?(?P<verb>增加|增长|减少|下降|降低)(?P<by>[\d,.]+)(?:万元|%)")
_EXPLAINED = re.compile(r"[^。]+(?:。(?=主要|原因|其?中?主要)[^。]+)?")
"""A sentence with the reason that the next one gives."""

_RISE = re.compile(rf"(?:{slip('grows')})(?:有所)?(?:{slip('up')})\Z")
_FALL = re.compile(rf"(?:{slip('grows')})(?:有所)?(?:{slip('down')})\Z")
_LESS, _MORE = "小于|低于|少于", "大于|高于|超过|超出"
_SIDE = re.compile(
    rf"(?P<word>{_LESS}|{_MORE})(?:全年|年初|调整)?(?P<of>预算|决算)数?的?(?:主要)?原因(?:是|为|系)?[：:]?(?P<words>[^。；]{{2,80}})"
)
_TOTAL_MOVED = re.compile(r"(?:收入支出|收、?支)(?:总计|总额|预算|决算)*(?P<verb>增加|减少)的?(?:主要)?原因")
_SO_MOVED = re.compile(
    r"(?:^|(?<=[，。；：]))(?:(?:本年|全年|经费|收入|支出|预算|决算|总额|总计|数|额)*"
    r"(?P<verb>增加|增长|上升|减少|下降|降低))的?(?:主要)?原因"
)
"""What announces the reason of the change just given: 减少的主要原因."""

_EVERY_MOVE = re.compile(
    r"(?P<verb>增加|增长|上升|减少|下降|降低|增|减)(?:了|额|率|幅度|为|达)*(?P<by>[\d,.]+)(?:[万亿]?元|[%％]|人|辆|个|批)"
)
_BEFORE = 2
"""So many paragraphs before a reason may give the change that it explains."""

_WHY = re.compile(slip("why"))


def silent_differences(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """An item whose actual differs from its budget, and whose paragraph gives no reason for it."""
    if setting.kind != "final_accounts":
        return
    said: dict[tuple[str, ...], dict[bool, list[Claim]]] = {}
    for claim in setting.claims.claims:
        if claim.kind is ClaimKind.LEVEL and claim.concept.grade == ITEM_GRADE and not claim.in_reason:
            measures = said.setdefault(claim.concept.path, {True: [], False: []})
            measures[claim.measure.is_budget].append(claim)
    for item in items_of(texts):
        levels = next((said[path] for path in said if path and path[-1] == item.names[2]), None)
        if levels is None or len(levels[True]) != 1 or len(levels[False]) != 1:
            continue
        budget, actual = (setting.facts[levels[plan][0].fact].printed for plan in (True, False))
        if abs(budget.value - actual.value) > budget.half + actual.half and not _WHY.search(
            item.wording.text
        ):
            yield at("words.reason-missing", item.wording, *item.match.span("item"))


def contradicted_reasons(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """经费增加 given as the reason of a decrease, or the other way round."""
    for wording in texts:
        for said in _EXPLAINED.finditer(wording.text):
            moves = list(_MOVED.finditer(wording.text, *said.span()))
            if len({move["verb"] in _DOWN for move in moves}) != 1:
                continue
            reason = REASON.search(wording.text, moves[-1].end(), said.end())
            if reason is None or "，" in reason["words"] or "；" in reason["words"]:
                continue
            down = moves[0]["verb"] in _DOWN
            if (_RISE if down else _FALL).search(reason["words"]):
                yield at("words.reason-direction", wording, *reason.span("words"), verb=moves[0]["verb"])


def turned_reasons(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """Less than the budget because it was more: the words of a reason against those that announce it."""
    for wording in texts:
        for match in _SIDE.finditer(wording.text):
            less = re.fullmatch(_LESS, match["word"]) is not None
            opposite = rf"(?:{_MORE if less else _LESS})(?:全年|年初|调整)?{match['of']}"
            said = re.search(opposite, match["words"])
            if said is not None:
                start = match.start("words") + said.start()
                place = start, start + len(said.group())
                yield at("words.reason-direction", wording, *place, verb=match["word"])


def turned_totals(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """收入支出增加的主要原因 behind changes that all go down, and the reverse."""
    for position, wording in enumerate(texts):
        for match in _TOTAL_MOVED.finditer(wording.text):
            before = [
                *(w.text for w in texts[max(0, position - _BEFORE) : position]),
                wording.text[: match.start()],
            ]
            moves = {
                m["verb"] in _DOWN for text in before for m in _MOVED.finditer(text) if m["by"].strip("0.,")
            }
            down = match["verb"] in _DOWN
            if moves == {not down}:
                verb = "增加" if down else "减少"
                yield at("words.reason-direction", wording, *match.span(), verb=verb)


def turned_moves(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """增加的原因 behind changes of the paragraph that all go down, and the reverse."""
    for wording in texts:
        for match in _SO_MOVED.finditer(wording.text):
            said = _EVERY_MOVE.finditer(wording.text, 0, match.start())
            moves = {m["verb"] in _DOWN for m in said if m["by"].strip("0.,")}
            down = match["verb"] in _DOWN
            if moves == {not down}:
                yield at("words.reason-direction", wording, *match.span(), verb="增加" if down else "减少")


RULES: tuple[WordRule, ...] = (
    silent_differences,
    contradicted_reasons,
    turned_reasons,
    turned_totals,
    turned_moves,
)
