"""``gouji batch`` and ``gouji desk``: everything that came in, audited into a store, and what the bureau makes of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from audit.cli.options import (
    EXIT_FINDINGS,
    EXIT_INTERRUPTED,
    ConfigOption,
    Lang,
    LangOption,
    RulesOption,
    refuse,
)

app = typer.Typer()
desk = typer.Typer(
    name="desk",
    help="财政部门的工作台：查询、汇总、分发、回收。The bureau's desk over a store: questions, reports, answers.",
    no_args_is_help=True,
)
app.add_typer(desk)

_NEEDED = ("dask", "distributed", "duckdb", "pyarrow")
_EXTRA = (
    '批量核对和工作台需要另装几个程序包：pip install "gouji[batch]"。',
    'Batches and the desk need a few more packages: pip install "gouji[batch]".',
)
_STOPPED = (
    "已中断。已完成的都在数据仓里，再次运行同一命令即可继续。",
    "Interrupted. What is done is in the store; the same command goes on.",
)


_NOTHING = (
    "请给出文件夹、文件或地址，或用 --list 给出材料清单。",
    "Name folders, files or addresses, or a list with --list.",
)


class By(StrEnum):
    """What one submission is."""

    FILE = "file"
    FOLDER = "folder"


StoreArgument = Annotated[Path, typer.Argument(metavar="STORE", help="数据仓目录。Folder of the store.")]


def _require(lang: str) -> None:
    """Refuse where the packages of the extra are not there."""
    if any(find_spec(name) is None for name in _NEEDED):
        raise refuse(_EXTRA[lang == "en"])


@app.command(epilog="例 Example:  gouji batch 2024年度决算/ --to store")
def batch(
    to: Annotated[Path, typer.Option("--to", help="数据仓目录。Folder of the store.")],
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH…",
            help="文件夹、文件、ZIP 或 s3:// 等地址。Folders, files, ZIP archives, addresses such as s3://….",
            show_default=False,
        ),
    ] = None,
    listed: Annotated[
        Path | None,
        typer.Option(
            "--list",
            help="材料清单（Excel 或 CSV：部门、单位、年度、类别、文件）。A list of submissions, as a workbook or CSV.",
        ),
    ] = None,
    by: Annotated[
        By,
        typer.Option(
            "--by", help="一份材料是一个文件，还是一个文件夹。What one submission is: a file or a folder."
        ),
    ] = By.FILE,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", min=1, help="工作进程数，默认同处理器数。Processes; default one a processor."
        ),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", help="已有 Dask 集群的地址 tcp://…。A Dask cluster that exists."),
    ] = None,
    seconds: Annotated[
        int | None,
        typer.Option("--seconds", min=1, help="一个文件的时限（秒）。Seconds a document may take."),
    ] = None,
    megabytes: Annotated[
        int | None,
        typer.Option("--megabytes", min=100, help="一个文件的内存上限（MB）。Memory a document may take."),
    ] = None,
    tries: Annotated[
        int, typer.Option("--tries", min=0, help="工作进程丢失后重试几次。Tries after a worker is lost.")
    ] = 3,
    lang: LangOption = Lang.ZH,
    rules: RulesOption = None,
    config: ConfigOption = None,
) -> None:
    """批量核对，结果存入数据仓；未变的不重做，中断后接着做。Audit many submissions into a store; goes on after a stop."""
    _require(lang.value)
    if not paths and listed is None:
        raise refuse(_NOTHING[lang.value == "en"])
    from audit.batch import finding, run  # noqa: PLC0415  (start-up time)
    from audit.usage import UsageError  # noqa: PLC0415

    request = run.Request(
        tuple(paths or ()),
        to,
        finding.By(by.value),
        listed,
        workers,
        scheduler,
        seconds,
        megabytes,
        tries,
        tuple(rules or ()),
        config,
        lang.value,
    )
    try:
        raise typer.Exit(run.run_batch(request))
    except UsageError as error:
        raise refuse(str(error)) from error
    except KeyboardInterrupt as error:
        typer.echo(_STOPPED[lang.value == "en"], err=True)
        raise typer.Exit(EXIT_INTERRUPTED) from error


@desk.command(
    epilog='例 Example:  gouji desk sql "select department, errors from documents order by errors desc" store'
)
def sql(
    query: Annotated[str, typer.Argument(metavar="SQL", help="一条 SELECT 查询。One query.")],
    store: StoreArgument = Path("store"),
    to: Annotated[
        Path | None,
        typer.Option("--to", help="把结果写成 CSV、Excel 或 Parquet 文件。Write the result to a file."),
    ] = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """用 SQL 查询数据仓。Ask the store in SQL."""
    _require(lang.value)
    from audit.desk.asking import run_sql  # noqa: PLC0415  (start-up time)
    from audit.usage import UsageError  # noqa: PLC0415

    try:
        run_sql(query, store, to, lang.value)
    except UsageError as error:
        raise refuse(str(error)) from error


class Kind(StrEnum):
    """A kind of document."""

    FINAL_ACCOUNTS = "final_accounts"
    BUDGET = "budget"
    PERFORMANCE_REPORT = "performance_report"


YearOption = Annotated[
    int | None, typer.Option("--year", min=2000, max=2100, help="只要某一年度。One year only.")
]
KindOption = Annotated[Kind | None, typer.Option("--kind", help="只要某一类别。One kind only.")]
ExpectedOption = Annotated[
    Path | None,
    typer.Option(
        "--expected",
        help="应交名单（Excel 或 CSV：部门、单位、年度、类别）。Who should hand in, as a workbook or CSV.",
    ),
]


@desk.command(epilog="例 Example:  gouji desk report store --expected 应交名单.xlsx")
def report(
    store: StoreArgument = Path("store"),
    out: Annotated[
        Path | None,
        typer.Option("--out", help="输出目录，默认数据仓中的 desk。Folder; default desk in the store."),
    ] = None,
    year: YearOption = None,
    kind: KindOption = None,
    expected: ExpectedOption = None,
    config: ConfigOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """写出汇总工作簿和网页：谁交了、哪里错、变了什么。The bureau's workbook and page."""
    _require(lang.value)
    from audit.desk.command import ReportRequest, run_report  # noqa: PLC0415  (start-up time)
    from audit.usage import UsageError  # noqa: PLC0415

    request = ReportRequest(store, out, year, kind.value if kind else None, expected, config, lang.value)
    try:
        written = run_report(request)
    except UsageError as error:
        raise refuse(str(error)) from error
    typer.echo("\n".join(f"▸ {path}" for path in written))


