"""A release read back, whoever made it: a folder with datapackage.json, or CSV and Parquet that gouji.toml names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv
import pyarrow.parquet as pq

from audit.release.form import DATAPACKAGE
from audit.settings.file import Config
from checks import catalogue
from checks.finding import Gap, Place
from checks.numbers.amount import MONEY_UNITS
from checks.release.panels import COPY, DEPARTMENT, NAME, PARENT, ROLE, ROW, SECTION, UNIT, YEAR, Family, Mask

MOST_DECIMALS = 6
_PRECISION = 24
_TEXT = (DEPARTMENT, ROW, NAME, UNIT, PARENT, SECTION, ROLE)
_NEEDED = (DEPARTMENT, YEAR, ROW)


class ReleaseError(Exception):
    """A release that cannot be read at all; the sentence says what is missing and where to say it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement of a release stands: its file, what its columns are called there, its unit."""

    code: str
    path: Path
    names: Mapping[str, str]
    unit: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A release as it was read: its families, and the cells that should be amounts and are not."""

    folder: Path
    families: tuple[Family, ...]
    unread: tuple[Gap, ...] = ()
    problems: tuple[str, ...] = field(default=())


def read_release(folder: Path, config: Config) -> Release:
    """Read the release in ``folder``. Raises :class:`ReleaseError` where there is nothing to be checked."""
    if not folder.is_dir():
        raise ReleaseError(f"“{folder}”不是文件夹。There is no release folder {folder}.")
    families: list[Family] = []
    unread: list[Gap] = []
    problems: list[str] = []
    for source in sources(folder, config):
        if not source.path.is_file():
            problems.append(f"{source.path.name}：文件不存在 the file is not there（{source.code}）")
            continue
        family, gaps = _family(source, folder)
        families.append(family)
        unread += gaps
    if not families:
        raise ReleaseError(
            f"“{folder}”中没有可核对的报表：需要 {DATAPACKAGE}，或在 gouji.toml 的 [release.tables] 中指明文件。"
            f" Nothing to check: {DATAPACKAGE} or [release.tables] in gouji.toml has to name the tables."
        )
    return Release(folder, tuple(families), tuple(unread), tuple(problems))


def sources(folder: Path, config: Config) -> Iterator[Source]:
    """Every statement of the release and its file: those of ``gouji.toml``, else those of the descriptor."""
    section = config.section("release")
    tables = section.get("tables", {})
    if tables:
        for code, table in tables.items():
            yield _mapped(code, table, section, folder)
        return
    descriptor = folder / DATAPACKAGE
    if not descriptor.is_file():
        return
    try:
        resources = json.loads(descriptor.read_text(encoding="utf-8"))["resources"]
        for resource in resources:
            title = str(resource.get("title") or resource["name"])
            spec = catalogue.statement_for_title(title)
            code = resource.get("statement") or (spec.code if spec else None)
            if code in catalogue.by_code():
                yield Source(code, _file(resource, folder), {}, title=title)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReleaseError(f"{descriptor}: 不是正确的数据包说明 not a data package ({error!r})") from error


def _file(resource: Mapping[str, Any], folder: Path) -> Path:
    """The resource's file; its Parquet twin where the file is still the one that the twin was made with."""
    path, twin = folder / str(resource["path"]), folder / str(resource.get("parquet") or "")
    if twin.is_file() and path.is_file():
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return twin if resource.get("hash") == f"sha256:{digest}" else path
    return path


def _mapped(code: str, table: Any, section: Mapping[str, Any], folder: Path) -> Source:
    """A statement that ``[release.tables]`` names: a path, what the columns are called, the unit."""
    if code not in catalogue.by_code():
        raise ReleaseError(f"gouji.toml: [release.tables] 中的 {code!r} 不是报表代码 is no statement code")
    if not isinstance(table, Mapping) or not isinstance(table.get("path"), str):
        raise ReleaseError(f"gouji.toml: [release.tables.{code!r}] 缺少 path，has no path")
    keys = {key: section[key] for key in (DEPARTMENT, YEAR, COPY, ROW, NAME) if key in section}
    keys |= {key: table[key] for key in (DEPARTMENT, YEAR, COPY, ROW, NAME) if key in table}
    names = {str(theirs): str(ours) for ours, theirs in {**keys, **table.get("columns", {})}.items()}
    return Source(code, folder / table["path"], names, table.get("unit", section.get("unit")))


