"""Arithmetic that a sentence does itself: 收入 100 万元，加上上年结余 20 万元，收入总计 120 万元.

What is added to is the head of the sentence before, of the same sentence or of the paragraph; where more than one of
them could be meant, only a reading that holds is taken, or the only one that would but for a digit. A sentence that
merely lists sources and ends in their 总计 adds them up without saying so; what is left of two totals (收支相抵，结转下年 …)
is their difference.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from checks.catalogue import vocabulary
from checks.numbers.amount import Kind
from checks.numbers.claims import Claim, ClaimKind, Measure
from checks.numbers.facts import Fact
from checks.relations.relation import Relation, Sum, Terms
from checks.rules.prose.readings import holds
from checks.rules.prose.sums.slips import fits_but_for_a_digit, meant_as_sum, significant

_PLUS = re.compile(vocabulary.phrase("adds"))
_MINUS = re.compile(r"(?:再)?(?:减去|减除|扣除|减(?![少幅]))")
_TOGETHER = r"(?:总计|合计|共计)(?:支出|收入|安排)?|共(?:安排|投入|下达|筹集|筹措|落实|到位|收到)(?:各级|各类|财政|项目|专项)*(?:补助)?(?:资金)?"
_GRAND = re.compile(rf"(?:{_TOGETHER}|(?:总量|总额|总数)(?:支出|收入|安排)?)[为达是共]*\Z")
_IN_ALL = re.compile(rf"(?:全年|总共)?(?:{_TOGETHER})[为达是共]*")
"""Words that name nothing but that something was added up."""

_SOME_TOTAL = re.compile(
    r"(?:规模|余额|(?:总|可用|全口径|可支配|可安排)[^，。；]{0,8}(?:收入|支出|财力|资金|结余))[为达是共]*\Z"
)
_MAYBE_TOTAL = re.compile(r"(?:收入|支出|财力|资金|结余)[为达是共]*\Z")
_GOES_ON = re.compile(r"[、和及与]|以及")
_ONLY_PARTED = re.compile(r"[、，]?[和及与]?")
_ENDS_SEGMENT = re.compile(r"[，。；：]")
_LEFT = re.compile(r"(?:结转|结余|滚存|盈余|剩余)[^，。；]*\Z")
_TO_SPEND = re.compile(r"(?:可用|可支配|可安排|到位)(?:资金|财力|经费)?[为达是共]*\Z")
_SPENT = re.compile(r"(?:支出|支付|使用|拨付)(?:资金|经费|金额)?[为达是共]*\Z")
_PAIR = 2
_MOST = 200
"""A paragraph of more amounts than this is a table that has lost its lines."""

_FEWEST_PARTS, _MOST_PARTS = 2, 4
_LONG = 5
"""Digits of an amount that fits by chance with one sum in a hundred thousand."""

_SUMMANDS = 3
"""A list without 加 adds up so many sources at least, unless its total says no more than that it is one, or is the total of its side."""

_NUMERALS = "〇一二三四五六七八九十"
_OF_THE_ABOVE = re.compile(
    rf"(?:以上|上述)?(?:(?P<many>[二两三四五六七八九])[项者类笔])?(?<=[上述项者类笔])(?:经费|支出|收入|资金|补贴|补助|费用|项目|工程)*(?:{_TOGETHER})[为达是共]*"
)
"""What sums up the amounts of the sentence before: 以上合计, 三项合计."""

_OF_ALL = re.compile(r"总(?:收入|支出)[为达是共]*\Z")
_OF_A_SIDE = re.compile(r"(?:收入|支出)总计[为达是共]*")


def addition_relations(claims: Sequence[Claim], facts: Sequence[Fact]) -> list[Relation]:
    """The sums that sentences spell out."""
    paragraphs: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        money = facts[claim.fact].printed.kind is Kind.MONEY
        if claim.kind is ClaimKind.LEVEL and money and not claim.in_reason and not claim.approximate:
            paragraphs[claim.paragraph].append(claim)
    relations: list[Relation] = list(_adjusted(claims, facts))
    for levels in paragraphs.values():
        said = levels[:_MOST]
        relations += [*_of_paragraph(said, facts), *_listed(said, facts), *_left(said, facts)]
        relations += _unannounced(said, facts)
    return [*relations, *_over_lines(paragraphs, facts)]


def told_once(relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """The relations, each once: a sum of what another relation says of the same numbers says nothing more."""
    told = {frozenset(r.facts) for r in relations if isinstance(r, Sum) and r.rule != "prose.addition"}
    return tuple(
        r for r in dict.fromkeys(relations) if r.rule != "prose.addition" or frozenset(r.facts) not in told
    )


def _adjusted(claims: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Relation]:
    """A budget, what was added to it or taken off, and what it came to: 年初预算 9 万元，年中追加 2 万元，调整后预算 11 万元."""
    for first, moved, after in zip(claims, claims[1:], claims[2:], strict=False):
        stages = (first.measure, after.measure) == (Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET)
        kinds = (first.kind, moved.kind, after.kind) == (ClaimKind.LEVEL, ClaimKind.CHANGE, ClaimKind.LEVEL)
        near = first.sentence == after.sentence and not any(c.approximate for c in (first, moved, after))
        if stages and kinds and near and moved.direction and not moved.compared_with:
            terms: Terms = ((after.fact, 1), (first.fact, -1), (moved.fact, -moved.direction))
            if all(facts[fact].printed.kind is Kind.MONEY for fact, _ in terms):
                yield Sum("prose.addition", terms)


def _of_paragraph(levels: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Relation]:
    for index, first in enumerate(levels):
        sign = _sign(first) or _counted_in(levels[index : index + _PAIR])
        if not sign or any(c.sentence == first.sentence and _sign(c) for c in levels[:index]):
            continue
        following = [c for c in levels[index + 1 :] if c.sentence == first.sentence]
        last = next((c for c in following if c.total is None and _GRAND.search(_last(c))), None)
        terms: list[tuple[int, int]] = [(first.fact, sign)]
        passed: list[Claim] = []
        for claim in following:
            if claim is last:
                yield from _added(levels[:index], claim, tuple(terms), passed, facts)
                break
            if claim.total is not None:
                passed.append(claim)
            elif claim.lead.startswith("（"):
                continue
            elif _sign(claim):
                terms.append((claim.fact, _sign(claim)))
            elif _GOES_ON.match(claim.lead) or last is not None:
                terms.append((claim.fact, terms[-1][1]))
            else:
                found = list(_added(levels[:index], claim, tuple(terms), passed, facts))
                if _SOME_TOTAL.search(_last(claim)):
                    yield from found
                elif _MAYBE_TOTAL.search(_last(claim)):
                    told = {1, -1} <= {sign for _, sign in terms} and _LEFT.search(_last(claim))
                    yield from (relation for relation in found if told or holds(relation, facts))
                break


def _added(
    before: Sequence[Claim], total: Claim, terms: Terms, passed: Sequence[Claim], facts: Sequence[Fact]
) -> Iterator[Sum]:
    """The sum over what stands before it: the head of the same sentence, else of those before.

    What was ``passed`` over as parts of a summand may be a summand itself, from some number on: where the parts of one
    end is not always said (加上级收入 9 万元，其中：… 4 万元，上年结余 2 万元，收入合计 …).
    """
    same = [c for c in before if c.sentence == total.sentence]
    earlier = [c for c in before if c.sentence != total.sentence]
    heads = list(dict.fromkeys((*same[:1], *same[-1:]))) or [
        next(c for c in earlier if c.sentence == s) for s in _sentences(earlier)
    ]
    last = terms[-1][1]
    readings = [
        Sum("prose.addition", ((total.fact, 1), (head.fact, -1), *((f, -s) for f, s in (*terms, *more))))
        for head in heads
        for more in ([(c.fact, last) for c in passed[at:]] for at in range(len(passed), -1, -1))
    ]
    right = next((reading for reading in readings if holds(reading, facts)), None)
    nearly = [reading for reading in readings if right is None and meant_as_sum(reading.terms, facts)]
    if right is not None:
        yield right
    elif len(readings) == 1 or len(nearly) == 1:
        yield (nearly or readings)[0]


def _listed(levels: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Relation]:
    """Sources in a row that end in their total, without 加: what misses by more than a slip was no sum."""
    run: list[Claim] = []
    for claim in levels:
        summed = _OF_THE_ABOVE.fullmatch(_last(claim))
        if (
            run
            and claim.sentence != run[-1].sentence
            and not (summed and claim.sentence == run[-1].sentence + 1)
        ):
            run = []
        if claim.total is not None or _sign(claim):
            continue
        many = _so_many(summed["many"]) if summed else 0
        if summed and _PAIR <= (many or len(run)) <= len(run):
            terms: Terms = ((claim.fact, 1), *((c.fact, -1) for c in run[-many:]))
            if many == len(run) or meant_as_sum(terms, facts):
                yield Sum("prose.addition", terms)
            run = []
            continue
        few = any(words.fullmatch(_last(claim)) for words in (_IN_ALL, _OF_A_SIDE))
        if _GRAND.search(_last(claim)) and len(run) >= (_PAIR if few else _SUMMANDS):
            terms = ((claim.fact, 1), *((c.fact, -1) for c in run))
            told = few and all(c.sentence == claim.sentence for c in run)
            if (told and _are_one_list(run)) or fits_but_for_a_digit(terms, facts, told=told):
                yield Sum("prose.addition", terms)
            run = []
        else:
            run.append(claim)


def _are_one_list(run: Sequence[Claim]) -> bool:
    """Whether amounts are listed in the order of things named before, so that their 合计 is of them: 甲、乙、丙分别为 2 万元、3 万元、9 万元，合计 …"""
    first, *others = run
    return "分别" in first.lead and all(_ONLY_PARTED.fullmatch(claim.lead) for claim in others)


def _so_many(many: str | None) -> int:
    """How many of the amounts before it a sum says that it is of: 甲 9 万元；乙 2 万元；丙 0 万元。三项合计 …; 0 where it does not say."""
    return _NUMERALS.find("二" if many == "两" else many) if many else 0


def _over_lines(paragraphs: Mapping[int, Sequence[Claim]], facts: Sequence[Fact]) -> Iterator[Relation]:
    """Lines of one amount each, and the line below or above that sums them up: 中央资金 9 万元 / 省级资金 5 万元 / 以上合计 14 万元."""
    run: list[Claim] = []
    for paragraph, levels in paragraphs.items():
        first = levels[0]
        alone = len(levels) == 1 and first.total is None and not _sign(first)
        if run and (not alone or paragraph != run[-1].paragraph + 1):
            yield from _below_their_total(run, facts)
            run = []
        if alone and run and any(words.search(_last(first)) for words in (_GRAND, _OF_ALL)):
            terms: Terms = ((first.fact, 1), *((c.fact, -1) for c in run))
            if meant_as_sum(terms, facts):
                yield Sum("prose.addition", terms)
            run = []
        elif alone:
            run.append(first)
    yield from _below_their_total(run, facts)


def _below_their_total(run: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Relation]:
    """A total on a line of its own and its parts on the lines below: 项目支出合计 9 万元 / 1.甲 4 万元 / 2.乙 3 万元 / 3.丙 2 万元."""
    if len(run) > _SUMMANDS and _GRAND.search(_last(run[0])):
        terms: Terms = ((run[0].fact, 1), *((c.fact, -1) for c in run[1:]))
        if fits_but_for_a_digit(terms, facts, told=True):
            yield Sum("prose.addition", terms)


def _unannounced(levels: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Relation]:
    """A sentence that gives an amount and its parts without saying so: 获 930,278 万元，已下达 627,157 万元，此次拨付 303,121 万元.

    Long amounts only: that three short ones fit says nothing.
    """
    for _, group in groupby(levels, key=lambda claim: claim.sentence):
        said = list(group)
        total, *parts = said
        untold = all(c.total is None and not _sign(c) and c.period == total.period for c in said)
        if not untold or not _FEWEST_PARTS <= len(parts) <= _MOST_PARTS:
            continue
        digits = [significant(facts[c.fact].printed) for c in said[: _FEWEST_PARTS + 1]]
        if digits[0] >= _LONG and min(digits) >= _LONG - 1:
            terms: Terms = ((total.fact, 1), *((c.fact, -1) for c in parts))
            if meant_as_sum(terms, facts):
                yield Sum("prose.addition", terms)


def _left(levels: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Relation]:
    """What is left of one total after another: 收支相抵，结转下年 2 万元, where the difference is just that."""
    for index, claim in enumerate(levels):
        if not _LEFT.search(claim.phrase) or claim.total is not None:
            continue
        grand = [c for c in levels[:index] if _GRAND.search(_last(c)) and c.total is None][-2:]
        had = _had_and_spent(levels[:index]) if len(grand) < _PAIR else []
        grand = grand if len(grand) == _PAIR else had
        if len(grand) == _PAIR and grand[1].sentence == claim.sentence:
            terms: Terms = ((claim.fact, 1), (grand[0].fact, -1), (grand[1].fact, 1))
            told = bool(had) and had[0].sentence == claim.sentence
            if told or meant_as_sum(((grand[0].fact, 1), (claim.fact, -1), (grand[1].fact, -1)), facts):
                yield Sum("prose.addition", terms)


def _sentences(claims: Sequence[Claim]) -> list[int]:
    """The sentences of claims, the nearest first."""
    return list(dict.fromkeys(claim.sentence for claim in reversed(claims)))


def _sign(claim: Claim) -> int:
    """+1 for what is added, -1 for what is taken off, 0 for everything else."""
    words = _segments(claim)
    if any(_PLUS.match(word) for word in words):
        return 1
    return -1 if any(_MINUS.match(word) for word in words) else 0


def _counted_in(pair: Sequence[Claim]) -> int:
    """+1 for an amount that the words behind it add to what comes next: 结转下年 4 万元后，支出总计 …"""
    return int(
        len(pair) == _PAIR and pair[0].sentence == pair[1].sentence and pair[1].lead.startswith("后，")
    )


def _segments(claim: Claim) -> list[str]:
    """The phrases that name a claim, back to the number before."""
    return [word for word in _ENDS_SEGMENT.split(claim.lead) if word]


def _had_and_spent(before: Sequence[Claim]) -> list[Claim]:
    """What there was to spend and what was spent of it, right before what is left: 可用资金 9 万元。实际支出 8 万元，结转下年 …"""
    pair = [c for c in before[-2:] if c.total is None]
    fits = len(pair) == _PAIR and _TO_SPEND.search(pair[0].phrase) and _SPENT.search(pair[1].phrase)
    return pair if fits else []


def _last(claim: Claim) -> str:
    return (_segments(claim) or [""])[-1]
