"""``python -m audit.web.tasks.job FOLDER LANG UPLOADS``: one version audited in a process of its own.

The files of the version are in the folder, UPLOADS says in JSON what each was called. How far it is goes to the standard
output, a line of JSON a step; the results go into the folder. The server stops it when it takes too long, and
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
from audit.web.kept.submissions import UPLOADS, Upload
from audit.web.tasks.sheets import draw_page, pages_in_question

_DRAWN = 40
"""Pages with findings that are drawn before anybody asks; the others are drawn when they are looked at."""


def main(folder: Path, lang: str, uploads: list[Upload]) -> None:
    """Audit the files of a version and keep the results."""
    names, files = [each.name for each in uploads], [folder / each.kept for each in uploads]
    pack = load(extra_files((), None))
    settings = Settings()
    found = documents(files, lang, settings.limits.in_force, _say, names)
    known_as = {each.name: each.key for each in uploads}
    against = tuple(Path(each.name) for each in uploads if each.source)
    options = Options(lang=lang, settings=settings, against=against, revise=True, known_as=known_as)
    examination = examine(found, pack, options)
    report = report_on(examination, pack, options)
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
    main(Path(sys.argv[1]), sys.argv[2], UPLOADS.validate_json(sys.argv[3]))