def _family(source: Source, folder: Path) -> tuple[Family, list[Gap]]:
    table = _read(source.path)
    table = table.rename_columns([source.names.get(name, name) for name in table.column_names])
    absent = [name for name in _NEEDED if name not in table.column_names]
    if absent:
        raise ReleaseError(
            f"{source.path.name}: 缺少列 no column {', '.join(absent)}；"
            "可在 gouji.toml 的 [release] 中指明列名 name it under [release]."
        )
    spec = catalogue.by_code()[source.code]
    columns = tuple(dict.fromkeys(name for name in table.column_names if name in spec.columns))
    if not columns:
        known = "、".join(spec.columns)
        raise ReleaseError(f"{source.path.name}: 没有金额列 no amount column（{known}）")
    keys = _keys(table, source.unit)
    factor = keys[UNIT].map({name: unit.factor for name, unit in MONEY_UNITS.items()})
    per_unit = np.asarray(factor.fillna(MONEY_UNITS["万元"].factor), np.int64)
    gaps: list[Gap] = []
    scaled, entered, places = [], [], []
    for name in columns:
        numbers, present, places_of, bad = _numbers(table.column(name))
        scaled.append(numbers)
        entered.append(present)
        places.append(places_of)
        gaps += [_gap(text, row, name, source.path, folder) for row, text in bad]
    decimals = _decimals(table, max(places))
    scale = 10 ** np.asarray(places, np.int64)
    value = np.stack(scaled, axis=1) * (per_unit[:, None] // scale[None, :])
    half = np.repeat((per_unit // (2 * 10 ** decimals.astype(np.int64)))[:, None], len(columns), axis=1)
    return (
        Family(
            source.code,
            source.path.relative_to(folder).with_suffix(".csv").as_posix(),
            keys,
            columns,
            value,
            half,
            np.stack(entered, axis=1),
            decimals,
            source.title,
        ),
        gaps,
    )


def _read(path: Path) -> pa.Table:
    try:
        if path.suffix == ".parquet":
            return pq.read_table(path)
        with path.open("rb") as file:
            header = file.readline().decode("utf-8-sig").rstrip("\r\n")
        names = [name.strip('"') for name in header.split(",")]
        options = pv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
        return pv.read_csv(path, convert_options=options)
    except (OSError, UnicodeDecodeError, pa.ArrowException) as error:
        raise ReleaseError(f"{path.name}: 读不出来 cannot be read ({error})") from error


def _keys(table: pa.Table, unit: str | None) -> pd.DataFrame:
    """The columns that name a row, as text, year and copy as numbers."""
    keys: dict[str, Any] = {}
    for name in _TEXT:
        if name in table.column_names:
            keys[name] = table.column(name).cast(pa.string()).to_pandas().fillna("").astype("str")
    if unit or UNIT not in keys:
        keys[UNIT] = pd.Series(unit or "万元", index=range(table.num_rows), dtype="str")
    if NAME not in keys:
        keys[NAME] = keys[ROW]
    for name, default in ((YEAR, 0), (COPY, 1)):
        if name in table.column_names:
            numbers = pd.to_numeric(table.column(name).to_pandas(), errors="coerce")
            keys[name] = numbers.fillna(default).astype("int32")
        else:
            keys[name] = pd.Series(default, index=range(table.num_rows), dtype="int32")
    return pd.DataFrame(keys)


def _numbers(
    column: pa.ChunkedArray,
) -> tuple[npt.NDArray[np.int64], Mask, int, list[tuple[int, str]]]:
    """A column of amounts as whole numbers of its last decimal: numbers, entered, decimals, what is none."""
    bad: list[tuple[int, str]] = []
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        column, bad = _from_text(column)
    if pa.types.is_floating(column.type):
        return *_from_floats(column), bad
    if pa.types.is_integer(column.type):
        column = column.cast(pa.decimal128(_PRECISION, 0), safe=False)
    entered = np.asarray(column.is_valid())
    places = int(column.type.scale)
    unscaled = _unscaled(column.combine_chunks())
    return np.where(entered, unscaled, 0), entered, places, bad


def _from_text(column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, list[tuple[int, str]]]:
    """Printed numbers as decimals of the most places among them; what is no number is left out and listed."""
    text = pc.fill_null(pc.replace_substring(pc.utf8_trim_whitespace(column), ",", ""), "")
    is_number = pc.match_substring_regex(text, r"^[+-]?\d{1,15}(\.\d{1,6})?$")
    is_blank = pc.is_in(text, pa.array(["", "-", "—", "–", "无"]))
    wrong = np.flatnonzero(~(np.asarray(is_number) | np.asarray(is_blank)))
    bad = [(int(i), str(column[int(i)])) for i in wrong]
    kept = pc.if_else(is_number, text, pa.scalar(None, pa.string()))
    fraction = pc.list_element(pc.split_pattern(pc.binary_join_element_wise(kept, ".", ""), "."), 1)
    places = pc.max(pc.utf8_length(fraction)).as_py() or 0
    return kept.cast(pa.decimal128(_PRECISION, places)), bad


def _from_floats(column: pa.ChunkedArray) -> tuple[npt.NDArray[np.int64], Mask, int]:
    """Binary numbers as the decimals that they were written from: the fewest places that give them back."""
    values = np.asarray(column.to_numpy(), np.float64)
    entered = np.isfinite(values)
    known = np.where(entered, values, 0.0)
    for places in range(MOST_DECIMALS):
        if np.array_equal(np.round(known, places), known):
            return np.rint(known * 10**places).astype(np.int64), entered, places
    return np.rint(known * 10**MOST_DECIMALS).astype(np.int64), entered, MOST_DECIMALS


def _unscaled(array: pa.Array) -> npt.NDArray[np.int64]:
    """The whole numbers behind a decimal128 array (little-endian pairs of 64 bits; amounts need the lower)."""
    words = np.frombuffer(array.buffers()[1], np.int64)
    return words[2 * array.offset : 2 * (array.offset + len(array)) : 2].copy()


def _decimals(table: pa.Table, found: int) -> npt.NDArray[np.int8]:
    """The decimals printed in each row: as the release says, else the most that any of its amounts has."""
    if "decimals" in table.column_names:
        said = pd.to_numeric(table.column("decimals").to_pandas(), errors="coerce")
        return np.asarray(said.fillna(found).clip(0, MOST_DECIMALS), np.int8)
    return np.full(table.num_rows, found, np.int8)


def _gap(text: str, row: int, column: str, path: Path, folder: Path) -> Gap:
    file = path.relative_to(folder).as_posix()
    return Gap(0, text, f"{column}: not a number", Place(line=row + 2, cell=f"{file}!A{row + 2}"))
