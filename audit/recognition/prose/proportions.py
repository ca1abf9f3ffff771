"""Reads what a phrase says of a proportion: a share, the completion of a budget, a rate with a noun."""

from __future__ import annotations

import re
from dataclasses import replace

from audit.recognition.prose.antecedents import latest, plan_of, two_counts, whole_of
from audit.recognition.prose.language.concepts import Subject, read_subject
from audit.recognition.prose.language.grammar import Quantity
from audit.recognition.prose.language.numbers import family_of, read_number
from audit.recognition.prose.language.tokens import Token
from audit.recognition.prose.scene import LEVELS, Links, Scene, is_money, is_rate, sentence_claims
from checks.catalogue import vocabulary
from checks.numbers.amount import TIMES, Kind, Printed, Unread
from checks.numbers.claims import UNTOLD, Claim, ClaimKind, Concept, Measure

_RATE_NOUNS = ("执行率", "完成率", "支出率", "控制率", "支付率", "执行比例", "完成比例", "执行进度")
_OF_COUNTS = vocabulary.words("rates_of_counts")

_GENERAL = "一般公共预算"
"""The fund that is meant where a whole names none."""

_OF_BUDGET = re.compile(r"预算(?:执行|完成)(?:率|比例|进度)[为是达到约]*")
"""Right behind an amount this is the completion of its own budget, wherever that is printed."""

_OF_WHAT_IS_DIVIDED = frozenset({"", "比", "比例", "比重", "税比", "税性比"})
"""Words of a share that name no whole."""

_ALL_OF_IT = re.compile(r"[，、](?:全部|均|都)[^，。；：\d]*，\Z")
"""What a list was divided for all goes to one: 货物 3 万元、服务 1 万元，全部授予中小企业，占采购总额的 100%."""

_IS = re.compile(r"仅?(?:是|为|相当于)")
_PROPORTION = re.compile(r"(?<=.)的?(?:比例|比重|份额)\Z")


def share(scene: Scene, words: str, verb: Token, quantity: Quantity, second: Quantity | None) -> None:
    """占 r%: of the whole that its words name or print (占总支出 9 亿元的 r%, 占小区总数 90 个的 r%), or of the list that its part stands in."""
    number = read_number((second or quantity).token, money=False, percent=True)
    of = _PROPORTION.sub("", verb.text.removeprefix("占").removeprefix("到").rstrip("的为达约近"))
    of = scene.context.within if of in _OF_WHAT_IS_DIVIDED else of
    part = next((c for c in reversed(scene.context.chain) if c.kind in LEVELS), None)
    if part is None and of:
        here = [*scene.context.clause, *sentence_claims(scene.claims, scene.sentence)]
        said = here or scene.context.before
        part = next((c for c in said if c.kind in LEVELS), None)
        if words and (part is None or not _is_called(part, words)):
            part = _own_part(scene, words)
    if words and part is not None and not _is_called(part, words):
        part = _own_part(scene, words) if of else _part_called(scene, words)
    if part is not None and of and _ALL_OF_IT.search(scene.passage.text[scene.last_end : verb.start]):
        total = scene.listings.total_of(part)
        part = scene.at(total) if total is not None else part
    whole = whole_of(scene, part, of) if part is not None else None
    if second is not None:
        counted = quantity.token.type == "COUNT"
        amount = read_number(quantity.token, money=not counted)
        if is_money(amount) or counted:
            kind = ClaimKind.COUNT if counted else ClaimKind.LEVEL
            printed = scene.claim(kind, read_subject(of, scene.year), of, quantity, amount)
            whole = printed.fact if printed is not None else whole
    subject = (
        Subject(part.concept, part.measure, part.period, named=True)
        if part is not None
        else read_subject(words, scene.year)
    )
    links = Links(
        base=part.fact if part is not None else None,
        whole=whole,
        of=_in_full(read_subject(of, scene.year).concept) if of else "",
    )
    scene.context.say(scene.claim(ClaimKind.SHARE, subject, words, second or quantity, number, links=links))


def _in_full(whole: Concept) -> str:
    """What a whole is called with its fund, where that is not the general one: 政府性基金预算项目支出 is no 项目支出 of another."""
    told = whole.fund is None or whole.fund == _GENERAL or whole.fund in whole.name
    return whole.name if told else f"{whole.fund}{whole.name}"


def _is_called(part: Claim, words: str) -> bool:
    """Whether a level was called so when it was given: 合同金额 9 万元，合同总金额占 …"""
    return part.phrase.rstrip("为是达共").replace("总", "").endswith(words.replace("总", ""))


def _own_part(scene: Scene, words: str) -> Claim | None:
    """The level that a share names itself as its part, where it was given; not what happens to stand before.

    Of a level and the budget beside it (完成 9 万元，占年计划 8 万元的 112%。…占收入的 25%) it is the level.
    """
    subject = read_subject(words, scene.year)
    if not subject.named:
        said = [c for c in reversed(scene.context.said) if c.kind in LEVELS]
        of_year = [c for c in said if subject.period is not None and c.period == subject.period]
        return next(iter(of_year or said), None)
    levels = scene.levels.get(subject.concept.name, [])
    carried_out = [level for level in levels if not level.measure.is_budget]
    return next(iter((carried_out or levels)[-1:]), None)


