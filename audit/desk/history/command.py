"""One run of ``gouji desk history``: the sheet of a department, and its figures on the screen."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from rich import box
from rich.markup import escape
from rich.table import Table

from audit.desk.history.figures import History, history, names_in, rows
from audit.desk.history.sheet import render
from audit.desk.history.words import say
from audit.reporting.files import OutputError, prepare, replace
from audit.reporting.pages.console import terminal
from audit.store.keeping import StoreError, opened
from audit.store.reports import seen_from
from audit.store.words import sentence
from audit.usage import UsageError


def run_history(department: str, folder: Path, out: Path | None, lang: str) -> list[str]:
    """Write ``history.xlsx`` of a department and print its figures; lines to print. Raises :class:`UsageError`."""
    place = out or folder / "desk"
    try:
        store = opened(folder)
        found = history(store, department, lang)
        if found is None:
            near = get_close_matches(department, names_in(store), n=3, cutoff=0.3)
            said = say("near", lang, names="、".join(near)) if near else ""
            raise UsageError(say("unknown", lang, name=department, near=said))
        prepare(place, lang)
        path = place / f"history_{_plain(found.department)}.xlsx"
        replace(path, render(found, seen_from(place, store), lang), lang)
    except StoreError as error:
        raise UsageError(sentence(error, lang)) from error
    except OutputError as error:
        raise UsageError(str(error)) from error
    _show(found, lang)
    return [*(f"⚠ {each.year}  {each.what}" for each in found.breaks), f"▸ {path}"]


def _plain(name: str) -> str:
    return "".join(character if character.isalnum() else "_" for character in name)


def _show(found: History, lang: str) -> None:
    title = f"{say('title', lang, name=found.department)}（{say('unit', lang)}）"
    table = Table("", "", *map(str, found.years), box=box.SIMPLE_HEAD, title=escape(title))
    for figure, kind, texts in rows(found, lang):
        table.add_row(escape(figure), kind, *texts)
    terminal().print(table)
