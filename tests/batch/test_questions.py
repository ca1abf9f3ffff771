"""The questions of docs/desk.md: each is answered, and the answer is the one that a bureau would give."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from audit.desk.asking import ask
from benchmarks.submissions import ROOT
from tests.batch.conftest import filled, notice

DOCS = (ROOT / "docs" / "desk.md").read_text(encoding="utf-8")
QUESTIONS = dict(re.findall(r"^([^\n]+\?)\n\n```sql\n(.*?)```", DOCS, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """民政局 was wrong and is mended, 水务局 is wrong since; 档案局 is there for two years, and twice for one of them."""
    folder, store = tmp_path_factory.mktemp("inbox"), tmp_path_factory.mktemp("desk") / "store"
    (folder / "民政局.txt").write_text(notice("民政局", reception="4.00"), encoding="utf-8")
    (folder / "水务局.txt").write_text(notice("水务局"), encoding="utf-8")
    filled(store, folder)
    (folder / "民政局.txt").write_text(notice("民政局"), encoding="utf-8")
    (folder / "水务局.txt").write_text(notice("水务局", reception="5.00"), encoding="utf-8")
    (folder / "档案局.txt").write_text(notice("档案局"), encoding="utf-8")
    (folder / "档案局2023.txt").write_text(notice("档案局", 2023), encoding="utf-8")
    (folder / "档案局（副本）.txt").write_text(notice("档案局") + "\n", encoding="utf-8")
    shutil.copy(ROOT / "sample_data" / "as_published" / "final_accounts_2020.docx", folder / "望江区.docx")
    (folder / "坏.pdf").write_bytes(b"%PDF-1.7 broken")
    filled(store, folder)
    return store


def test_there_are_ten() -> None:
    assert len(QUESTIONS) == 10


@pytest.mark.parametrize(
    ("question", "first"),
    [
        (
            "Who has handed in what, and how did it come out?",
            {"department": "云港市望江区协作事务部", "errors": 0},
        ),
        ("Which departments have the most errors?", {"department": "某县水务局", "errors": 1}),
        ("Which rules fail in most departments?", {"departments": 1, "findings": 1}),
        ("What could not be audited, and why?", {"status": "unreadable"}),
        (
            "What is new since the last run?",
            {"department": "某县水务局", "stated": "18.00", "expected": "20.00"},
        ),
        ("What was mended since the last run?", {"department": "某县民政局", "stated": "18.00"}),
        ("What does the checklist miss most?", {"departments": 1}),
        ("Who spends most on official receptions?", {"department": "某县水务局", "wan_yuan": 5.0}),
        (
            "How did one figure move over the years?",
            {"department": "云港市望江区协作事务部", "wan_yuan": 1.0, "change": None},
        ),
        ("What was handed in twice?", {"department": "某县档案局", "year": 2024, "copies": 2}),
    ],
)
def test_a_question_is_answered(question: str, first: dict[str, object], store: Path) -> None:
    answers = ask(QUESTIONS[question], store).to_pylist()
    assert answers
    assert {name: answers[0][name] for name in first} == first, answers[0]
