"""Every rule of the prose finds what its page says it finds, and lets pass what it says is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import pytest

from audit.document import Line, Paragraph
from audit.recognition.prose.claims import read_claims
from checks.finding import Place
from checks.numbers.amount import WAN_YUAN, Printed, parse
from checks.numbers.claims import Concept, Measure
from checks.numbers.facts import Fact, FactTable
from checks.pack import rules_in
from checks.relations.relation import Relation
from checks.relations.system import exact, one_sided
from checks.rules.prose.evaluation.forms import ProjectForm, Said
from checks.rules.prose.relations import prose_relations
from checks.rules.prose.tables import NoTables
from checks.rules.rule import Rule

RULES = rules_in(
    resources.files("checks.rules").joinpath("prose.yaml").read_text(encoding="utf-8"), "prose.yaml"
)


_SAID = {"全年预算数": Said.PLAN, "全年执行数": Said.SPENT}


@dataclass(frozen=True)
class Figures(NoTables):
    """The figures of the tables, by concept: actual ones, and those of the budget."""

    actual: Mapping[str, int]
    plan: Mapping[str, int]
    blanks: Mapping[str, str]
    form: ProjectForm | None

    def find(self, concept: Concept, measure: Measure, period: int | None) -> tuple[int, ...]:  # noqa: ARG002
        cells = self.plan if measure.is_budget else self.actual
        return (cells[concept.name],) if concept.name in cells else ()

    def blank(self, concept: Concept, measure: Measure, period: int | None) -> str | None:  # noqa: ARG002
        return self.blanks.get(concept.name)

    def project_funds(self) -> tuple[int, ...]:
        return tuple(fact for name, fact in self.plan.items() if name == "年度资金申请总额")

    def project_forms(self) -> tuple[ProjectForm, ...]:
        return () if self.form is None else (self.form,)


def found_by(rule: Rule, text: str) -> list[Relation | str]:
    """What the rule finds in a text of one paragraph a line."""
    examples = rule.examples or {}
    facts: list[Fact] = []
    cells: list[dict[str, int]] = []
    form = dict(examples.get("form", {}))
    project = form.pop("项目名称", "")
    for figures in (examples.get("table", {}), examples.get("plan", {}), form):
        cells.append({})
        for concept, amount in figures.items():
            cells[-1][concept] = len(facts)
            printed = parse(amount, WAN_YUAN)
            assert isinstance(printed, Printed)
            facts.append(Fact(0, printed, Place(), "", concept, "", "d0-s0"))
    paragraphs = [Paragraph((Line(line, Place(line=i)),)) for i, line in enumerate(text.split("\n"), start=1)]
    claims = read_claims(paragraphs, 0, len(facts), 2025)
    facts += claims.facts
    actual, plan, said = cells
    of_form = (
        ProjectForm(project, None, {_SAID[name]: fact for name, fact in said.items()}) if project else None
    )
    result = prose_relations(claims, facts, Figures(actual, plan, examples.get("blank", {}), of_form))
    findings: list[Relation | str] = [f.rule for f in result.findings if f.rule == rule.id]
    return findings + [r for r in result.relations if r.rule == rule.id and not satisfied(r, facts)]


def satisfied(relation: Relation, facts: list[Fact]) -> bool:
    residual, slack = exact(relation, FactTable(facts))
    return (residual if one_sided(relation) else abs(residual)) <= slack


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_right_example_passes(rule: Rule) -> None:
    assert rule.examples is not None
    assert found_by(rule, rule.examples["pass"]) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_wrong_example_is_found(rule: Rule) -> None:
    assert rule.examples is not None
    assert found_by(rule, rule.examples["fail"])
