"""Own expectations: what a release must hold, in the words of those who read the Data Docs.

Importing this module imports Great Expectations, which takes seconds: only ``gouji gate`` does.
"""

from __future__ import annotations

from great_expectations.expectations import (
    ExpectColumnValuesToBeBetween,
    ExpectCompoundColumnsToBeUnique,
)

from checks.release.frames import CHANGE, KNOWN, ROWS, TOTALS
from checks.release.panels import KEYS


class ExpectDepartmentToHaveTable(ExpectColumnValuesToBeBetween):
    """Every department has every table of every year."""

    column: str = ROWS
    min_value: float = 1
    description: str = "每个部门每个年度的每张表都在。Every department has every table of every year."


class ExpectTableToHaveTotal(ExpectColumnValuesToBeBetween):
    """Every table that is there has its total row."""

    column: str = TOTALS
    min_value: float = 1
    description: str = "每张表都有合计行。Every table has its total row."


class ExpectCodeToBeKnown(ExpectColumnValuesToBeBetween):
    """Every code is one that the catalogue knows (its class, for a functional code)."""

    column: str = KNOWN
    min_value: float = 1
    description: str = "科目编码都在目录中。Every code is known."


class ExpectOneUnit(ExpectColumnValuesToBeBetween):
    """A statement comes in one unit."""

    column: str = "units"
    max_value: float = 1
    description: str = "同一报表只用一个单位。A statement comes in one unit."


class ExpectNoDrift(ExpectColumnValuesToBeBetween):
    """A number moved no further from the previous release than is configured."""

    column: str = CHANGE
    description: str = "与上一版相比变化不超过限度。No drift against the previous release."


class ExpectRowsToHaveOwnKeys(ExpectCompoundColumnsToBeUnique):
    """No two rows are of one department, year, copy and row."""

    column_list: list[str] = list(KEYS)  # noqa: RUF012  (a model copies its defaults)
    description: str = "部门、年度、份数、行不重复。No two rows share a key."
