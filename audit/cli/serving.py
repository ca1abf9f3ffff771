"""``gouji serve``: the page on this machine, or on one machine of the bureau."""

from __future__ import annotations

import socket
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audit.cli.bureau import ExpectedOption
from audit.cli.options import Lang, LangOption, refuse

if TYPE_CHECKING:
    from audit.desk.looking import Desk

app = typer.Typer()

_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
_SENTENCES = {
    "extra": (
        '网页界面需要另装几个程序包：pip install "gouji[web]"。',
        'The page needs a few more packages: pip install "gouji[web]".',
    ),
    "token": (
        "要让别的机器访问，须用 --token 设一个口令（至少 8 个字符）。",
        "To be called from other machines the page needs a token of at least 8 characters: --token.",
    ),
    "store": (
        '要看工作台需要另装几个程序包：pip install "gouji[batch]"。',
        'The desk needs a few more packages: pip install "gouji[batch]".',
    ),
    "port": (
        "{host} 的端口 {port} 已被占用或不可用，请用 --port 换一个。",
        "Port {port} of {host} is taken or not to be had; choose another with --port.",
    ),
    "open": ("▸ 打开 {address}（按 Ctrl-C 停止）", "▸ Open {address} (Ctrl-C stops it)"),
    "data": ("▸ 文件和结果保存在 {data}", "▸ Files and results are kept in {data}"),
}
_SHORTEST_TOKEN = 8


@app.command(epilog="例 Example:  gouji serve --open   ·   gouji serve --store store")
def serve(
    host: Annotated[
        str, typer.Option("--host", help="监听地址，默认只限本机。The address; this machine alone.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="端口。The port.")] = 8765,
    data: Annotated[
        Path | None, typer.Option("--data", help="保存文件和结果的目录。Where files and results are kept.")
    ] = None,
    token: Annotated[
        str | None,
        typer.Option("--token", envvar="GOUJI_TOKEN", help="口令，给别的机器用时必填。Asked of everybody."),
    ] = None,
    keep: Annotated[
        int, typer.Option("--keep", min=1, max=3650, help="保留天数。Days that files are kept.")
    ] = 30,
    store: Annotated[
        Path | None,
        typer.Option(
            "--store", help="数据仓目录，页面上加“工作台”。Folder of a store; the page shows the desk too."
        ),
    ] = None,
    expected: ExpectedOption = None,
    open_page: Annotated[
        bool, typer.Option("--open", help="在浏览器中打开。Open the page in the browser.")
    ] = False,
    lang: LangOption = Lang.ZH,
) -> None:
    """打开网页界面：放入文件，逐条改，下载工作簿。The page: drop files, work through the findings."""
    english = lang.value == "en"
    if any(find_spec(name) is None for name in ("starlette", "uvicorn", "python_multipart")):
        raise refuse(_SENTENCES["extra"][english])
    if host not in _LOCAL and len(token or "") < _SHORTEST_TOKEN:
        raise refuse(_SENTENCES["token"][english])
    desk = _desk(store, expected, lang.value) if store else None
    if not _is_free(host, port):
        raise refuse(_SENTENCES["port"][english].format(host=host, port=port))
    import uvicorn  # noqa: PLC0415  (start-up time)

    from audit.web.app import Serving, application  # noqa: PLC0415

    folder = data or Path(typer.get_app_dir("gouji")) / "submissions"
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    typer.echo(_SENTENCES["open"][english].format(address=address))
    typer.echo(_SENTENCES["data"][english].format(data=folder))
    if open_page:
        typer.launch(address)
    serving = Serving(folder, host, token, keep, lang.value)
    uvicorn.run(application(serving, desk), host=host, port=port, log_level="warning", server_header=False)


def _desk(folder: Path, expected: Path | None, lang: str) -> Desk:
    """The desk of a store, which has to be one when the page starts."""
    if any(find_spec(name) is None for name in ("duckdb", "pyarrow")):
        raise refuse(_SENTENCES["store"][lang == "en"])
    from audit.desk.looking import Desk  # noqa: PLC0415  (start-up time)
    from audit.settings.file import ConfigError  # noqa: PLC0415
    from audit.store.keeping import StoreError, opened  # noqa: PLC0415
    from audit.store.listing import awaited  # noqa: PLC0415
    from audit.store.words import sentence  # noqa: PLC0415
    from audit.usage import UsageError  # noqa: PLC0415

    try:
        opened(folder)
        return Desk(folder, awaited(expected, None, lang))
    except StoreError as error:
        raise refuse(sentence(error, lang)) from error
    except (UsageError, ConfigError) as error:
        raise refuse(str(error)) from error


def _is_free(host: str, port: int) -> bool:
    """Whether a port can be listened on."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError:
        return False
    return True
