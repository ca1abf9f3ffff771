"""``gouji diff``: what changed between two editions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit.cli.options import ConfigOption, Lang, LangOption, OutOption, interrupted, refuse

app = typer.Typer()


@app.command(epilog="例 Example:  gouji diff 送审稿.docx 公开稿.pdf")
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="原稿：文件或文件夹。The old edition.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="新稿：文件或文件夹。The new edition.")],
    out: OutOption = Path("reports_out"),
    lang: LangOption = Lang.ZH,
    config: ConfigOption = None,
) -> None:
    """比较两稿：改动的数字、文字、行，和每处改动带来的差异。What changed between two editions, and what it did."""
    from audit.comparison.run import run_diff  # noqa: PLC0415  (start-up time)
    from audit.usage import UsageError  # noqa: PLC0415

    try:
        lines, code = run_diff(old, new, out, lang.value, config)
    except UsageError as error:
        raise refuse(str(error)) from error
    except KeyboardInterrupt as error:
        raise interrupted(lang.value) from error
    typer.echo("\n".join(lines))
    raise typer.Exit(code)
