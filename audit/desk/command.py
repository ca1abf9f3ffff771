"""One run of ``gouji desk report``: a store in, the bureau's workbook and page out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from audit.desk.gathering import Scope, gather
from audit.desk.summary import page, workbook
from audit.desk.words import DeskWords
from audit.reporting.files import OutputError, prepare, replace
from audit.settings.file import ConfigError
from audit.store.keeping import StoreError, opened
from audit.store.listing import awaited
from audit.store.reports import seen_from
from audit.store.words import sentence
from audit.usage import UsageError

WORKBOOK, PAGE = "bureau.xlsx", "bureau.html"


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What ``gouji desk report`` is asked for; ``out`` None is the folder ``desk`` in the store."""

    store: Path
    out: Path | None = None
    year: int | None = None
    kind: str | None = None
    expected: Path | None = None
    config: Path | None = None
    lang: str = "zh"


def run_report(request: ReportRequest) -> list[Path]:
    """Write the bureau's report; the files written. Raises :class:`UsageError`."""
    lang, words = request.lang, DeskWords(request.lang)
    out = request.out or request.store / "desk"
    try:
        store = opened(request.store)
        expected = awaited(request.expected, request.config, lang)
        prepare(out, lang)
        bureau = gather(store, Scope(request.year, request.kind), expected)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        written = []
        for name, render in ((WORKBOOK, workbook.render), (PAGE, page.render)):
            replace(out / name, render(bureau, words, seen_from(out, store), now), lang)
            written.append(out / name)
    except StoreError as error:
        raise UsageError(sentence(error, lang)) from error
    except (OutputError, ConfigError) as error:
        raise UsageError(str(error)) from error
    return written
