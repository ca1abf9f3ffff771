"""python -m benchmarks.desk STORE [TIMES]: the bureau's report of a store in which every submission stands many times.

The rows of a store (of ``benchmarks.batch``) are written TIMES times under other names of departments. Prints how long the
report takes and how much memory, follows every link of the workbook, and has LibreOffice open it where that is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import unquote

import pyarrow as pa
from openpyxl import load_workbook

from audit.store import bundle, reports, rounds
from audit.store.keeping import Store, create, opened
from audit.store.schemas import SCHEMAS

_REPORT = """
import re, sys
from pathlib import Path
from audit.desk.command import ReportRequest, run_report
run_report(ReportRequest(Path(sys.argv[1])))
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def multiplied(old: Store, folder: Path, times: int) -> Store:
    """A store with every submission of another one so many times."""
    new = create(folder)
    plan = {}
    tables = {name: old.table(name) for name in SCHEMAS}
    for number in range(times):
        keys = {key: hashlib.sha256(f"{key} {number}".encode()).hexdigest()[:32] for key in old.tasks()}
        changed = {name: _changed(table, keys, number) for name, table in tables.items()}
        bundle.write(new.bundle(f"{number:032x}"), bundle.Left({}, changed))
        for key, task in keys.items():
            plan[f"/inbox/{number}/{key}"] = task
            source, target = reports.page(old, key), reports.page(new, task)
            if source.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                os.link(source, target)
    new.fold()
    rounds.begin(new, ["/inbox"], plan, "2026-01-01T00:00:00")
    return new


def _changed(table: pa.Table, keys: dict[str, str], number: int) -> pa.Table:
    for column, change in (
        ("task", keys.get),
        ("subject", keys.get),
        ("department", lambda name: name and f"第{number}组{name}"),
    ):
        if column in table.column_names:
            values = [change(value) for value in table.column(column).to_pylist()]
            at = table.column_names.index(column)
            table = table.set_column(at, column, pa.array(values, pa.string()))
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("store", type=Path)
    parser.add_argument("times", nargs="?", type=int, default=9)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.store.parent) as home:
        store = multiplied(opened(args.store), Path(home) / "store", args.times)
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", _REPORT, str(store.folder)], check=True, capture_output=True, text=True
        )
        taken = time.perf_counter() - began
        memory = int(done.stdout.split()[-1]) >> 10
        out = store.folder / "desk"
        sheet = load_workbook(out / "bureau.xlsx")["部门"]
        heads = [cell.value for cell in sheet[2]]
        right = wrong = 0
        for row in sheet.iter_rows(min_row=3):
            link = row[heads.index("报告")].hyperlink
            page = out / unquote(str(link.target)) if link else None
            name = str(row[heads.index("部门")].value).partition("组")[2]
            good = page is not None and name in page.read_text(encoding="utf-8")
            right, wrong = right + good, wrong + (not good)
        size = (out / "bureau.xlsx").stat().st_size >> 10
        print(
            f"{right + wrong} departments: {taken:.1f} s, {memory} MB, workbook {size} KB; {right} links right, {wrong} wrong"
        )
        if office := shutil.which("soffice"):
            command = [
                office,
                "--headless",
                "--convert-to",
                "csv",
                "--outdir",
                home,
                str(out / "bureau.xlsx"),
            ]
            opened_there = subprocess.run(command, capture_output=True, text=True, check=False)
            print("LibreOffice:", (opened_there.stdout or opened_there.stderr).strip().splitlines()[-1])


if __name__ == "__main__":
    main()
