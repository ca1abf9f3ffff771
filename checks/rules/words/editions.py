"""Years left over from the last edition: in titles, headings, notes and periods, in comparisons and amounts.

A document has one year of its own. A place that says the year before where its likes say this one was not brought up
to date; so was a comparison with the year before last among others with last year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.numbers.claims import Claim, ClaimKind
from checks.rules.words.wording import ONE_LINE, Setting, WordFinding, Wording, WordRule, at
from checks.rules.words.years import COMPARED, NAMED, OF_A_YEAR

_OWN_WORD = {"budget": "预算", "final_accounts": "决算"}
_TITLES = (
    re.compile(
        r"(?<![比较与同和])(20\d{2})年(?:度)?(?:区级|市级|省级|县级)?(?:部门|单位)(预算|决算)(?:收入|支出|收支|总体)*(?:编制说明|情况说明|安排|表)"
    ),
    re.compile(
        r"\A[^，。；：、\d]{0,24}(20\d{2})年(?:度)?(?:部门|单位)(预算|决算)(?:公开|说明)?(?:文件|表格?)?\Z"
    ),
)
_SCOPE = re.compile(
    r"(20\d{2})年(?:度)?(?:部门|单位)?(预算|决算)(?:编制|汇编|编报)(?:范围|的(?:二级|下属|所属)?(?:预算)?单位)"
)
_TABLE = re.compile(
    r"(20\d{2})年(?:度)?[^，。；：、\d]{0,24}?(预算|决算)(?!.{0,6}执行)[^，。；：、\d]{0,12}表\Z"
)
"""The title of a table."""

_SECTION = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、])(20\d{2})年(?:度)?[^，。；：\d]{2,30}?(预算|决算)(?:总体)?(?:情况)?(?:的)?(?:编制)?说明\Z"
)
"""The heading of a section that explains a part of the year's account."""

_DENIED = re.compile(
    r"(?<![比较与同和])(20\d{2})年(?:度)?(?:本部门|本单位)?(?:没有|未|无)[^，。；：\d]{0,12}?(?:政府性基金|国有资本经营|三公|机关运行经费)"
)
"""A fund or an expense that a department says it had none of."""

_COMPARING = re.compile(r"上年|去年|原因|[比较]")
_DIGITS = re.compile(r"(?<!\d)(?:20\d年(?:度)?(?!代|来|内|以|间|前|后|期|历)|20\d{3}年度?)")
_OF_AN_AMOUNT = re.compile(
    r"(?<![\d至到])(20\d{2})年(?:度)?(?![前后底末内以间])(?=[^，。；：\d]{0,20}(?:收入|支出|收支|预算|决算|经费)[^，。；：\d]{0,12}\d)"
)
_FAR = 5
"""No document states amounts of a year so far from its own."""

_YEAR_END = re.compile(r"截[至止](20\d{2})年(?:12月31日|12月底|年?底|末)")
_PERIOD = re.compile(r"(20\d{2})年1月(?:1日)?[-—至~～]+(20\d{2})年12月(?:31日)?")
_TWO_YEARS = re.compile(
    r"(20\d{2})年(?:度)?[^，。；\d]{0,16}[\d,.]+[万亿]?元，(20\d{2})年(?:度)?[^，。；\d]{0,16}[\d,.]+[万亿]?元，[比较与同](20\d{2})年"
)
"""Two years' amounts and a comparison: 2023年执行数为 a，2024年预算安排 b，比2023年 …."""

_EVALUATED = re.compile(
    r"对(20\d{2})年(?:度)?[^，。；：\d]{0,24}(?:支出|项目|资金)[^，。；：\d]{0,8}(?:开展|进行)[^，。；：\d]{0,8}(?:自评|评价)"
)
"""What the accounts of a year say was evaluated with them."""

_FEW = 2
"""So many amounts of last year among those of the document's year are left over; more are an account of last year."""


