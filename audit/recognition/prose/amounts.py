"""Reads what a phrase says of an amount or a count: whose it is, what it divides, what has become of it."""

from __future__ import annotations

import re
from dataclasses import replace

from audit.recognition.prose.antecedents import IN_ALL
from audit.recognition.prose.language.concepts import Subject, paid_otherwise, read_subject, reference_of
from audit.recognition.prose.language.grammar import Quantity
from audit.recognition.prose.language.numbers import read_number
from audit.recognition.prose.language.tokens import BECOMES
from audit.recognition.prose.proportions import offer, ratio
from audit.recognition.prose.scene import Links, Scene, is_money, is_rate
from checks.catalogue import vocabulary
from checks.numbers.amount import Kind, Printed, Unread
from checks.numbers.claims import Claim, ClaimKind, Measure

_FROM = re.compile(r"[由从](?P<when>[^由从]{0,8})\Z")
_CONTAINS = re.compile(r"(?P<whole>[^，]*?[^其])中含有?(?P<part>.{2,})")
_OF_THE_WHOLE = re.compile(r"(?P<whole>[^，]*?[^其])中(?![央标国心小等间期])(?P<part>[^，]{2,})")
_FROM_ONE = re.compile(r"[由从](?:上年|去年|(?:19|20)\d{2}年)?度?的?\Z")
_TO_ANOTHER = re.compile(r"(?:提高|提升|上升|增加|增长|下降|降低|减少|回落)?[到至]")
_DIFFERENCE = re.compile(r"(?:两者|二者)?(?:相差|差值|差额|差异|差异额|差距)(?:数|金额)?[为是：]?")
"""由 5 万元调整为 6 万元; 公务用车费中含购置费 5 万元; 两者相差 1 万元."""

_AND = frozenset({"和", "及", "与", "以及"})
"""All that stands before the last of a list whose things were named before: 分别为 5 万元、4 万元和 3 万元."""

_CROSSES = re.compile(
    r"(?:首次|一举|再次|再度|成功|历史性|连续跨?)*(?:突破|跨过|跨越|越过|迈过|迈上|站上|登上|冲破)(?:了)?"
)
"""A mark that a level has passed (首次突破 2 万亿元) is no level of its own: what follows is said of the one before."""

_THIS_YEAR = re.compile(r"(?:19|20)\d{2}年")
"""An official name behind a year is stated and explains nothing any more: …，原因是人员增加，2024年项目支出 5 万元."""

_OF_MONEY = re.compile(rf"(?:{vocabulary.slip('money')}|拨款)\Z")
"""Nouns of money, whose unit may leave out its 元: 上年结转的经费 88.47 亿."""

_SPENT = re.compile(r"(?:费用?|经费)?(?:支出|决算|预算)?(?:数|金额)?[为共计约是：]*\Z")
"""What the short name of an expense may end in."""

_SUMMED = re.compile(r"(?:共计|合计|总计|总共|[为是共达有：])*\Z")
"""What may stand between the noun of a count and its number: 编制数共计 73."""

_UP_TO = ("到", "至")
_ADJUSTED = re.compile(r"(?:调[整增减]|核[增减]|变更)[为到至]")
_BECAME = re.compile(
    r"(?:[按根依]据?[^，。；：]{2,20}?)?(?:调整|变更)(?:(?:收入|支出|财政|全年)*预算)?[为到至]"
)
"""What the budget given just before has been adjusted to: 收入预算为 9 万元，根据执行情况调整为 8 万元."""

_ADJUSTS = re.compile(
    r"(?:相应|同时|[省市县区]?本级|[省市县区]级)*(?:(?P<up>调增)|(?P<down>调减))(?!为|至|到|后)(?=.{2})"
)
"""调增甲 5 万元 says what a budget was moved by, wherever it stands."""

_STAGES_BESIDE = 3
"""A level and the budget that the same sentence holds it against, counted from the end of what was said."""

_CUTS = re.compile(r"(?:压缩|压减|核减|削减|节约|节省)了?[^，。；：、（）\d的]{2,16}\Z")
_BEFORE = 24
_MOVED = re.compile(
    r"(?:[一二三四五六七八九]是)?(?:(?P<up>增加|新增|调增|追加|增拨|多安排)|减少|调减|压减|核减)(?:了|安排)?(?=.{2})"
)


