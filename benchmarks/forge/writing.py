"""From a seed to a document: one wording a section, under the headings of a narrative, with the wording of every line."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from benchmarks.forge.figures import Print, year_of
from benchmarks.forge.wordings import WORDINGS

HEADINGS = {
    "totals": "一、收入支出决算总体情况说明",
    "income": "二、收入决算情况说明",
    "spending": "三、支出决算情况说明",
    "basic": "四、一般公共预算财政拨款基本支出决算情况说明",
    "three": "五、“三公”经费支出决算情况说明",
    "three-items": "",
    "agency": "六、机关运行经费支出情况说明",
    "procurement": "七、政府采购支出情况说明",
}
_TOKEN = re.compile(r"(?<![\d.,年])\d[\d,]*(?:\.\d+)?(?=万元|元|%|个|辆|批次|人次)")


@dataclass(frozen=True, slots=True)
class Written:
    """A document as lines of text, and for each line the wording it was written in (empty for headings)."""

    lines: tuple[str, ...]
    wordings: tuple[str, ...]


def write(seed: int) -> Written:
    """The document of a seed."""
    dice = random.Random(seed)
    year = year_of(seed)
    style = Print(
        unit=dice.choice(["万元", "万元", "万元", "元"]),
        decimals=2,
        commas=dice.random() < 0.3,
        percent=dice.choice([2, 2, 1]),
    )
    lines, names = [f"{year.name}{year.year}年度部门决算情况说明"], [""]
    for section, heading in HEADINGS.items():
        if heading:
            lines.append(heading)
            names.append("")
        form = dice.choice(WORDINGS[section])
        for line in form(year, style).split("\n"):
            lines.append(line)
            names.append(form.__name__)
    return Written(tuple(lines), tuple(names))


@dataclass(frozen=True, slots=True)
class Slip:
    """A number that was changed: the line it stands on, what stood there, and what stands there now."""

    line: int
    right: str
    wrong: str


def spoil(written: Written, seed: int) -> tuple[Written, Slip] | None:
    """The document with one digit of one number changed, two exchanged, or one left out; None where nothing can be."""
    dice = random.Random(seed)
    places = [
        (i, m) for i, line in enumerate(written.lines) if written.wordings[i] for m in _TOKEN.finditer(line)
    ]
    places = [(i, m) for i, m in places if len(m[0].replace(",", "").replace(".", "")) > 2]
    if not places:
        return None
    line, match = dice.choice(places)
    right = match[0]
    digits = [k for k, char in enumerate(right) if char.isdigit()]
    k = dice.choice(digits[:-1] if len(digits) > 1 else digits)
    other = dice.choice([d for d in "123456789" if d != right[k]])
    wrong = right[:k] + other + right[k + 1 :]
    text = written.lines[line]
    spoilt = text[: match.start()] + wrong + text[match.end() :]
    lines = (*written.lines[:line], spoilt, *written.lines[line + 1 :])
    return Written(lines, written.wordings), Slip(line, right, wrong)
