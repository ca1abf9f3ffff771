"""python -m benchmarks.between [N] [--first SEED]: N departments over two years and N with a unit, errors planted between.

Every document is right in itself. In a quarter of the departments last year's document was written from other figures than
this year's says of it (one figure is another, or all of them: a restatement), or a unit has more than its department (in one
figure, or in all of them). Prints how many of each kind are found, and how many findings there are where nothing was planted.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections.abc import Sequence
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

from audit.batch.auditing import perform, tie
from audit.batch.finding import By, find
from audit.batch.planning import Terms, left, works
from audit.batch.ties.grouping import groups
from audit.batch.ties.planning import ties
from audit.rulebook.kept import load
from audit.store import rounds
from audit.store.keeping import Store, create
from benchmarks.forge.figures import Item, Print, Year, year_of
from benchmarks.forge.wordings import WORDINGS
from benchmarks.forge.writing import HEADINGS
from benchmarks.submissions import samples

_YEARS = ("reception", "restated", "abroad", "running", "public", "projects")
_UNITS = ("cell", "all")
"""What is planted: a figure of the year before, or all of them; more in one cell of a unit, or in all."""

_OFFICES = ("农业农村局", "财政局", "审计局", "林业局", "水务局", "教育局", "民政局", "统计局")


def name_of(number: int) -> str:
    """A name of its own for each department."""
    return f"{'东南西北中'[number // 8 % 5]}川{'甲乙丙丁戊己庚辛'[number // 40 % 8]}县{_OFFICES[number % 8]}"


def text_of(year: Year, seed: int) -> str:
    """The narrative of a year, in wordings that a seed chooses."""
    dice = random.Random(seed)
    style = Print(unit=dice.choice(["万元", "元"]), decimals=2, commas=dice.random() < 0.3)
    lines = [f"{year.name}{year.year}年度部门决算情况说明"]
    for section, heading in HEADINGS.items():
        lines += [heading] if heading else []
        lines += dice.choice(WORDINGS[section])(year, style).split("\n")
    return "\n".join(lines)


def year_before(year: Year, dice: random.Random, planted: str) -> Year:
    """The year before a year, whose actual figures are what that year calls the last; ``planted`` says which are not."""
    items = {field.name: getattr(year, field.name) for field in fields(year) if field.type in {"Item", Item}}
    before = {
        name: Item(item.last * 11 // 10, item.last, item.last * 9 // 10) for name, item in items.items()
    }
    wrong = {"": [], "restated": list(before)}.get(planted, [planted])
    more = dice.randint(105, 180)
    for name in wrong:
        item = before[name]
        before[name] = replace(item, actual=item.actual * more // 100 + 123_400)
    return replace(year, year=year.year - 1, **before)


def said(number: int, planted: str) -> bool:
    """Whether both documents of a department say the figure that is to be planted: what nobody prints nobody can find."""
    if planted == "restated":
        return True
    year = _own_year(number)
    here = replace(
        year, **{planted: replace(getattr(year, planted), last=getattr(year, planted).last * 2 + 7_000_000)}
    )
    before, wrong = (year_before(year, random.Random(number), each) for each in ("", planted))
    seeds = number * 10, number * 10 + 1
    return text_of(year, seeds[0]) != text_of(here, seeds[0]) and text_of(before, seeds[1]) != text_of(
        wrong, seeds[1]
    )


def _own_year(number: int) -> Year:
    return replace(year_of(number), name=name_of(number), year=2024)


def write_years(folder: Path, number: int, planted: str) -> None:
    """The narratives of two years of a department."""
    year = _own_year(number)
    before = year_before(year, random.Random(number), planted)
    for each in (year, before):
        path = folder / f"{each.name}{each.year}年度决算说明.txt"
        path.write_text(text_of(each, number * 10 + each.year % 2), encoding="utf-8")


def write_unit(folder: Path, number: int, planted: str) -> None:
    """The tables of a department and of its own office, as workbooks; with ``planted`` the office has more.

    ``cell`` is more of one figure, ``all`` more of every one: the office is as right in itself as its department.
    """
    made = samples().load(errors=False)
    name = f"云山{name_of(number)}"
    department = replace(made, department=name)
    tables = list(department.tables)
    dice = random.Random(number)
    if planted == "all":
        times = dice.randint(2, 9)
        tables = [replace(table, rows=_scaled(table.rows, times)) for table in tables]
    if planted == "cell":
        at = 2
        rows = [list(row) for row in tables[at].rows]
        cell = next((r, c) for r, row in enumerate(rows) for c, text in enumerate(row) if text == "238.55")
        rows[cell[0]][cell[1]] = f"{dice.randint(24_000, 90_000) / 100:.2f}"
        tables[at] = replace(tables[at], rows=rows)
    samples().write_xlsx(department, folder / f"{name}2020年度部门决算.xlsx")
    samples().write_xlsx(replace(department, tables=tables), folder / f"{name}（本级）2020年度单位决算.xlsx")


_AMOUNT = re.compile(r"-?\d+\.\d\d")


def _scaled(rows: Sequence[Sequence[str]], times: int) -> list[list[str]]:
    """The rows of a table with every amount so many times as large."""
    return [[f"{Decimal(text) * times}" if _AMOUNT.fullmatch(text) else text for text in row] for row in rows]


def audited(store: Store, inbox: Path) -> None:
    """Bring a store up to a folder, in this process."""
    terms = Terms("zh", load().sha256)
    plan = works(find([str(inbox)], By.FILE, store.folder), terms, store)
    run = rounds.begin(store, [inbox.as_posix()], {a: w.task for a, w in plan.items()}, "")
    for work in left(plan, store):
        perform(work)
    store.fold()
    found = ties(groups(store, [w.task for w in plan.values()]), terms, store)
    rounds.tied(store, run, {name: work.task for name, work in found.items()})
    for bond in left(found, store):
        tie(bond)
    store.fold()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=100)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    args = parser.parse_args()
    count = args.count
    with tempfile.TemporaryDirectory() as home:
        inbox = Path(home) / "inbox"
        inbox.mkdir()
        wrong: dict[str, str] = {}
        for number in range(args.first, args.first + count):
            planted = number % 4 == 0
            years = _YEARS[number // 4 % len(_YEARS)] if planted else ""
            units = _UNITS[number // 4 % len(_UNITS)] if planted else ""
            if planted and not said(number, years):
                years = "reception"
            write_years(inbox, number, years)
            write_unit(inbox, number, units)
            if planted:
                wrong[name_of(number)] = f"years: {years}"
                wrong[f"云山{name_of(number)}"] = f"units: {units}"
        store = create(Path(home) / "store")
        audited(store, inbox)
        rows = store.table("findings").to_pylist()
    between = [
        row
        for row in rows
        if row["rule"] == "set.unlike" or (row["rule"].startswith("set.") and row["severity"] != "info")
    ]
    found = {row["department"] for row in between}
    for kind in sorted(set(wrong.values())):
        names = {name for name, of in wrong.items() if of == kind}
        print(f"between {kind}: {len(names)} planted, {100 * len(names & found) / len(names):.1f} % found")
        print("  missed:", sorted(names - found)[:5])
    false = [row for row in between if row["department"] not in wrong]
    print(
        f"departments with a finding where nothing was planted: {len({row['department'] for row in false})} of {2 * count - len(wrong)}"
    )
    for row in false[:5]:
        print("  ", row["department"], row["rule"], row["message"])


if __name__ == "__main__":
    main()
