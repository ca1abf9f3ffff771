"""The gate for a data release: Great Expectations suites over it as a whole, run through a Checkpoint.

What is expected is written down in :func:`suites`; the own expectations are in
:mod:`checks.release.expectations`, the frames that they look at in :mod:`checks.release.frames`. Telemetry is
off, the context lives in memory, and the Data Docs are all that is written, below the folder given.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from checks.release import frames
from checks.release.frames import BEFORE, CODE, COLUMN, NOW, STATEMENT
from checks.release.offline import without_network
from checks.release.panels import DEPARTMENT, KEYS, YEAR, Panels

os.environ["GX_ANALYTICS_ENABLED"] = "False"  # before the import: it reads its settings once

import great_expectations as gx
from great_expectations.checkpoint import UpdateDataDocsAction
from great_expectations.data_context import EphemeralDataContext
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.expectations import Expectation

from checks.release.expectations import (
    ExpectCodeToBeKnown,
    ExpectDepartmentToHaveTable,
    ExpectNoDrift,
    ExpectOneUnit,
    ExpectRowsToHaveOwnKeys,
    ExpectTableToHaveTotal,
)

MOST_NAMED = 200
"""How many of the rows that break one expectation are named one by one."""


class SuiteError(RuntimeError):
    """An expectation could not be evaluated, so that nothing is known about what it says."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is configured: how far rows and amounts may move, which statements need not be complete."""

    rows: float = 0.2
    amounts: float = 0.5
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Suite:
    """One batch and what is expected of it; ``index`` are the columns that name a row that breaks it.

    Each expectation carries the id of the rule that it stands for.
    """

    name: str
    frame: pd.DataFrame
    index: tuple[str, ...]
    expectations: tuple[tuple[str, Expectation], ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """An expectation that does not hold: its rule, in how many rows, the first of them by name and value."""

    rule: str
    suite: str
    count: int
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the suites say: which expectations were checked and on how many rows, which are broken."""

    checked: Mapping[str, int]
    broken: tuple[Broken, ...]
    data_docs: Path


def suites(panels: Panels, previous: Panels | None, limits: Limits) -> list[Suite]:
    """Everything that a release as a whole must hold."""
    present = frames.presence(panels, limits.optional)
    there = present[present[frames.ROWS] > 0].reset_index(drop=True)
    rows, amounts = frames.drift(panels, previous)
    whole = [
        Suite(
            "complete",
            present,
            (DEPARTMENT, YEAR, STATEMENT),
            (("release.complete", ExpectDepartmentToHaveTable()),),
        ),
        Suite(
            "totals",
            there,
            (DEPARTMENT, YEAR, STATEMENT),
            (("release.totals", ExpectTableToHaveTotal()),),
        ),
        Suite("codes", frames.codes(panels), (STATEMENT, CODE), (("release.codes", ExpectCodeToBeKnown()),)),
        Suite("units", frames.units(panels), (STATEMENT, "unit"), (("release.units", ExpectOneUnit()),)),
        Suite(
            "rows",
            rows,
            (DEPARTMENT, YEAR, STATEMENT, COLUMN, NOW, BEFORE),
            (("release.row-drift", ExpectNoDrift(min_value=-limits.rows, max_value=limits.rows)),),
        ),
        Suite(
            "amounts",
            amounts,
            (DEPARTMENT, YEAR, STATEMENT, COLUMN, NOW, BEFORE),
            (("release.amount-drift", ExpectNoDrift(min_value=-limits.amounts, max_value=limits.amounts)),),
        ),
    ]
    keys = [
        Suite(code, panel.family.keys[list(KEYS)], (), (("release.keys", ExpectRowsToHaveOwnKeys()),))
        for code, panel in panels.by_code.items()
    ]
    return [suite for suite in (*whole, *keys) if len(suite.frame)]


def judge(panels: Panels, previous: Panels | None, limits: Limits, docs: Path) -> Judged:
    """Run the suites through a Checkpoint each and build the Data Docs below ``docs``."""
    context = _context(docs)
    checked: dict[str, int] = {}
    broken: list[Broken] = []
    for suite in suites(panels, previous, limits):
        for rule, _ in suite.expectations:
            checked[rule] = checked.get(rule, 0) + len(suite.frame)
        for result in _run(context, suite):
            if not result.success:
                broken.append(_broken(suite, result, panels))
    context.build_data_docs()
    without_network(docs)
    return Judged(checked, tuple(broken), docs / "index.html")


def _context(docs: Path) -> EphemeralDataContext:
    """A context in memory whose only place to write is ``docs``."""
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    site = {
        "class_name": "SiteBuilder",
        "store_backend": {
            "class_name": "TupleFilesystemStoreBackend",
            "base_directory": str(docs.resolve()),
        },
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
    }
    settings = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        data_docs_sites={"release": site},
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False),
    )
    return gx.get_context(mode="ephemeral", project_config=settings)


def _run(context: EphemeralDataContext, suite: Suite) -> list[Any]:
    """One suite over its batch; the results in the order of its expectations."""
    source = context.data_sources.add_pandas(suite.name)
    batch = source.add_dataframe_asset(suite.name).add_batch_definition_whole_dataframe(suite.name)
    expected = []
    for rule, expectation in suite.expectations:
        expectation.meta = {"rule": rule}
        expected.append(expectation)
    definition = context.validation_definitions.add(
        gx.ValidationDefinition(
            name=suite.name,
            data=batch,
            suite=context.suites.add(gx.ExpectationSuite(name=suite.name, expectations=expected)),
        )
    )
    detail: dict[str, Any] = {"result_format": "SUMMARY", "partial_unexpected_count": MOST_NAMED}
    if suite.index:
        detail["unexpected_index_column_names"] = list(suite.index)
    checkpoint = context.checkpoints.add(
        gx.Checkpoint(
            name=suite.name,
            validation_definitions=[definition],
            actions=[UpdateDataDocsAction(name=suite.name)],
            result_format=detail,
        )
    )
    outcome = checkpoint.run(batch_parameters={"dataframe": suite.frame})
    results = [result for run in outcome.run_results.values() for result in run.results]
    for result in results:
        if any(each["raised_exception"] for each in _exceptions(result)):
            raise SuiteError(f"{suite.name}: {result.exception_info}")
    return results


def _exceptions(result: Any) -> list[dict[str, Any]]:
    """What was raised while an expectation was evaluated: one entry, or one for each metric."""
    info = result.exception_info or {}
    return [info] if "raised_exception" in info else list(info.values())


def _broken(suite: Suite, result: Any, panels: Panels) -> Broken:
    rule = str(result.expectation_config.meta["rule"])
    count = int(result.result.get("unexpected_count", 0))
    if rule == "release.keys":
        twice = frames.repeated(panels.by_code[suite.name]).head(MOST_NAMED)
        return Broken(
            rule,
            suite.name,
            count,
            tuple({str(k): v for k, v in each.items()} for each in twice.to_dict("records")),
        )
    named = result.result.get("partial_unexpected_index_list") or []
    return Broken(rule, suite.name, count, tuple(dict(each) for each in named[:MOST_NAMED]))