def divide(scene: Scene, words: str) -> bool:
    """Open the breakdown of a level that was given before and is named again: 一般性转移支付收入中，甲 5 万元，…

    False where the words name none.
    """
    subject = read_subject(words, scene.year)
    known = scene.levels.get(subject.concept.name, ()) if subject.named else ()
    if not known or scene.context.reason or scene.listings.is_of_this_sentence:
        return False
    beside = [level for level in known if level.sentence == known[-1].sentence]
    of_this_year = [level for level in beside if level.period in {None, scene.year}] or known
    scene.listings.open(of_this_year[-1:-_STAGES_BESIDE:-1], "中")
    return True


def amount(scene: Scene, words: str, quantity: Quantity) -> None:
    """Record an amount, a count or a score, with what it is of; a percentage is a ratio of something."""
    if (moved := _FROM.search(words)) and (becomes := BECOMES.match(scene.passage.text, quantity.token.end)):
        stage = Measure.INITIAL_BUDGET if _ADJUSTED.match(becomes[0]) else None
        _level_before(scene, words[: moved.start()], moved["when"], stage, quantity)
        return
    if contains := _CONTAINS.fullmatch(words):
        divide(scene, contains["whole"])
        words = contains["part"]
    elif (of := _OF_THE_WHOLE.fullmatch(words)) and divide(scene, of["whole"]):
        words = of["part"]
    adjusts = _ADJUSTS.match(words)
    words = words[adjusts.end() :] if adjusts else words
    subject = _called_shortly(scene, words, _announced(scene, read_subject(words, scene.year)))
    if scene.context.chain and scene.passage.text[scene.last_end : quantity.token.start].startswith("、"):
        subject = paid_otherwise(subject, scene.context.chain[-1].concept.name)
    in_all = IN_ALL.search(words) is not None and not scene.topic.name
    subject = _of_all(scene, subject) if in_all else subject
    if words.startswith(_UP_TO) and scene.context.referred is not None:
        before = scene.at(scene.context.referred)
        subject = Subject(before.concept, Measure.MAIN, subject.period, named=True)
    elif words in _UP_TO and (moved_on := _moved_on(scene)) is not None:
        subject = Subject(moved_on.concept, moved_on.measure, scene.context.period, named=True)
    elif _BECAME.fullmatch(words) and (budget := _budget_before(scene)) is not None:
        subject = Subject(budget.concept, Measure.ADJUSTED_BUDGET, subject.period, named=True)
    if scene.context.referred is not None and _ADJUSTED.fullmatch(words) and _restaged(scene):
        subject = replace(subject, measure=Measure.ADJUSTED_BUDGET)
    if subject.named or not scene.context.chain:
        scene.context.head(subject)
    noun = _SUMMED.sub("", words)
    counted = next((unit for each, unit in vocabulary.counted().items() if noun.endswith(each)), None)
    if counted is None and subject.named:
        counted = scene.listings.counted
    money = speaks_of_money(subject) or (quantity.token.type == "WAN" and _OF_MONEY.search(noun) is not None)
    number = read_number(quantity.token, money=money, counted=counted)
    if number is None:
        scene.leave_bare(quantity.token)
        return
    if is_rate(number):
        ratio(scene, words, quantity, number)
        return
    if _CROSSES.fullmatch(words) and scene.context.chain:
        scene.claim(_kind(number), subject, words, quantity, number)
        return
    if _DIFFERENCE.fullmatch(words) and is_money(number) and _difference(scene, words, quantity, number):
        return
    path = subject.concept.path
    begins_anew = _THIS_YEAR.match(words) is not None and subject.canonical and subject.named
    if (
        begins_anew
        or len(path) > 1
        or (scene.context.purpose and subject.measure is not Measure.MAIN and not subject.named)
    ):
        scene.context.reason = scene.context.purpose = False
        if path and scene.topic.path[-len(path) :] != path:
            scene.topic = subject.concept
    if adjusts is not None and is_money(number):
        moving = 1 if adjusts["up"] else -1
    elif scene.context.reason and is_money(number):
        moving = _moving(scene, words)
    else:
        moving = _cut(scene, subject, quantity)
    kind = ClaimKind.CHANGE if moving else _kind(number)
    just = scene.context.chain[-1] if scene.context.chain else None
    beside = not words and quantity.token.start == scene.last_end
    of_count = beside and just is not None and just.kind is ClaimKind.COUNT  # 计算机 40 台 24 万元
    claim = scene.claim(kind, subject, words, quantity, number, Links(direction=moving))
    scene.context.moving = moving
    if claim is not None:
        if subject.measure is Measure.ADJUSTED_BUDGET and scene.context.referred is not None:
            _moved_by(scene, claim, scene.context.referred)
        offer(scene, claim, named=(subject.named and not in_all) or words in _AND or of_count)
        scene.context.say(claim)
        scene.context.about = None


