"""Reads what a phrase says of its number: an amount, a change, a share, a completion, a comparison."""

from __future__ import annotations

import re
from dataclasses import replace

from audit.recognition.prose.amounts import amount, divide, points, speaks_of_money
from audit.recognition.prose.antecedents import (
    IN_ALL,
    PLANS,
    base_of,
    earlier_of,
    last_named,
    latest,
    plan_of,
)
from audit.recognition.prose.language.concepts import Subject, read_subject, reference_of
from audit.recognition.prose.language.grammar import Phrase, Quantity
from audit.recognition.prose.language.numbers import read_number
from audit.recognition.prose.language.tokens import Token
from audit.recognition.prose.proportions import completion, offer, share
from audit.recognition.prose.scene import LEVELS, Links, Scene, is_money, is_rate
from checks.catalogue import vocabulary
from checks.numbers.claims import Claim, ClaimKind, Comparison, Measure

_THAN = re.compile(rf"(?:{vocabulary.change('more')}|{vocabulary.change('less')})")
"""A verb of change that names itself what is compared with: 小于上年预算数 2.50 万元."""

_ADJUSTED_BY = re.compile(r"调[增减]\Z")
_MOVES = ("增", "减", "上升", "下降")
_AT_ONCE = 8
"""Characters between a rate and the change that it is the rate of, at most."""

_WITHIN = re.compile(r"在?(?P<whole>.*?)(?:当|之)?中")
"""Words that name the whole of what follows: 在项目支出当中，…"""

_FROM_THE_START = re.compile(r"[年期]初(?:数|余额)?\Z")
"""What the end of a year is compared with."""

_BESIDES = re.compile(vocabulary.phrase("besides"))
_SENSES: dict[str, int | None] = {"LESS": -1, "DOWN": -1, "MORE": 1, "UP": 1, "EITHER": None}
_WAYS = {"UP": 1, "DOWN": -1}
_MEASURED = "于"
"""Of both words of a template (大于（小于）, 大小于): what they hold one amount against another with, where 增加（减少） says
of one amount how it has moved."""


def say(scene: Scene, phrase: Phrase) -> None:
    """Record what a phrase says."""
    predicate = phrase.predicate
    words = phrase.subject.text if phrase.subject else ""
    if _BESIDES.match(words):
        scene.listings.besides()
    if phrase.reference is not None:
        scene.context.refer(phrase.reference)
        if not words and scene.context.about is None:
            scene.context.reason = False
    if predicate is None:
        named = read_subject(words, scene.year)
        scene.context.head(named)
        if named.canonical and named.named and not scene.context.chain:
            scene.context.about = named
        if within := _WITHIN.fullmatch(words):
            scene.context.within = within["whole"]
            divide(scene, within["whole"])
        scene.context.words += f"{words}，"
    elif predicate.kind == "comparison" and predicate.word is not None:
        _compare(scene, words, predicate.word)
    elif predicate.quantity is None:
        scene.context.head(_subject(scene, words))
        verb = predicate.word
        if verb is not None and (phrase.reference is not None or _is_measured(verb)):
            _compare(scene, words, verb)
    elif predicate.quantity.token.type == "POINTS":
        verb = predicate.word
        points(scene, words, predicate.quantity, _WAYS.get(verb.type, 0) if verb is not None else 0)
    elif phrase.reference is not None and predicate.kind == "amount":
        _reference_level(scene, words, phrase.reference, predicate.quantity)
    elif predicate.kind == "change" and predicate.word is not None:
        _change(scene, words, predicate.word, predicate.quantity)
    elif predicate.kind == "share" and predicate.word is not None:
        share(scene, words, predicate.word, predicate.quantity, predicate.second)
    elif predicate.kind == "completion" and predicate.word is not None:
        completion(scene, words, predicate.word, predicate.quantity, predicate.second)
    else:
        amount(scene, words, predicate.quantity)


