"""The words of a department's history, in both languages."""

from __future__ import annotations

from audit.sentences import say as _say

BUDGET, ACCOUNTS = "budget", "final_accounts"
"""The kinds of document that a figure is taken from."""

_SENTENCES = {
    "sheet": ("历年", "History"),
    "title": ("{name} 历年主要数据", "{name}: the main figures over the years"),
    "unit": ("单位：万元", "in 10,000 yuan"),
    "figure": ("项目", "Figure"),
    BUDGET: ("预算", "Budget"),
    ACCOUNTS: ("决算", "Accounts"),
    "breaks": ("年度之间的断点", "Where the years do not go together"),
    "none": ("没有发现断点。", "None was found."),
    "unknown": ("数据仓中没有“{name}”{near}。", "The store has nothing of {name}{near}."),
    "near": ("，是不是：{names}", "; did you mean: {names}"),
    "carry": (
        "{before} 年年末结转和结余为 {closing}，{year} 年年初为 {opening}，不相衔接。",
        "{before} closes with {closing}, {year} opens with {opening}.",
    ),
}


def say(key: str, lang: str, **values: object) -> str:
    """A sentence of the history in a language."""
    return _say(_SENTENCES, key, lang, **values)
