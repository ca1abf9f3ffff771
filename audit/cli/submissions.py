"""The commands that check something or write something down: check, extract, gate, waive."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from audit.cli.options import (
    AgainstOption,
    AnnotateOption,
    BaselineOption,
    ConfigOption,
    CoverageOption,
    FailOn,
    FailOnOption,
    FormatOption,
    Lang,
    LangOption,
    OutOption,
    ReviseOption,
    RulesOption,
    interrupted,
    names,
    refuse,
)

app = typer.Typer()

_SETTABLE = ("formats", "lang", "fail_on")
"""Options for which ``[output]`` of gouji.toml speaks where the command line does not."""


def _is_given(context: typer.Context, option: str) -> bool:
    source = context.get_parameter_source(option)
    return source is not None and source.name == "COMMANDLINE"


@app.command(epilog="例 Example:  gouji check 2024年度部门决算.pdf --out reports_out --lang zh")
def check(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH…", help="文件、文件夹或 ZIP。Files, folders or ZIP archives."),
    ],
    out: OutOption = Path("reports_out"),
    formats: FormatOption = "excel,json",
    fail_on: FailOnOption = FailOn.ERROR,
    lang: LangOption = Lang.ZH,
    department: Annotated[
        str | None,
        typer.Option("--department", help="部门名称，以此为准。The department, over what is found."),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", min=2000, max=2100, help="年度，以此为准。The year, over what is found."),
    ] = None,
    rules: RulesOption = None,
    baseline: BaselineOption = None,
    min_coverage: CoverageOption = None,
    annotate: AnnotateOption = False,
    against: AgainstOption = None,
    revise: ReviseOption = False,
    config: ConfigOption = None,
    debug: Annotated[
        bool, typer.Option("--debug", help="内部出错时输出详情。Print what failed inside.")
    ] = False,
) -> None:
    """核对公开文件，写出差异工作簿。Check disclosures and write the discrepancy workbook."""
    if debug:
        import logging  # noqa: PLC0415  (start-up time)

        logging.basicConfig()
        logging.getLogger("gouji").setLevel(logging.DEBUG)
    from audit.run import Output, Request, run_check  # noqa: PLC0415  (start-up time)
    from audit.usage import UsageError  # noqa: PLC0415

    output = Output(out, names(formats), fail_on.value, lang.value, baseline, min_coverage, annotate, revise)
    given = frozenset(name for name in _SETTABLE if _is_given(context, name))
    sources = tuple(against or ())
    request = Request(tuple(paths), output, department, year, tuple(rules or ()), config, sources, given)
    try:
        raise typer.Exit(run_check(request))
    except UsageError as error:
        raise refuse(str(error)) from error
    except KeyboardInterrupt as error:
        raise interrupted(lang.value) from error


@app.command(epilog="例 Example:  gouji extract 2024年度部门决算.pdf --to release")
def extract(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH…", help="文件、文件夹或 ZIP。Files, folders or ZIP archives."),
    ],
    to: Annotated[Path, typer.Option("--to", help="数据集目录。Folder for the release.")],
    lang: LangOption = Lang.ZH,
    department: Annotated[
        str | None,
        typer.Option("--department", help="部门名称，以此为准。The department, over what is found."),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", min=2000, max=2100, help="年度，以此为准。The year, over what is found."),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """把识别出的表格写成数据集（CSV、Parquet、datapackage.json）。Write the recognised tables as a release."""
    from audit.recognition import Overrides  # noqa: PLC0415
    from audit.release.run import run_extract  # noqa: PLC0415
    from audit.usage import UsageError  # noqa: PLC0415

    try:
        lines, code = run_extract(paths, to, Overrides(department, year), lang.value, config)
    except UsageError as error:
        raise refuse(str(error)) from error
    typer.echo("\n".join(lines))
    raise typer.Exit(code)


@app.command(epilog="例 Example:  gouji gate release --previous last_release --format excel,json,sarif")
def gate(
    release: Annotated[Path, typer.Argument(metavar="RELEASE", help="数据集目录。Folder of the release.")],
    out: OutOption = Path("reports_out"),
    formats: FormatOption = "excel,json",
    fail_on: FailOnOption = FailOn.ERROR,
    lang: LangOption = Lang.ZH,
    previous: Annotated[
        Path | None,
        typer.Option("--previous", help="上一版数据集，用于比较。The release before, to compare."),
    ] = None,
    rules: RulesOption = None,
    baseline: BaselineOption = None,
    min_coverage: CoverageOption = None,
    config: ConfigOption = None,
) -> None:
    """核对数据集：结构、完整性和全部勾稽关系。Check a data release: schemas, completeness, every relation."""
    from audit.release.run import GateRequest, run_gate  # noqa: PLC0415
    from audit.run import Output  # noqa: PLC0415
    from audit.usage import UsageError  # noqa: PLC0415

    output = Output(out, names(formats), fail_on.value, lang.value, baseline, min_coverage)
    try:
        raise typer.Exit(run_gate(GateRequest(release, output, previous, tuple(rules or ()), config)))
    except UsageError as error:
        raise refuse(str(error)) from error


@app.command(epilog="例 Example:  gouji waive 5b1c07a9e2d4 --reason 年中追加 --by 张三")
def waive(
    finding: Annotated[
        str | None, typer.Argument(metavar="FINDING", help="差异编号。The finding's id.", show_default=False)
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(
            "--until",
            formats=["%Y-%m-%d"],
            help="说明的有效期，默认一年。The last day on which it holds; default one year from today.",
            show_default=False,
        ),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="原因。Why the difference is right.")] = "",
    by: Annotated[str, typer.Option("--by", help="责任人。Who answers for it.")] = "",
    workbook: Annotated[
        Path | None,
        typer.Option(
            "--from", help="填好处理意见的 report.xlsx。A report.xlsx with its responses filled in."
        ),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report",
            help="差异所在的 report.json，默认在工作簿旁或 reports_out 中。"
            "The report.json of the finding; default beside the workbook, or in reports_out.",
            show_default=False,
        ),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--file", help="说明文件，默认在所核对文件旁。Where to keep it; default beside the document."
        ),
    ] = None,
    lang: LangOption = Lang.ZH,
    rules: RulesOption = None,
    config: ConfigOption = None,
) -> None:
    """记下对差异的说明，或读回工作簿中的处理意见。Explain findings, or read a filled-in workbook back."""
    from audit.usage import UsageError  # noqa: PLC0415
    from audit.waivers.command import Given, run_waive  # noqa: PLC0415

    last_day = until.date() if until else (datetime.now(UTC).astimezone() + timedelta(days=365)).date()
    given = Given(last_day, report, finding, reason, by, workbook, file, lang.value)
    try:
        lines, all_taken = run_waive(given, tuple(rules or ()), config)
    except UsageError as error:
        raise refuse(str(error)) from error
    typer.echo("\n".join(lines))
    raise typer.Exit(0 if all_taken else 1)
