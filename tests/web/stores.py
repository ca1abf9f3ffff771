"""A store to look at: departments over three years, some of them wrong, one that has mended and one that has not come in."""

from __future__ import annotations

from pathlib import Path

from audit.store.keeping import Store
from audit.store.rounds import finish, runs
from tests.batch.conftest import carried, filled, notice

NAMES = ("档案局", "民政局", "水务局", "教育局", "林业局", "统计局")
AWAITED = "部门,年度,类别\n某县水务局,2024,决算\n某县司法局,2024,决算\n"
SCRIPT = "<script>alert(1)</script>"


def stocked(folder: Path) -> Store:
    """A store at ``folder/store`` after two runs over ``folder/inbox``, and a list of who should hand in."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    for number, name in enumerate(NAMES):
        _hand_in(inbox, name, 2024, "4.00" if number < 3 else "3.00")
        closing = 20
        for year in (2021, 2022, 2023, 2024):
            opening = closing + (5 if (number, year) == (1, 2023) else 0)
            closing = 20 + 3 * number + year % 7
            page = carried(
                f"某县{name}",
                year,
                f"{opening}.00",
                f"{closing}.00",
                f"{100 + 9 * number + 4 * (year % 5)}.00",
            )
            (inbox / f"{name}{year}.html").write_text(page, encoding="utf-8")
    (inbox / "坏.pdf").write_bytes(b"%PDF-1.7 broken")
    filled(folder / "store", inbox)
    _hand_in(inbox, "档案局", 2024, "3.00")
    _hand_in(inbox, "教育局", 2024, "5.00")
    (folder / "awaited.csv").write_text(AWAITED, encoding="utf-8")
    store = filled(folder / "store", inbox)
    finish(store, runs(store)[-1], "2026-01-02T08:00:00")
    return store


def _hand_in(inbox: Path, name: str, year: int, reception: str) -> None:
    (inbox / f"{name}{year}.txt").write_text(notice(name, year, reception), encoding="utf-8")
