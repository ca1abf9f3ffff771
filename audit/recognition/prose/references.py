"""The amount that a comparison prints of what it is with: 比2012年预算数 19.80 万元增加 …, 比年初 5 万元增加 …"""

from __future__ import annotations

import re
from dataclasses import replace

from audit.recognition.prose.language.concepts import Subject, read_subject, reference_of
from audit.recognition.prose.language.grammar import Quantity
from audit.recognition.prose.language.numbers import read_number
from audit.recognition.prose.language.tokens import Token
from audit.recognition.prose.lists.listings import AVERAGE
from audit.recognition.prose.scene import LEVELS, Scene, is_rate
from checks.numbers.claims import ClaimKind, Concept

_FROM_THE_START = re.compile(r"[年期]初(?:数|余额)?\Z")
"""What the end of a year is compared with."""


def reference_level(scene: Scene, words: str, reference: Token, quantity: Quantity) -> None:
    """The amount that a reference prints itself: 比2012年预算数 19.80 万元增加 …; 公务接待费由上年的 5 万元减少到 …"""
    measure, period = reference_of(reference.text, scene.year)
    just = next((c for c in reversed(scene.context.said) if c.kind in LEVELS), None)
    named = read_subject(reference.text.lstrip("比较与同和由从"), scene.year)
    before = read_subject(words, scene.year)
    if before.canonical and before.named:  # 本年收入较上年 5 万元减少 …: its level is not printed
        scene.context.about = before
    known = next((each.concept for each in (named, before) if each.canonical and each.named), None)
    concept = known or (just.concept if just else scene.topic)
    if known is None and _listed_together(scene):
        concept = Concept("")
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


def _listed_together(scene: Scene) -> bool:
    """Whether two parts of one total stand right before, or an average: 收入 9 万元，其中：甲 5 万元，乙 4 万元，较上年的 8 万元增加 … says nothing of which."""
    if scene.context.chain and AVERAGE.search(scene.context.chain[-1].phrase):
        return True
    totals = [scene.listings.total_of(claim) for claim in scene.context.chain[-2:]]
    return len(totals) == 2 and totals[0] is not None and totals[0] == totals[1]
