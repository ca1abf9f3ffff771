"""One run of ``gouji diff``: two editions in, a workbook and an exit code out."""

from __future__ import annotations

from pathlib import Path

from audit.comparison.editions import compare
from audit.comparison.page import page
from audit.comparison.workbook import rendered, summary
from audit.pipeline import Options
from audit.reading import documents
from audit.reading.problems import sentence
from audit.reporting.files import prepare, replace
from audit.rulebook.in_force import extra_files, sentence_of
from audit.rulebook.kept import load
from audit.settings import file as config
from audit.settings.model import beside, read_settings, with_settings
from audit.usage import UsageError
from audit.waivers.command import MISTAKES

EXIT_SAME, EXIT_CHANGED, EXIT_INCOMPLETE = 0, 1, 3
NAME, PAGE = "changes.xlsx", "changes.html"


def run_diff(
    old: Path, new: Path, out: Path, lang: str, settings_file: Path | None = None
) -> tuple[list[str], int]:
    """Compare two editions and write the workbook; returns what changed, line by line, and the exit code.

    0 where nothing changed, 1 where something did, 3 where an edition could not be read. Raises
    :class:`audit.usage.UsageError`.
    """
    for path in (old, new):
        if not path.exists():
            raise UsageError(sentence("missing", lang, name=str(path)))
    try:
        file = settings_file or beside([new])
        settings = read_settings(config.load(file, lang), lang)
        prepare(out, lang)
        rule_files = extra_files((), file)
        pack = with_settings(load(rule_files), settings, lang)
        limits = settings.limits.in_force
        editions = [documents([path], lang, limits) for path in (old, new)]
        problems = [p.what for found in editions for d in found for p in d.problems if p.fatal]
        if problems or not all(editions):
            return problems or [sentence("no_content", lang, name=str(new))], EXIT_INCOMPLETE
        options = Options(lang=lang, rule_files=rule_files, settings=settings)
        comparison = compare(editions[0], editions[1], pack, options)
        names = old.name, new.name
        replace(out / NAME, rendered(comparison, names, lang), lang)
        replace(out / PAGE, page(comparison, names, lang), lang)
    except MISTAKES as error:
        raise UsageError(sentence_of(error, lang)) from error
    lines = [*summary(comparison, lang), f"▸ {out / NAME}", f"▸ {out / PAGE}"]
    return lines, EXIT_SAME if comparison.same else EXIT_CHANGED
