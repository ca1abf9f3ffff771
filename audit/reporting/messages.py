"""How a report speaks: the catalogue's words in one language, and the names other parts give in English."""

from __future__ import annotations

from dataclasses import dataclass

from audit.reporting.catalogue import CATALOGUE

LANGUAGES = ("zh", "en")

_SLIPS: dict[str, str] = {
    "transposed digits": "数字颠倒",
    "one digit wrong": "错一位数字",
    "digit dropped": "漏一位数字",
    "digit doubled": "一位数字重复",
    "digit too many": "多一位数字",
    "decimal point moved": "小数点错位",
    "sign": "正负号",
    "unit mixed up": "单位混用",
    "neighbouring value": "错填相邻的数",
    "block out of step": "整段错行",
    "unexplained": "原因不明",
}
"""How a diagnosis names a slip, in Chinese; English reports print the name itself."""

_REASONS: dict[str, str] = {
    "not a number": "不是数字",
    "larger than any amount of money": "大得不可能是金额",
    "a formula without a saved result": "公式没有保存计算结果",
    "an error in the place of a result": "显示的是错误值而不是结果",
    "Chinese numerals": "以中文数字列示",
    "several numbers in one cell": "一格中有几个数，无法判断各属哪一列",
    "more than one decimal point": "小数点不止一个",
    "thousands separators do not group by three": "千位分隔不是三位一组",
    "more decimals than the unit can carry": "小数位数超过单位所能表示的",
    "no rule speaks of it": "没有规则涉及",
}
"""Reasons that the reading of numbers gives in English, in Chinese."""


@dataclass(frozen=True, slots=True)
class Words:
    """The interface words in one language; ``words("place.page", page=9)`` is “第 9 页”."""

    lang: str

    def __call__(self, key: str, **values: object) -> str:
        """The message ``key`` with its placeholders filled in; ``KeyError`` where there is none."""
        chinese, english = CATALOGUE[key]
        return (english if self.lang == "en" else chinese).format(**values)

    def slip(self, kind: str) -> str:
        """The kind of slip a diagnosis names; a kind without a translation is shown as it stands."""
        return kind if self.lang == "en" else _SLIPS.get(kind, kind)

    def reason(self, why: str) -> str:
        """Why a number was not read or not checked; a reason without a translation is shown as it stands."""
        return why if self.lang == "en" else _REASONS.get(why, why)
