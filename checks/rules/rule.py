"""A rule as data: what it is called, how sure it is, where it comes from, and what it asks; and all rules in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from checks.finding import Category, Severity
from checks.rules.requirement import Requirement


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages of the interface."""

    zh: str
    en: str

    def in_(self, lang: str) -> str:
        """The text in ``lang`` (zh or en)."""
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is called, how sure it is, where it comes from, and (for tables) the relation.

    ``statements`` are the statement codes a relation is applied to, one after the other; ``each`` is what it
    is applied to within one: ``row``, ``column``, ``parent``, ``class``, ``cell`` or nothing. ``complete``
    says that the relation names every amount column, so that a table with another one is not judged by it.
    ``when`` are relations that must hold as printed before this one is applied. ``requirement`` is set for an item
    of the disclosure checklist.
    """

    id: str
    title: Text
    category: Category
    severity: Severity
    basis: str
    finds: Text
    fix: Text
    relation: str | None = None
    statements: tuple[str, ...] = ()
    each: str | None = None
    complete: bool = False
    when: tuple[str, ...] = ()
    message: Text | None = None
    examples: Mapping[str, Any] | None = None
    waivable: bool = True
    source: str = ""
    line: int = 0
    requirement: Requirement | None = None


@dataclass(frozen=True, slots=True)
class RulePack:
    """All rules in force by id, and the digest that names this very set."""

    rules: Mapping[str, Rule]
    sha256: str

    def __getitem__(self, rule_id: str) -> Rule:
        return self.rules[rule_id]

    def relations(self) -> Iterable[Rule]:
        """The rules that are relations over tables."""
        return (rule for rule in self.rules.values() if rule.relation)
