"""Forged final accounts in every layout: each number is read as printed, nothing right is alarmed, a slip is found."""

from __future__ import annotations

import pytest

from benchmarks.forge.printing import TABLES
from benchmarks.forge.trials import Trial, tried


@pytest.mark.parametrize("layout", TABLES)
@pytest.mark.parametrize("seed", [2, 26])
def test_a_forged_document_is_read_and_checked(layout: str, seed: int) -> None:
    outcome = tried(Trial(seed, layout))
    assert outcome.read == outcome.printed > 100
    assert outcome.alarms == ()
    assert outcome.found