def _called_shortly(scene: Scene, words: str, subject: Subject) -> Subject:
    """A part as its list calls it: “三公”经费 9 万元，其中：出国（境）0 万元，公车 7 万元，接待 2 万元."""
    if subject.canonical or subject.concept.path:
        return subject
    name = vocabulary.shortly(scene.listings.whole).get(_SPENT.sub("", words))
    return replace(subject, concept=replace(subject.concept, name=name), canonical=True) if name else subject


def _of_all(scene: Scene, subject: Subject) -> Subject:
    """What was added up of several things is none of them: 公务接待费 2 万元，公务用车费 7 万元，合计 9 万元."""
    names = {level.concept.name for level in scene.context.chain if level.kind is ClaimKind.LEVEL}
    if subject.named or len(names) < 2:
        return subject
    whole = next((p.wholes[0] for p in vocabulary.partitions() if p.made_of(names)), "")
    return replace(subject, concept=replace(subject.concept, name=whole), named=True, canonical=bool(whole))


def _moved_by(scene: Scene, level: Claim, before: int) -> None:
    """Tie a change to the levels behind it: 调减调入资金 2 万元，由 9 万元调整为 7 万元."""
    changes = [c for c in scene.context.chain if c.kind is ClaimKind.CHANGE and c.base is None]
    if len(changes) == 1 and changes[0].concept.name in {level.concept.name, scene.at(before).concept.name}:
        change = changes[0]
        told = replace(change, base=level.fact, earlier=before, measure=level.measure)
        scene.context.chain[scene.context.chain.index(change)] = scene.update(told)


def _moved_on(scene: Scene) -> Claim | None:
    """The level that something had in the clause before: 教育支出2022年为 9 万元，2023年下降到 8 万元."""
    return next((c for c in reversed(scene.context.said) if c.kind is ClaimKind.LEVEL), None)


def _budget_before(scene: Scene) -> Claim | None:
    """The budget that the clause has given last and that no other level follows."""
    levels = [c for c in scene.context.chain if c.kind is ClaimKind.LEVEL]
    unadjusted = {Measure.BUDGET, Measure.INITIAL_BUDGET}
    return levels[-1] if levels and levels[-1].measure in unadjusted and levels[-1].total is None else None


def _announced(scene: Scene, subject: Subject) -> Subject:
    """A level that names nothing itself is of what the sentence has just announced: 收入预算，2018年年初预算数 …"""
    context = scene.context
    silent = subject.named or context.chain or context.reason or scene.topic.path or context.within
    if silent or context.words.count("，") != 1:
        return subject
    head = read_subject(context.words.rstrip("，"), scene.year)
    return replace(subject, concept=head.concept, canonical=True) if head.canonical else subject


def _level_before(scene: Scene, words: str, when: str, stage: Measure | None, quantity: Quantity) -> None:
    """The level that something has moved from: 总收入由 5 万元调整为 6 万元, 从去年的 5 万元减少到 4 万元.

    ``stage`` is that of a budget before it was adjusted; what moves from one year to the next keeps its own.
    """
    subject = read_subject(words, scene.year)
    _, period = reference_of(when, scene.year)
    if period is not None:
        stage = None
    before = replace(subject, period=period, measure=stage or subject.measure)
    number = read_number(quantity.token, money=True)
    claim = scene.claim(ClaimKind.LEVEL, before, words, quantity, number)
    if claim is not None:
        scene.context.say(claim)
        scene.context.referred = claim.fact


