"""What became of every rule in a run: a rule that was never applied never reads as one that held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from checks.finding import Finding
from checks.material import Checked
from checks.report import RuleResult
from checks.rules.rule import RulePack
from checks.rules.tables.reasons import NEVER


def rule_results(
    checked: Checked, pack: RulePack, findings: Sequence[Finding], lang: str
) -> tuple[RuleResult, ...]:
    """For every rule of the pack: how often it was applied, held, was violated, was skipped and why."""
    violated = Counter(f.rule for f in findings)
    skipped = Counter(s.rule for s in checked.skips)
    why = {s.rule: s.why.said(lang) for s in checked.skips}
    never = NEVER.said(lang)
    results = []
    for rule in pack.rules.values():
        bad = violated[rule.id]
        applied = max(checked.applied.get(rule.id, 0), bad)
        why_skipped = why.get(rule.id) or (None if applied else never)
        results.append(_result(rule.id, applied, bad, skipped[rule.id], why_skipped, rule.title.in_(lang)))
    return tuple(results)


@lru_cache(maxsize=4096)
def _result(
    rule: str, applied: int, violated: int, skipped: int, why_skipped: str | None, title: str
) -> RuleResult:
    """The result of one rule; most are the same in every submission."""
    return RuleResult(rule, applied, applied - violated, violated, skipped, why_skipped, title=title)
