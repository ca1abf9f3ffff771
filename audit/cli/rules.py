"""``gouji rules``: the rules in force, one of them, their own examples, their manual."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit.cli.options import EXIT_FINDINGS, ConfigOption, Lang, LangOption, RulesOption, refuse

app = typer.Typer(help="查看勾稽规则。The rules in force.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list", epilog="例 Example:  gouji rules list 三公")
def rules_list(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]…", help="编号或名称中的词。Words of ids or titles.", show_default=False
        ),
    ] = None,
    category: Annotated[
        str | None, typer.Option("--category", help="只列这一类。Only rules of this category.")
    ] = None,
    lang: LangOption = Lang.ZH,
    rules: RulesOption = None,
    config: ConfigOption = None,
) -> None:
    """列出规则：全部，或名称中有这些词的。List the rules: all, or those whose titles have the words."""
    from audit.rulebook.pages import UnknownRuleError, list_rules  # noqa: PLC0415

    try:
        typer.echo(list_rules(tuple(rules or ()), config, lang.value, tuple(words or ()), category))
    except UnknownRuleError as error:
        raise refuse(str(error)) from error


@app.command("show", epilog="例 Example:  gouji rules show prose.growth-rate")
def rules_show(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="规则编号或名称。The rule's id or title.")],
    lang: LangOption = Lang.ZH,
    rules: RulesOption = None,
    config: ConfigOption = None,
) -> None:
    """显示一条规则：查什么、依据、示例、如何改正。Show one rule: what it finds, why, examples, how to fix."""
    from audit.rulebook.pages import UnknownRuleError, show_rule  # noqa: PLC0415

    try:
        typer.echo(show_rule(rule_id, tuple(rules or ()), config, lang.value))
    except UnknownRuleError as error:
        raise refuse(str(error)) from error


@app.command("test", epilog="例 Example:  gouji rules test rules/local.yaml")
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
        raise refuse(str(error)) from error
    typer.echo("\n".join(line for each in tested for line in each.lines))
    raise typer.Exit(EXIT_FINDINGS if any(each.bad for each in tested) else 0)


@app.command("docs", epilog="例 Example:  gouji rules docs --to docs/rules.md")
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
        raise refuse(str(error)) from error
