"""The answer to a query as rows by column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb


def rows_of(
    database: duckdb.DuckDBPyConnection, query: str, asked: Sequence[object] = ()
) -> list[dict[str, Any]]:
    """The rows of a query, ``asked`` in its places."""
    rows: list[dict[str, Any]] = database.sql(query, params=list(asked)).to_arrow_table().to_pylist()
    return rows
