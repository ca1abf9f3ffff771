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
from audit.recognition.prose.language.grammar import Phrase, Predicate, Quantity
from audit.recognition.prose.language.numbers import read_number
from audit.recognition.prose.language.tokens import Token
from audit.recognition.prose.proportions import completion, offer, share
from audit.recognition.prose.references import reference_level
from audit.recognition.prose.scene import Links, Scene, is_money, is_rate
from checks.catalogue import vocabulary
from checks.numbers.claims import Claim, ClaimKind, Comparison, Measure

_THAN = re.compile(rf"(?:{vocabulary.change('more')}|{vocabulary.change('less')})")
"""A verb of change that names itself what is compared with: 小于上年预算数 2.50 万元."""

_AMOUNT = re.compile(r"[\d,.]+[百千]?[万亿]?元")
_PRINTED_BEHIND = re.compile(r"[^，。；：（）]{2,16}?的(?=\d[\d,.]*[百千]?[万亿]?元)")
"""What a word of comparison is followed by where the level compared with is printed: 低于上年的 9 万元."""

_ADJUSTED_BY = re.compile(r"调[增减]\Z")
_MOVES = ("增", "减", "上升", "下降")
_AT_ONCE = 8
"""Characters between a rate and the change that it is the rate of, at most."""

_WITHIN = re.compile(r"在?(?P<whole>.*?)(?:当|之)?中")
"""Words that name the whole of what follows: 在项目支出当中，…"""

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
    elif _passes_by(scene, words, predicate):
        pass
    elif phrase.reference is not None and predicate.kind == "amount":
        reference_level(scene, words, phrase.reference, predicate.quantity)
    elif predicate.kind == "change" and predicate.word is not None:
        _change(scene, words, predicate.word, predicate.quantity)
    elif predicate.kind == "share" and predicate.word is not None:
        share(scene, words, predicate.word, predicate.quantity, predicate.second)
    elif predicate.kind == "completion" and predicate.word is not None:
        completion(scene, words, predicate.word, predicate.quantity, predicate.second)
    else:
        amount(scene, words, predicate.quantity)


def _passes_by(scene: Scene, words: str, predicate: Predicate) -> bool:
    """Read 超出预算 9 万元 2 万元: the level that something passes, right before what it passes it by; False where not both stand."""
    context, quantity, verb = scene.context, predicate.quantity, predicate.word
    if quantity is None:
        return False
    if context.beyond is not None and predicate.kind == "amount" and quantity.token.start == scene.last_end:
        verb, context.beyond = context.beyond, None
        _change(scene, "", verb, quantity)
        return True
    context.beyond = None
    if (
        verb is None
        or not _THAN.match(verb.text)
        or not _AMOUNT.match(scene.passage.text, quantity.token.end)
    ):
        return False
    context.refer(verb)
    reference_level(scene, words, verb, quantity)
    context.beyond = replace(verb, text=verb.text[2:])
    return True


def _subject(scene: Scene, words: str) -> Subject:
    """What a phrase names; where it names nothing, what the clause has named without giving its level."""
    subject = read_subject(words, scene.year)
    if subject.named and subject.canonical:
        scene.context.about = subject
    elif not subject.named and scene.context.about is not None:
        return scene.context.about
    return subject


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
        _record(scene, verb, base, claim.earlier, claim.concept.name, reference)
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
        and (not change.compared_with or change.against == rate.against or _since_a_year(rate, change))
    ):
        scene.context.chain[-1] = scene.update(replace(rate, change=change.fact))


def _since_a_year(rate: Claim, change: Claim) -> bool:
    """Whether only the change says that it is since another year: 增幅为 -5%，较上年减少 2 万元."""
    return rate.against is None and change.against is not None and not change.against[0].is_budget


def _compare(scene: Scene, words: str, verb: Token) -> None:
    """决算数小于预算数, 与上年持平: two levels and a word, without a number of their own."""
    subject = _subject(scene, words)
    reference = scene.context.reference
    left: int | None = None
    right: int | None = None
    behind = _PRINTED_BEHIND.match(scene.passage.text, verb.end)
    if verb.type in {"LESS", "MORE"} and behind is not None:
        left = base_of(scene, subject, None)
        reference = replace(verb, text=behind[0])
    elif verb.type in {"LESS", "MORE", "SAME"} or _is_measured(verb):
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
    _record(scene, verb, left, right, name, reference)


def _is_measured(verb: Token) -> bool:
    """Whether both words of a template stand, and they hold an amount against its budget: 大于（小于）预算数."""
    return verb.type == "EITHER" and _MEASURED in verb.text


def _record(
    scene: Scene, verb: Token, left: int | None, right: int | None, name: str, reference: Token | None
) -> None:
    """A word that says which of two levels is more, at its place; ``reference`` is what the first is compared with."""
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
