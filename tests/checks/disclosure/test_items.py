"""The checklist: every item's own examples, the four verdicts, deadlines, mistakes in an item of one's own."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

import pytest

from checks.disclosure.evaluation import Judged, evaluate
from checks.disclosure.examples import example, mistakes
from checks.disclosure.material import Dates, Disclosure, Unread
from checks.finding import Compliance, Severity
from checks.pack import built_in, rules_in
from checks.rules.mistakes import RuleFileError
from checks.rules.rule import Rule

ITEMS = [rule for rule in built_in().rules.values() if rule.requirement is not None]

THREE_PUBLIC = [
    "第三部分2024年度部门决算情况说明",
    "七、财政拨款“三公”经费支出决算情况说明",
    "“三公”经费财政拨款支出年初预算为31.47万元，支出决算为19.86万元。决算数小于预算数的主要原因：厉行节约。",
    "1、因公出国（境）费支出0.00万元。",
    "2、公务用车购置及运行维护费支出19.56万元。其中：公务用车运行维护支出19.56万元。公务用车保有量为9辆。",
    "3、公务接待费支出0.30万元。其中：国内公务接待支出0.30万元，接待1批次、15人次。",
]


def judged(lines: Sequence[str], **known: object) -> dict[str, Judged]:
    """The checklist over the lines of final accounts, by item."""
    disclosure = replace(example("final_accounts", list(lines)), **known)  # type: ignore[arg-type]
    return {each.entry.item: each for each in evaluate(ITEMS, disclosure, "zh")}


@pytest.mark.parametrize("rule", ITEMS, ids=lambda rule: rule.id)
def test_an_item_is_met_in_its_right_example_and_missing_in_its_wrong_one(rule: Rule) -> None:
    assert list(mistakes(rule)) == []


def test_what_was_not_spent_is_a_note_and_what_was_left_out_a_warning() -> None:
    found = judged(THREE_PUBLIC)
    assert found["disclosure.final.vehicle-purchase"].reported is Severity.WARNING
    assert found["disclosure.final.abroad-groups"].reported is Severity.INFO
    assert found["disclosure.final.reception-batches"].entry.verdict is Compliance.MET


def test_a_missing_item_says_what_to_add_and_where_it_should_have_stood() -> None:
    entry = judged(THREE_PUBLIC)["disclosure.final.vehicle-purchase"].entry
    assert "公务用车购置费" in entry.advice
    assert entry.place is not None
    assert "公务用车" in entry.place.text


def test_what_is_part_of_something_missing_is_listed_but_not_reported_twice() -> None:
    part = judged(THREE_PUBLIC)["disclosure.final.vehicles-bought"]
    assert part.entry.verdict is Compliance.MISSING
    assert part.reported is None


def test_a_document_that_was_not_read_whole_misses_nothing() -> None:
    found = judged(THREE_PUBLIC, unread=(Unread(0, 3, "第 3 页是图片。"),))
    assert Compliance.MISSING not in {each.entry.verdict for each in found.values()}
    assert "第 3 页是图片" in found["disclosure.final.procurement"].entry.problem


def test_what_is_seen_on_the_pages_that_were_read_is_judged_all_the_same() -> None:
    """What is there, a blank that nobody filled in, tables in another order than the contents."""
    contents = ["目录", "一、收入支出决算总表", "二、收入决算表", "三、支出决算表"]
    tables = ["《收入支出决算总表》", "《支出决算表》", "《收入决算表》"]
    lines = [*contents, *tables, *THREE_PUBLIC, "（一）机关运行经费支出情况", "机关运行经费支出XXX万元。"]
    found = judged(lines, unread=(Unread(0, 9, "第 9 页已损坏。"),))
    verdicts = {item.removeprefix("disclosure.final."): each.entry.verdict for item, each in found.items()}
    assert verdicts["reception-batches"] is verdicts["table-income"] is Compliance.MET
    assert verdicts["agency-running"] is verdicts["table-order"] is Compliance.MISSING
    assert verdicts["table-fund"] is verdicts["vehicle-purchase"] is Compliance.UNCHECKED


@pytest.mark.parametrize(
    ("unread", "verdict"),
    [(9, Compliance.MISSING), (5, Compliance.UNCHECKED), (None, Compliance.UNCHECKED)],
)
def test_what_a_table_lacks_may_stand_on_the_page_beside_it(unread: int | None, verdict: Compliance) -> None:
    shown = example("final_accounts", ["《收入决算表》", "《支出决算表》无单位", "《收入支出决算总表》"])
    tables = tuple(replace(each, statement=replace(each.statement, pages=(4,))) for each in shown.tables)
    shown = replace(shown, tables=tables, unread=(Unread(0, unread, "有一页没有读出。"),))
    entries = {each.entry.item: each.entry for each in evaluate(ITEMS, shown, "zh")}
    assert entries["disclosure.final.table-units"].verdict is verdict


def test_nothing_holds_everywhere_where_not_everything_was_read() -> None:
    right = ["《收入决算表》", "《支出决算表》", "《收入支出决算总表》"]
    item = "disclosure.final.table-units"
    assert judged(right)[item].entry.verdict is Compliance.MET
    broken = Unread(0, 2, "第 2 页已损坏。"), Unread(1, None, "文件“表.xls”已损坏。")
    entry = judged(right, unread=broken)[item].entry
    assert entry.verdict is Compliance.UNCHECKED
    assert entry.problem == "没有读到，可能在没有读出的地方：第 2 页已损坏；另有 1 处"


def test_tables_and_words_that_were_not_handed_in_are_not_missing() -> None:
    found = judged(["一、主要职能", "负责某项工作。"], has_tables=False, has_words=False)
    verdicts = {each.entry.verdict for each in found.values()}
    assert Compliance.MISSING not in verdicts


def test_a_sentence_that_there_was_none_makes_its_parts_not_applicable() -> None:
    found = judged(["七、“三公”经费情况", "某局2024年度无“三公”经费财政拨款支出。"])
    assert found["disclosure.final.three-public"].entry.verdict is Compliance.MET
    assert found["disclosure.final.abroad-groups"].entry.verdict is Compliance.NOT_APPLICABLE


def test_a_blank_of_the_template_is_there_but_not_filled_in() -> None:
    found = judged(["（一）机关运行经费支出情况", "机关运行经费支出XXX万元。"])
    entry = found["disclosure.final.agency-running"]
    assert entry.entry.verdict is Compliance.MISSING
    assert entry.reported is Severity.INFO
    assert "没有填写" in entry.entry.problem


def test_the_contents_and_the_glossary_are_no_disclosure() -> None:
    lines = [
        "目录",
        "一、机关运行经费支出1.00万元",
        "二、其他",
        "三、名词解释",
        "三、名词解释",
        "机关运行经费支出1.00万元：指公用经费。",
    ]
    assert judged(lines)["disclosure.final.agency-running"].entry.verdict is Compliance.MISSING


@pytest.mark.parametrize(
    ("approved", "published", "verdict"),
    [
        (datetime.date(2025, 8, 20), datetime.date(2025, 9, 9), Compliance.MET),
        (datetime.date(2025, 8, 20), datetime.date(2025, 9, 10), Compliance.MISSING),
        (datetime.date(2025, 8, 20), None, Compliance.UNCHECKED),
        (datetime.date(2025, 8, 20), datetime.date(2025, 8, 1), Compliance.UNCHECKED),
    ],
)
def test_twenty_days(approved: datetime.date, published: datetime.date | None, verdict: Compliance) -> None:
    found = judged(["某局2024年度部门决算"], dates=Dates(approved, published))
    assert found["disclosure.final.deadline"].entry.verdict is verdict


OWN = """\
- id: disclosure.final.website
  kind: final_accounts
  title: {zh: 写明公开的网站, en: The website is named}
  severity: warning
  found: {says: ["在[^。；]{0,20}网站[^。；]{0,10}公开"]}
  examples: {pass: [本部门决算在区政府网站公开。], fail: [本部门决算按规定公开。]}
