"""What a bureau expects, against what a folder holds."""

from __future__ import annotations

from audit.pipeline import Options, audit_documents
from audit.settings.model import Settings
from checks.pack import built_in
from checks.report import Report, Verdict
from tests.audit.test_matching import budget


def expecting(*departments: str, unit: str | None = None) -> Settings:
    entries = [
        {"department": name, "year": 2026, "kind": "budget", **({"unit": unit} if unit else {})}
        for name in departments
    ]
    return Settings.model_validate({"expected": entries})


def audited(settings: Settings, lang: str = "zh") -> Report:
    documents = [
        budget("甲.docx", "上海市普陀区司法局", 2026, "部门"),
        budget("乙.docx", "上海市普陀区民政局", 2026, "部门"),
    ]
    return audit_documents(documents, built_in(), Options(lang=lang, settings=settings))


def test_who_is_missing_and_who_was_not_asked() -> None:
    report = audited(expecting("普陀区司法局", "普陀区教育局"))
    assert report.notes[:3] == (
        "应报 2 份，已有 1 份。",
        "应报而未见：普陀区教育局2026年预算。",
        "不在应报之列：乙.docx。",
    )
    assert report.summary.verdict is Verdict.INCOMPLETE


def test_all_are_there() -> None:
    report = audited(expecting("普陀区司法局", "上海市普陀区民政局"), "en")
    assert report.notes[0] == "2 disclosures expected, 2 present."
    assert report.summary.verdict is not Verdict.INCOMPLETE


def test_a_department_does_not_stand_for_its_unit() -> None:
    report = audited(expecting("普陀区司法局", unit="普陀区司法局"))
    assert "应报而未见：普陀区司法局2026年预算。" in report.notes


def test_nothing_expected_nothing_said() -> None:
    assert not any("应报" in note for note in audited(Settings()).notes)
