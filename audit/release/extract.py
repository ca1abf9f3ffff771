"""``gouji extract``: recognised tables out as a release: CSV and Parquet a statement, facts, datapackage.json."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from audit.reading import documents
from audit.recognition import Overrides, Recognised, recognise_document
from audit.recognition.identity import Identity
from audit.release.form import (
    DATAPACKAGE,
    DOCUMENT_COLUMNS,
    DOCUMENTS,
    FACT_COLUMNS,
    FACTS,
    STATEMENT_KEYS,
    Column,
    Json,
    amount_column,
    datapackage,
    file_stem,
    resource,
)
from audit.reporting.files import prepare, replace
from audit.settings.model import Settings
from checks.numbers.amount import Printed, as_decimal, format_value
from checks.numbers.facts import Fact, Role, Statement
from checks.rules.sets.material import OTHER

_PRECISION = 24
_YEAR = re.compile(r"20\d{2}年度?")
"""A table's title in one document names its year; in a release it stands for all years."""


class ExtractError(Exception):
    """A document that cannot go into a release; the sentence says why and what to do."""


Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a release before it is written: its columns, and its rows in their order."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    statement: str | None = None


def read_and_recognise(
    paths: Sequence[Path], overrides: Overrides, lang: str, settings: Settings
) -> list[Recognised]:
    """The documents at ``paths``, each recognised by itself; those that cannot be read have no facts."""
    found = documents(paths, lang, settings.limits.in_force)
    return [
        recognise_document(document, number, 0, settings.overrides(document.path, overrides))
        if document.readable
        else Recognised(document, Identity(OTHER, None, None, None))
        for number, document in enumerate(found)
    ]


def write_release(found: Sequence[Recognised], folder: Path, version: str, lang: str) -> list[Path]:
    """Write what was recognised into ``folder``; returns the files, the descriptor last.

    Raises :class:`ExtractError` where a document does not say whose or of which year it is, and
    :class:`audit.reporting.OutputError` where the folder cannot be written.
    """
    tables = tables_of([each for each in found if each.document.readable and each.facts], lang)
    prepare(folder, lang)
    resources: list[Json] = []
    written: list[Path] = []
    for table in tables:
        data = _csv(table)
        path = folder / f"{table.name}.csv"
        replace(path, data, lang)
        parquet = path.with_suffix(".parquet")
        replace(parquet, _parquet(table), lang)
        written += [path, parquet]
        more = {"statement": table.statement} if table.statement else {}
        digest = sha256(data).hexdigest()
        resources.append(
            resource(table.name, table.title, table.columns, digest, len(data), parquet=parquet.name, **more)
        )
    package = json.dumps(datapackage(resources, version), ensure_ascii=False, indent=1) + "\n"
    replace(folder / DATAPACKAGE, package.encode("utf-8"), lang)
    return [*written, folder / DATAPACKAGE]


def tables_of(found: Sequence[Recognised], lang: str) -> list[Table]:
    """The tables of a release: the documents, each statement of the catalogue, the facts.

    The facts of each of ``found`` are numbered from 0 (see :func:`read_and_recognise`).
    """
    whose = [_whose(each, lang) for each in found]
    statements: dict[str, list[tuple[int, int, Statement]]] = defaultdict(list)
    copies: dict[tuple[str, int, str], int] = defaultdict(int)
    for number, each in enumerate(found):
        for statement in each.statements:
            if statement.code is None or not statement.entered:
                continue
            copies[*whose[number], statement.code] += 1
            statements[statement.code].append((number, copies[*whose[number], statement.code], statement))
    made = [_documents(found, whose)]
    for code in sorted(statements):
        members = statements[code]
        made.append(_statement_table(code, members, found, whose))
    made.append(_facts(found, whose))
    return made


def _whose(recognised: Recognised, lang: str) -> tuple[str, int]:
    identity, path = recognised.identity, recognised.document.path
    if identity.year is None:
        raise ExtractError(
            f"“{path}”没有写明年度：请用 --year 给出。"
            if lang == "zh"
            else f"“{path}” does not say of which year it is: give --year."
        )
    return identity.department or Path(path).stem, identity.year


