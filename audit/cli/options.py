"""The options that several commands share, and how a command refuses: one sentence and exit code 2."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

EXIT_FINDINGS, EXIT_USAGE = 1, 2
EXIT_INTERRUPTED = 130
"""As the shell has it: 128 and the number of the interrupt."""


class Lang(StrEnum):
    """Language of reports and messages."""

    ZH = "zh"
    EN = "en"


class FailOn(StrEnum):
    """The severity from which a finding makes the run fail."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


LangOption = Annotated[Lang, typer.Option("--lang", help="报告语言：zh 或 en。Language of the reports.")]
OutOption = Annotated[Path, typer.Option("--out", help="报告目录。Folder for the reports.")]
RulesOption = Annotated[
    list[Path] | None, typer.Option("--rules", help="附加规则文件，可多次给出。Extra rule files.")
]
FormatOption = Annotated[
    str, typer.Option("--format", help="excel,json,html,sarif,junit,markdown 的组合。Formats, by comma.")
]
FailOnOption = Annotated[
    FailOn, typer.Option("--fail-on", help="从哪一级起返回 1。Severity from which the exit code is 1.")
]
BaselineOption = Annotated[
    Path | None,
    typer.Option(
        "--baseline", help="以前的 report.json，只报告新出现的。An earlier report: only what is new."
    ),
]
CoverageOption = Annotated[
    float | None,
    typer.Option(
        "--min-coverage", min=0, max=100, help="至少核对到的数字（%）。Per cent of numbers to be checked."
    ),
]
AnnotateOption = Annotated[
    bool,
    typer.Option(
        "--annotate",
        help="另写 PDF、Word、Excel 的批注副本。Also write marked copies of PDF, Word and Excel files.",
    ),
]
AgainstOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--against",
        help="稿件的来源（核算软件导出的报表、批复等），逐数对照，可多次给出。"
        "What the draft was made from; every number is held against it.",
    ),
]
ReviseOption = Annotated[
    bool,
    typer.Option(
        "--revise",
        help="另写修订副本：Word 用修订、Excel 用着色，改正确定的错误。"
        "Also write corrected copies: tracked changes in Word, coloured cells in Excel.",
    ),
]
ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="设置文件，默认 ./gouji.toml。Settings; default ./gouji.toml.")
]


def names(formats: str) -> tuple[str, ...]:
    """The formats of a list with commas."""
    return tuple(name.strip() for name in formats.split(",") if name.strip())


def refuse(sentence: str) -> typer.Exit:
    """Say what is wrong; what is returned is to be raised."""
    typer.echo(sentence, err=True)
    return typer.Exit(EXIT_USAGE)


def interrupted(lang: str) -> typer.Exit:
    """Say that the user stopped the run and that nothing was written; what is returned is to be raised."""
    sentence = "已中断，没有写出报告。" if lang == "zh" else "Interrupted; no report was written."
    typer.echo(sentence, err=True)
    return typer.Exit(EXIT_INTERRUPTED)
