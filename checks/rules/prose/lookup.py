"""Finds the cells of the tables that a claim of the prose repeats.

Concepts are matched through ``prose_tables.yaml``; functional items through their code, or through the
names of 类, 款 and 项 against the labels of the rows. A name that fits two rows fits none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from checks.catalogue import functional_class, plain
from checks.catalogue.data import data
from checks.catalogue.functional import glued_names
from checks.numbers.claims import SIDES, Concept, Measure
from checks.numbers.facts import Statement
from checks.rules.prose.evaluation.forms import (
    FORMS,
    TARGETS,
    ProjectForm,
    applied_for,
    listed_projects,
    project_form,
)
from checks.rules.prose.labels import RowsByName
from checks.rules.prose.scope import FISCAL
from checks.rules.prose.tables import Against, Earlier

_NAME = re.compile(r"[\d\s|]+")
_FUNCTIONAL: dict[str | None, tuple[str, ...]] = {
    "一般公共预算": ("general_budget_expenditure",),
    "政府性基金预算": ("government_fund",),
    "国有资本经营预算": ("state_capital",),
    None: ("general_budget_expenditure", "fiscal_expenditure", "government_fund", "state_capital"),
}
_OF_ALL_FUNDS = ("expenditure",)
"""Where a document prints no table of one fund, its items are those of all."""

_CLASS_CODE = 3
_PERFORMANCE: dict[Measure, tuple[str, ...]] = {
    Measure.MAIN: ("performance",),
    Measure.ACTUAL: ("performance",),
    Measure.INITIAL_BUDGET: ("performance_initial",),
    Measure.ADJUSTED_BUDGET: ("performance_adjusted",),
}
_CLASS_COLUMNS = {"summary": ("决算数", "预算数"), "fiscal_summary": ("合计", "预算数")}
_APART = frozenset({"政府性基金预算", "国有资本经营预算"})
"""Funds with tables of their own: what is said under their names is never what all funds together carry."""

_AMOUNT_COLUMNS = ("本年支出合计", "本年支出", "合计")
_LAST_YEAR = re.compile(
    r"(?:(?P<year>20\d{2})年度?|上年度?)(?:部门)?(?:(?P<plan>预算)|执行|决算|完成)?数?(?:/(?:小计|合计))?"
)
"""How a statement heads the column of the year before: 2023年执行数, 上年预算数."""


@lru_cache(maxsize=1)
def _cells() -> dict[str, dict[str, list[list[str]]]]:
    raw: Any = data("checks.rules.prose", "tables.yaml")
    return {
        kind: {concept: [cell.split(" ") for cell in cells] for concept, cells in concepts.items()}
        for kind, concepts in raw.items()
    }


@lru_cache(maxsize=1)
def concept_names() -> frozenset[str]:
    """The names of all concepts that some official statement carries."""
    return frozenset(key.split("@")[0] for concepts in _cells().values() for key in concepts)


@dataclass(frozen=True, slots=True)
class _Labels:
    """The rows of a statement that have a code, by their labels as they are compared.

    ``names`` holds the label of each; ``rows`` has them by the length of the code and the label, ``glued`` by that and
    the label after the one of the row above.
    """

    names: dict[str, str]
    rows: dict[tuple[int, str], list[str]] = field(default_factory=dict)
    glued: dict[tuple[int, str], list[str]] = field(default_factory=dict)


class StatementLookup:
    """The look-up over the recognised statements of one document, or of the documents that belong to it."""

    def __init__(
        self, statements: Sequence[Statement], year: int | None, notes: Sequence[Sequence[str]] = ()
    ) -> None:
        self._year = year
        self._noted = {s.id for s, said in zip(statements, notes, strict=False) if said}
        self._unknown = tuple(s for s in statements if s.code is None)
        self._labels: dict[str, _Labels] = {}
        self._rows = RowsByName(statements, year)
        self._statements: dict[str, list[Statement]] = {}
        for statement in statements:
            if statement.code is not None:
                self._statements.setdefault(statement.code, []).append(statement)
        every = [s.entered for found in self._statements.values() for s in found]
        self._hardly_filled = len(every) > 1 and 2 * sum(every) < len(every)
        kinds = [code.split(".", 1)[0] for code in self._statements]
        self._kind = max(sorted(set(kinds)), key=kinds.count) if kinds else ""

    def find(self, concept: Concept, measure: Measure, period: int | None) -> tuple[int, ...]:
        """The facts that carry this concept, measure and period; empty where no table does."""
        if period is not None and self._year is not None and period != self._year:
            return ()
        if concept.path:
            return self._functional(concept) if self._tells(measure) else ()
        # Total only where the text says 收入预算, 支出预算.
        if concept.name in SIDES and measure is Measure.MAIN and concept.fund not in _APART:
            return ()
        for section in self._sections(measure):
            table = _cells().get(section, {})
            for key in _keys(concept, table):
                cells = self._addressed(table.get(key, ()))
                if cells:
                    return cells
        return ()

    def earlier(self, concept: Concept, measure: Measure, against: Against) -> Earlier:
        """What the statements that carry a concept print of the stage and the year that a comparison names."""
        stage, period = against
        if period is None and stage.is_budget:
            return Earlier(self.find(concept, stage, None), sure=True)
        before = (self._year or 0) - 1
        found: dict[int, bool] = {}
        for statement, row in self._places(concept, measure) if period in {None, before} else ():
            for column in statement.columns:
                head = _LAST_YEAR.fullmatch(column)
                fact = statement.fact(row, column)
                if head is None or fact is None or head["year"] not in {None, str(before)}:
                    continue
                planned = head["plan"] is not None
                if stage is Measure.MAIN or stage.is_budget == planned:
                    found[fact] = stage is not Measure.MAIN or (planned and self._kind == "budget")
        return Earlier(tuple(found), all(found.values()))

    def _places(self, concept: Concept, measure: Measure) -> Iterator[tuple[Statement, str]]:
        """The statements and rows that carry a concept."""
        if concept.path:
            names = _FUNCTIONAL.get(concept.fund, _FUNCTIONAL[None]) if self._tells(measure) else ()
            rows: list[tuple[str, str | None]] = [(name, None) for name in names]
        else:
            tables = (_cells().get(section, {}) for section in self._sections(measure))
            keyed = (table[key] for table in tables for key in _keys(concept, table) if key in table)
            rows = [(statement, row) for cells in keyed for statement, row, _ in cells]
        for name, key in dict.fromkeys(rows):
            for statement in self._statements.get(f"{self._kind}.{name}", ()):
                if (row := key or self._row(statement, concept)) is not None:
                    yield statement, row

    def blank(self, concept: Concept, measure: Measure, period: int | None) -> str | None:
        """The table that should carry a concept and has neither a number nor a note that there was none.

        A table that prints rows, none of them for the concept, is not where it belongs; and where there are several and
        hardly any is filled in, none of them says anything.
        """
        other_year = period is not None and self._year is not None and period != self._year
        if other_year or self._hardly_filled:
            return None
        for section in self._sections(measure):
            table = _cells().get(section, {})
            for statement, row, _ in next((table[key] for key in _keys(concept, table) if key in table), ()):
                for candidate in self._statements.get(f"{self._kind}.{statement}", ()):
                    printed = not candidate.rows or row in candidate.rows
                    if printed and not candidate.entered and candidate.id not in self._noted:
                        return candidate.name
        return None

    def labelled(self, name: str, measure: Measure, period: int | None) -> tuple[int, ...]:
        """The facts of the rows of any table that are called so, in the columns of this year, or of another that is named."""
        return self._rows.find(name, measure, period)

    def project_funds(self) -> tuple[int, ...]:
        """What the forms of projects' targets apply for in the year, a fact a form, in their order."""
        printed = (applied_for(each) for each in self._statements.get(TARGETS, ()))
        return tuple(fact for fact in printed if fact is not None)

    def project_forms(self) -> tuple[ProjectForm, ...]:
        """What is printed of projects' self-evaluations: their forms, and where a project has none its row of a list."""
        printed = (each for code in FORMS for each in self._statements.get(code, ()))
        forms = [form for each in printed if (form := project_form(each, self._year)) is not None]
        known = {form.project for form in forms}
        rows = (row for each in self._unknown for row in listed_projects(each, self._year))
        return (*forms, *(row for row in rows if row.project not in known))

    def _sections(self, measure: Measure) -> tuple[str, ...]:
        if self._kind == "final_accounts":
            return ("final_accounts_plan",) if measure.is_budget else ("final_accounts",)
        if self._kind == "budget":
            return ("budget",) if self._tells(measure) else ()
        return _PERFORMANCE.get(measure, ())

    def _tells(self, measure: Measure) -> bool:
        """Whether the tables of this kind of document give the measure."""
        if self._kind == "budget":
            return measure in {Measure.MAIN, Measure.BUDGET}
        return measure in {Measure.MAIN, Measure.ACTUAL}

    def _addressed(self, cells: Sequence[Sequence[str]]) -> tuple[int, ...]:
        found = []
        for statement, row, column in cells:
            for candidate in self._statements.get(f"{self._kind}.{statement}", ()):
                fact = candidate.fact(row, column)
                if fact is not None:
                    found.append(fact)
        return tuple(dict.fromkeys(found))

    def _functional(self, concept: Concept) -> tuple[int, ...]:
        of_class = len(concept.path) == 1 and concept.grade in {0, 1}
        if of_class and concept.fund == FISCAL:
            return self._class_total(concept, "fiscal_summary")
        if of_class and concept.fund is None and (total := self._class_total(concept, "summary")):
            return total
        if concept.fund not in {FISCAL, *_FUNCTIONAL}:  # other money, which no form of items gives alone
            return ()
        tables = _FUNCTIONAL.get(concept.fund, _FUNCTIONAL[None])
        if concept.fund is None and not any(f"{self._kind}.{name}" in self._statements for name in tables):
            tables = _OF_ALL_FUNDS
        for name in tables:
            found = []
            for statement in self._statements.get(f"{self._kind}.{name}", ()):
                row = self._row(statement, concept)
                column = next((c for c in _AMOUNT_COLUMNS if c in statement.columns), None)
                if (
                    row is not None
                    and column is not None
                    and (fact := statement.fact(row, column)) is not None
                ):
                    found.append(fact)
            if found:
                return tuple(found)
        return ()

    def _row(self, statement: Statement, concept: Concept) -> str | None:
        """The key of the row that a functional item names; None where no row or several do."""
        if concept.code is not None:
            return concept.code if concept.code in statement.rows else None
        if statement.id not in self._labels:
            self._labels[statement.id] = _labels(statement)
        labels = self._labels[statement.id]
        digits = 1 + 2 * (concept.grade or len(concept.path))
        path = [_same(name) for name in concept.path]
        exact: list[str] = []
        for rows, name in ((labels.rows, path[-1]), (labels.glued, path[-1].replace("支出", ""))):
            named = rows.get((digits, name), ())
            exact = exact or [row for row in named if _above(row, path, labels.names)]
        if len(path) == 1 and not exact:
            code = functional_class(concept.name)
            exact = [code] if code in labels.names and code is not None else []
        return exact[0] if len(exact) == 1 else None

    def _class_total(self, concept: Concept, statement: str) -> tuple[int, ...]:
        code = functional_class(concept.name)
        columns = _CLASS_COLUMNS[statement]
        return self._addressed([[statement, code, column] for column in columns]) if code else ()


