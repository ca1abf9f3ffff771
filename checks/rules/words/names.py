"""Names that do not fit the document: another spelling, another level, another kind of body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.catalogue.vocabulary import slip, slip_words
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_TITLE_END = re.compile(r"(?:部门|单位)?(?:决算|预算)(?:表|草案|公开|情况说明|编制说明)?\Z")
_DISTRICT = re.compile(r"(?<=市)[\u4e00-\u9fff]{1,5}?(?:新区|区|县)(?!域)")
_BODIES = slip_words("other_bodies")
_OWN_WORDS = re.compile(r"(?:我局|本局|局网站|我厅|本厅|我委|(?<=[、和及与])省厅|(?<=以及)省厅)")
_MUNICIPAL = re.compile(slip("municipal"))
_UNIT_LEVEL = re.compile(r"部门(?:预算|决算)安排(?:购置|了|资金|支出)?|(?<=年|度)部门(?:预算|决算)中(?=，)")
_CALLS_ITSELF = ("本单位", "本部门")
"""What a unit calls itself, and what its department does: left over where it is said once, or a few times among many."""

_AMONG = 3

_OUR_DEPARTMENT = re.compile(r"本部门(?!预算|决算|所属|下属|管理)")


def spelling(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """The department's name with 与 for 和 or the other way round."""
    name = setting.department or ""
    variants = {name.replace("和", "与"), name.replace("与", "和")} - {name, ""}
    for variant in sorted(variants):
        for wording in texts:
            place = wording.text.find(variant)
            if place >= 0:
                yield at("words.department-spelling", wording, place, place + len(variant), expected=name)
                break


def other_level(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """A title that names the municipal body instead of the district's."""
    name = setting.department or ""
    above = _DISTRICT.sub("", name, count=1)
    if not name or above == name or len(above) < 6:
        return
    for wording in texts:
        place = wording.text.find(above)
        if place >= 0 and len(wording.text) < 50 and _TITLE_END.search(wording.text):
            yield at("words.department-level", wording, place, place + len(above), expected=name)


def other_body(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """我局 or 局网站 in the report of a 部, 我厅 in that of a 局."""
    wrong = _BODIES.get((setting.department or " ")[-1], ())
    for wording in texts:
        for match in _OWN_WORDS.finditer(wording.text):
            if match.group() in wrong and not wording.text[match.end() :].startswith("（"):
                yield at(
                    "words.other-body", wording, match.start(), match.end(), expected=setting.department or ""
                )


def levels(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """市级 in the budget of a district, 部门预算 in that of a unit."""
    district = _DISTRICT.search(setting.department or "") or any(
        "区级部门" in w.text or "区级单位" in w.text for w in texts[:12]
    )
    own, above = (sum(w.text.count(name) for w in texts) for name in _CALLS_ITSELF)
    left_over = setting.level == "单位" and own > 0 and (above == 1 or _AMONG * above <= own)
    for wording in texts:
        if (
            district
            and setting.kind in {"budget", "final_accounts"}
            and (match := _MUNICIPAL.search(wording.text))
        ):
            yield at("words.level-municipal", wording, match.start(), match.end(), expected="区级")
        if setting.level == "单位" and (match := _UNIT_LEVEL.search(wording.text)):
            yield at(
                "words.level-unit", wording, match.start(), match.end(), expected=f"单位{match.group()[2:4]}"
            )
        elif left_over and (match := _OUR_DEPARTMENT.search(wording.text)):
            yield at("words.level-unit", wording, match.start(), match.end(), expected=_CALLS_ITSELF[0])


RULES: tuple[WordRule, ...] = (spelling, other_level, other_body, levels)
