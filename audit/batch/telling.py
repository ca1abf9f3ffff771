"""How far a run is: done, failed, left, the rate and the time that is left; on a terminal live, elsewhere now and then."""

from __future__ import annotations

import time
from types import TracebackType

from rich.progress import BarColumn, Progress, TextColumn

from audit import sentences
from audit.batch.work import Done
from audit.reporting.pages.console import terminal

_SENTENCES = {
    "missing": ("{name} 不存在。", "{name} does not exist."),
    "place": ("不能读取 {why}。", "This address cannot be read: {why}."),
    "no_cluster": (
        "连不上 Dask 调度器（{why}）。请检查 --scheduler 的地址。",
        "The Dask scheduler cannot be reached ({why}). Check the address of --scheduler.",
    ),
    "gone": (
        "与 Dask 调度器断开。已完成的都在，再次运行同一命令即可继续。",
        "The Dask scheduler is gone. What is done is kept; the same command goes on.",
    ),
    "system": ("{name}：{why}。", "{name}: {why}."),
    "time_limit": ("超过时限", "it took too long"),
    "memory_limit": ("内存超限", "it asked for too much memory"),
    "worker_died": ("进程意外退出", "its process ended unexpectedly"),
    "inner_fault": ("内部出错 {why}", "it failed inside {why}"),
    "stopped": ("× {address}：{why}，没有核对", "× {address}: {why}; not audited"),
    "still": (
        "× {address}：{why}，上次没有核对成，放宽限额后会再核对",
        "× {address}: {why}; not audited in an earlier run, and tried again once it is allowed more",
    ),
    "figures": (
        "共 {submissions} 份：新核对 {done}，未变 {kept}，失败 {failed}；部门的文件之间新核对 {ties} 个；用时 {seconds} 秒，每秒 {rate} 份。",
        "{submissions} submissions: {done} audited, {kept} unchanged, {failed} failed; {ties} departments between their documents; {seconds} s, {rate} a second.",
    ),
    "left_out": (
        "有 {count} 份文件由旧版本核对，尚未与其他文件对照；对它们所在的文件夹再运行一次 gouji batch 即可。",
        "{count} documents were audited by an earlier version and are held against no others yet: run gouji batch on their folders once more.",
    ),
    "next": (
        "▸ 数据仓 {store}；接着：gouji desk report {store}",
        "▸ store {store}; next: gouji desk report {store}",
    ),
    "line": (
        "完成 {done}，失败 {failed}，剩余 {left}；每秒 {rate} 份，约需 {time}",
        "{done} done, {failed} failed, {left} left; {rate} a second, about {time} to go",
    ),
}
_EVERY = 30.0
"""Seconds between two lines where there is no terminal."""


def say(key: str, lang: str, **values: object) -> str:
    """A sentence of the batch in a language."""
    return sentences.say(_SENTENCES, key, lang, **values)


class Telling:
    """Says how far ``total`` tasks are, as long as it is open."""

    def __init__(self, total: int, lang: str) -> None:
        self._total, self._lang = total, lang
        self._done = self._failed = 0
        self._began = self._last = time.monotonic()
        self._console = terminal()
        self._progress = Progress(
            BarColumn(), TextColumn("{task.description}"), console=self._console, transient=True
        )
        self._bar = self._progress.add_task("", total=total)

    def __enter__(self) -> Telling:
        if self._console.is_terminal:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._console.is_terminal:
            self._progress.stop()

    def tell(self, done: Done) -> None:
        """One more task has come to its end."""
        self._done += done.outcome == "done"
        self._failed += done.outcome != "done"
        now = time.monotonic()
        line = self.line(now - self._began)
        if self._console.is_terminal:
            self._progress.update(self._bar, advance=1, description=line)
        elif now - self._last >= _EVERY:
            self._last = now
            self._console.print(line, highlight=False, markup=False, soft_wrap=True)

    def line(self, seconds: float) -> str:
        """How far it is after so many seconds."""
        ended = self._done + self._failed
        rate = ended / seconds if seconds else 0.0
        left = self._total - ended
        togo = int(left / rate) if rate else 0
        return say(
            "line",
            self._lang,
            done=self._done,
            failed=self._failed,
            left=left,
            rate=f"{rate:.1f}",
            time=f"{togo // 3600}:{togo // 60 % 60:02d}:{togo % 60:02d}",
        )
