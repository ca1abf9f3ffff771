"""One run of ``gouji extract`` or ``gouji gate``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audit.recognition import Overrides
from audit.release.extract import ExtractError, read_and_recognise, write_release
from audit.release.reading import ReleaseError
from audit.reporting.files import OutputError, prepare
from audit.reporting.pages.console import terminal
from audit.rulebook.in_force import pack_in_force, sentence_of
from audit.rulebook.program import tool_version
from audit.run import EXIT_INCOMPLETE, Output, conclude, explained, ready
from audit.settings import file as config
from audit.settings.file import ConfigError
from audit.settings.model import beside, read_settings
from audit.usage import UsageError
from audit.waivers.command import MISTAKES


@dataclass(frozen=True, slots=True)
class GateRequest:
    """What ``gouji gate`` is asked for; ``previous`` is the release to be compared with."""

    release: Path
    output: Output
    previous: Path | None = None
    rule_files: tuple[Path, ...] = ()
    config: Path | None = None


def run_extract(
    paths: Sequence[Path], to: Path, overrides: Overrides, lang: str, settings_file: Path | None = None
) -> tuple[list[str], int]:
    """Write a release of the documents at ``paths``; returns what was done, line by line, and the exit code.

    Whose documents they are, and their limits, are as ``gouji.toml`` has them. Raises :class:`audit.usage.UsageError`.
    """
    try:
        settings = read_settings(config.load(settings_file or beside(paths), lang), lang)
        prepare(to, lang)
        found = read_and_recognise(paths, overrides, lang, settings)
        written = write_release(found, to, tool_version(), lang)
    except (ExtractError, OutputError, ConfigError) as error:
        raise UsageError(str(error)) from error
    problems = [problem.what for each in found for problem in each.document.problems]
    without = [each.document.path for each in found if each.document.readable and not each.facts]
    problems += [
        f"“{path}”中没有认出任何数字。" if lang == "zh" else f"No number was recognised in “{path}”."
        for path in without
    ]
    return [*problems, *(f"▸ {path}" for path in written)], EXIT_INCOMPLETE if problems else 0


def run_gate(request: GateRequest) -> int:
    """Check a release and write its reports. Returns the exit code; raises :class:`audit.usage.UsageError`."""
    output = request.output
    try:
        ready(output)
        pack = pack_in_force(request.rule_files, request.config)
        settings = config.load(request.config or _beside(request.release), output.lang)
        from audit.release.gate import gate  # noqa: PLC0415  (loads Great Expectations, which takes seconds)

        previous = request.previous or _configured(settings)
        report = gate(request.release, previous, settings, pack, output.out, output.lang)
        return conclude(explained(report, [request.release], pack), output, terminal())
    except (ReleaseError, *MISTAKES) as error:
        raise UsageError(sentence_of(error, output.lang)) from error


def _beside(release: Path) -> Path | None:
    """The ``gouji.toml`` inside the release, if it brings one."""
    inside = release / config.FILE_NAME
    return inside if inside.is_file() else None


def _configured(settings: config.Config) -> Path | None:
    previous = settings.section("gate").get("previous")
    return settings.folder / str(previous) if previous else None
