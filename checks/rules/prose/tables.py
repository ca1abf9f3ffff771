"""What the prose rules ask of the tables: the cells that a claim may repeat."""

from __future__ import annotations

from typing import Protocol

from checks.numbers.claims import Concept, Measure


class TableLookup(Protocol):
    """Finds the cells of the recognised tables that a claim may repeat."""

    def find(self, concept: Concept, measure: Measure, period: int | None) -> tuple[int, ...]:
        """The facts that carry this concept, measure and period; empty where no table does."""
        ...

    def blank(self, concept: Concept, measure: Measure, period: int | None) -> str | None:
        """The name of the table that should carry it and has no number at all; None where there is none such."""
        ...

    def project_funds(self) -> tuple[int, ...]:
        """What the forms of projects' targets apply for in the year, a fact a form, in their order."""
        ...


class NoTables:
    """The look-up of a document without tables."""

    def find(self, concept: Concept, measure: Measure, period: int | None) -> tuple[int, ...]:  # noqa: ARG002
        """Nothing."""
        return ()

    def blank(self, concept: Concept, measure: Measure, period: int | None) -> str | None:  # noqa: ARG002
        """None."""
        return None

    def project_funds(self) -> tuple[int, ...]:
        """Nothing."""
        return ()
