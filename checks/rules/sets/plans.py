"""Final accounts against the budget of their year, and a self-evaluation against both.

The accounts repeat the budget as 年初预算; the three-public table repeats it as 预算数, unless its header says
that the figure is the adjusted one. A self-evaluation gives initial budget, adjusted budget and final amount of
basic and programme expenditure. Reports differ in whether they count all money or fiscal money only: a figure is
right where it agrees with either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.catalogue import plain
from checks.numbers.claims import ClaimKind, Concept, Measure
from checks.numbers.facts import FactTable
from checks.relations.relation import Relation, Sum
from checks.rules.prose.evaluation.summaries import summary_relations
from checks.rules.prose.lookup import StatementLookup
from checks.rules.sets.material import FINAL_ACCOUNTS, Link, Stated, Volume, equal, is_official, levels

_OTHER_STAGES = ("全年", "调整")
_THREE_PUBLIC = "three_public"
Address = tuple[str, str, str]
_SPENT: dict[str, tuple[Address, ...]] = {
    "合计": (
        ("expenditure", "合计", "本年支出合计"),
        ("summary", "支出总计", "决算数"),
        ("fiscal_summary", "本年支出合计", "合计"),
        ("general_budget_expenditure", "合计", "本年支出合计"),
    ),
    "基本支出": (
        ("expenditure", "合计", "基本支出"),
        ("general_budget_expenditure", "合计", "基本支出"),
    ),
    "项目支出": (
        ("expenditure", "合计", "项目支出"),
        ("general_budget_expenditure", "合计", "项目支出"),
    ),
}
_PLANNED: dict[str, tuple[Address, ...]] = {
    "合计": (
        ("expenditure", "合计", "合计"),
        ("summary", "支出总计", "预算数"),
        ("fiscal_summary", "支出总计", "合计"),
        ("general_budget_expenditure", "合计", "合计"),
    ),
    "基本支出": (
        ("expenditure", "合计", "基本支出"),
        ("general_budget_expenditure", "合计", "基本支出"),
    ),
    "项目支出": (
        ("expenditure", "合计", "项目支出"),
        ("general_budget_expenditure", "合计", "项目支出"),
    ),
}
_REPEATED = frozenset(
    {"总收入", "总支出", "本年收入合计", "本年支出合计", "年初结转和结余", "年末结转和结余"}
)


def plan_relations(link: Link, table: FactTable) -> list[Relation]:
    """What final accounts say of the budget of their year, against that budget."""
    accounts, budget = link.subject, link.others[0]
    stated = Stated(budget, table)
    return [*_three_public(accounts, budget), *_initial(accounts, stated), *_from_initial(accounts, stated)]


def _three_public(accounts: Volume, budget: Volume) -> Iterator[Relation]:
    actual = accounts.statement(f"final_accounts.{_THREE_PUBLIC}")
    planned = budget.statement(f"budget.{_THREE_PUBLIC}")
    if actual is None or planned is None or "预算数" not in actual.columns:
        return
    label = plain(actual.column_labels[actual.columns.index("预算数")])
    if any(stage in label for stage in _OTHER_STAGES):
        return
    for row in actual.rows:
        said, there = actual.fact(row, "预算数"), planned.fact(row, "预算数")
        if said is not None and there is not None:
            yield equal("set.budget-of-accounts", said, there)


def _initial(accounts: Volume, stated: Stated) -> Iterator[Relation]:
    for claim in levels(accounts.claims):
        if claim.measure is Measure.INITIAL_BUDGET and claim.period in {None, accounts.year}:
            planned = stated.find(claim.concept, Measure.BUDGET)
            if planned is not None and is_official(claim.concept):
                yield equal("set.budget-of-accounts", claim.fact, planned)


def _from_initial(accounts: Volume, stated: Stated) -> Iterator[Relation]:
    """决算数比年初预算减少 X: the amount less the change is the budget."""
    by_fact = {claim.fact: claim for claim in accounts.claims}
    for claim in accounts.claims:
        if claim.kind is not ClaimKind.CHANGE or "年初预算" not in claim.compared_with or not claim.direction:
            continue
        base = by_fact.get(claim.base) if claim.base is not None else None
        if base is None or claim.approximate or base.approximate or claim.earlier is not None:
            continue
        planned = stated.find(base.concept, Measure.BUDGET)
        if planned is not None:
            yield Sum(
                "set.change-from-budget", ((claim.fact, claim.direction), (base.fact, -1), (planned, 1))
            )


def evaluation_relations(link: Link, table: FactTable) -> list[Relation]:
    """What a self-evaluation says of the money, against the final accounts or the budget of its year."""
    report, other = link.subject, link.others[0]
    said = [*_of_projects(other, report, table), *_of_projects(report, other, table)]
    if other.kind == FINAL_ACCOUNTS:
        return [
            *_evaluated(report, other, table, "决算数", _SPENT),
            *_repeated(report, Stated(other, table)),
            *said,
        ]
    return [*_evaluated(report, other, table, "年初预算数", _PLANNED), *said]


def _of_projects(here: Volume, there: Volume, table: FactTable) -> Iterator[Relation]:
    """What the sentences of one say of projects, against the forms in the other; not where it has forms of its own."""
    own = {form.project for form in StatementLookup(here.statements, here.year).project_forms()}
    lookup = StatementLookup(there.statements, there.year)
    if not own.intersection(form.project for form in lookup.project_forms()):
        yield from summary_relations(here.claims, table.facts, lookup)


def _evaluated(
    report: Volume, other: Volume, table: FactTable, column: str, places: dict[str, tuple[Address, ...]]
) -> Iterator[Relation]:
    statement = report.statement("performance.expenditure")
    if statement is None:
        return
    for row, addresses in places.items():
        said = statement.fact(row, column)
        candidates = _at(other, addresses)
        if said is not None and candidates:
            yield equal("set.self-evaluation", said, _fitting(said, candidates, table))


def _at(volume: Volume, addresses: Sequence[Address]) -> list[int]:
    found = []
    for code, row, column in addresses:
        statement = volume.statement(f"{volume.kind}.{code}")
        fact = statement.fact(row, column) if statement is not None else None
        if fact is not None:
            found.append(fact)
    return found


def _fitting(said: int, candidates: Sequence[int], table: FactTable) -> int:
    """The first candidate that the figure agrees with; the first of all where it agrees with none."""
    for fact in candidates:
        if abs(int(table.value[said]) - int(table.value[fact])) <= int(table.half[said]) + int(
            table.half[fact]
        ):
            return fact
    return candidates[0]


def _repeated(report: Volume, stated: Stated) -> Iterator[Relation]:
    """Totals that the report's sentences repeat from the final accounts."""
    for claim in levels(report.claims):
        if (
            claim.concept.name in _REPEATED
            and claim.period in {None, report.year}
            and not claim.measure.is_budget
        ):
            there = stated.find(Concept(claim.concept.name, fund=claim.concept.fund), Measure.ACTUAL)
            if there is not None:
                yield equal("set.self-evaluation", claim.fact, there)
