"""One run of ``gouji desk history``: the sheet of a department, and its figures on the screen."""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

from rich import box
from rich.markup import escape
from rich.table import Table

from audit.desk.history.figures import ACCOUNTS, BUDGET, FIGURES, History, history, names_in
from audit.desk.history.sheet import WAN, render
from audit.reporting.files import OutputError, prepare, replace
from audit.reporting.pages.console import terminal
from audit.store.keeping import StoreError, opened
from audit.store.words import sentence
from audit.usage import UsageError

_SENTENCES = {
    "unknown": ("数据仓中没有“{name}”{near}。", "The store has nothing of {name}{near}."),
    "near": ("，是不是：{names}", "; did you mean: {names}"),
    BUDGET: ("预算", "budget"),
    ACCOUNTS: ("决算", "accounts"),
}


def run_history(department: str, folder: Path, out: Path | None, lang: str) -> list[str]:
    """Write ``history.xlsx`` of a department and print its figures; lines to print. Raises :class:`UsageError`."""
    place = out or folder / "desk"
    try:
        store = opened(folder)
        found = history(store, department, lang)
        if found is None:
            near = get_close_matches(department, names_in(store), n=3, cutoff=0.3)
            said = _SENTENCES["near"][lang == "en"].format(names="、".join(near)) if near else ""
            raise UsageError(_SENTENCES["unknown"][lang == "en"].format(name=department, near=said))
        prepare(place, lang)
        path = place / f"history_{_plain(found.department)}.xlsx"
        replace(path, render(found, place, lang), lang)
    except StoreError as error:
        raise UsageError(sentence(error, lang)) from error
    except OutputError as error:
        raise UsageError(str(error)) from error
    _show(found, lang)
    return [*(f"⚠ {each.year}  {each.what}" for each in found.breaks), f"▸ {path}"]


def _plain(name: str) -> str:
    return "".join(character if character.isalnum() else "_" for character in name)


def _show(found: History, lang: str) -> None:
    unit = "10,000 yuan" if lang == "en" else "万元"
    table = Table(
        "", "", *map(str, found.years), box=box.SIMPLE_HEAD, title=escape(f"{found.department}（{unit}）")
    )
    for number, figure in enumerate(FIGURES):
        for kind in (BUDGET, ACCOUNTS):
            points = [found.points.get((number, kind, year)) for year in found.years]
            if any(points):
                name = figure.en if lang == "en" else figure.zh
                texts = [f"{Decimal(point.value) / WAN:,.2f}" if point else "" for point in points]
                table.add_row(escape(name), _SENTENCES[kind][lang == "en"], *texts)
    terminal().print(table)
