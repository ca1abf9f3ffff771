"""A few dozen spoilt files of fixed seed: whatever comes of them is a report, and the document beside them is audited."""

from __future__ import annotations

import pytest

from benchmarks.spoilt import Case, audited, cases


@pytest.mark.parametrize("case", cases(48, seed=7), ids=lambda case: f"{case.kind} {case.seed}")
def test_a_spoilt_file_takes_nothing_with_it(case: Case) -> None:
    assert audited(case) == ""
