"""Fixtures for the reports' tests."""

from __future__ import annotations

import pytest

from checks.report import Report
from tests.audit.reporting import sample


@pytest.fixture
def report() -> Report:
    """The hand-made report in Chinese."""
    return sample.report()
