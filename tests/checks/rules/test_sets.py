"""Two documents of one submission, written out as their cells and sentences, and what is found between them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from audit.document import Line, Paragraph
from audit.recognition.prose.claims import read_claims
from checks.finding import Category, Place
from checks.findings.evaluation import Context, finding_for
from checks.numbers.claims import Claims
from checks.numbers.facts import Fact, FactTable, Statement
from checks.pack import built_in
from checks.relations.relation import Relation
from checks.relations.system import System
from checks.rules.sets.links import LinkOutcome, link_outcomes
from checks.rules.sets.material import Link, Tie, Volume
from tests.checks.builders import Tables


@dataclass
class Submission:
    """Documents one after the other: each has tables and sentences, and becomes a volume."""

    facts: list[Fact] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def volume(
        self,
        kind: str,
        year: int,
        tables: dict[str, dict[str, dict[str, str]]],
        text: str = "",
        unit: str = "万元",
    ) -> Volume:
        """``tables`` is code → row → column → amount as printed, in ``unit``."""
        number = len(self.names)
        first = len(self.facts)
        builder = Tables(number)
        for code, rows in tables.items():
            columns = tuple(dict.fromkeys(c for row in rows.values() for c in row))
            builder.add(
                code,
                columns,
                {row: tuple(said.get(c, "") for c in columns) for row, said in rows.items()},
                unit=unit,
            )
        self.facts += builder.facts
        for statement in builder.statements:
            statement.cells[statement.cells >= 0] += first
        read = Claims()
        if text:
            read = read_claims([Paragraph((Line(text, Place(page=1)),))], number, len(self.facts), year)
            self.facts += read.facts
        self.names.append(f"{year}{kind}{number}")
        self.statements += builder.statements
        return Volume(kind, year, tuple(builder.statements), read.claims, read.comparisons, (number,))

    def outcome(self, link: Link) -> LinkOutcome:
        return link_outcomes([link], FactTable(self.facts), self.names)[0]

    def violated(self, link: Link) -> list[Relation]:
        relations = list(self.outcome(link).relations)
        system = System(FactTable(self.facts), [], relations)
        return [system.relation(row) for row in system.evaluate().violated]

    def message(self, relation: Relation) -> str:
        context = Context(self.names, {s.id: s for s in self.statements}, built_in())
        finding = finding_for(relation, FactTable(self.facts), context)
        assert finding.category is Category.CROSS_DOCUMENT
        assert len({e.document for e in finding.evidence}) > 1
        return finding.message


def _expenditure(total: str, salaries: str) -> dict[str, dict[str, dict[str, str]]]:
    rows = {"合计": {"合计": total}, "2040601": {"合计": salaries}}
    return {"budget.general_budget_expenditure": rows}


@pytest.mark.parametrize(("unit", "expected"), [("60.00", []), ("101.00", ["set.unit-within-department"])])
def test_a_unit_stays_within_its_department(unit: str, expected: list[str]) -> None:
    files = Submission()
    department = files.volume("budget", 2026, _expenditure("100.00", "80.00"))
    own = files.volume("budget", 2026, _expenditure(unit, "50.00"))
    found = files.violated(Link(Tie.UNITS, department, (own,)))
    assert [r.rule for r in found] == expected


def test_units_that_are_all_there_add_up_to_their_department() -> None:
    files = Submission()
    department = files.volume("budget", 2026, _expenditure("100.00", "80.00"))
    one = files.volume("budget", 2026, _expenditure("60.00", "50.00"))
    other = files.volume("budget", 2026, _expenditure("40.00", "29.00"))
    (found,) = files.violated(Link(Tie.UNITS, department, (one, other), complete=True))
    assert found.rule == "set.units-are-department"
    message = files.message(found)
    assert "50.00 + 29.00" in message
    assert "2026budget1" in message
    assert "2026budget2" in message


def test_units_of_which_some_are_missing_are_bounded_only() -> None:
    files = Submission()
    department = files.volume("budget", 2026, _expenditure("100.00", "80.00"))
    one = files.volume("budget", 2026, _expenditure("30.00", "50.00"))
    other = files.volume("budget", 2026, _expenditure("40.00", "31.00"))
    found = files.violated(Link(Tie.UNITS, department, (one, other)))
    assert [r.rule for r in found] == ["set.units-within-department"]


def test_rounding_never_makes_a_unit_pass_its_department() -> None:
    files = Submission()
    department = files.volume("budget", 2026, _expenditure("100.00", "80.00"))
    own = files.volume("budget", 2026, _expenditure("100.01", "80.00"))
    assert files.violated(Link(Tie.UNITS, department, (own,))) == []


def test_money_passed_on_to_units_is_not_compared() -> None:
    files = Submission()
    income = {"合计": {"本年收入合计": "100.00", "上级补助收入": ""}}
    department = files.volume("final_accounts", 2024, {"final_accounts.income": income})
    granted = {"合计": {"本年收入合计": "120.00", "上级补助收入": "30.00"}}
    own = files.volume("final_accounts", 2024, {"final_accounts.income": granted})
    assert files.outcome(Link(Tie.UNITS, department, (own,))).relations == ()


def test_last_years_execution_of_a_unit_stays_within_the_department_in_the_prose_too() -> None:
    files = Submission()
    text = "1、公共安全支出（204类）司法（06款）行政运行（01项）90.00万元：2025年当年预算执行数为{}万元，2026年预算安排90.00万元。"
    department = files.volume("budget", 2026, {}, text.format("80.00"))
    own = files.volume("budget", 2026, {}, text.format("85.00"))
    (found,) = files.violated(Link(Tie.UNITS, department, (own,)))
    assert "80.00" in files.message(found)


def _summary(total: str, fiscal: str = "") -> dict[str, dict[str, dict[str, str]]]:
    tables = {"budget.summary": {"收入总计": {"预算数": total}, "支出总计": {"预算数": total}}}
    if fiscal:
        tables["budget.fiscal_summary"] = {"收入总计": {"预算数": fiscal}, "支出总计": {"预算数": fiscal}}
    return tables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年收入、支出预算总计150.00万元，比2024年预算增加30.00万元。", []),
        ("2025年收入、支出预算总计150.00万元，比2024年预算增加20.00万元。", ["set.last-year-change"]),
        ("2025年收入、支出预算总计150.00万元，与上年相比增加20.00万元。", ["set.last-year-change"]),
        ("2025年收入、支出预算总计150.00万元，与上年相比增加40.00万元。", ["set.last-year-scope"]),
        ("2025年收入、支出预算总计150.00万元，比2024年预算执行数增加20.00万元。", []),
        ("2025年收入、支出预算总计150.00万元，比2023年预算增加20.00万元。", []),
    ],
)
def test_a_change_is_held_against_last_years_document(text: str, expected: list[str]) -> None:
    files = Submission()
    earlier = files.volume("budget", 2024, _summary("120.00", "110.00"))
    now = files.volume("budget", 2025, _summary("150.00"), text)
    assert [r.rule for r in files.violated(Link(Tie.LAST_YEAR, now, (earlier,)))] == expected


@pytest.mark.parametrize(("change", "expected"), [("7.11", []), ("8.11", ["set.last-year-change"])])
def test_a_change_behind_a_budget_is_of_what_was_spent(change: str, expected: list[str]) -> None:
    files = Submission()
    earlier = files.volume("final_accounts", 2023, {}, "公务用车运行维护费支出决算为13.10万元。")
    text = (
        "（1）公务用车运行维护费：预算安排14.59万元，支出决算20.21万元，较预算增加5.62万元，"
        f"增长38.52%，主要是用车次数有变化；较上年决算增加{change}万元。"
    )
    now = files.volume("final_accounts", 2024, {}, text)
    assert [r.rule for r in files.violated(Link(Tie.LAST_YEAR, now, (earlier,)))] == expected


@pytest.mark.parametrize(("rate", "expected"), [("25.00", []), ("20.00", ["set.last-year-rate"])])
def test_a_rate_without_a_change_is_held_against_last_years_document(rate: str, expected: list[str]) -> None:
    files = Submission()
    earlier = files.volume("budget", 2024, _summary("120.00"))
    text = f"2025年收入、支出预算总计150.00万元，比2024年预算增长{rate}%。"
    now = files.volume("budget", 2025, {}, text)
    assert [r.rule for r in files.violated(Link(Tie.LAST_YEAR, now, (earlier,)))] == expected


@pytest.mark.parametrize(("stated", "expected"), [("8.50", []), ("5.80", ["set.last-year-level"])])
def test_an_amount_of_last_year_is_the_one_published_then(stated: str, expected: list[str]) -> None:
    files = Submission()
    earlier = files.volume("budget", 2024, {"budget.three_public": {"三公经费合计": {"预算数": "8.50"}}})
    text = f"2024年“三公”经费预算数为{stated}万元。2025年“三公”经费预算数为9.00万元。"
    now = files.volume("budget", 2025, {}, text)
    assert [r.rule for r in files.violated(Link(Tie.LAST_YEAR, now, (earlier,)))] == expected


@pytest.mark.parametrize(("opening", "expected"), [("5.36", []), ("3.56", ["set.opening-balance"])])
def test_what_was_left_last_year_is_there_this_year(opening: str, expected: list[str]) -> None:
    files = Submission()
    then = {"final_accounts.summary": {"年末结转和结余": {"决算数": "5.36"}}}
    now = {"final_accounts.summary": {"年初结转和结余": {"决算数": opening}}}
    earlier = files.volume("final_accounts", 2023, then)
    later = files.volume("final_accounts", 2024, now)
    assert [r.rule for r in files.violated(Link(Tie.LAST_YEAR, later, (earlier,)))] == expected


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (
            "2024年度收支总计110.00万元。",
            "2025年度收入总计150.00万元，支出总计150.00万元。与2024年度决算数相比，收入支出总计增加{}万元。",
        ),
        (
            "2024年收入总计110.00万元、支出总计110.00万元。",
            "2025年度收支总计150.00万元，与上年相比增加{}万元。",
        ),
        (
            "2024年度收入总计110.00万元，其中年初结转和结余10.00万元。",
            "2025年度收、支总计均为150.00万元。与2024年度相比，收、支总计各增加{}万元。",
        ),
        (
            "2024年度收支总计110.00万元。",
            "2025年收入总计150.00万元、支出总计150.00万元，同比增加{}万元。",
        ),
    ],
)
@pytest.mark.parametrize(("more", "expected"), [("40.00", []), ("30.00", ["set.last-year-change"])])
def test_a_total_is_one_amount_in_one_year_and_two_in_the_other(
    then: str, now: str, more: str, expected: list[str]
) -> None:
    files = Submission()
    earlier = files.volume("final_accounts", 2024, {}, then)
    later = files.volume("final_accounts", 2025, {}, now.format(more))
    found = files.violated(Link(Tie.LAST_YEAR, later, (earlier,)))
    assert [relation.rule for relation in found] == expected


def test_a_year_of_which_most_figures_differ_is_not_compared() -> None:
    files = Submission()
    earlier = files.volume("budget", 2024, _summary("120.00", "110.00"))
    text = (
        "2025年收入、支出预算总计150.00万元，比2024年预算增加1.00万元。"
        "2025年财政拨款收入预算140.00万元，比2024年预算增加2.00万元。"
        "2025年财政拨款支出预算140.00万元，比2024年预算增加3.00万元。"
    )
    now = files.volume("budget", 2025, {}, text)
    outcome = files.outcome(Link(Tie.LAST_YEAR, now, (earlier,)))
    assert outcome.relations == ()
    assert outcome.unlike is not None
    words = dict(outcome.unlike.words)
    assert (words["count"], words["of"], words["stated"]) == ("3", "3", "1.00万元")
    assert (words["here"], words["there"]) == ("2025budget1", "2024budget0")


def test_a_code_with_another_name_is_told_and_is_no_error() -> None:
    files = Submission()
    rows = {"2040601": {"合计": "80.00"}}
    earlier = files.volume("budget", 2024, {"budget.expenditure": rows})
    now = files.volume("budget", 2025, {"budget.expenditure": rows})
    renamed = Statement(
        **{
            **{name: getattr(now.statements[0], name) for name in Statement.__dataclass_fields__},
            "row_labels": ("2040601 机关运行",),
        }
    )
    link = Link(Tie.LAST_YEAR, Volume("budget", 2025, (renamed,)), (earlier,))
    outcome = files.outcome(link)
    assert outcome.renamed == (("2040601", "科目", "机关运行"),)
    assert files.violated(link) == []


@pytest.mark.parametrize(("planned", "expected"), [("0.83", []), ("0.38", ["set.budget-of-accounts"])])
def test_the_three_public_budget_of_the_accounts_is_the_published_one(
    planned: str, expected: list[str]
) -> None:
    files = Submission()
    budget = files.volume("budget", 2024, {"budget.three_public": {"公务接待费": {"预算数": "0.83"}}})
    rows = {"公务接待费": {"预算数": planned, "决算数": "0.20"}}
    accounts = files.volume("final_accounts", 2024, {"final_accounts.three_public": rows})
    assert [r.rule for r in files.violated(Link(Tie.PLAN, accounts, (budget,)))] == expected


@pytest.mark.parametrize(("change", "expected"), [("10.00", []), ("1.00", ["set.change-from-budget"])])
def test_a_change_from_the_initial_budget_is_held_against_the_budget(
    change: str, expected: list[str]
) -> None:
    files = Submission()
    tables = {"budget.general_budget_expenditure": {"合计": {"合计": "120.00"}}}
    budget = files.volume("budget", 2024, tables)
    text = f"一般公共预算财政拨款支出110.00万元，比年初预算数减少{change}万元。"
    accounts = files.volume("final_accounts", 2024, {}, text)
    assert [r.rule for r in files.violated(Link(Tie.PLAN, accounts, (budget,)))] == expected


@pytest.mark.parametrize(
    ("spent", "expected"), [("100.00", []), ("90.00", []), ("109.00", ["set.self-evaluation"])]
)
def test_a_self_evaluation_counts_all_money_or_fiscal_money(spent: str, expected: list[str]) -> None:
    files = Submission()
    tables = {
        "final_accounts.expenditure": {"合计": {"本年支出合计": "100.00"}},
        "final_accounts.general_budget_expenditure": {"合计": {"本年支出合计": "90.00"}},
    }
    accounts = files.volume("final_accounts", 2022, tables)
    rows = {"合计": {"年初预算数": "95.00", "决算数": spent}}
    report = files.volume("performance_report", 2022, {"performance.expenditure": rows})
    assert [r.rule for r in files.violated(Link(Tie.EVALUATION, report, (accounts,)))] == expected
