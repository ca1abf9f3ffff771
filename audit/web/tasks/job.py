"""``python -m audit.web.tasks.job FOLDER LANG NAME…``: one version audited in a process of its own.

The files of the version are ``0.pdf``, ``1.xlsx`` … in the folder, NAME what each was called. How far it is goes to the
standard output, a line of JSON a step; the results go into the folder. The server stops it when it takes too long, and
it stops by itself when the server is gone.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from audit.pipeline import Options, examine, report_on
from audit.reading import documents
from audit.reading.steps import Step
from audit.rulebook.in_force import extra_files
from audit.rulebook.kept import load
from audit.settings.model import Settings
from audit.web.kept.results import keep
from audit.web.tasks.sheets import draw_page, pages_in_question

_DRAWN = 40
"""Pages with findings that are drawn before anybody asks; the others are drawn when they are looked at."""


def main(folder: Path, lang: str, names: list[str]) -> None:
    """Audit the files of a version and keep the results."""
    files = [next(folder.glob(f"{number}.*")) for number in range(len(names))]
    pack = load(extra_files((), None))
    settings = Settings()
    found = documents(files, lang, settings.limits.in_force, _say, names)
    examination = examine(found, pack, Options(lang=lang, settings=settings))
    report = report_on(examination, pack, Options(lang=lang))
    keep(folder, report, examination.material.facts)
    for document, page in pages_in_question(report)[:_DRAWN]:
        with suppress(Exception):  # a page that cannot be drawn is drawn without, when somebody asks for it
            draw_page(folder, names, report.documents[document], document, page)


def _say(step: Step) -> None:
    line = {"pages": step.pages, "of": step.of, "finished": step.finished, "documents": step.documents}
    print(json.dumps({"name": Path(step.name).name, **line}), flush=True)


def _leave_with_parent() -> None:
    """End this process once the server that started it is gone."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
