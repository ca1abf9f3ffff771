"""Which number a 其中, 包括 or 按…分类 breaks down: what was just said, what its side's total is, what its words name."""

from __future__ import annotations

import re

from audit.recognition.prose.language.concepts import names_amount, read_subject
from audit.recognition.prose.language.tokens import Token
from audit.recognition.prose.lists.frame import LOOSE, MAINLY
from audit.recognition.prose.scene import Scene, sentence_claims
from checks.numbers.claims import Claim, ClaimKind

_BREAKS = frozenset("，。；：、（")
"""包括 right behind one of these lists a whole; behind other words (开支内容包括) it may list a part."""

_TAKE_IN = ("包括", "包含")
_NO_AMOUNT = re.compile(r"[^。；：\d]+；")
"""What takes in things without an amount is over at the semicolon: 使用范围包括敬老院、助餐点等；用于 …"""

_SIDE_NAMED = re.compile(r"收入|支出")
_SIDE = re.compile(r"(收入|支出)方面，")
_ONE_SIDE = re.compile(r"(收入|支出)，")
_SIDE_TO_COME = re.compile(
    r"(?:其|主要)?(收入|支出)(?:分?(?:项目|科目|部门)|主要|明细|具体|安排|执行|完成|构成|情况|的)+(?:情况)?，?"
)
"""Words before 如下 that say which side of a paragraph is listed: 支出分项目具体如下."""

_AMOUNTS = re.compile(r"(?:[^，。；：、\d]{2,20}[\d,.]+[万亿]?元[，、；]){2}")
"""Names with an amount each: a list, where a colon stands before it."""

_IN_ALL = re.compile(r"(?:合计|共计|总计|总额)[为是共达]*\Z")
_LISTED = re.compile(
    r"[：，]?(?!因|由于|为|增|减|新|调|追加|补发|压)(?:(?![增减升降调]|追加|压)[^，。；：、\d]){2,24}(?<!同期)(?<!较)\d[\d,]*(?:\.\d+)?[万亿]?元(?=[，。；、和及]|$)"
)
"""A name and its amount, and nothing that has moved: what 主要是 goes on to right behind a level is a part of it and no reason."""

_FUNDS = ("资金", "经费", "公益金", "款", "专款", "基金")
"""Nouns of money that may have done what follows: 公益金用于救助 9 万元."""

_USES = re.compile(r"：(?:(?:[^，。；：\d]{2,30})[\d,.]+[万亿]?元(?:[，；。]|$)){2}")
_MAIN_ITEMS = re.compile(r"主要(.{2,12}?)(?:项目|科目)[^用]*如下")
"""What announces the largest items of what it names: 主要税收收入项目情况如下."""

_LISTED_FIRST = re.compile(r"包括：[^，。；：\d]*\Z")
"""What a sentence lists before it gives any total is a part: 收入包括：财政拨款收入 9 万元、…；支出包括：…。收支总预算 …"""

_SIDES = 4
"""Paragraphs that a sentence turns back over to the totals of both sides."""

_LOOKED_BACK = 40


def open_breakdown(scene: Scene, token: Token) -> None:
    """Open a breakdown; one inside a reason only where its list is still to come."""
    context, text = scene.context, scene.passage.text
    rest = text[token.end : token.end + 2]
    states = context.reason and names_amount(text[token.end : token.end + _LOOKED_BACK], scene.year)
    if context.reason and rest not in {"", "："} and not states:
        return
    said = [c for c in context.chain if not c.in_reason] if states or not context.reason else []
    if token.text in _TAKE_IN and _NO_AMOUNT.match(text, token.end):
        return
    context.reason = False
    lead = text[: token.start][-1:]
    opened = scene.listings.opener
    if not said and opened and text[: token.start].rstrip("：，").endswith(opened):
        return
    if not said and token.text.startswith(LOOSE) and scene.listings.is_to_come:
        return
    if not said and token.text.startswith("分别") and scene.listings.is_without_parts:
        return  # 规模为 9 万元，其中，甲、乙分别为 5 万元和 4 万元
    opener = "其中" if token.text == "包括" and lead not in _BREAKS else token.text
    one_side = context.words.rstrip("，").endswith(("收入", "支出")) or ("支出" in token.text)
    fresh = lead == "；" and scene.listings.depth == 0
    said = (
        said
        or (context.clause if fresh and not _is_listed(context.clause, context.words) else [])
        or (
            _named_total(scene, token) if token.text.startswith("构成") or token.text.endswith("如下") else []
        )
    )
    sure = said or _of_one_side(scene, token)
    near = [] if sure else _other_side(scene) or _of_the_page(scene, token)
    scene.listings.open(
        _levels_of(scene, sure or near or context.before),
        opener,
        same_sentence=bool(said),
        one_side=one_side,
        guessed=bool(near),
    )
    context.chain = []


