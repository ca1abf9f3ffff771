"""The command line: words from a terminal enter, an exit code leaves. Thin, lazy, no logic.

``gouji --help`` must start without numpy or pandas: a command imports what it needs when it runs.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from audit.cli import bureau, comparing, rules, serving, submissions
from audit.cli.refusals import run
from audit.debugging.command import app as debugging

app = typer.Typer(
    name="gouji",
    help="勾稽：核对部门预算、决算公开文件中的数字。Finds the numbers that disagree in budget disclosures.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(submissions.app)
app.add_typer(comparing.app)
app.add_typer(rules.app, name="rules")
app.add_typer(serving.app)
app.add_typer(bureau.app)
app.add_typer(debugging, name="debug")


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


def main() -> None:
    """The console script."""
    sys.exit(run(app))
