"""Every sentence of ``wordings.yaml`` is read as it stands there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from audit.document import Line, Paragraph
from audit.recognition.prose.claims import read_claims
from checks.finding import Place
from checks.numbers.claims import Claim, ClaimKind

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("wordings.yaml").read_text(encoding="utf-8")
)
WAYS = {0: None, 1: "up", -1: "down"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_sentence_says_what_stands_beside_it(case: dict[str, Any]) -> None:
    read = read_claims([Paragraph((Line(case["text"], Place(line=1)),))], 0, 0, 2024)
    assert [_said(claim, read.facts[claim.fact].printed.text) for claim in read.claims] == case["says"]


def _said(claim: Claim, number: str) -> dict[str, str]:
    what = claim.measure.value if claim.kind is ClaimKind.LEVEL else claim.kind.value
    said = {"number": number, "of": claim.concept.name, "is": what}
    way = WAYS[claim.direction]
    return {**said, "goes": way} if way else said