def _keys(concept: Concept, table: Mapping[str, object]) -> tuple[str, ...]:
    """Under which names a concept may stand, the one narrowed by its fund first."""
    own = f"{concept.name}@{concept.fund}"
    narrowed = concept.fund is not None and any(key.startswith(f"{concept.name}@") for key in table)
    return (own,) if narrowed else (own, concept.name)


def _labels(statement: Statement) -> _Labels:
    named = zip(statement.rows, statement.row_labels, strict=True)
    found = _Labels({row: _same(label) for row, label in named if row.isdigit()})
    for row, label in zip(statement.rows, statement.row_labels, strict=True):
        if (
            not row.isdigit() and functional_class(plain(label)) is not None
        ):  # a table of 类 without their codes
            found.rows.setdefault((_CLASS_CODE, _same(label)), []).append(row)
    for row, name in found.names.items():
        found.rows.setdefault((len(row), name), []).append(row)
        for glued in glued_names(row, found.names):
            found.glued.setdefault((len(row), glued), []).append(row)
    return found


def _above(row: str, path: Sequence[str], labels: dict[str, str]) -> bool:
    """Whether the 类 and 款 over a row carry the names of the path, as far as the table prints them."""
    highest = (len(row) - 1) // 2 - len(path)
    for i, name in enumerate(path[:-1], start=highest):
        above = row[: 3 + 2 * i]
        if above in labels and labels[above] != name and functional_class(name) != above:
            return False
    return True


def _same(label: str) -> str:
    """A label as it is compared: no code, no ordinals, 支出 at the end left out."""
    return plain(_NAME.sub("", label)).removesuffix("支出")