def _restaged(scene: Scene) -> bool:
    """Whether the level that something has moved from is of an earlier stage, and not of an earlier year."""
    referred = scene.context.referred
    return referred is not None and scene.at(referred).period in {None, scene.year}


def _difference(scene: Scene, words: str, quantity: Quantity, number: Printed | Unread) -> bool:
    """差值为 0.9 万元: between the two levels of one thing that the clause has just given; False where it has not."""
    levels = [c for c in scene.context.chain if c.kind is ClaimKind.LEVEL][-2:]
    if len(levels) < 2 or levels[0].concept != levels[1].concept or levels[0].measure is levels[1].measure:
        return False
    now, then = sorted(levels, key=lambda level: level.measure.is_budget)
    direction = 1 if scene.printed(now).value >= scene.printed(then).value else -1
    subject = Subject(now.concept, now.measure, None, named=True)
    links = Links(direction=direction, base=now.fact, against=(then.measure, None))
    claim = scene.claim(ClaimKind.CHANGE, subject, words, quantity, number, links)
    if claim is not None:
        scene.context.say(scene.update(replace(claim, earlier=then.fact)))
    return True


def points(scene: Scene, words: str, quantity: Quantity, direction: int) -> None:
    """A difference of rates: of two where the reference prints one (占 34.60%，比上年的 38.10% 下降 3.50 个百分点), else a number of its own."""
    number = read_number(quantity.token, money=False)
    reference, then = scene.context.reference, scene.claims[-1] if scene.claims else None
    rates = [c for c in scene.context.chain if is_rate(scene.printed(c))]
    printed = then is not None and reference is not None and then.phrase.endswith(reference.text)
    now = rates[-1] if rates and printed and then is not None and then.kind is ClaimKind.RATIO else None
    if now is None and len(rates) > 1 and reference is None:
        now, then = _two_rates(scene, *rates[-2:])
    links = Links(direction=direction, base=now.fact if now is not None else None)
    subject = read_subject(words, scene.year)
    claim = scene.claim(ClaimKind.RATIO, subject, words, quantity, number, links)
    if claim is not None and claim.base is not None and then is not None:
        claim = scene.update(replace(claim, earlier=then.fact))
    scene.context.say(claim)


def _two_rates(scene: Scene, one: Claim, other: Claim) -> tuple[Claim | None, Claim | None]:
    """A rate now and then, where the two given last are: 由2022年的 18% 提高到 19%，提高 1 个百分点; 98%，上年为 96%，提高 2 个百分点."""
    if _FROM_ONE.search(one.lead) and _TO_ANOTHER.match(other.lead):
        return other, one
    last_year = other.period is not None and other.period == (one.period or scene.year or 0) - 1
    return (one, other) if last_year and not other.concept.name else (None, None)


def _moving(scene: Scene, words: str) -> int:
    """Which way a reason says that an item moved: by its own verb, or by the one its list began with."""
    if match := _MOVED.match(words):
        return 1 if match["up"] else -1
    return scene.context.moving if words and not scene.context.words else 0


def _cut(scene: Scene, subject: Subject, quantity: Quantity) -> int:
    """-1 where the words right before an official name cut it by what follows: 共压缩三公经费 5 万元."""
    lead = scene.passage.text[max(0, quantity.token.start - _BEFORE) : quantity.token.start]
    return -1 if subject.canonical and subject.named and _CUTS.search(lead) else 0


def _kind(number: Printed | Unread) -> ClaimKind:
    if not isinstance(number, Printed) or number.kind is Kind.MONEY:
        return ClaimKind.LEVEL
    return ClaimKind.SCORE if number.kind is Kind.SCORE else ClaimKind.COUNT


def speaks_of_money(subject: Subject) -> bool:
    """Whether a phrase speaks of an amount of money though it leaves out the unit."""
    return subject.measure is not Measure.MAIN or subject.canonical or bool(subject.concept.path)
