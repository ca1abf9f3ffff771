"""What the expectations look at: small frames that say of a release as a whole what is there and how much."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from checks import catalogue
from checks.numbers.facts import Role
from checks.release.panels import COPY, DEPARTMENT, ROW, UNIT, YEAR, Panel, Panels

STATEMENT, ROWS, TOTALS, CODE, KNOWN, COLUMN = "statement", "rows", "totals", "code", "known", "column"
NOW, BEFORE, CHANGE = "now", "before", "change"

_WITHOUT_ROWS = frozenset(
    {
        "final_accounts.government_fund",
        "final_accounts.state_capital",
        "final_accounts.non_tax_revenue",
        "budget.government_fund",
        "budget.state_capital",
        "budget.agency_running",
        "budget.procurement",
        "budget.project_targets",
    }
)
"""Statements that a department may print empty: a table without rows leaves nothing in a release."""
_SELF_EVALUATION = "performance"


def presence(panels: Panels, optional: Collection[str]) -> pd.DataFrame:
    """One row for each department, year and statement: how many rows and total rows the release has of it.

    A department that has any table of a kind (final accounts, budget) is to have all of that kind, in every
    year in which the release has that kind. Statements in ``optional``, those that may be printed empty and
    self-evaluations, which have no common form, are listed only where they are.
    """
    frames = []
    for code, panel in panels.by_code.items():
        kind = catalogue.by_code()[code].kind
        grid = _grid(panels, kind)
        at = grid.get_indexer(pd.MultiIndex.from_frame(panels.sets[[DEPARTMENT, YEAR]]))[panel.group]
        is_total = (panel.role == Role.TOTAL.value) | (panel.family.keys[ROW] == catalogue.THREE_PUBLIC_TOTAL)
        frame = pd.DataFrame(
            {
                DEPARTMENT: grid.get_level_values(0),
                YEAR: grid.get_level_values(1),
                STATEMENT: code,
                ROWS: np.bincount(at, minlength=len(grid)),
                TOTALS: np.bincount(at[np.asarray(is_total, bool)], minlength=len(grid)),
            }
        )
        free = code in _WITHOUT_ROWS or code in optional or kind == _SELF_EVALUATION
        frames.append(frame[frame[ROWS] > 0] if free else frame)
    return pd.concat(frames, ignore_index=True)


def _grid(panels: Panels, kind: str) -> pd.MultiIndex:
    """Every department and year of which the release has any table of a kind, each with each."""
    members = [panel.group for code, panel in panels.by_code.items() if code.startswith(f"{kind}.")]
    sets = panels.sets.iloc[np.unique(np.concatenate(members))]
    return pd.MultiIndex.from_product([sets[DEPARTMENT].unique(), np.sort(sets[YEAR].unique())])


def codes(panels: Panels) -> pd.DataFrame:
    """One row for each code of each statement: the part of it that the catalogue should know."""
    known = {**dict.fromkeys(catalogue.functional_classes()), **catalogue.economic_codes()}
    records = []
    for code, panel in panels.by_code.items():
        economic = catalogue.by_code()[code].rows == "economic"
        for key in panel.family.keys[ROW].unique():
            printed = str(key).partition("#")[0]
            if printed.isdigit() and len(printed) >= 3:
                part = printed if economic else printed[:3]
                records.append((code, printed, part, int(part in known)))
    return pd.DataFrame.from_records(records, columns=[STATEMENT, CODE, "part", KNOWN])


def units(panels: Panels) -> pd.DataFrame:
    """One row for each statement: the units that its amounts come in, and how many they are."""
    found = {code: sorted(p.family.keys[UNIT].unique()) for code, p in panels.by_code.items()}
    return pd.DataFrame(
        {
            STATEMENT: list(found),
            UNIT: ["、".join(each) for each in found.values()],
            "units": [len(each) for each in found.values()],
        }
    )


def drift(now: Panels, before: Panels | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows and amounts per set of tables, against the previous release: a row a statement, a row a column.

    ``change`` is the share by which the number moved; a column that was empty before has none.
    """
    rows_now, amounts_now = _means(now)
    rows_before, amounts_before = _means(before) if before is not None else ({}, {})
    rows = [(code, "", rows_now[code], rows_before[code]) for code in rows_now if code in rows_before]
    amounts = [
        (*key, amounts_now[key], amounts_before[key]) for key in amounts_now if amounts_before.get(key)
    ]
    return _changes(rows), _changes(amounts)


def _means(panels: Panels) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    rows: dict[str, float] = {}
    amounts: dict[tuple[str, str], float] = {}
    for code, panel in panels.by_code.items():
        sets = max(1, len(np.unique(panel.group)))
        rows[code] = len(panel.group) / sets
        sums = panel.family.value.astype(np.float64).sum(axis=0) / 1000 / sets
        amounts |= {(code, name): float(each) for name, each in zip(panel.family.columns, sums, strict=True)}
    return rows, amounts


def _changes(records: list[tuple[str, str, float, float]]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(records, columns=[STATEMENT, COLUMN, NOW, BEFORE])
    frame[CHANGE] = (frame[NOW] - frame[BEFORE]) / frame[BEFORE].abs().where(frame[BEFORE] != 0, 1.0)
    return frame


def repeated(panel: Panel) -> pd.DataFrame:
    """The keys that more than one row of a family has, each once."""
    keys = panel.family.keys[[DEPARTMENT, YEAR, COPY, ROW]]
    return keys[keys.duplicated()].drop_duplicates()
