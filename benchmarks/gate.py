"""A release of 2,000 departments x 5 years x all final-accounts tables through the gate, with a fixed seed.

Prints how long each part takes, the share of the relations in the Great Expectations part, the peak memory, and
beside them the same row sums (a row's total is the sum of its columns) checked in pandera alone and in Great
Expectations alone. Run: ``python benchmarks/gate.py [--departments 2000] [--years 5]``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parents[1]))

from audit.release.form import STATEMENT_KEYS, amount_column, datapackage, file_stem, resource
from audit.release.reading import read_release
from audit.settings.file import Config
from checks import catalogue
from checks.pack import built_in
from checks.release.panels import Family, assemble
from checks.release.relations import screen
from checks.release.schema import refused
from checks.rules.rule import RulePack

Amounts = npt.NDArray[np.int64]
SEED = 20240630
ROW_SUMS = ("income.row-total", "expenditure.row-total", "general-budget.row-total")
FUNCTIONAL = (
    "201",
    "20103",
    "2010301",
    "2010302",
    "208",
    "20805",
    "2080505",
    "2080506",
    "221",
    "22102",
    "2210201",
)
LEAVES = (2, 3, 6, 7, 10)
PARENTS = {0: (1,), 1: (2, 3), 4: (5,), 5: (6, 7), 8: (9,), 9: (10,)}
ITEMS = tuple(
    code
    for code in catalogue.economic_codes()
    if len(code) == 5 and (code[:3] in {"301", "302", "303"} or code in {"31002", "31013"})
)


def by_code(leaves: Amounts) -> Amounts:
    """Amounts of the leaf codes, shape (sets, leaves, columns), with their parents and the 合计 row first."""
    full = np.zeros((len(leaves), len(FUNCTIONAL), leaves.shape[2]), np.int64)
    full[:, LEAVES] = leaves
    for parent in sorted(PARENTS, reverse=True):
        full[:, parent] = full[:, list(PARENTS[parent])].sum(axis=1)
    total = full[:, [0, 4, 8]].sum(axis=1, keepdims=True)
    return np.concatenate([total, full], axis=1)


def release(
    departments: int, years: int, rng: np.random.Generator
) -> Iterator[tuple[str, list[str], dict[str, Amounts]]]:
    """Every table: its code, its rows, and its columns of shape (sets, rows) in hundredths of 万元."""
    sets = departments * years
    basic = rng.integers(1_000, 90_000, (sets, len(LEAVES)))
    programme = rng.integers(0, 50_000, (sets, len(LEAVES)))
    nothing = np.zeros_like(basic)
    spent = by_code(np.stack([basic + programme, basic, programme, nothing, nothing, nothing], axis=2))
    rows = ["合计", *FUNCTIONAL]
    named = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
    total = spent[:, 0, 0]
    classes = spent[:, [1, 5, 9], 0]
    yield "final_accounts.expenditure", rows, {n: spent[:, :, i] for i, n in enumerate(named)}
    zero = np.zeros_like(spent[:, :, 0])
    sources = ["上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
    income = {"本年收入合计": spent[:, :, 0], "财政拨款收入": spent[:, :, 0], **dict.fromkeys(sources, zero)}
    yield "final_accounts.income", rows, income
    general = {"本年支出合计": spent[:, :, 0], "基本支出": spent[:, :, 1], "项目支出": spent[:, :, 2]}
    yield "final_accounts.general_budget_expenditure", rows, general
    opening = rng.integers(0, 9_000, sets)
    blank = np.zeros(sets, np.int64)
    summary = {
        "一般公共预算财政拨款收入": total,
        **dict.fromkeys(["政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入", *sources], blank),
        "本年收入合计": total,
        "使用非财政拨款结余": blank,
        "年初结转和结余": opening,
        "收入总计": total + opening,
        **{code: classes[:, i] for i, code in enumerate(("201", "208", "221"))},
        "本年支出合计": total,
        "结余分配": blank,
        "年末结转和结余": opening,
        "支出总计": total + opening,
    }
    yield "final_accounts.summary", list(summary), {"决算数": np.stack(list(summary.values()), axis=1)}
    yield fiscal_summary(total, classes, opening)
    yield basic_expenditure(spent[:, 0, 1], rng)
    yield three_public(sets, rng)
    for code in ("final_accounts.government_fund", "final_accounts.state_capital"):
        kept = rng.integers(0, 5_000, (sets, 1))
        income_of = np.zeros_like(kept)
        moved = {"年初结转和结余": kept, "本年收入": income_of, "本年支出": income_of, "基本支出": income_of}
        columns = {**moved, "项目支出": income_of, "年末结转和结余": kept}
        yield (
            code,
            ["合计", "212", "21208", "2120899"],
            {n: np.repeat(v, 4, axis=1) for n, v in columns.items()},
        )
    parts = rng.integers(0, 20_000, (sets, 4, 2))
    parts = np.concatenate([parts.sum(axis=1, keepdims=True), parts], axis=1)
    taxes = {"合计": parts.sum(axis=2), "纳入预算管理": parts[:, :, 0], "纳入财政专户管理": parts[:, :, 1]}
    items = ["合计", "行政事业性收费收入", "罚没收入", "国有资源有偿使用收入", "其他收入"]
    yield "final_accounts.non_tax_revenue", items, taxes


def fiscal_summary(
    total: Amounts, classes: Amounts, opening: Amounts
) -> tuple[str, list[str], dict[str, Amounts]]:
    funds = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
    kept, blank = "年初财政拨款结转和结余", np.zeros_like(total)
    income = {funds[0]: total, funds[1]: blank, funds[2]: blank, "本年收入合计": total, kept: opening}
    income |= {f"{kept}/{fund}": opening if fund == funds[0] else blank for fund in funds}
    income["收入总计"] = total + opening
    spent = {code: classes[:, i] for i, code in enumerate(("201", "208", "221"))}
    spent |= {"本年支出合计": total, "年末财政拨款结转和结余": opening, "支出总计": total + opening}
    missing = np.full(len(total), -1)
    left = np.stack([*income.values(), *[missing] * len(spent)], axis=1)
    right = np.stack([*[missing] * len(income), *spent.values()], axis=1)
    none = np.where(right < 0, -1, 0)
    columns = {"金额": left, "合计": right, funds[0]: right, funds[1]: none, funds[2]: none}
    return "final_accounts.fiscal_summary", [*income, *spent], columns


def basic_expenditure(basic: Amounts, rng: np.random.Generator) -> tuple[str, list[str], dict[str, Amounts]]:
    shares = rng.integers(0, 20, (len(basic), len(ITEMS)))
    shares[:, ITEMS.index("30212")] = shares[:, ITEMS.index("30217")] = 0
    shares[:, ITEMS.index("30231")] = shares[:, ITEMS.index("31013")] = 0
    amounts = shares * (basic // (shares.sum(axis=1) + 1))[:, None]
    amounts[:, 0] += basic - amounts.sum(axis=1)
    found = {item: amounts[:, i] for i, item in enumerate(ITEMS)}
    classes = {c: sum(v for k, v in found.items() if k[:3] == c) for c in ("301", "302", "303", "310")}
    rows = {**found, **classes}
    rows["人员经费合计"] = classes["301"] + classes["303"]
    rows["公用经费合计"] = classes["302"] + classes["310"]
    return "final_accounts.basic_expenditure", list(rows), {"决算数": np.stack(list(rows.values()), axis=1)}


def three_public(sets: int, rng: np.random.Generator) -> tuple[str, list[str], dict[str, Amounts]]:
    spent = rng.integers(0, 2_000, (sets, 4))
    vehicles = spent[:, 1] + spent[:, 2]
    names = [
        "三公经费合计",
        "因公出国（境）费",
        "公务用车购置及运行维护费",
        "公务用车购置费",
        "公务用车运行维护费",
        "公务接待费",
    ]
    actual = np.stack(
        [spent.sum(axis=1), spent[:, 0], vehicles, spent[:, 1], spent[:, 2], spent[:, 3]], axis=1
    )
    return (
        "final_accounts.three_public",
        names,
        {"预算数": actual + np.asarray((4, 1, 2, 1, 1, 1)), "决算数": actual},
    )


def write(folder: Path, departments: int, years: int) -> int:
    """Write the release as Parquet with its descriptor; returns the number of cells."""
    rng = np.random.default_rng(SEED)
    cells, resources = 0, []
    for code, rows, columns in release(departments, years, rng):
        sets = departments * years
        keys = {
            "department": np.repeat([f"第{i:04d}局" for i in range(departments)], years * len(rows)),
            "year": np.tile(np.repeat(np.arange(2020, 2020 + years, dtype=np.int32), len(rows)), departments),
            "copy": np.ones(sets * len(rows), np.int32),
            "row": np.tile(rows, sets),
            "unit": np.full(sets * len(rows), "万元"),
        }
        amounts = {}
        for name, values in columns.items():
            flat = values.reshape(-1)
            cells += int((flat >= 0).sum())
            words = np.stack([flat, np.zeros_like(flat)], axis=1)
            buffers = [pa.array(flat >= 0).buffers()[1], pa.py_buffer(words)]
            amounts[name] = pa.Array.from_buffers(pa.decimal128(24, 2), len(flat), buffers)
        name = file_stem(code)
        pq.write_table(pa.table({**keys, **amounts}), folder / f"{name}.parquet", compression="zstd")
        fields = [c for c in STATEMENT_KEYS if c.name in keys] + [amount_column(c, "万元") for c in columns]
        entry = resource(name, code, fields, "", 0, statement=code)
        resources.append(
            {**entry, "path": f"{name}.parquet", "format": "parquet", "profile": "data-resource"}
        )
    text = json.dumps(datapackage(resources, "benchmark"), ensure_ascii=False)
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return cells


@contextmanager
def timed(name: str, into: dict[str, float]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    into[name] = time.perf_counter() - start
    print(f"{name:42} {into[name]:8.2f} s", flush=True)


def row_sums() -> dict[str, tuple[str, list[str]]]:
    """The statements whose rows add up: total and parts."""
    return {
        "final_accounts.income": (
            "本年收入合计",
            ["财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"],
        ),
        "final_accounts.expenditure": (
            "本年支出合计",
            ["基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
        ),
        "final_accounts.general_budget_expenditure": ("本年支出合计", ["基本支出", "项目支出"]),
    }


def wide(family: Family) -> pd.DataFrame:
    """A family as a frame of amounts in 万元, as a data team has it."""
    amounts = {name: family.value[:, i] / 1e7 for i, name in enumerate(family.columns)}
    return pd.DataFrame(amounts)


def in_pandera(families: dict[str, Family]) -> None:
    import pandera.pandas as pandera

    for code, (total, parts) in row_sums().items():
        check = pandera.Check(
            lambda f, t=total, p=parts: (f[t] - f[p].sum(axis=1)).abs() <= 0.005 * (len(p) + 1)
        )
        pandera.DataFrameSchema(checks=check).validate(wide(families[code]), lazy=True)


def in_great_expectations(families: dict[str, Family]) -> None:
    import great_expectations as gx
    from great_expectations import expectations as gxe

    context = gx.get_context(mode="ephemeral")
    for code, (total, parts) in row_sums().items():
        frame = wide(families[code])
        frame["difference"] = frame[total] - frame[parts].sum(axis=1)
        limit = 0.005 * (len(parts) + 1)
        batch = context.data_sources.add_pandas(code).add_dataframe_asset(code)
        definition = batch.add_batch_definition_whole_dataframe(code)
        expected = gxe.ExpectColumnValuesToBeBetween(column="difference", min_value=-limit, max_value=limit)
        assert definition.get_batch({"dataframe": frame}).validate(expected).success


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--departments", type=int, default=2000)
    parser.add_argument("--years", type=int, default=5)
    options = parser.parse_args()
    times: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cells = write(folder, options.departments, options.years)
        print(f"{options.departments} departments x {options.years} years, {cells:,} cells")
        with timed("read", times):
            families = read_release(folder, Config()).families
        with timed("panels", times):
            panels = assemble(families)
        with timed("pandera schemas", times):
            wrong = [case for family in families for case in refused(family)]
        with timed("great expectations: import", times):
            from checks.release.suites import Limits, judge
        with timed("great expectations: suites, data docs", times):
            judged = judge(panels, None, Limits(), folder / "docs")
        with timed("relations", times):
            screened = screen(built_in(), panels)
        whole = sum(times.values())
        print(f"{'gate':42} {whole:8.2f} s")
        broken = [(each.rule, each.suite, each.rows[:1]) for each in judged.broken]
        print(
            f"relations checked {sum(screened.applied.values()):,}; sets violated {len(screened.violated)}; "
            f"refused {len(wrong)}; expectations broken: {broken}"
        )
        engine = times["great expectations: import"] + times["great expectations: suites, data docs"]
        print(f"relations / great expectations part        {times['relations'] / engine:8.2f}")
        few = RulePack({rule: built_in()[rule] for rule in ROW_SUMS}, "")
        by_code_of = {family.code: family for family in families}
        with timed("row sums: gouji", times):
            screen(few, panels)
        with timed("row sums: pandera alone", times):
            in_pandera(by_code_of)
        with timed("row sums: great expectations alone", times):
            in_great_expectations(by_code_of)
        for other in ("pandera", "great expectations"):
            ratio = times[f"row sums: {other} alone"] / times["row sums: gouji"]
            print(f"row sums: {other} alone / gouji {ratio:12.2f}")
    print(f"peak memory {getrusage(RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


if __name__ == "__main__":
    main()
