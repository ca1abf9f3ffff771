"""Every rule of the words finds what its page says it finds, and lets pass what it says is right."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any

import numpy as np
import pytest

from audit.document import Line, Paragraph
from audit.recognition.prose.claims import read_claims
from audit.recognition.wording import wordings
from checks.finding import Place
from checks.numbers.amount import WAN_YUAN, Printed, parse
from checks.numbers.facts import Fact, Role, Statement
from checks.pack import rules_in
from checks.rules.rule import Rule
from checks.rules.words import check_words
from checks.rules.words.wording import Setting, WordFinding

RULES = rules_in(
    resources.files("checks.rules").joinpath("words.yaml").read_text(encoding="utf-8"), "words.yaml"
)


def statement(table: Mapping[str, Any]) -> tuple[Statement, list[Fact]]:
    """A table of one column from labels ("2210201 住房公积金") and amounts."""
    facts: list[Fact] = []
    for label, amount in table["rows"].items():
        printed = parse(amount, WAN_YUAN)
        assert isinstance(printed, Printed)
        facts.append(Fact(0, printed, Place(), label, label, table["columns"][0], "d0-s0"))
    labels = tuple(table["rows"])
    rows = len(labels)
    return (
        Statement(
            id="d0-s0",
            document=0,
            code=table["code"],
            name="表",
            unit="万元",
            rows=tuple(label.split(" ")[0] for label in labels),
            columns=tuple(table["columns"]),
            row_labels=labels,
            column_labels=tuple(table["columns"]),
            cells=np.arange(rows, dtype=np.int32).reshape(rows, 1),
            parents=(-1,) * rows,
            sections=("",) * rows,
            roles=(Role.ITEM,) * rows,
        ),
        facts,
    )


def found_by(rule: Rule, text: str) -> list[WordFinding]:
    """What the rule finds in a text of one paragraph a line."""
    examples = rule.examples or {}
    tables = [statement(examples["table"])] if "table" in examples else []
    facts = [fact for _, said in tables for fact in said]
    known = dict(examples.get("setting", {}))
    paragraphs = [Paragraph((Line(line, Place(line=i)),)) for i, line in enumerate(text.split("\n"), start=1)]
    claims = read_claims(paragraphs, 0, len(facts), known.get("year"))
    notes = [[line for line in text.split("\n") if line.startswith("注")]] if tables else []
    setting = Setting(
        **known,
        statements=[table for table, _ in tables],
        notes=notes,
        facts=[*facts, *claims.facts],
        claims=claims,
    )
    return [f for f in check_words(wordings(paragraphs), setting) if f.rule == rule.id]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_right_example_passes(rule: Rule) -> None:
    assert rule.examples is not None
    assert found_by(rule, rule.examples["pass"]) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_wrong_example_is_found(rule: Rule) -> None:
    assert rule.examples is not None
    assert found_by(rule, rule.examples["fail"])
