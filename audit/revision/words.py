"""What is said of corrections: beside each, and of a document as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from audit.reporting.plain import clean
from audit.reporting.view import View
from checks.finding import Correction

_SENTENCES = {
    "zh": {
        "done": "“{name}”：{count} 处确定的错误已在修订副本中改正，供逐处接受或拒绝{left}。",
        "left": "；另有 {count} 处找不到唯一的位置，只列入改正清单",
        "list_only": "“{name}”：{count} 处确定的错误列在 {list} 中，这种文件没有修订副本。",
        "nothing": "没有可以确定改正的数，没有写修订副本。",
        "source": "来源为此数",
        "diagnosis": "由勾稽关系唯一确定",
        "follows": "随改正后的数重新计算",
        "comment": "第 {number} 条：{old} → {new}（{why}）。{message}",
    },
    "en": {
        "done": "“{name}”: {count} certain corrections are in its revised copy, to be accepted or rejected one by one{left}.",
        "left": "; {count} more, whose place cannot be told for sure, are in the list only",
        "list_only": "“{name}”: {count} certain corrections are in {list}; a file of this kind has no revised copy.",
        "nothing": "There is nothing that can be corrected for certain, and no revised copy.",
        "source": "the source says so",
        "diagnosis": "the relations leave no other value",
        "follows": "reckoned again from corrected numbers",
        "comment": "No. {number}: {old} → {new} ({why}). {message}",
    },
}


@dataclass(frozen=True, slots=True)
class Revised:
    """A corrected copy, and the facts of the corrections that are in it."""

    content: bytes
    suffix: str
    done: tuple[int, ...]


def sentence(key: str, lang: str, **values: object) -> str:
    """One sentence; ``left`` is how many corrections did not find their place."""
    words = _SENTENCES[lang]
    if "left" in values:
        left = values["left"]
        values["left"] = words["left"].format(count=left) if left else ""
    return words[key].format(**values)


def why(correction: Correction, lang: str) -> str:
    """Why a correction is certain."""
    return _SENTENCES[lang][correction.why]


def comment(correction: Correction, view: View) -> str:
    """What stands beside a correction: the finding's number, old and new, and what does not agree."""
    entry = next((e for e in view.entries if e.finding.id == correction.finding), None)
    lang = view.report.lang
    return clean(
        _SENTENCES[lang]["comment"].format(
            number=entry.number if entry else "",
            old=correction.evidence.text,
            new=correction.repair,
            why=why(correction, lang),
            message=entry.finding.message if entry and correction.why != "follows" else "",
        )
    )
