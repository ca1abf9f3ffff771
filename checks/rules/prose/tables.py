"""What the prose rules ask of the tables: the cells that a claim may repeat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from checks.numbers.claims import Concept, Measure
from checks.rules.prose.evaluation.forms import ProjectForm

Against = tuple[Measure, int | None]
"""What a comparison is with: of which stage (MAIN where it names none) and year (None: last year, or of a budget this one)."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The cells of what a comparison is with; ``sure`` where it can be with nothing else."""

    facts: tuple[int, ...] = ()
    sure: bool = False


class TableLookup(Protocol):
    """Finds the cells of the recognised tables that a claim may repeat."""

    def find(self, concept: Concept, measure: Measure, period: int | None) -> tuple[int, ...]:
        """The facts that carry this concept, measure and period; empty where no table does."""
        ...

    def earlier(self, concept: Concept, measure: Measure, against: Against) -> Earlier:
        """The cells of a concept of the stage and the year that a comparison names."""
        ...

    def blank(self, concept: Concept, measure: Measure, period: int | None) -> str | None:
        """The name of the table that should carry it and has no number at all; None where there is none such."""
        ...

    def labelled(self, name: str, measure: Measure, period: int | None) -> tuple[int, ...]:
        """The facts of the rows of any table that are called so, in the columns of this year, or of another that is named."""
        ...

    def project_funds(self) -> tuple[int, ...]:
        """What the forms of projects' targets apply for in the year, a fact a form, in their order."""
        ...

    def project_forms(self) -> tuple[ProjectForm, ...]:
        """The forms of projects' self-evaluations that name their project."""
        ...


class NoTables:
    """The look-up of a document without tables."""

    def find(self, concept: Concept, measure: Measure, period: int | None) -> tuple[int, ...]:  # noqa: ARG002
        """Nothing."""
        return ()

    def earlier(self, concept: Concept, measure: Measure, against: Against) -> Earlier:  # noqa: ARG002
        """Nothing."""
        return Earlier()

    def blank(self, concept: Concept, measure: Measure, period: int | None) -> str | None:  # noqa: ARG002
        """None."""
        return None

    def labelled(self, name: str, measure: Measure, period: int | None) -> tuple[int, ...]:  # noqa: ARG002
        """Nothing."""
        return ()

    def project_funds(self) -> tuple[int, ...]:
        """Nothing."""
        return ()

    def project_forms(self) -> tuple[ProjectForm, ...]:
        """Nothing."""
        return ()