def open_behind_colon(scene: Scene, token: Token) -> None:
    """Open the list of amounts that a colon sets right behind their total: 资金合计 9 万元：甲 4 万元，乙 3 万元，丙 2 万元."""
    context, text = scene.context, scene.passage.text
    total = context.chain[-1] if context.chain else None
    if (
        total is None
        or total.kind is not ClaimKind.LEVEL
        or total.in_reason
        or not text[: token.start].endswith("元")
    ):
        return
    if _AMOUNTS.match(text, token.end):
        opener = "包括" if _IN_ALL.search(total.phrase) else "其中"
        scene.listings.open([total], opener)
        context.chain = []


def lists_mainly(scene: Scene, token: Token) -> bool:
    """Open what 主要是 lists of the level given right before it: 收入 9 万元，主要是甲 5 万元、乙 3 万元; False where it gives reasons."""
    context, text = scene.context, scene.passage.text
    just = context.chain[-1] if context.chain else None
    told = token.text == MAINLY and not context.reason and text[token.start - 1 : token.start] == "，"
    if just is None or not told or just.kind is not ClaimKind.LEVEL or just.in_reason:
        return False
    behind = just.fact + 1 == scene.first + len(scene.facts) and token.start - scene.last_end == 1
    if not behind or _LISTED.match(text, token.end) is None:
        return False
    scene.listings.open([just], MAINLY)
    context.chain = []
    return True


def lists_uses(scene: Scene, token: Token) -> bool:
    """Open what 主要用于： lists of the level given right before it: 支出 9 万元，主要用于：甲 5 万元，乙 4 万元; False where it lists no amounts."""
    context, text = scene.context, scene.passage.text
    just = context.chain[-1] if context.chain else None
    told = text[token.end : token.end + 1] == "：" and not context.reason and just is not None
    if just is None or not told or just.kind is not ClaimKind.LEVEL or not _USES.match(text, token.end):
        return False
    scene.listings.open([just], "其中")
    context.chain = []
    return True


def has_done(scene: Scene, token: Token) -> bool:
    """Whether 用于 says what money itself has done: at the head of an item or of a list, or as the item before did."""
    text, context = scene.passage.text, scene.context
    if text[token.start - 1 : token.start] == "；":
        last = scene.claims[-1] if scene.claims else None
        return last is not None and last.sentence == scene.sentence and not (last.in_reason or context.reason)
    named = text[: token.start].endswith(_FUNDS) and not context.reason
    listed = scene.listings.depth > 0 and "，" not in text[scene.last_end + 1 : token.start]
    return named and (listed or not scene.last_end)


def _is_listed(clause: list[Claim], words: str) -> bool:
    """Whether what a sentence has said before it turns to its other side are parts of the first: 收入包括：…；支出包括：…"""
    return (
        _ONE_SIDE.fullmatch(words) is not None and _LISTED_FIRST.search(clause[0].lead) is not None
        if clause
        else False
    )


