"""``gouji debug``: the page as the reader saw it, so that a developer and a puzzled officer look at the same picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="看读取结果。What was read, drawn and printed.", no_args_is_help=True, rich_markup_mode=None
)

_FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="PDF 等文件。The document.")]
_EXIT_USAGE = 2


@app.command(epilog="例 Example:  gouji debug page 2024年度部门决算.pdf 5 --out page5.png")
def page(
    file: _FileArgument,
    number: Annotated[int, typer.Argument(metavar="N", min=1, help="页码，从 1 起。The page, from 1.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="图片文件。The picture; default FILE-N.png.")
    ] = None,
) -> None:
    """把一页连同读到的内容画成图片。Draw a page of a PDF with what was read on it."""
    from audit.debugging.picture import PictureError, picture  # noqa: PLC0415  (start-up time)

    target = out or Path(f"{file.stem}-{number}.png")
    try:
        legend = picture(file, number, target)
    except PictureError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(_EXIT_USAGE) from error
    typer.echo("\n".join([*legend, f"▸ {target}"]))


@app.command(epilog="例 Example:  gouji debug table 2024年度部门决算.pdf 3")
def table(
    file: _FileArgument,
    number: Annotated[
        int | None,
        typer.Argument(metavar="N", min=1, help="第几张表，从 1 起；不写则列出各表。The table, from 1."),
    ] = None,
) -> None:
    """列出各表，或逐格打印一张表。List the tables of a document, or print one cell by cell."""
    from audit.debugging.listing import listing  # noqa: PLC0415  (start-up time)

    lines = listing(file, number)
    if lines is None:
        typer.echo(f"文件里没有第 {number} 张表。There is no table {number} in the document.", err=True)
        raise typer.Exit(_EXIT_USAGE)
    typer.echo("\n".join(lines))
