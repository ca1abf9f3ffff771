"""The real disclosures beside the checkout, where they are: every table recognised, every known error found."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from audit.pipeline import audit
from audit.reporting import write
from checks.report import Report

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS, KEYS, SCORE = SHARED / "corpus", SHARED / "keys", SHARED / "tools" / "score.py"

pytestmark = pytest.mark.skipif(not SCORE.is_file(), reason="the corpus is not beside the checkout")

GROUPS = {
    "guangdong": "guangdong/*",
    "jiangsu": "jiangsu/*",
    "shanghai-budgets": "shanghai/*预算.pdf",
    "shanghai-finals": "shanghai/*决算*.pdf",
}


def tables_of_the_corpus() -> dict[str, list[str]]:
    """The statement codes of each PDF in printed order, from the keys' list of tables."""
    found: dict[str, list[str]] = {}
    document = ""
    for line in (KEYS / "tables.md").read_text(encoding="utf-8").splitlines():
        if match := re.match(r"## \S+?/(\S+\.pdf) \(", line):
            document = match[1]
        elif match := re.match(r"\| ((?:final_accounts|budget)\.\w+) \|", line):
            found.setdefault(document, []).append(match[1])
    return found


@pytest.mark.parametrize("key", GROUPS)
def test_every_known_error_is_found_and_nothing_else(key: str, tmp_path: Path) -> None:
    report = audit(sorted(CORPUS.glob(GROUPS[key])))
    write(report, tmp_path, ["json"], "2024-01-01T00:00:00+00:00")
    command = [
        sys.executable,
        str(SCORE),
        "--json",
        "--key",
        str(KEYS / f"{key}.jsonl"),
        str(tmp_path / "report.json"),
    ]
    score = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert score["recall_errors"] >= 0.9
    assert score["precision_at_least"] >= 0.95
    assert score["fell_for_rounding"] == 0
    expected = tables_of_the_corpus()
    for name, codes in _statements_by_document(report).items():
        assert codes == expected.get(name, codes), name


def _statements_by_document(report: Report) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for statement in report.statements:
        name = Path(report.documents[statement.document].path).name
        if statement.code:
            found.setdefault(name, []).append(statement.code)
    return found


def test_the_ten_tables_of_the_text_are_the_ten_tables_of_the_samples() -> None:
    text = next(CORPUS.glob("guangdong/*2020年度部门决算.txt"))
    samples = Path(__file__).resolve().parents[2] / "sample_data" / "as_published"
    sources = [text, *(samples / f"final_accounts_2020{end}" for end in (".xlsx", ".pdf", ".docx", "_csv"))]
    first, *others = (_amounts(audit([path])) for path in sources)
    assert len({code for code, _ in first}) == 10
    assert all(other == first for other in others)


def _amounts(report: Report) -> Counter[tuple[str | None, str]]:
    """The printed amounts of each statement."""
    return Counter((s.code, c.text) for s in report.statements for c in s.table if c.fact is not None)
