"""``gouji rules test FILE``: a rule file's own examples, run, with a line for every rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audit.rulebook.kept import load
from checks.disclosure.examples import mistakes as checklist_mistakes
from checks.pack import rules_in
from checks.rules.mistakes import RuleFileError
from checks.rules.rule import Rule
from checks.rules.tables.miniature import mistakes

_WORDS = {
    "zh": {
        "ok": "通过",
        "bad": "不对",
        "words": "该规则不是报表间的关系式，没有可运行的示例",
        "summary": "{rules} 条规则，{bad} 条不对。",
    },
    "en": {
        "ok": "ok",
        "bad": "FAIL",
        "words": "the rule is no relation between cells and has no example to run",
        "summary": "{rules} rules, {bad} not right.",
    },
}


@dataclass(frozen=True, slots=True)
class Tested:
    """What the examples of a file's rules came to: a line each, and how many rules are not right."""

    lines: tuple[str, ...]
    bad: int


def run_tests(path: Path, beside: Sequence[Path], lang: str) -> Tested:
    """Run the pass and the fail example of every rule in ``path``.

    ``beside`` are the other rule files in force, whose ids are taken. Raises
    :class:`checks.rules.mistakes.RuleFileError` where the file cannot be used at all.
    """
    words = _WORDS[lang]
    load([*(other for other in beside if other.resolve() != path.resolve()), path])
    rules = rules_in(path.read_text(encoding="utf-8"), str(path))
    if not rules:
        raise RuleFileError(str(path), "no_rules")
    lines: list[str] = []
    bad = 0
    for rule in rules:
        wrong = _wrong(rule, words["words"])
        bad += bool(wrong)
        lines += [f"{rule.source}:{rule.line}: {words['bad']}  {rule.id}: {each}" for each in wrong]
        if not wrong:
            lines.append(f"{rule.source}:{rule.line}: {words['ok']}  {rule.id}")
    return Tested((*lines, words["summary"].format(rules=len(rules), bad=bad)), bad)


def _wrong(rule: Rule, no_relation: str) -> list[str]:
    if rule.requirement is not None:
        return list(checklist_mistakes(rule))
    return mistakes(rule) if rule.relation else [no_relation]
