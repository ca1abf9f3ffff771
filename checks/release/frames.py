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
_MOVED = [DEPARTMENT, YEAR, STATEMENT, COLUMN, NOW, BEFORE, CHANGE]
ALL = ".*"
"""Behind a kind: all statements of that kind."""

_WITHOUT_ROWS = frozenset(
    {
        "final_accounts.government_fund",
        "final_accounts.state_capital",
        "final_accounts.non_tax_revenue",
        "final_accounts.agency_running",
        "final_accounts.procurement",
        "budget.government_fund",
        "budget.state_capital",
        "budget.agency_running",
        "budget.procurement",
        "budget.project_targets",
        "budget.department_targets",
    }
)
"""Statements that a department may print empty, or not at all: a table without rows leaves nothing in a release."""
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
    return _whole_sets(pd.concat(frames, ignore_index=True))


def _whole_sets(present: pd.DataFrame) -> pd.DataFrame:
    """The frame with one row for all statements of a kind, where a department has none of them for a year."""
    kind = present[STATEMENT].str.partition(".")[0]
    keys = [present[DEPARTMENT], present[YEAR], kind]
    gone = present[ROWS].groupby(keys).transform("sum") == 0
    first = gone & ~present.assign(kind=kind).duplicated([DEPARTMENT, YEAR, "kind"])
    named = present[STATEMENT].where(~gone, kind + ALL)
    return present.assign(**{STATEMENT: named})[~gone | first].reset_index(drop=True)


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
    """Rows and amounts of each department and year that both releases have, against the previous one.

    A row a statement, a row a column; ``change`` is the share by which the number moved. A statement that is gone has moved
    by all of it; a column that was empty before has no change.
    """
    rows_now, amounts_now = _sums(now)
    rows_before, amounts_before = _sums(before) if before is not None else (rows_now[:0], amounts_now[:0])
    return _changes(rows_now, rows_before), _changes(amounts_now, amounts_before)


def _sums(panels: Panels) -> tuple[pd.Series[float], pd.Series[float]]:
    """The number of rows, and the sum of each column in yuan, by department, year, statement and column."""
    rows, amounts = [], []
    for code, panel in panels.by_code.items():
        whose = panels.sets[[DEPARTMENT, YEAR]].iloc[panel.group].reset_index(drop=True)
        values = pd.DataFrame(
            panel.family.value.astype(np.float64) / 1000, columns=list(panel.family.columns)
        )
        grouped = pd.concat([whose, values], axis=1).groupby([DEPARTMENT, YEAR], sort=False)
        sizes = grouped.size().rename(NOW).reset_index()
        sums = grouped.sum().reset_index().melt([DEPARTMENT, YEAR], var_name=COLUMN, value_name=NOW)
        rows.append(sizes.assign(**{STATEMENT: code, COLUMN: ""}))
        amounts.append(sums.assign(**{STATEMENT: code}))
    return _indexed(rows), _indexed(amounts)


def _indexed(frames: list[pd.DataFrame]) -> pd.Series[float]:
    if not frames:
        return pd.Series(dtype=float)
    whole = pd.concat(frames, ignore_index=True)
    return whole.set_index([DEPARTMENT, YEAR, STATEMENT, COLUMN])[NOW].astype(float)


def _changes(now: pd.Series[float], before: pd.Series[float]) -> pd.DataFrame:
    both = pd.DataFrame({BEFORE: before}).reset_index() if len(before) else pd.DataFrame(columns=_MOVED)
    if not len(both):
        return pd.DataFrame(columns=_MOVED)
    here = set(zip(now.index.get_level_values(0), now.index.get_level_values(1), strict=True))
    both = both[[pair in here for pair in zip(both[DEPARTMENT], both[YEAR], strict=True)]]
    both = both[both[BEFORE] != 0].reset_index(drop=True)
    keys = pd.MultiIndex.from_frame(both[[DEPARTMENT, YEAR, STATEMENT, COLUMN]])
    both[NOW] = now.reindex(keys).fillna(0.0).to_numpy()
    both[CHANGE] = (both[NOW] - both[BEFORE]) / both[BEFORE].abs()
    return both[_MOVED]


def repeated(panel: Panel) -> pd.DataFrame:
    """The keys that more than one row of a family has, each once."""
    keys = panel.family.keys[[DEPARTMENT, YEAR, COPY, ROW]]
    return keys[keys.duplicated()].drop_duplicates()