@desk.command("hand-out", epilog="例 Example:  gouji desk hand-out store --to 分发")
def hand_out(
    store: StoreArgument,
    to: Annotated[Path, typer.Option("--to", help="输出目录。Folder for the workbooks.")],
    year: YearOption = None,
    kind: KindOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """每个部门一份工作簿，发给部门填写处理意见。One workbook a department, to be sent."""
    _require(lang.value)
    from audit.desk.gathering import Scope  # noqa: PLC0415  (start-up time)
    from audit.desk.handing import run_hand_out  # noqa: PLC0415
    from audit.usage import UsageError  # noqa: PLC0415

    try:
        lines = run_hand_out(store, to, Scope(year, kind.value if kind else None), lang.value)
    except UsageError as error:
        raise refuse(str(error)) from error
    typer.echo("\n".join(lines))


@desk.command(epilog="例 Example:  gouji desk collect 收回 --store store")
def collect(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="收回的工作簿。Folder of what came back.")],
    store: Annotated[Path, typer.Option("--store", help="数据仓目录。Folder of the store.")] = Path("store"),
    until: Annotated[
        datetime | None,
        typer.Option(
            "--until",
            formats=["%Y-%m-%d"],
            help="说明的有效期，默认一年。The last day on which they hold; default one year from today.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str, typer.Option("--by", help="未填责任人时的责任人。Who answers where no name is given.")
    ] = "",
    lang: LangOption = Lang.ZH,
) -> None:
    """读回部门填好的工作簿。Read back the workbooks that departments have filled in."""
    _require(lang.value)
    from audit.desk.handing import run_collect  # noqa: PLC0415  (start-up time)
    from audit.usage import UsageError  # noqa: PLC0415

    last = until.date() if until else (datetime.now(UTC).astimezone() + timedelta(days=365)).date()
    try:
        lines, complete = run_collect(store, directory, last, by, lang.value)
    except UsageError as error:
        raise refuse(str(error)) from error
    typer.echo("\n".join(lines))
    raise typer.Exit(0 if complete else EXIT_FINDINGS)


@desk.command(epilog="例 Example:  gouji desk history 某县水务局 store")
def history(
    department: Annotated[str, typer.Argument(metavar="DEPARTMENT", help="部门名称。The department.")],
    store: StoreArgument = Path("store"),
    out: Annotated[
        Path | None,
        typer.Option("--out", help="输出目录，默认数据仓中的 desk。Folder; default desk in the store."),
    ] = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """一个部门历年的主要数据和断点。A department's main figures over the years, breaks marked."""
    _require(lang.value)
    from audit.desk.history.command import run_history  # noqa: PLC0415  (start-up time)
    from audit.usage import UsageError  # noqa: PLC0415

    try:
        lines = run_history(department, store, out, lang.value)
    except UsageError as error:
        raise refuse(str(error)) from error
    typer.echo("\n".join(lines))