def stale_titles(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """A title or the scope of the account with last year's year."""
    for wording in texts:
        titles = _TITLES if len(wording.text) < ONE_LINE else ()
        for pattern in (*titles, _SCOPE):
            for match in pattern.finditer(wording.text):
                if match[2] == _OWN_WORD.get(setting.kind) and _is_last(match[1], setting):
                    yield _left_over(wording, match, setting)


def stale_tables(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """The one table among a document's whose title has last year's year."""
    titles = _with_own_word(texts, _TABLE, setting)
    stale = [(w, m) for w, m in titles if _is_last(m[1], setting) and not _TITLES[0].search(w.text)]
    if len(stale) == 1:
        wording, match = stale[0]
        now = wording.text.replace(match[1], str(setting.year))
        if all(other.text != now for other in texts):
            yield _left_over(wording, match, setting)


def stale_sections(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """The heading of a section with last year's year, where others have the document's."""
    heads = _with_own_word(texts, _SECTION, setting)
    if any(int(match[1]) == setting.year for _, match in heads):
        for wording, match in heads:
            if _is_last(match[1], setting) and not _TITLES[0].search(wording.text):
                yield _left_over(wording, match, setting)


def stale_denials(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """A sentence that says of last year, and of no other, that there was none of a fund or an expense."""
    for wording in texts if setting.kind in _OWN_WORD else ():
        for match in _DENIED.finditer(wording.text):
            start = wording.text.rfind("。", 0, match.start()) + 1
            sentence, _, _ = wording.text[start:].partition("。")
            alone = set(NAMED.findall(sentence)) == {match[1]} and not _COMPARING.search(sentence)
            if _is_last(match[1], setting) and alone:
                yield _left_over(wording, match, setting)


def stale_ends(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """The end of last year in final accounts, and a project that ends before the year of a budget begins."""
    for wording in texts:
        if setting.kind == "final_accounts":
            for match in _YEAR_END.finditer(wording.text):
                if _is_last(match[1], setting) and "上年" not in wording.text[: match.start()][-8:]:
                    yield _left_over(wording, match, setting)
        period = _PERIOD.search(wording.text) if setting.kind == "budget" else None
        if period and _is_last(period[2], setting) and len(wording.text) < ONE_LINE:
            year, expected = period[2], str(setting.year)
            yield at("words.stale-period", wording, *period.span(), year=year, expected=expected)


def stale_evaluations(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """Accounts of one year that evaluate what the year before has spent, in a sentence that names no other year."""
    for wording in texts if setting.kind == "final_accounts" else ():
        for match in _EVALUATED.finditer(wording.text):
            if _is_last(match[1], setting) and set(NAMED.findall(wording.text)) == {match[1]}:
                yield _left_over(wording, match, setting)


def misprinted_years(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """A year that lacks a digit or has one too many (204年, 20244年), or whose digits have changed places (2042年度收入)."""
    if setting.year is not None and setting.kind in _OWN_WORD:
        for wording in texts:
            turned = (m for m in _OF_AN_AMOUNT.finditer(wording.text) if _is_turned(m[1], setting.year))
            for match in (*_DIGITS.finditer(wording.text), *turned):
                yield at("words.year-digits", wording, *match.span(), expected=str(setting.year))


def _is_turned(said: str, year: int) -> bool:
    """Whether a year far off has the digits of the document's own in another order."""
    return abs(int(said) - year) > _FAR and sorted(said) == sorted(str(year))


def stale_comparisons(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """A comparison of the document's year with the year before last, among more that are with last year."""
    if setting.year is None or setting.kind not in _OWN_WORD:
        return
    compared = [(wording, match) for wording in texts for match in COMPARED.finditer(wording.text)]
    usual = sum(1 for _, match in compared if _is_last(match[1], setting))
    far = [
        (wording, match)
        for wording, match in compared
        if int(match[1]) == setting.year - 2
        and _last_named(wording.text, match) in {None, setting.year}
        and not _of_several_years(wording.text, match, setting.year)
    ]
    if len(far) < usual:
        for wording, match in far:
            year, expected = match[1], str(setting.year - 1)
            yield at("words.stale-year", wording, *match.span(), year=year, expected=expected)


def _of_several_years(text: str, match: re.Match[str], year: int) -> bool:
    """Whether the sentence has spoken of both years before: 比2022年减少 …，比2021年增加 …; 2021年 …，2022年 …，2023年比2021年减少 …"""
    sentence = re.split(r"[。；]", text[: match.start()])[-1]
    return f"{year - 1}年" in sentence


def two_years(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """Two amounts that are compared, of which one is of another year than the words about it say."""
    if setting.year is None or setting.kind not in _OWN_WORD:
        return
    right = (setting.year - 1, setting.year, setting.year - 1)
    for wording in texts:
        for match in _TWO_YEARS.finditer(wording.text):
            said = tuple(int(year) for year in match.groups())
            wrong = [group for group in range(3) if said[group] != right[group]]
            if len(wrong) == 1 and wrong != [2]:
                group = wrong[0]
                yield at(
                    "words.stale-year",
                    wording,
                    *match.span(group + 1),
                    year=match[group + 1],
                    expected=str(right[group]),
                )


def stale_amounts(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """An amount of last year in the place of this year's: of what the document gives no amount of its own year."""
    levels = [claim for claim in setting.claims.claims if claim.kind is ClaimKind.LEVEL]
    last = [claim for claim in levels if _is_of_last_year(claim, setting)]
    if not 0 < len(last) <= _FEW or sum(1 for claim in levels if claim.period == setting.year) <= len(last):
        return
    given = {claim.concept.name for claim in levels if claim.period in {None, setting.year}}
    for claim in last:
        named = OF_A_YEAR.search(claim.phrase)
        if claim.concept.name in given or named is None:
            continue
        for wording in texts:
            start = wording.text.find(claim.phrase)
            if start >= 0 and set(NAMED.findall(wording.text)) == {named[1]}:
                place = start + named.start(), start + named.end()
                yield at("words.stale-year", wording, *place, year=named[1], expected=str(setting.year))
                break


def _is_of_last_year(claim: Claim, setting: Setting) -> bool:
    """Whether an amount is of last year and of the document's own stage (a budget's budget, accounts' actual)."""
    return (
        setting.kind in _OWN_WORD
        and setting.year is not None
        and claim.period == setting.year - 1
        and claim.measure.is_budget == (setting.kind == "budget")
        and not (claim.approximate or claim.in_reason)
    )


def _with_own_word(
    texts: Sequence[Wording], pattern: re.Pattern[str], setting: Setting
) -> list[tuple[Wording, re.Match[str]]]:
    """The short lines in which ``pattern`` is found with the word of the document's own account."""
    word = _OWN_WORD.get(setting.kind) if setting.year is not None else None
    found = ((w, pattern.search(w.text)) for w in texts if len(w.text) < ONE_LINE)
    return [(w, m) for w, m in found if m is not None and m[2] == word]


def _is_last(year: str, setting: Setting) -> bool:
    return setting.year is not None and int(year) == setting.year - 1


def _left_over(wording: Wording, match: re.Match[str], setting: Setting) -> WordFinding:
    return at("words.stale-year", wording, *match.span(), year=match[1], expected=str(setting.year))


def _last_named(text: str, compared: re.Match[str]) -> int | None:
    """The last year that a paragraph names for itself before a comparison: what it compares is of that year."""
    named = NAMED.findall(text, 0, compared.start())
    return int(named[-1]) if named else None


RULES: tuple[WordRule, ...] = (
    misprinted_years,
    stale_titles,
    stale_sections,
    stale_tables,
    stale_ends,
    stale_denials,
    stale_evaluations,
    stale_comparisons,
    two_years,
    stale_amounts,
)