def _documents(found: Sequence[Recognised], whose: Sequence[tuple[str, int]]) -> Table:
    rows = tuple(
        (
            n,
            each.document.path,
            each.document.sha256,
            each.identity.kind,
            *whose[n],
            each.document.pages,
        )
        for n, each in enumerate(found)
    )
    return Table(DOCUMENTS, "文件 · documents", DOCUMENT_COLUMNS, rows)


def _statement_table(
    code: str,
    members: Sequence[tuple[int, int, Statement]],
    found: Sequence[Recognised],
    whose: Sequence[tuple[str, int]],
) -> Table:
    names = tuple(dict.fromkeys(column for _, _, s in members for column in s.columns))
    units = {s.unit for _, _, s in members}
    unit = next(iter(units)) if len(units) == 1 else None
    rows: list[tuple[Value, ...]] = []
    for document, copy, statement in members:
        facts = found[document].facts
        for i, key in enumerate(statement.rows):
            cells = dict(zip(statement.columns, statement.cells[i], strict=True))
            printed = [facts[int(at)].printed if (at := cells.get(name, -1)) >= 0 else None for name in names]
            parent, role = statement.parents[i], statement.roles[i]
            if role is Role.PART and not any(printed):
                continue  # a note below the table
            rows.append(
                (
                    *whose[document],
                    copy,
                    key,
                    _plain(statement.row_labels[i], key),
                    statement.rows[parent] if parent >= 0 else None,
                    statement.sections[i] or None,
                    role.value,
                    statement.unit or "",
                    _decimals(printed),
                    document,
                    *(
                        None if p is None else Decimal(format_value(p.value, p.unit, p.decimals))
                        for p in printed
                    ),
                )
            )
    columns = (*STATEMENT_KEYS, *(amount_column(name, unit) for name in names))
    title = _YEAR.sub("", members[0][2].name)
    return Table(file_stem(code), title, columns, tuple(rows), code)


def _plain(label: str, key: str) -> str:
    """A row's name without the code that the label begins with."""
    return label.removeprefix(key.partition("#")[0]).strip() or label


def _decimals(row: Iterable[Printed | None]) -> int | None:
    """The fewest decimals of a row's numbers; an exact 0 says nothing about them."""
    return min((p.decimals for p in row if p is not None and p.half), default=None)


def _facts(found: Sequence[Recognised], whose: Sequence[tuple[str, int]]) -> Table:
    rows = tuple(
        _fact(n, whose[n], fact, tables)
        for n, each in enumerate(found)
        for tables in [{s.id: s for s in each.statements}]
        for fact in each.facts
    )
    return Table(FACTS, "全部数字及其位置 · every number and where it stands", FACT_COLUMNS, rows)


def _fact(
    number: int, whose: tuple[str, int], fact: Fact, statements: dict[str, Statement]
) -> tuple[Value, ...]:
    statement = statements.get(fact.statement or "")
    printed, place = fact.printed, fact.place
    return (
        number,
        *whose,
        statement.code if statement else None,
        statement.name if statement else None,
        fact.row or None,
        fact.column or None,
        printed.text,
        as_decimal(printed.value, printed.unit),
        printed.unit.name or None,
        printed.kind.value,
        printed.decimals,
        place.page,
        place.line,
        place.cell,
    )


def _csv(table: Table) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    for row in table.rows:
        writer.writerow("" if v is None else f"{v:f}" if isinstance(v, Decimal) else v for v in row)
    return out.getvalue().encode("utf-8", "replace")


def _parquet(table: Table) -> bytes:
    """The table as Parquet: amounts are decimals of the fewest places that hold them all."""
    arrays = []
    for i, column in enumerate(table.columns):
        values = [row[i] for row in table.rows]
        arrays.append(pa.array(values, _type(column, values)))
    out = pa.BufferOutputStream()
    pq.write_table(pa.table(arrays, names=[c.name for c in table.columns]), out, compression="zstd")
    return bytes(out.getvalue())


def _type(column: Column, values: Sequence[Value]) -> pa.DataType:
    if column.type in {"integer", "year"}:
        return pa.int32()
    if column.type == "number":
        places = (-int(v.as_tuple().exponent) for v in values if isinstance(v, Decimal))
        return pa.decimal128(_PRECISION, max(0, max(places, default=0)))
    return pa.string()
