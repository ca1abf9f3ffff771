"""Every passage of ``passages.yaml`` passes as it is right, and is alarmed on the number that was changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from audit.document import Document, Line, Paragraph
from audit.pipeline import Options, audit_documents
from benchmarks.forge.__main__ import alarms, audited
from benchmarks.forge.writing import spoil, write
from checks.finding import Finding, Place
from checks.pack import built_in

PASSAGES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("passages.yaml").read_text(encoding="utf-8")
)


WRONG = [
    pytest.param(passage["text"], right, wrong, id=f"{passage['name']}: {wrong}")
    for passage in PASSAGES
    for change in passage["wrong"]
    for right, wrong in change.items()
]


def found_in(lines: Sequence[str]) -> list[Finding]:
    texts = ["某县档案馆2024年度部门决算", *lines]
    blocks = tuple(Paragraph((Line(text, Place(line=n)),)) for n, text in enumerate(texts, 1))
    document = Document("passage.txt", "0" * 64, "txt", blocks, laid_out=False)
    return alarms(audit_documents([document], built_in(), Options()))


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["name"])
def test_a_right_passage_gives_no_alarm(passage: dict[str, Any]) -> None:
    assert [finding.message for finding in found_in(passage["text"])] == []


@pytest.mark.parametrize(("text", "right", "wrong"), WRONG)
def test_a_changed_number_is_alarmed(text: list[str], right: str, wrong: str) -> None:
    spoilt = [line.replace(right, wrong) for line in text]
    assert spoilt != text
    number = "".join(c for c in wrong if c.isdigit() or c in ".,")
    assert any(number in e.text for finding in found_in(spoilt) for e in finding.evidence)


def test_forged_documents_that_are_right_give_no_alarm() -> None:
    said = [(seed, alarm.rule, alarm.message) for seed in range(30) for alarm in alarms(audited(write(seed)))]
    assert said == []


def test_most_slips_in_forged_documents_are_found() -> None:
    spoilt = [each for seed in range(30) if (each := spoil(write(seed), seed)) is not None]
    found = [
        any(slip.wrong == e.text for finding in alarms(audited(wrong)) for e in finding.evidence)
        for wrong, slip in spoilt
    ]
    assert 10 * sum(found) >= 9 * len(spoilt) > 0


@pytest.mark.parametrize(("change", "rules"), [("0.11", set()), ("0.21", {"prose.change-vs-levels"})])
def test_a_change_whose_direction_was_left_open_is_checked_both_ways(change: str, rules: set[str]) -> None:
    found = found_in([f"公务接待费预算 1.97 万元，较2023年预算的 1.86 万元增加（减少）{change} 万元。"])
    assert {finding.rule for finding in found} == {"words.alternatives", *rules}
