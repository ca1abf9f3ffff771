"""Titles of statements by their parts: the same words in another order, a fund in brackets, 统计表 for 表.

A title that the catalogue does not list as a whole is taken apart into the words of the field. Only where nothing is
left over, and the words name one statement, is it that statement: 上级专项收入决算表 is none, for 上级专项 is left.
"""

from __future__ import annotations

import re

from checks.catalogue.vocabulary import either, table

_TITLE_TAIL = re.compile(
    r"(?:(?:（(?:续|续表|公开|预算)?\d*表?|（(?:单位|金额)[^（）]*|（\d{4}年度?|（功能分类|（公开\d+表)）"
    r"|（财决附?[\d\-]*表?）?)$"
)
"""What may stand behind a title. The name of a sheet ends at its 31st character: （财决08-1 may have lost its end."""
_HEAD_END = re.compile(
    r"(?:年度?|部门|单位|局|委员会|办公室|办公厅|街道办事处|人民政府|院|中心|部|厅|处|会|校|[小中大]学|幼儿园|站|所|馆|队|表[一二三四五六七八九十\d\-]+"
    r"|附件?\d*|[：:、.\d]|）|区|市|省|县|镇|乡|本级|总|[A-Z]{1,2}\d{2}(?:_\d)?)$"
)

_WORDS = re.compile(rf"(?:{either(table('title_words'))})+表(?:（[^（）]{{1,12}}）)?")
_NOT_OF_IT = re.compile(either(table("title_of_others")))


def without_tail(text: str) -> str:
    """A title without what stands behind it: 续表, its unit, year, or number of form."""
    return _TITLE_TAIL.sub("", text).removesuffix("续表")


def is_head(head: str) -> bool:
    """Whether what stands before a title can be its head: table number, year, department."""
    return not head or _HEAD_END.search(head) is not None


def statement_by_parts(text: str) -> tuple[str, int] | None:
    """The code of the statement that the words of a title name, and where in ``text`` they begin; None if they name none.

    ``text`` is a title as :func:`checks.catalogue.plain` leaves it, without the table's number and marks at its end.
    """
    for start in range(len(text)):
        if _WORDS.fullmatch(text, start):
            code = _code(text[start:])
            return (code, start) if code else None
    return None


def _code(words: str) -> str | None:
    if _NOT_OF_IT.search(words):
        return None
    kind = "final_accounts" if "决算" in words else "budget"
    name = _name(words, kind)
    return f"{kind}.{name}" if name else None


def _name(words: str, kind: str) -> str | None:
    spending, income = "支出" in words, "收入" in words
    both = "收支" in words or (spending and income)
    for word, name in (("三公", "three_public"), ("政府采购", "procurement"), ("非税", "non_tax_revenue")):
        if word in words:
            return name if (kind, name) not in _MISSING else None
    if "机关运行经费" in words:
        return "agency_running" if kind == "budget" else None
    if "政府性基金" in words or "基金预算" in words:
        return "government_fund"
    if "国有资本" in words:
        return "state_capital"
    general = re.search(r"一般公共预算|公共财政预算|公共预算", words) is not None
    fiscal = "财政拨款" in words
    if "基本" in words and "项目" not in words and spending:
        return (
            "basic_expenditure" if general or kind == "final_accounts" else "fiscal_basic" if fiscal else None
        )
    if fiscal and both and not general:
        return "fiscal_summary"
    if general and spending and not both and not income:
        return "general_budget_expenditure"
    if fiscal and spending and not both and kind == "budget":
        return "fiscal_expenditure"
    if fiscal or general:
        return None
    if both:
        return None if _OF_YEARS.search(words) else "summary"
    if income:
        return "income"
    return "expenditure" if spending and _of_everything(words) else None


_OF_YEARS = re.compile(r"对比|比较")
"""Income and expenditure held against those of other years: rows of the office's own choice, not those of the official summary."""

_MISSING = frozenset({("final_accounts", "procurement"), ("budget", "non_tax_revenue")})
"""Statements that one kind of document does not have."""


def _of_everything(words: str) -> bool:
    """Whether 支出 is all that is said: neither by economic items nor by projects, nor of some items alone."""
    return not re.search(r"经济|项目|明细|会议费|培训费", words)
