"""``docs/rules.md``: one page of Markdown with every rule, made from the rule files and never edited by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from checks.finding import Category
from checks.rules.rule import Rule, RulePack

_WORDS = {
    "zh": {
        "title": "规则手册",
        "made": "由 `{command}` 从规则文件生成，请勿手工修改。共 {count} 条规则。",
        "summary": "| 规则 | 名称 | 级别 | 可否说明 |\n|---|---|---|---|",
        "waivable": "可",
        "final": "否",
        "finds": "查什么",
        "statements": "适用报表",
        "each": "逐一核对",
        "when": "前提",
        "basis": "依据",
        "fix": "如何改正",
        "pass": "符合",
        "fail": "不符合",
    },
    "en": {
        "title": "The rules",
        "made": "Made from the rule files by `{command}`; do not edit. {count} rules.",
        "summary": "| rule | name | severity | can be explained |\n|---|---|---|---|",
        "waivable": "yes",
        "final": "no",
        "finds": "Finds",
        "statements": "Statements",
        "each": "For each",
        "when": "Only if",
        "basis": "Basis",
        "fix": "How to fix",
        "pass": "Passes",
        "fail": "Fails",
    },
}
_CATEGORIES = {
    Category.WITHIN_TABLE: ("表内勾稽", "Within a table"),
    Category.CROSS_TABLE: ("表间勾稽", "Between tables"),
    Category.PROSE_VS_TABLE: ("文字与表格", "Prose against tables"),
    Category.PROSE_VS_PROSE: ("文字与文字", "Prose against prose"),
    Category.STRUCTURE: ("公开内容与文字", "What is disclosed, and how"),
    Category.SCHEMA: ("编码与数字的格式", "Codes and numbers"),
    Category.CROSS_DOCUMENT: ("文件之间", "Between documents"),
}


def render(pack: RulePack, lang: str, command: str) -> str:
    """All rules of ``pack`` as Markdown, by category; ``command`` is what makes the page again."""
    words = _WORDS[lang]
    order = list(Category)
    rules = sorted(pack.rules.values(), key=lambda rule: order.index(rule.category))
    made = words["made"].format(command=command, count=len(rules))
    lines = [f"# {words['title']}", "", made, ""]
    for category, group in groupby(rules, key=lambda rule: rule.category):
        members = list(group)
        lines += [f"## {_CATEGORIES[category][lang == 'en']}", "", words["summary"]]
        lines += [_row(rule, words, lang) for rule in members]
        for rule in members:
            lines += ["", *_page(rule, words, lang)]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _row(rule: Rule, words: Mapping[str, str], lang: str) -> str:
    may = words["waivable" if rule.waivable else "final"]
    return f"| [{rule.id}](#{_anchor(rule.id)}) | {rule.title.in_(lang)} | {rule.severity.value} | {may} |"


def _anchor(rule_id: str) -> str:
    """The anchor that GitHub gives to a heading that is the rule's id in code type."""
    return rule_id.replace(".", "")


def _page(rule: Rule, words: Mapping[str, str], lang: str) -> list[str]:
    lines = [f"### `{rule.id}`", "", f"**{rule.title.in_(lang)}**", ""]
    finds = rule.finds.in_(lang)
    if finds != rule.title.in_(lang):
        lines += [finds, ""]
    if rule.relation:
        lines += ["```", rule.relation, "```", ""]
    facts = (
        ("statements", ", ".join(f"`{code}`" for code in rule.statements)),
        ("each", rule.each or ""),
        ("when", "; ".join(f"`{condition}`" for condition in rule.when)),
        ("basis", rule.basis),
        ("fix", rule.fix.in_(lang)),
    )
    lines += [f"- {words[label]}: {text}" for label, text in facts if text]
    return [*lines, *_examples(rule.examples or {}, words)]


def _examples(examples: Mapping[str, Any], words: Mapping[str, str]) -> list[str]:
    """The pass and the fail example: side by side where they are cells, else one below the other."""
    cases = [examples.get("pass"), examples.get("fail")]
    if all(isinstance(case, Mapping) for case in cases):
        right, wrong = cases
        table = ["", f"| | {words['pass']} | {words['fail']} |", "|---|---|---|"]
        return [*table, *_cells(right, wrong)]
    return [
        line
        for label, case in zip(("pass", "fail"), cases, strict=True)
        if case
        for line in ("", f"{words[label]}:", "", *(f"> {text}" for text in _texts(case)))
    ]


def _cells(right: Any, wrong: Any) -> Iterable[str]:
    for cell in dict.fromkeys((*right, *wrong)):
        before, after = right.get(cell, ""), wrong.get(cell, "")
        yield f"| `{cell}` | {before} | {after if before == after else f'**{after}**'} |"


def _texts(case: Any) -> list[str]:
    items = case if isinstance(case, list) else [case]
    return [line for item in items for line in str(item).strip().split("\n")]
