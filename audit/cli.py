"""The command line: thin, lazy, no logic. ``gouji --help`` must start without numpy or pandas."""

from __future__ import annotations

from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="gouji",
    help="勾稽：核对部门预算、决算公开文件中的数字。Finds the numbers that disagree in budget disclosures.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
rules_app = typer.Typer(
    help="查看勾稽规则。The rules in force.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(rules_app, name="rules")

EXIT_FINDINGS, EXIT_USAGE, EXIT_INCOMPLETE = 1, 2, 3


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


def _refuse(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(EXIT_USAGE)


@app.command(epilog="例 Example:  gouji check 2024年度部门决算.pdf --out reports_out --lang zh")
def check(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH…", help="文件、文件夹或 ZIP。Files, folders or ZIP archives.")
    ],
    out: OutOption = Path("reports_out"),
    formats: Annotated[
        str, typer.Option("--format", help="excel,json,html,sarif,junit,markdown 的组合。Formats, by comma.")
    ] = "excel,json",
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="从哪一级起返回 1。Severity from which the exit code is 1.")
    ] = FailOn.ERROR,
    lang: LangOption = Lang.ZH,
    department: Annotated[
        str | None, typer.Option("--department", help="部门名称，以此为准。The department, over what is found.")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="年度，以此为准。The year, over what is found.")] = None,
    rules: RulesOption = None,
) -> None:
    """核对公开文件，写出差异工作簿。Check disclosures and write the discrepancy workbook."""
    from audit.run import Request, UsageError, run_check  # noqa: PLC0415  (start-up time)

    request = Request(
        paths=tuple(paths),
        out=out,
        formats=tuple(f.strip() for f in formats.split(",") if f.strip()),
        fail_on=fail_on.value,
        lang=lang.value,
        department=department,
        year=year,
        rule_files=tuple(rules or ()),
    )
    try:
        raise typer.Exit(run_check(request))
    except UsageError as error:
        raise _refuse(str(error)) from error


@rules_app.command("list", epilog="例 Example:  gouji rules list --lang en")
def rules_list(lang: LangOption = Lang.ZH, rules: RulesOption = None) -> None:
    """列出全部规则。List all rules."""
    from audit.rule_pages import UnknownRuleError, list_rules  # noqa: PLC0415

    try:
        typer.echo(list_rules(tuple(rules or ()), lang.value))
    except UnknownRuleError as error:
        raise _refuse(str(error)) from error


@rules_app.command("show", epilog="例 Example:  gouji rules show prose.growth-rate")
def rules_show(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="规则编号。The rule's id.")],
    lang: LangOption = Lang.ZH,
    rules: RulesOption = None,
) -> None:
    """显示一条规则：查什么、依据、示例、如何改正。Show one rule: what it finds, why, examples, how to fix."""
    from audit.rule_pages import UnknownRuleError, show_rule  # noqa: PLC0415

    try:
        typer.echo(show_rule(rule_id, tuple(rules or ()), lang.value))
    except UnknownRuleError as error:
        raise _refuse(str(error)) from error


def main() -> None:
    """The console script."""
    app()


if __name__ == "__main__":
    main()
