"""The rules as pages a finance officer reads: the list, and one page a rule."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from audit.reporting.files import OutputError, replace
from audit.rulebook.examples import Tested, run_tests
from audit.rulebook.in_force import MISTAKES, extra_files, pack_in_force, sentence_of
from audit.rulebook.manual import render
from audit.settings.file import load
from audit.settings.model import read_settings
from checks.rules.rule import Rule, RulePack

_WORDS = {
    "zh": {
        "finds": "查什么",
        "relation": "勾稽关系",
        "applies": "适用报表",
        "when": "前提",
        "severity": "级别",
        "category": "类别",
        "basis": "依据",
        "fix": "如何改正",
        "pass": "符合的例子",
        "fail": "不符合的例子",
        "unknown": "没有编号为 {id} 的规则{near}。用 gouji rules list 查看全部规则。",
        "near": "，是否指 {name}",
        "several": "有几条规则的名称含有“{id}”：",
        "none": "没有规则含有“{words}”。用 gouji rules list 查看全部规则。",
        "category_unknown": "没有“{id}”这一类规则，可用：{names}。",
    },
    "en": {
        "finds": "Finds",
        "relation": "Relation",
        "applies": "Statements",
        "when": "Only if",
        "severity": "Severity",
        "category": "Category",
        "basis": "Basis",
        "fix": "How to fix",
        "pass": "Passes",
        "fail": "Fails",
        "unknown": "There is no rule {id}{near}. See gouji rules list.",
        "near": "; did you mean {name}",
        "several": "Several rules have {id!r} in their titles:",
        "none": "No rule has {words!r}. See gouji rules list.",
        "category_unknown": "There is no category {id!r}; known: {names}.",
    },
}


class UnknownRuleError(Exception):
    """A rule id that is not known, or a file that cannot be used, in one sentence."""


def _pack(files: Sequence[Path], config: Path | None, lang: str) -> RulePack:
    try:
        read_settings(load(config, lang), lang)
        return pack_in_force(files, config)
    except MISTAKES as error:
        raise UnknownRuleError(sentence_of(error, lang)) from error


def list_rules(
    files: Sequence[Path],
    config: Path | None,
    lang: str,
    words: Sequence[str] = (),
    category: str | None = None,
) -> str:
    """The rules, one a line: severity, id, title; those that have all ``words`` in id or titles, of ``category``.

    Raises :class:`UnknownRuleError`, also where there are none.
    """
    rules = _pack(files, config, lang).rules.values()
    categories = sorted({rule.category.value for rule in rules})
    if category is not None and category not in categories:
        raise UnknownRuleError(
            _WORDS[lang]["category_unknown"].format(id=category, names="、".join(categories))
        )
    chosen = [rule for rule in rules if _has(rule, words) and category in {None, rule.category.value}]
    if not chosen:
        raise UnknownRuleError(_WORDS[lang]["none"].format(words=" ".join(words)))
    width = max(len(rule.id) for rule in chosen)
    return "\n".join(f"{r.severity.value:7}  {r.id:{width}}  {r.title.in_(lang)}" for r in chosen)


def _has(rule: Rule, words: Sequence[str]) -> bool:
    text = f"{rule.id} {rule.title.zh} {rule.title.en} {rule.finds.zh} {rule.finds.en}".lower()
    return all(word.lower() in text for word in words)


def show_rule(rule_id: str, files: Sequence[Path], config: Path | None, lang: str) -> str:
    """One rule's page, by its id or by words that only its titles have. Raises :class:`UnknownRuleError`."""
    pack = _pack(files, config, lang)
    words = _WORDS[lang]
    if rule_id in pack.rules:
        return "\n".join(_page(pack[rule_id], words, lang))
    titled = [r for r in pack.rules.values() if rule_id.lower() in f"{r.title.zh} {r.title.en}".lower()]
    if len(titled) == 1:
        return "\n".join(_page(titled[0], words, lang))
    if titled:
        named = "\n".join(f"  {r.id}  {r.title.in_(lang)}" for r in titled)
        raise UnknownRuleError(f"{words['several'].format(id=rule_id)}\n{named}")
    close = get_close_matches(rule_id, list(pack.rules), n=1, cutoff=0.4)
    near = words["near"].format(name=close[0]) if close else ""
    raise UnknownRuleError(words["unknown"].format(id=rule_id, near=near))


def try_rules(file: Path, files: Sequence[Path], config: Path | None, lang: str) -> Tested:
    """Run the examples of a rule file. Raises :class:`UnknownRuleError` where it cannot be used."""
    try:
        return run_tests(file, extra_files(files, config), lang)
    except MISTAKES as error:
        raise UnknownRuleError(sentence_of(error, lang)) from error


def write_docs(to: Path, files: Sequence[Path], config: Path | None, lang: str) -> None:
    """Write the pages of all rules to one Markdown file. Raises :class:`UnknownRuleError`."""
    language = "" if lang == "zh" else f" --lang {lang}"
    text = render(_pack(files, config, lang), lang, f"gouji rules docs --to {to.name}{language}")
    try:
        replace(to, text.encode("utf-8"), lang)
    except OutputError as error:
        raise UnknownRuleError(str(error)) from error


def _page(rule: Rule, words: dict[str, str], lang: str) -> list[str]:
    lines = [f"{rule.id}  {rule.title.in_(lang)}", ""]
    examples = rule.examples or {}
    for label, text in (
        ("finds", rule.finds.in_(lang)),
        ("relation", rule.relation or ""),
        ("applies", ", ".join(rule.statements)),
        ("when", "; ".join(rule.when)),
        ("severity", rule.severity.value),
        ("category", rule.category.value),
        ("basis", rule.basis),
        ("pass", _example(examples.get("pass"))),
        ("fail", _example(examples.get("fail"))),
        ("fix", rule.fix.in_(lang)),
    ):
        if text:
            lines.append(f"{words[label]}: {text}")
    return lines


def _example(example: object) -> str:
    if isinstance(example, dict):
        return "; ".join(f"{place} = {value}" for place, value in example.items())
    if isinstance(example, list):
        return " / ".join(str(item) for item in example)
    return str(example or "")
