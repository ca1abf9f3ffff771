"""Years that cannot be meant: a year compared with itself, carried over into itself, left over from the last edition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.catalogue.vocabulary import slip
from checks.rules.words.wording import ONE_LINE, Setting, WordFinding, Wording, WordRule, at

COMPARED = re.compile(
    r"[比较与同和]((?:20)\d{2})年(?:度)?([^，。；：\d]{0,10}?)(?:\d[\d,.]*[百千]?[万亿]?元)?(?:相比|增加|减少|增长|下降|持平|一致|相同)"
)
NAMED = re.compile(r"(?<![比较与同和])(20\d{2})年")
"""A year that a sentence speaks of, not the one it compares with."""

OF_A_YEAR = re.compile(rf"{NAMED.pattern}(?:度)?(?![末底初])")
_HEAD = re.compile(r"[^，。；：\d]{0,16}(?<![比较与同和])20\d{2}年(?:度)?(?!\d)[^，。；：]{0,30}?\d")
"""A sentence that is about a year names it before its first number."""

_SAYS_KIND = re.compile(
    r"(?:第.部分|[一二三四五六七八九十]、)?[^，。；：、\d]{0,20}(20\d{2})年(?:度)?(?:部门|单位)(预算|决算)(?:编制|安排)?(?:情况)?(?:的)?说明\Z"
)
"""A heading that says which account of the year its part explains."""

_CARRIED = re.compile(
    r"(?<![上去])(?:年末|年底|期末)[^，。；：\d]{0,10}(?:结转|结余|剩余|未使用)[^，。；：\d]{0,8}\d[\d,.]*[百千]?[万亿]?元，?"
    r"(?:全部|将|均|已|按规定|按原用途)*(?:在|于|至|到|结转|转入|留待)+(?P<year>20\d{2})年(?:度)?(?:继续|安排|使用|支出)"
)
"""What the end of a year leaves, and the year that will use it."""

_OTHER_MEASURE = re.compile(slip("other_measure"))


def compared_with_itself(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """A comparison of the document's year with the same year.

    Final accounts are rightly compared with the budget of their own year, so that only a comparison with the
    same measure counts.
    """
    if setting.year is None or setting.kind not in {"budget", "final_accounts"}:
        return
    for wording in texts:
        for match in COMPARED.finditer(wording.text):
            measure = match.group(2)
            same = "执行" not in measure if setting.kind == "budget" else "预算" not in measure
            year = int(match.group(1))
            later = {int(y) for y in NAMED.findall(_clause(wording.text, match))} - set(range(year + 1))
            if not same or later or _OTHER_MEASURE.search(measure):
                continue
            head = _own_year(wording.text, match)
            if year == setting.year or (head is not None and year != setting.year - 1):
                yield at("words.year-itself", wording, *match.span(), year=str(year), expected=str(year - 1))
            elif head is not None:
                yield at("words.year-itself", wording, *head, year=str(year), expected=str(setting.year))


def _clause(text: str, compared: re.Match[str]) -> str:
    """What stands before a comparison since the last comma: what it names there is what is compared."""
    before = text[: compared.start()]
    return re.split(r"[，。；：]", before)[-1]


def _own_year(text: str, compared: re.Match[str]) -> tuple[int, int] | None:
    """Where the sentence of a comparison says that it is about the same year; None where it names another, or none.

    A sentence that has named none before it compares (与2024年相比，…) goes on with the last one that has.
    """
    start = text.rfind("。", 0, compared.start()) + 1
    while start and not NAMED.search(text, start, compared.start()):
        start = text.rfind("。", 0, start - 1) + 1
    named = list(NAMED.finditer(text, start, compared.start()))
    if {found[1] for found in named} != {compared[1]} or not _HEAD.match(text, start):
        return None
    return named[0].span()


def other_kind(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """The one heading of final accounts that says it explains the year's budget, or the reverse."""
    if setting.kind not in {"budget", "final_accounts"}:
        return
    word = "预算" if setting.kind == "budget" else "决算"
    said = [(w, m) for w in texts if len(w.text) < ONE_LINE and (m := _SAYS_KIND.fullmatch(w.text))]
    wrong = [(w, m) for w, m in said if m[2] != word and int(m[1]) == setting.year]
    if len(wrong) == 1:
        wording, match = wrong[0]
        yield at("words.kind-left", wording, *match.span(), expected=word)


def carried_back(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """What is left at the end of a year and goes into that year, or one before it.

    A budget has what the year before has left.
    """
    if setting.kind == "budget":
        return
    for wording in texts:
        for match in _CARRIED.finditer(wording.text):
            named = NAMED.findall(wording.text, 0, match.start() + 1)
            if named and int(match["year"]) <= int(named[-1]):
                expected = str(int(named[-1]) + 1)
                yield at(
                    "words.year-carried", wording, *match.span("year"), year=named[-1], expected=expected
                )


RULES: tuple[WordRule, ...] = (compared_with_itself, carried_back, other_kind)
