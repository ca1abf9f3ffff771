"""Why a rule was not applied, in the words of whoever asks."""

from __future__ import annotations

from dataclasses import dataclass

from checks import catalogue

_SENTENCES = {
    "statement": ("文件中没有《{value}》", "the documents have no 《{value}》"),
    "amounts": ("《{value}》没有填写金额", "《{value}》 has no amounts"),
    "condition": ("不符合适用条件（{value}）", "its condition does not hold ({value})"),
    "column": (
        "报表另有一栏“{value}”，不在该关系之内",
        "the table has a column “{value}” that the relation lacks",
    ),
    "nothing": ("没有可以相加的数", "there is nothing to add up"),
    "children": ("没有哪一行有下级行", "no row has rows below it"),
    "never": ("文件中没有该规则所说的内容", "nothing in the documents is what the rule speaks of"),
}


@dataclass(frozen=True, slots=True)
class Why:
    """The key of a sentence, and what fills it: a statement's code, a condition, a column."""

    key: str
    value: str = ""

    def said(self, lang: str) -> str:
        """The sentence in ``lang`` (``zh`` or ``en``); statements are called by their titles."""
        return _SENTENCES[self.key][lang == "en"].format(value=catalogue.name_of(self.value))


NEVER = Why("never")
"""Of a rule that was neither applied nor tried."""