def _part_called(scene: Scene, words: str) -> Claim | None:
    """The part of a list of the sentence that a share without a whole calls by its name: 支出 9 万元（甲 5 万元，乙 4 万元），甲占 …"""
    called = scene.levels.get(read_subject(words, scene.year).concept.name, [])[-1:]
    said = (c for c in called if c.sentence == scene.sentence and scene.listings.total_of(c) is not None)
    return next(said, None)


def _carried_out(scene: Scene) -> Claim | None:
    """What a completion is said of: the level of its clause, the actual one first, else that of the sentence."""
    here = [c for c in scene.context.chain if c.kind is ClaimKind.LEVEL and not c.measure.is_budget]
    actual = [c for c in here if c.measure is Measure.ACTUAL]
    if said := actual or here:
        return said[-1]
    return latest(scene, {Measure.ACTUAL}) or latest(scene, {Measure.MAIN})


def completion(scene: Scene, words: str, verb: Token, first: Quantity, second: Quantity | None) -> None:
    """完成预算的 83%, or 完成预算 6.89 万元的 83%, whose budget is a claim of its own."""
    of = re.sub(r"^(?:完成了?|为|占)", "", verb.text)
    named = read_subject(of, scene.year).measure
    measure = named if named.is_budget else Measure.BUDGET
    actual = _carried_out(scene)
    number = read_number(first.token, money=False)
    if actual is None and second is not None:  # 财政预算总收入 9 万元，为调整预算 10 万元的 90%
        actual = next((c for c in scene.context.chain[-1:] if c.kind is ClaimKind.LEVEL), None)
    rate: Quantity | None = second
    about = Subject(actual.concept if actual else scene.topic, measure, None, named=True)
    plan: Claim | None = None
    if second is None and is_rate(number):
        # 实际收入 9 万元，完成调整预算的 98%: the budget was named in full before.
        told = actual is not None and actual.concept.name not in UNTOLD
        rate, plan = first, plan_of(scene, measure, replace(about, named=told))
    elif is_money(number):
        plan = scene.claim(ClaimKind.LEVEL, about, verb.text, first, number)
        if plan is not None:
            offer(scene, plan, named=True)
            scene.context.say(plan)
    elif isinstance(number, Printed) and number.kind is Kind.COUNT:  # 抽检 63 批次，完成目标 60 批次的 105%
        counts = (c for c in reversed(scene.context.said) if c.kind is ClaimKind.COUNT)
        actual = next((c for c in counts if scene.printed(c).unit == number.unit), None)
        about = replace(about, concept=actual.concept if actual else about.concept)
        plan = scene.claim(ClaimKind.COUNT, about, verb.text, first, number)
    if rate is None:
        return
    links = Links(base=actual.fact if actual else None, plan=plan.fact if plan else None, of=of)
    percent = read_number(rate.token, money=False, percent=True)
    said = replace(about, measure=Measure.ACTUAL)
    scene.context.say(scene.claim(ClaimKind.COMPLETION, said, words, rate, percent, links=links))


def ratio(scene: Scene, words: str, quantity: Quantity, number: Printed | Unread | None) -> None:
    """A percentage with a noun: 执行率 92%, 覆盖率 60%; or so many times another amount, or so much of it."""
    times = isinstance(number, Printed) and number.unit == TIMES and words == "的"
    of_it = quantity.token.type == "PERCENT_OF" and not words and quantity.token.start == scene.last_end
    if isinstance(number, Printed) and (times or of_it) and _multiple(scene, quantity, number):
        return
    base: Claim | None = None
    plan: Claim | None = None
    name = words.rstrip("为是达到约")
    if name.endswith(_RATE_NOUNS):
        base = latest(scene, {Measure.ACTUAL})
        plan = plan_of(scene, Measure.ADJUSTED_BUDGET) or plan_of(scene, Measure.BUDGET)
    of_two = name.endswith(_OF_COUNTS + _RATE_NOUNS) and (base is None or plan is None)
    if of_two and (counts := two_counts(scene)):
        plan, base = counts
    just = scene.context.chain[-1] if scene.context.chain else None
    kind, links = ClaimKind.RATIO, Links()
    if base is not None and plan is not None:
        kind, links = ClaimKind.COMPLETION, Links(base=base.fact, plan=plan.fact)
    elif just is not None and just.kind is ClaimKind.LEVEL and _OF_BUDGET.fullmatch(words):
        kind, links = ClaimKind.COMPLETION, Links(base=just.fact, of="预算")
    subject = read_subject(words, scene.year)
    scene.context.say(scene.claim(kind, subject, words, quantity, number, links=links))


def _multiple(scene: Scene, quantity: Quantity, number: Printed) -> bool:
    """Read 9 万元，是上年 3 万元的 3 倍 (为上年 12 万元的 75%): what it is so many times of is what it has changed from.

    False where no two levels are.
    """
    levels = [c for c in scene.context.chain if c.kind is ClaimKind.LEVEL][-2:]
    if len(levels) < 2 or not _IS.match(levels[1].phrase):
        return False
    now, then = levels
    subject = Subject(now.concept, now.measure, now.period, named=True)
    claim = scene.claim(ClaimKind.SHARE, subject, "", quantity, number, Links(base=now.fact, whole=then.fact))
    scene.context.chain.remove(then)
    scene.context.referred = then.fact
    scene.context.say(claim)
    return True


def offer(scene: Scene, claim: Claim, *, named: bool) -> None:
    """Offer a number to the breakdown that is open."""
    if not claim.in_reason:
        first = all(family_of(said) != family_of(claim) for said in scene.context.chain)
        scene.listings.add(claim, first=first, named=named)