"""


def test_an_item_of_ones_own_works_as_it_is_written() -> None:
    (rule,) = rules_in(OWN, "own.yaml")
    assert list(mistakes(rule)) == []


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            "kind: final_accounts",
            "kind: final_account",
            "own.yaml:2: unknown kind 'final_account'; did you mean 'final_accounts'?",
        ),
        ("found: {says:", "found: {say:", "own.yaml:5: unknown key 'say'; did you mean 'says'?"),
        ('"在[^。；]{0,20}网站', '"在([^。；]{0,20}网站', "own.yaml:5:"),
        (
            "disclosure.final.website",
            "website",
            "own.yaml:1: the id of a checklist item begins with 'disclosure.'",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(right: str, wrong: str, said: str) -> None:
    with pytest.raises(RuleFileError) as error:
        rules_in(OWN.replace(right, wrong), "own.yaml")
    assert str(error.value).startswith(said)


def test_only_what_applies_is_asked() -> None:
    units: Disclosure = replace(
        example("final_accounts", ["某单位2024年度单位决算"]), level="单位", year=2015
    )
    asked = {each.entry.item for each in evaluate(ITEMS, units, "zh")}
    assert "disclosure.final.units-listed" not in asked
    assert "disclosure.final.state-capital" not in asked
    assert "disclosure.final.general-items" not in asked
    assert "disclosure.final.duties" in asked
