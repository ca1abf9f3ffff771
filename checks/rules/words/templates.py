"""Remains of a template: placeholders, both alternatives, instructions, reasons left empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_UP, _DOWN = "增加|增长|上升|大于|高于", "减少|下降|降低|小于|低于"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "words.alternatives",
        re.compile(
            rf"(?:{_UP})（(?:或)?(?:{_DOWN})）|(?:{_DOWN})（(?:或)?(?:{_UP})）|大小于|(?<!增)减增加|(?<!净)增减少"
        ),
    ),
    (
        "words.alternative-names",
        re.compile(
            r"(?<![各关直个级])[局厅委部办]（[局厅委部办]、[局厅委部办、]*[局厅委部办]）|我[局厅部委]（[局厅委部办、]+）"
            r"|(?<![各关级他等])部门（单位）(?=共有|所属|机关|本级|下属)"
        ),
    ),
    (
        "words.placeholder",
        re.compile(r"(?<![A-Za-z0-9])(?:[XxＸ×]{2,}|某某|○{2,}|〇〇+|_{3,})(?![A-Za-z0-9])"),
    ),
    ("words.rate-dash", re.compile(r"(?:增长|下降|增加|减少)[-—–]{2,}[%％]")),
    (
        "words.instruction-left",
        re.compile(
            r"仍保留该表格?式|作持平表述|不涉及的不列|按上述格式依次说明|作下述说明|请根据实际情况|（?请自行(?:填写|修改)"
        ),
    ),
    ("words.instruction-phrase", re.compile(r"[列排]数应与《|数应与《|列明公务(?:接待|用车)")),
    ("words.reason-empty", re.compile(r"主要原因(?:是：|是|为|系|：)[。；]")),
    ("words.doubled-punctuation", re.compile(r"。。|，，|；；|、、|：：|，。|。，|、。")),
)


def templates(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """Every remain of a template, once a paragraph and kind."""
    for wording in texts:
        for rule, pattern in _PATTERNS:
            if match := pattern.search(wording.text):
                yield at(rule, wording, match.start(), match.end())


RULES: tuple[WordRule, ...] = (templates,)
