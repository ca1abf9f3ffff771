"""Reads a narrative as claims: every number with what it says, and the numbers its sentence relates it to.

"基本支出 50 万元，比上年增加 10 万元，增长 25%。其中：…" is three numbers and two relations: 10 is said of
50, 25% of 10 over 50 − 10. The reader walks the phrases of each paragraph in order and carries on what
sentences leave out: the item that a paragraph explains, the total that a 其中 breaks down, the reference of
a comparison. Where two antecedents are possible, none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from audit.document import Paragraph
from audit.recognition.prose.binding import Binder
from audit.recognition.prose.language.concepts import path_of, read_subject
from audit.recognition.prose.language.grammar import Group, Mark, Part, Phrase, Predicate, Quantity, parse
from audit.recognition.prose.language.passages import Passage, passages
from audit.recognition.prose.language.tokens import INLINE_MARKER, Token, tokenize
from audit.recognition.prose.lists.listings import Listings
from audit.recognition.prose.openings import (
    has_done,
    lists_mainly,
    lists_uses,
    open_behind_colon,
    open_breakdown,
)
from audit.recognition.prose.predicates import say
from audit.recognition.prose.respective import in_order
from audit.recognition.prose.scene import LEVELS, Context, Scene, sentence_claims
from checks.catalogue import vocabulary
from checks.numbers.claims import UNMARKED, Claim, ClaimKind, Claims, Concept, Measure

_AFTER_NUMBER = 4
"""A 、 at most this far behind a number parts it from the next one; one further on parts words."""

_COMPARES = re.compile(r"(?:与|同|比|较)(?:上年|去年|年初|预算|20\d{2})|同比|占[^，。；、（）\d]{0,10}\d")
"""Behind a 、 this still speaks of the number before: 甲 9 万元、与去年相比减少 1 万元."""

_YEAR_NEXT = re.compile(r"20\d{2}年")
"""What follows a heading that ends in 主要原因是： when it is the statement itself: 2024年…预算 …"""

_ORDINALS = "一二三四五六七八九"
_OPENS = re.compile(vocabulary.phrase("among"))

_BESIDE_IT = re.compile(r"^(?:累计|截至|年末|期末|余额|上年|去年|预算|计划)|不包?[含括计]|未[含计]|另")
"""A single amount in brackets of which this is said stands beside the one before it and is no part of it."""

_LONGEST_CAUSE = 12
_CAUSE = re.compile(rf"(?:{vocabulary.phrase('cause')})[：，]?$")
_HEAD_OF_ITEM = re.compile(
    r"[“\"]?[^，。；：]{2,40}（(?:\d{2,7})?[类款]）[^，。；：]{2,60}（(?:\d{2,7})?项）"
)
"""A paragraph that begins with the names of an item is one of the list, with or without its number."""

_BEHIND_THE_NAME = re.compile(r"。|[\d,.]+[百千]?[万亿]?元")
"""What the head of an item ends at: items named behind an amount are others (水利（款）9 万元，其中：行政运行（项）…)."""

_AMOUNT_AND_COLON = re.compile(r"元：$")
"""A line that gives an amount and a colon is broken down by the items that follow."""

_BROKEN_OFF = re.compile(r"[^。！？.…”）)元%‰]\Z")
"""How a text ends that goes on where it was copied from."""

_LIST_TO_COME = ("其中", "包括", "如下", "方面", "分别为")


def read_claims(
    paragraphs: Sequence[Paragraph],
    document: int,
    first_fact: int,
    year: int | None,
    normal: Measure = Measure.MAIN,
) -> Claims:
    """The claims of a document's paragraphs.

    Facts are numbered from ``first_fact`` on, in reading order; ``year`` is the document's year, which 上年
    and 本年 are relative to, ``normal`` the measure of a level that names none. Linear in the length of the text.
    """
    scene: Scene | None = None
    ranks: list[int] = []
    for passage in passages(paragraphs):
        ranks.append(passage.level)
        if scene is None:
            scene = Scene(document, first_fact, year, passage, listings=Listings(normal))
        _read(scene, passage)
    if scene is None:
        return Claims()
    broken_off = scene.passage.index if _BROKEN_OFF.search(scene.passage.text) else None
    listed = scene.listings.finish(scene.claims, scene.first, broken_off)
    claims = in_order(listed, scene.facts, scene.first)
    binder = Binder(claims, scene.facts, scene.first, year)
    comparisons = tuple(binder.compared(each) for each in scene.comparisons)
    return Claims(
        tuple(scene.facts), tuple(binder.bound()), comparisons, tuple(scene.gaps), normal, tuple(ranks)
    )


def _read(scene: Scene, passage: Passage) -> None:
    if passage.is_line_of_numbers:
        return
    scene.passage, scene.last_end = passage, 0
    item = bool(_HEAD_OF_ITEM.match(passage.body)) or _goes_on(scene, passage)
    scene.listings.enter(passage.level, item=item)
    if passage.is_heading:
        scene.headings = [h for h in scene.headings if h[0] < passage.level]
        scene.headings.append((passage.level, passage.body))
    scene.topic = _topic(scene, passage)
    scene.context = Context(before=scene.context.before if passage.level == UNMARKED else [])
    scene.sentence += 1
    scene.item_depth = scene.listings.depth if passage.marker else None
    _walk(scene, parse(tokenize(passage.text, len(passage.marker))), open_before=0)
    _end_sentence(scene, passage_ends=True)


def _topic(scene: Scene, passage: Passage) -> Concept:
    """The 类/款/项 named at the head of an item, completed by the headings it stands under."""
    names, code, grade = path_of(_BEHIND_THE_NAME.split(passage.body[:120], maxsplit=1)[0])
    if not names and _goes_on(scene, passage):
        return scene.topic
    for _, text in reversed(scene.headings):
        above, _, higher = path_of(text)
        if above and names and text != passage.body and higher < grade - len(names) + 1:
            names = (*above, *names)
            break
    return Concept(names[-1], names, code, grade=grade) if names else Concept("")


def _goes_on(scene: Scene, passage: Passage) -> bool:
    """Whether a paragraph without a marker goes on about the item named on the line before, of which nothing was said."""
    last = scene.claims[-1].paragraph if scene.claims else -1
    return bool(passage.level == UNMARKED and scene.topic.path and last < passage.index - 1)


def _walk(scene: Scene, parts: Sequence[Part], *, open_before: int) -> None:
    """Read parts in order; ``open_before`` breakdowns were open before the bracket they stand in."""
    for part in parts:
        match part:
            case Group():
                _bracket(scene, part)
            case Mark(token=token):
                _mark(scene, token, open_before)
            case Phrase():
                say(scene, part)


def _bracket(scene: Scene, group: Group) -> None:
    """What stands in brackets is an aside: it may refer to the sentence, the sentence not to it."""
    outer, depth = scene.context, scene.listings.depth
    if _reference_amount(scene, group):
        return
    scene.context = replace(outer, chain=list(outer.chain))
    opens = any(isinstance(part, Mark) and part.token.type == "AMONG" for part in group.parts)
    just = outer.chain[-1:] if outer.chain and outer.chain[-1].kind in LEVELS else outer.chain
    if opens:
        scene.context.chain = list(just)
    if not opens and not _is_of_a_share(outer.chain, group) and _lists_amounts(group):
        scene.listings.open(just, "（", bracketed=True)
        scene.context.chain = []
    _walk(scene, group.parts, open_before=depth)
    scene.listings.close_to(depth)
    scene.context = outer


def _mark(scene: Scene, token: Token, open_before: int) -> None:
    context, text = scene.context, scene.passage.text
    match token.type:
        case "STOP":
            goes_on = scene.item_depth is not None and INLINE_MARKER.match(text, token.end) is not None
            _end_sentence(scene, list_goes_on=goes_on)
        case "ITEM":
            _next_item(scene, token)
        case "SEMI":
            following = text[token.end : token.end + 2]
            if not (context.reason and following[:1] in _ORDINALS and following[1:] == "是"):
                context.reason = False
            context.clause = context.chain or context.clause
            context.chain, context.words, context.about = [], "", None
            if _lists_within(text[: token.start], following):
                scene.listings.close_to(scene.listings.depth - 1)
            else:
                scene.listings.end_item(open_before)
        case "ENUM":
            near = token.start - scene.last_end <= _AFTER_NUMBER
            counted = bool(context.chain) and context.chain[-1].kind is ClaimKind.COUNT
            amount = any(claim.kind is ClaimKind.LEVEL for claim in context.chain)
            if scene.listings.depth and near and not _COMPARES.match(text, token.end):
                context.chain = context.chain if counted and amount else []
        case "AMONG":
            open_breakdown(scene, token)
        case "COLON":
            if not context.chain and _YEAR_NEXT.match(text, token.end):
                context.reason = False
            _head(scene)
            open_behind_colon(scene, token)
        case "PURPOSE" if text[: token.start].rstrip("：").endswith(("其中", "包括", "包含")):
            pass
        case "PURPOSE" if scene.listings.opener == "（" and text[token.start - 1] in "（；":
            pass  # 财政拨款 9 万元（用于教育 5 万元；用于基建 4 万元）
        case "REASON" if lists_mainly(scene, token):
            pass
        case "PURPOSE" if lists_uses(scene, token):
            pass
        case "PURPOSE" if token.start == len(scene.passage.marker) > 0:
            pass  # 1.用于救助 9 万元: the item's own name
        case "PURPOSE" if has_done(scene, token):
            pass  # 1.公益金用于救助 9 万元: what the money of an item has done
        case "REASON" | "PURPOSE":
            context.reason, context.purpose = True, token.type == "PURPOSE"
        case _:
            pass


def _lists_within(text: str, following: str) -> bool:
    """Whether the item before the next one (二是甲 9 万元，其中 …；三是乙 …) has opened a list of its own, which is then over."""
    number = _ORDINALS.find(following[0]) if following[1:] == "是" else 0
    begins = text.rfind(f"{_ORDINALS[number - 1]}是") if number > 0 else -1
    return begins >= 0 and _OPENS.search(text, begins) is not None


def _next_item(scene: Scene, token: Token) -> None:
    """Begin the next item of a list in one line: what was opened inside the item before is over.

    Items that a cause is counted out in (主要原因是：1.…；2.…) are reasons, all of them.
    """
    context = scene.context
    before = scene.passage.text[max(0, token.start - _LONGEST_CAUSE) : token.start]
    counted_out = context.reason and not context.purpose and _CAUSE.search(before) is not None
    context.itemised = context.itemised or counted_out
    if scene.item_depth is None:
        scene.item_depth = scene.listings.depth
    scene.listings.close_to(max(scene.item_depth, 0))
    context.chain, context.words, context.about = [], "", None
    context.reason, context.purpose = context.itemised, False


def _head(scene: Scene) -> None:
    """Take words that stand alone and name a thing (公务接待费。公务接待费：) as what the item goes on about."""
    context = scene.context
    if context.chain or context.reason or scene.topic.path or not context.words or "，" in context.words[:-1]:
        return
    subject = read_subject(context.words.rstrip("，"), scene.year)
    if subject.canonical and subject.named:
        scene.topic = subject.concept


def _end_sentence(scene: Scene, *, passage_ends: bool = False, list_goes_on: bool = False) -> None:
    """End a sentence, and the lists in it unless the next item follows: 其中：1、甲 5 万元，…。2、乙 …"""
    context = scene.context
    _head(scene)
    if context.chain or context.clause or not passage_ends:
        context.before = sentence_claims(scene.claims, scene.sentence) or context.before
    context.chain, context.clause = [], []
    context.reference, context.referred, context.about = None, None, None
    context.reason, context.purpose = list_goes_on and context.itemised, False
    context.period = None
    context.within = context.words = ""
    to_come = passage_ends and scene.passage.text.rstrip("：:").endswith(_LIST_TO_COME)
    if passage_ends and _AMOUNT_AND_COLON.search(scene.passage.text) and not to_come:
        scene.listings.open(context.before[-1:], "：")
        to_come = True
    if not list_goes_on:
        context.itemised = False
        scene.listings.end_sentence(scene.passage.level, pending=to_come)
    scene.sentence += 1


def _reference_amount(scene: Scene, group: Group) -> bool:
    """Read 比上年（15.00 万元）: the amount of a reference, in brackets right behind it."""
    reference = scene.context.reference
    match group.parts:
        case (Phrase(subject=None, predicate=Predicate("amount", quantity=Quantity() as quantity) as said),):
            if reference is None or reference.end + 1 != quantity.token.start:
                return False
            say(scene, Phrase(None, reference, said))
            return True
    return False


def _is_of_a_share(chain: Sequence[Claim], group: Group) -> bool:
    """Whether brackets behind a share give the one amount that it is a share of: 占去年筹集资金的 62%（去年共筹集 9 万元）."""
    behind = bool(chain) and chain[-1].kind in {ClaimKind.SHARE, ClaimKind.RATIO}
    return behind and sum(isinstance(p, Phrase) and p.predicate is not None for p in group.parts) == 1


_SAID_OF_EACH = frozenset({"change", "share", "completion"})


def _lists_amounts(group: Group) -> bool:
    """A bracket that breaks an amount down without 其中: （甲 3 个、乙 5 个）, （含外宾 0 万元）; each may have its change, share or rate."""
    phrases = [p for p in group.parts if isinstance(p, Phrase) and p.predicate is not None]
    if len(phrases) == 1 and phrases[0].subject is not None and _BESIDE_IT.search(phrases[0].subject.text):
        return False
    amounts = [p for p in phrases if p.predicate is not None and p.predicate.kind == "amount"]
    moved = [p for p in phrases if p.predicate is not None and p.predicate.kind in _SAID_OF_EACH]
    named = bool(amounts) and amounts[0] is phrases[0] and all(p.subject is not None for p in amounts)
    return named and len(amounts) + len(moved) == len(phrases) and (len(amounts) > 1 or not moved)