def _levels_of(scene: Scene, said: list[Claim]) -> list[Claim]:
    """What was said; where it is of rates only, the levels that they are rates of: 收入 9 万元，…。可比下降 5%，其中 …"""
    if any(claim.kind is not ClaimKind.RATE for claim in said):
        return said
    return [scene.at(base) for base in dict.fromkeys(claim.base for claim in said) if base is not None]


def _of_one_side(scene: Scene, token: Token) -> list[Claim]:
    """What was said of the side that a sentence turns to: 收入方面，分中央和地方看，…; 收支总预算 9 万元，收入包括：…；支出包括：…"""
    if token.text.endswith("来源"):
        return _totals(scene, "收入", 1)[-1:]
    if side := _SIDE.match(scene.context.words):
        whole = [c for c in _levels_near(scene, _SIDES) if c.concept.name.endswith(side[1])]
        first = whole[0].sentence if whole else 0
        return [c for c in whole if c.sentence == first][:1]
    if to_come := _SIDE_TO_COME.fullmatch(scene.context.words):
        return [c for c in _levels_near(scene, 0) if c.total is None and c.concept.name.endswith(to_come[1])][
            -1:
        ]
    turned = _ONE_SIDE.fullmatch(scene.context.words)
    return _totals(scene, turned[1], 0)[-1:] if turned is not None else []


def _other_side(scene: Scene) -> list[Claim]:
    """The total of income where the sentence turns to expenditure and gives none: 收入 9 万元，包括 …；支出包括：…

    So where its parts stand in a sentence of their own: 收入预算 9 万元。收入包括：…；支出包括：…
    """
    side = _ONE_SIDE.fullmatch(scene.context.words)
    head = next((c for c in sentence_claims(scene.claims, scene.sentence) if c.kind is ClaimKind.LEVEL), None)
    other = {"收入": "支出", "支出": "收入"}[side[1]] if side is not None else ""
    if head is None or not other or _LISTED_FIRST.search(head.lead):
        return []
    total = scene.listings.total_of(head)
    head = head if total is None else scene.at(total)
    return [head] if head.concept.name.endswith(other) else []


def _of_the_page(scene: Scene, token: Token) -> list[Claim]:
    """The total that a list by kinds divides, given some paragraphs above: 按支出功能分类，…; 支出预算按功能分类：…"""
    named = token.text if _SIDE_NAMED.search(token.text) else scene.context.words
    side = next((side for side in ("收入", "支出") if side in named), None)
    said = any(claim.kind is ClaimKind.LEVEL for claim in scene.context.before)
    if side is None or not token.text.startswith(LOOSE) or said:
        return []
    return _totals(scene, side, _SIDES)[-1:]


def _totals(scene: Scene, side: str, paragraphs: int) -> list[Claim]:
    """The totals of a side that so many paragraphs back have given for this year."""
    names = {"收入支出总计", "财政拨款收入支出总计", f"总{side}", f"本年{side}合计", side}
    near = (c for c in _levels_near(scene, paragraphs) if c.period in {None, scene.year})
    return [c for c in near if c.concept.name in names]


def _levels_near(scene: Scene, paragraphs: int) -> list[Claim]:
    """The levels given last, not more than so many paragraphs back."""
    near = (c for c in scene.claims[-_LOOKED_BACK:] if scene.passage.index - c.paragraph <= paragraphs)
    return [c for c in near if c.kind is ClaimKind.LEVEL]


def _named_total(scene: Scene, token: Token) -> list[Claim]:
    """The level that the words before an opener name, or its own: 本年收入的具体构成为 …; 财政拨款支出主要内容如下：…; 主要税收收入项目情况如下：…"""
    words = re.sub(r"的?(?:具体|主要|详细)?(?:情况)?$", "", scene.context.words.rstrip("，"))
    if items := _MAIN_ITEMS.match(token.text):
        words = items[1]
    subject = read_subject(words, scene.year) if words else None
    if subject is None or not subject.canonical or not subject.named:
        return []
    said = scene.levels.get(subject.concept.name, [])
    return [level for level in said if level.period in {None, scene.year}][-1:]
