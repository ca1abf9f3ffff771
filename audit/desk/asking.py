"""``gouji desk sql``: one question to the store, its answer on the screen or in a file."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
from rich import box
from rich.markup import escape
from rich.table import Table

from audit.desk.tables import SUFFIXES, as_file, text
from audit.reporting.files import OutputError, replace
from audit.reporting.pages.console import terminal
from audit.sentences import say
from audit.store.keeping import StoreError, opened
from audit.store.views import connect
from audit.store.words import sentence
from audit.usage import UsageError

MOST_SHOWN = 200
"""Rows that are shown on the screen; a file takes all."""

_SENTENCES = {
    "wrong": ("查询有误：{why}", "The query is wrong: {why}"),
    "one": (
        "只能是一条查询（SELECT），不能改动数据。",
        "Only one query (SELECT), nothing that changes anything.",
    ),
    "suffix": (
        "不认识“{name}”的后缀，可用：.csv、.xlsx、.parquet。",
        "{name}: the suffix is not known; use .csv, .xlsx or .parquet.",
    ),
    "more": (
        "共 {count} 行，只显示前 {shown} 行；用 --to 写成文件。",
        "{count} rows, {shown} shown; --to writes a file.",
    ),
    "rows": ("{count} 行", "{count} rows"),
    "written": ("▸ {path}（{count} 行）", "▸ {path} ({count} rows)"),
}


def run_sql(query: str, folder: Path, to: Path | None, lang: str) -> None:
    """Answer a query over the store at ``folder``. Raises :class:`UsageError`."""
    if to is not None and to.suffix.lower() not in SUFFIXES:
        raise UsageError(say(_SENTENCES, "suffix", lang, name=to))
    try:
        found = ask(query, folder, lang)
        if to is not None:
            replace(to, as_file(found, to.suffix.lower()), lang)
            terminal().print(
                say(_SENTENCES, "written", lang, path=to, count=found.num_rows), markup=False, soft_wrap=True
            )
            return
    except StoreError as error:
        raise UsageError(sentence(error, lang)) from error
    except OutputError as error:
        raise UsageError(str(error)) from error
    _show(found, lang)


def ask(query: str, folder: Path, lang: str = "zh") -> pa.Table:
    """The answer to one query. Raises :class:`UsageError` for a wrong one, :class:`StoreError` without a store."""
    with connect(opened(folder)) as database:
        try:
            statements = database.extract_statements(query)
            if len(statements) != 1 or statements[0].type not in {
                duckdb.StatementType.SELECT,
                duckdb.StatementType.EXPLAIN,
            }:
                raise UsageError(say(_SENTENCES, "one", lang))
            return database.sql(query).to_arrow_table()
        except duckdb.Error as error:
            why = str(error).strip()
            raise UsageError(say(_SENTENCES, "wrong", lang, why=why)) from error


def _show(found: pa.Table, lang: str) -> None:
    console = terminal()
    table = Table(*(escape(name) for name in found.column_names), box=box.SIMPLE_HEAD)
    for row in found.slice(0, MOST_SHOWN).to_pylist():
        table.add_row(*(escape(text(value)) for value in row.values()))
    console.print(table)
    shown = "more" if found.num_rows > MOST_SHOWN else "rows"
    console.print(say(_SENTENCES, shown, lang, count=found.num_rows, shown=MOST_SHOWN), markup=False)