def _subject(scene: Scene, words: str) -> Subject:
    """What a phrase names; where it names nothing, what the clause has named without giving its level."""
    subject = read_subject(words, scene.year)
    if subject.named and subject.canonical:
        scene.context.about = subject
    elif not subject.named and scene.context.about is not None:
        return scene.context.about
    return subject


def _reference_level(scene: Scene, words: str, reference: Token, quantity: Quantity) -> None:
    """The amount that a reference prints itself: 比2012年预算数 19.80 万元增加 …; 公务接待费由上年的 5 万元减少到 …"""
    measure, period = reference_of(reference.text, scene.year)
    just = next((c for c in reversed(scene.context.said) if c.kind in LEVELS), None)
    named = read_subject(reference.text.lstrip("比较与同和由从"), scene.year)
    before = read_subject(words, scene.year)
    if (
        before.canonical and before.named
    ):  # 本年收入较上年 5 万元减少 …: what has changed, though its level is not printed
        scene.context.about = before
    known = next((each.concept for each in (named, before) if each.canonical and each.named), None)
    concept = known or (just.concept if just else scene.topic)
    if _FROM_THE_START.search(reference.text):  # 年末结转和结余 9 万元，比年初 5 万元增加 4 万元
        at_start = concept.name.startswith("年末")
        concept = replace(concept, name=f"年初{concept.name[2:]}") if at_start else concept
        period = period if at_start or scene.year is None else scene.year - 1
    subject = Subject(concept, measure, period, named=True)
    number = read_number(quantity.token, money=True)
    if is_rate(number):  # 比2022年的 38.10% 下降 3.50 个百分点
        scene.claim(ClaimKind.RATIO, subject, reference.text, quantity, number)
        return
    claim = scene.claim(ClaimKind.LEVEL, subject, reference.text, quantity, number)
    scene.context.referred = claim.fact if claim is not None else None


def _change(scene: Scene, words: str, verb: Token, quantity: Quantity) -> None:
    in_all = IN_ALL.search(words) is not None
    subject = read_subject(words, scene.year) if in_all else _subject(scene, words)
    said = scene.context.chain or ([] if words else scene.context.clause[-1:])
    changed = next((c for c in reversed(said) if c.kind is ClaimKind.CHANGE), None)
    percent = quantity.token.type == "BARE" and changed is not None
    money = speaks_of_money(subject) or any(is_money(scene.printed(c)) for c in scene.context.chain[-1:])
    number = read_number(quantity.token, money=money, percent=percent)
    if number is None:
        scene.leave_bare(quantity.token)
        return
    of_another = changed is not None and (_of_another_month(scene, changed) or _of_a_plan(scene, changed))
    if not is_rate(number) or of_another or (words and read_subject(words, scene.year).named):
        changed = None
    in_all = in_all and changed is None and not is_rate(number)
    base = changed.base if changed is not None else None if in_all else base_of(scene, subject, number)
    if _THAN.match(verb.text):
        scene.context.refer(verb)
    reference = scene.context.reference
    claim = scene.claim(
        ClaimKind.RATE if is_rate(number) else ClaimKind.CHANGE,
        subject,
        words,
        quantity,
        number,
        Links(
            direction=_WAYS.get(verb.type, 0),
            against=reference_of(reference.text, scene.year) if reference else None,
            base=base,
            change=changed.fact if changed is not None else None,
            compared_with=reference.text if reference else "",
        ),
    )
    if claim is None:
        return
    if base is not None:
        measure, period = reference_of(reference.text, scene.year) if reference else (Measure.MAIN, None)
        level = scene.at(base)
        earlier = scene.context.referred
        if earlier is None:
            earlier = earlier_of(scene, level, measure, period)
        claim = scene.update(replace(claim, concept=level.concept, measure=level.measure, earlier=earlier))
    elif (referred := scene.context.referred) is not None and subject.canonical:
        told = scene.at(referred).concept.name == subject.concept.name
        claim = scene.update(replace(claim, earlier=referred)) if told else claim
    if verb.type == "EITHER":
        _record(scene, verb, base, claim.earlier, claim.concept.name)
    if claim.kind is ClaimKind.CHANGE:
        offer(scene, claim, named=True)
        _explain_rate(scene, claim, verb)
    scene.context.say(claim)


