"""The command line: thin, lazy, no logic. ``gouji --help`` must start without numpy or pandas."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from audit.debugging.command import app as debug_app

app = typer.Typer(
    name="gouji",
    help="勾稽：核对部门预算、决算公开文件中的数字。Finds the numbers that disagree in budget disclosures.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
rules_app = typer.Typer(help="查看勾稽规则。The rules in force.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(rules_app, name="rules")
app.add_typer(debug_app, name="debug")

_SETTABLE = ("formats", "lang", "fail_on")
"""Options for which ``[output]`` of gouji.toml speaks where the command line does not."""
EXIT_FINDINGS, EXIT_USAGE = 1, 2


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
ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="设置文件，默认 ./gouji.toml。Settings; default ./gouji.toml.")
]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gouji {version('gouji')}")
        raise typer.Exit


@app.callback()
def _root(
    _: Annotated[
        bool | None, typer.Option("--version", callback=_version, is_eager=True, help="版本。The version.")
    ] = None,
) -> None:
    """勾稽：核对部门预算、决算公开文件中的数字。Finds the numbers that disagree in budget disclosures."""


def _names(formats: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in formats.split(",") if name.strip())


def _is_given(context: typer.Context, option: str) -> bool:
    source = context.get_parameter_source(option)
    return source is not None and source.name == "COMMANDLINE"


def _refuse(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(EXIT_USAGE)


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
        int | None, typer.Option("--year", help="年度，以此为准。The year, over what is found.")
    ] = None,
    rules: RulesOption = None,
    baseline: BaselineOption = None,
    min_coverage: CoverageOption = None,
    annotate: AnnotateOption = False,
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

    output = Output(out, _names(formats), fail_on.value, lang.value, baseline, min_coverage, annotate)
    given = frozenset(name for name in _SETTABLE if _is_given(context, name))
    request = Request(tuple(paths), output, department, year, tuple(rules or ()), config, given)
    try:
        raise typer.Exit(run_check(request))
    except UsageError as error:
        raise _refuse(str(error)) from error


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
        int | None, typer.Option("--year", help="年度，以此为准。The year, over what is found.")
    ] = None,
) -> None:
    """把识别出的表格写成数据集（CSV、Parquet、datapackage.json）。Write the recognised tables as a release."""
    from audit.recognition import Overrides  # noqa: PLC0415
    from audit.release.run import run_extract  # noqa: PLC0415
    from audit.usage import UsageError  # noqa: PLC0415

    try:
        lines, code = run_extract(paths, to, Overrides(department, year), lang.value)
    except UsageError as error:
        raise _refuse(str(error)) from error
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

    output = Output(out, _names(formats), fail_on.value, lang.value, baseline, min_coverage)
    try:
        raise typer.Exit(run_gate(GateRequest(release, output, previous, tuple(rules or ()), config)))
    except UsageError as error:
        raise _refuse(str(error)) from error


@app.command(epilog="例 Example:  gouji waive 5b1c07a9e2d4 --reason 年中追加 --by 张三 --until 2026-12-31")
def waive(
    until: Annotated[
        datetime,
        typer.Option("--until", formats=["%Y-%m-%d"], help="说明的有效期。The last day on which it holds."),
    ],
    finding: Annotated[
        str | None, typer.Argument(metavar="FINDING", help="差异编号。The finding's id.", show_default=False)
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
        Path, typer.Option("--report", help="差异所在的 report.json。The report.json of the finding.")
    ] = Path("reports_out/report.json"),
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

    given = Given(report, until.date(), finding, reason, by, workbook, file, lang.value)
    try:
        typer.echo(run_waive(given, tuple(rules or ()), config))
    except UsageError as error:
        raise _refuse(str(error)) from error


@rules_app.command("list", epilog="例 Example:  gouji rules list --lang en")
def rules_list(lang: LangOption = Lang.ZH, rules: RulesOption = None, config: ConfigOption = None) -> None:
    """列出全部规则。List all rules."""
    from audit.rulebook.pages import UnknownRuleError, list_rules  # noqa: PLC0415

    try:
        typer.echo(list_rules(tuple(rules or ()), config, lang.value))
    except UnknownRuleError as error:
        raise _refuse(str(error)) from error


@rules_app.command("show", epilog="例 Example:  gouji rules show prose.growth-rate")
def rules_show(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="规则编号。The rule's id.")],
    lang: LangOption = Lang.ZH,
    rules: RulesOption = None,
    config: ConfigOption = None,
) -> None:
    """显示一条规则：查什么、依据、示例、如何改正。Show one rule: what it finds, why, examples, how to fix."""
    from audit.rulebook.pages import UnknownRuleError, show_rule  # noqa: PLC0415

    try:
        typer.echo(show_rule(rule_id, tuple(rules or ()), config, lang.value))
    except UnknownRuleError as error:
        raise _refuse(str(error)) from error


@rules_app.command("test", epilog="例 Example:  gouji rules test rules/local.yaml")
def rules_test(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="规则文件。The rule files.")],
    lang: LangOption = Lang.ZH,
    rules: RulesOption = None,
    config: ConfigOption = None,
) -> None:
    """运行规则文件中的正反示例。Run the pass and fail examples of a rule file."""
    from audit.rulebook.pages import UnknownRuleError, try_rules  # noqa: PLC0415

    try:
        tested = [try_rules(file, tuple(rules or ()), config, lang.value) for file in files]
    except UnknownRuleError as error:
        raise _refuse(str(error)) from error
    typer.echo("\n".join(line for each in tested for line in each.lines))
    raise typer.Exit(EXIT_FINDINGS if any(each.bad for each in tested) else 0)


@rules_app.command("docs", epilog="例 Example:  gouji rules docs --to docs/rules.md")
def rules_docs(
    to: Annotated[Path, typer.Option("--to", help="写到哪个文件。The file to write.")],
    lang: LangOption = Lang.ZH,
    rules: RulesOption = None,
    config: ConfigOption = None,
) -> None:
    """由规则目录生成规则手册。Write the pages of all rules as one Markdown file."""
    from audit.rulebook.pages import UnknownRuleError, write_docs  # noqa: PLC0415

    try:
        write_docs(to, tuple(rules or ()), config, lang.value)
    except UnknownRuleError as error:
        raise _refuse(str(error)) from error


def main() -> None:
    """The console script."""
    app()


if __name__ == "__main__":
    main()
