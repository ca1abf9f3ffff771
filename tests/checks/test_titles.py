"""Every title of ``titles.yaml`` names the statement that it stands under."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from checks.catalogue import statement_for_title

CASES: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("titles.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("title", "code"), [(title, code) for code, titles in CASES.items() for title in titles]
)
def test_a_title_names_its_statement(title: str, code: str) -> None:
    found = statement_for_title(title)
    assert (found.code if found else "none") == code