def _of_another_month(scene: Scene, changed: Claim) -> bool:
    """Whether what follows is against the month before (环比), and the change before it against the year, or the reverse."""
    reference = scene.context.reference
    return reference is not None and ("环比" in reference.text) is not ("环比" in changed.compared_with)


def _of_a_plan(scene: Scene, changed: Claim) -> bool:
    """Whether what follows is against last year, and the change before it is what a budget was adjusted by: 调减 9 万元，同比下降 5%."""
    reference = scene.context.reference
    since_last_year = reference is not None and (
        reference.text == "同比" or reference_of(reference.text, scene.year)[1] is not None
    )
    return since_last_year and not changed.compared_with and _ADJUSTED_BY.search(changed.lead) is not None


def _explain_rate(scene: Scene, change: Claim, verb: Token) -> None:
    """Tie a rate to the change that follows it at once: 同比增长 10%，增收 20 万元.

    Whatever way it goes, but for what a budget is over- or underspent by (同比下降 10%，超收 20 万元).
    """
    rate = scene.context.chain[-1] if scene.context.chain else None
    if (
        rate is not None
        and rate.kind is ClaimKind.RATE
        and rate.change is None
        and rate.base == change.base
        and (rate.direction == change.direction or verb.text.startswith(_MOVES))
        and change.lead.startswith("，")
        and len(change.lead) <= _AT_ONCE
        and (not change.compared_with or change.against == rate.against)
    ):
        scene.context.chain[-1] = scene.update(replace(rate, change=change.fact))


def _compare(scene: Scene, words: str, verb: Token) -> None:
    """决算数小于预算数, 与上年持平: two levels and a word, without a number of their own."""
    subject = _subject(scene, words)
    reference = scene.context.reference
    left: int | None = None
    right: int | None = None
    if verb.type in {"LESS", "MORE", "SAME"} or _is_measured(verb):
        compared = scene.passage.text[verb.end : verb.end + 8].split("的")[0]
        actual = latest(scene, {Measure.ACTUAL}, subject) or last_named(scene, {Measure.ACTUAL}, subject)
        stage = read_subject(compared, scene.year).measure
        own = subject
        if actual is not None and not subject.named:
            own = replace(subject, concept=actual.concept, named=bool(actual.concept.name))
        stages = PLANS if stage is Measure.BUDGET else {stage}
        plan = plan_of(scene, stage, own) or plan_of(scene, stage, subject) or last_named(scene, stages, own)
        left, right = actual.fact if actual else None, plan.fact if plan else None
    elif reference is not None:
        measure, period = reference_of(reference.text, scene.year)
        if subject.named and verb.type == "FLAT" and not scene.context.chain:
            scene.context.about = subject  # 其余支出与上年基本持平，增加 0.02 万元
        left = base_of(scene, subject, None)
        if left is not None:
            right = earlier_of(scene, scene.at(left), measure, period)
            right = scene.context.referred if right is None else right
            if verb.type == "FLAT":
                scene.listings.flat(scene.at(left))
    name = scene.at(left).concept.name if left is not None else subject.concept.name
    _record(scene, verb, left, right, name)


def _is_measured(verb: Token) -> bool:
    """Whether both words of a template stand, and they hold an amount against its budget: 大于（小于）预算数."""
    return verb.type == "EITHER" and _MEASURED in verb.text


def _record(scene: Scene, verb: Token, left: int | None, right: int | None, name: str) -> None:
    """A word that says which of two levels is more, at its place."""
    reference = scene.context.reference
    scene.comparisons.append(
        Comparison(
            sense=_SENSES.get(verb.type, 0),
            left=left,
            right=right,
            text=verb.text,
            quote=scene.quote(verb.start),
            place=scene.passage.place(verb.start),
            compared_with=reference.text if reference is not None else "",
            name=name,
            paragraph=scene.passage.index,
            headings=tuple(text for _, text in scene.headings),
        )
    )
