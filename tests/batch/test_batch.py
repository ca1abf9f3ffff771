"""gouji batch: what came in is audited into a store, once; what is stopped is listed; nothing is lost or doubled."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from distributed import Client, LocalCluster
from typer.testing import CliRunner, Result

from audit.batch.bench import Bench
from audit.cli import app
from audit.reading.limits import Limits
from audit.reading.workers import Stopped
from audit.store.keeping import create
from tests.audit.reading.test_limits import ask_and_sleep, sleep_or_return
from tests.batch.conftest import Command, carried, everything, notice, rows


def gouji(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


def answer(query: str, store: Path, to: Path) -> list[str]:
    """The answer to a question, a line a row, without its head."""
    result = gouji("desk", "sql", query, store, "--to", to)
    assert result.exit_code == 0, result.output
    return to.read_text(encoding="utf-8-sig").splitlines()[1:]


def test_what_came_in_is_audited_once_and_what_was_mended_again(inbox: Path, tmp_path: Path) -> None:
    store, csv = tmp_path / "store", tmp_path / "answer.csv"
    result = gouji("batch", inbox, "--to", store, "--workers", 1)
    assert (result.exit_code, "新核对 2，未变 0，失败 0" in result.output) == (0, True), result.output
    by_department = "select department, errors from documents order by errors, department"
    assert answer(by_department, store, csv) == ['"某县档案局",0', '"某县民政局",1']
    assert answer("select stated, status from findings where severity = 'error'", store, csv) == [
        '"18.00","open"'
    ]
    assert answer("select sum(value) from facts where row_label = '公务接待费'", store, csv) == ["70000000"]

    result = gouji("batch", inbox, "--to", store)
    assert "新核对 0，未变 2，失败 0" in result.output

    (inbox / "民政局.txt").write_text(notice("民政局"), encoding="utf-8")
    result = gouji("batch", inbox, "--to", store, "--workers", 1)
    assert "新核对 1，未变 1，失败 0" in result.output
    assert answer(by_department, store, csv) == ['"某县档案局",0', '"某县民政局",0']
    before = "select department, errors from earlier_documents order by errors, department"
    assert answer(before, store, csv) == ['"某县档案局",0', '"某县民政局",1']
    assert answer("select count(*) from all_documents", store, csv) == ["3"]


def test_a_page_that_takes_long_to_recognise_gives_its_document_more_time() -> None:
    bench = Bench(700)
    try:
        assert bench.do(ask_and_sleep, 2, Limits(), 1) == 2
        assert bench.do(sleep_or_return, 20, Limits(), 1) is Stopped.TIME
    finally:
        bench.stop()


def test_bad_documents_cost_their_own_limit_and_are_listed(
    command: Command, inbox: Path, tmp_path: Path
) -> None:
    for name in ("一.hang", "二.bomb", "三.crash"):
        (inbox / name).write_text(notice("水务局"), encoding="utf-8")
    together = inbox / "水务局"
    together.mkdir()
    (together / "决算.txt").write_text(notice("水务局"), encoding="utf-8")
    (together / "坏.crash").write_text(notice("水务局"), encoding="utf-8")
    arguments = ("batch", inbox, "--to", tmp_path / "store", "--seconds", 2, "--megabytes", 300)
    process = command(*arguments)
    said, _ = process.communicate()
    assert process.returncode == 3, said
    assert "一.hang：超过时限，没有核对" in said
    assert "二.bomb：内存超限，没有核对" in said
    assert "三.crash：进程意外退出，没有核对" in said
    assert "新核对 3，未变 0，失败 4" in said
    csv = tmp_path / "answer.csv"
    listed = "select path, status from documents order by path"
    assert answer(listed, tmp_path / "store", csv) == [
        '"inbox/一.hang","unreadable"',
        '"inbox/三.crash","unreadable"',
        '"inbox/二.bomb","unreadable"',
        '"inbox/档案局.txt","audited"',
        '"inbox/民政局.txt","audited"',
        '"inbox/水务局/决算.txt","audited"',
        '"inbox/水务局/坏.crash","unreadable"',
    ]
    process = command(*arguments)
    said, _ = process.communicate()
    assert "新核对 0，未变 7，失败 0" in said, said
    assert process.returncode == 3
    assert "一.hang：超过时限，上次没有核对成，放宽限额后会再核对" in said


def test_a_folder_is_a_submission_where_that_is_asked_for(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "inbox" / "水务局"
    folder.mkdir(parents=True)
    (folder / "决算.txt").write_text(notice("水务局"), encoding="utf-8")
    (folder / "坏.crash").write_text(notice("水务局"), encoding="utf-8")
    process = command(
        "batch", tmp_path / "inbox", "--to", tmp_path / "store", "--by", "folder", "--workers", 1
    )
    said, _ = process.communicate()
    assert (process.returncode, "共 1 份：新核对 1" in said) == (0, True), said
    csv = tmp_path / "answer.csv"
    assert answer("select document, path, status from documents order by 1", tmp_path / "store", csv) == [
        '0,"inbox/水务局/决算.txt","audited"',
        '1,"inbox/水务局/坏.crash","unreadable"',
    ]
    assert answer("select verdict from tasks", tmp_path / "store", csv) == ['"incomplete"']


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """Twenty-four submissions that take a tenth of a second each; every third is wrong."""
    folder = tmp_path / "slow"
    folder.mkdir()
    for number in range(24):
        text = notice(f"第{number}中学", reception="3.00" if number % 3 else "4.00")
        (folder / f"{number:02d}.slow").write_text(text, encoding="utf-8")
    return folder


def wait_for_tasks(store: Path, count: int) -> None:
    """Wait until so many tasks have left their bundles."""
    for _ in range(600):
        if len(list((store / "incoming").glob("*.task"))) >= count:
            return
        time.sleep(0.05)
    raise TimeoutError(str(store))


def bench(of: int) -> psutil.Process:
    """A bench of a run; waits until there is one."""
    for _ in range(600):
        for each in psutil.Process(of).children(recursive=True):
            with suppress(psutil.Error):
                if any("audit.batch.child" in word for word in each.cmdline()):
                    return each
        time.sleep(0.05)
    raise TimeoutError(str(of))


def test_whatever_is_killed_nothing_is_lost_and_nothing_doubled(
    command: Command, slow: Path, tmp_path: Path
) -> None:
    whole, store = tmp_path / "whole", tmp_path / "store"
    undisturbed = command("batch", slow, "--to", whole)
    said, _ = undisturbed.communicate()
    assert "新核对 24" in said, said

    killed = command("batch", slow, "--to", store)
    wait_for_tasks(store, 4)
    bench(killed.pid).kill()
    wait_for_tasks(store, 7)
    bench(killed.pid).kill()
    wait_for_tasks(store, 10)
    os.kill(killed.pid, signal.SIGKILL)  # client, scheduler and its worker
    killed.wait()
    assert rows(store, "tasks") == []

    again = command("batch", slow, "--to", store)
    said, _ = again.communicate()
    assert again.returncode == 0, said
    assert everything(store) == everything(whole)
    assert list((store / "incoming").iterdir()) == []


def test_without_the_extra_a_sentence_says_what_to_install(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr("audit.cli.bureau.find_spec", lambda name: None if name == "dask" else found(name))
    for arguments in (("batch", inbox, "--to", tmp_path / "store"), ("desk", "sql", "select 1", tmp_path)):
        result = gouji(*arguments)
        assert result.exit_code == 2
        assert 'pip install "gouji[batch]"' in result.stderr
    assert gouji("check", inbox / "档案局.txt", "--out", tmp_path / "out").exit_code == 0


def aged(store: Path) -> None:
    """Make of a store one of version 1: the same datasets, but no bundles that anybody could read."""
    catalogue = json.loads((store / "catalogue.json").read_text("utf-8"))
    (store / "catalogue.json").write_text(json.dumps({**catalogue, "version": 1}), "utf-8")
    shutil.rmtree(store / "bundles")
    with zipfile.ZipFile(store / "incoming" / f"{'a' * 32}.task", "w") as old:
        old.writestr("tasks.arrow", b"")


def test_a_store_of_an_earlier_version_is_taken_on_and_nothing_in_it_is_lost(tmp_path: Path) -> None:
    store, this, last = tmp_path / "store", tmp_path / "2024", tmp_path / "2023"
    for folder, page in (
        (last, carried("某县水务局", 2023, "0.00", "8.00")),
        (this, carried("某县水务局", 2024, "9.00", "0.00")),
    ):
        folder.mkdir()
        (folder / "水务局.html").write_text(page, "utf-8")
        assert gouji("batch", folder, "--to", store, "--workers", 1).exit_code == 0
    before = everything(store)
    between = "select count(*) from findings where category = 'cross_document'"
    csv = tmp_path / "answer.csv"
    assert answer(between, store, csv) == ["1"]
    aged(store)
    assert answer(between, store, csv) == ["1"]

    result = gouji("batch", this, "--to", store, "--workers", 1)
    assert "有 1 份文件由旧版本核对，尚未与其他文件对照" in result.output, result.output
    assert everything(store) == before
    assert answer(between, store, csv) == ["0"]
    result = gouji("batch", last, "--to", store, "--workers", 1)
    assert "由旧版本核对" not in result.output
    assert everything(store) == before
    assert answer(between, store, csv) == ["1"]


def test_a_store_of_a_newer_version_is_left_alone(inbox: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    create(store)
    (store / "catalogue.json").write_text('{"version": 99, "files": {}}', "utf-8")
    for arguments in (("batch", inbox, "--to", store), ("desk", "report", store)):
        result = gouji(*arguments)
        assert (result.exit_code, "由更新版本的 gouji 写成" in result.stderr) == (2, True), result.output
    assert (store / "catalogue.json").read_text("utf-8") == '{"version": 99, "files": {}}'


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("batch", "nowhere", "--to", "store"), "nowhere 不存在。"),
        (("batch", "inbox", "--to", "inbox"), "中已有别的文件，不能用作数据仓"),
        (("batch", "inbox", "--to", "inbox/档案局.txt"), "是文件，数据仓应是文件夹"),
        (("desk", "sql", "select 1", "inbox"), "中没有数据仓"),
    ],
)
def test_a_mistake_is_a_sentence(
    arguments: tuple[str, ...], said: str, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(inbox.parent)
    result = gouji(*arguments)
    assert (result.exit_code, said in result.stderr) == (2, True), result.output


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("select nothing from documents", "查询有误"),
        ("drop view documents", "只能是一条查询"),
        ("select 1; select 2", "只能是一条查询"),
        ("copy documents to 'x.csv'", "只能是一条查询"),
    ],
)
def test_a_question_only_asks(query: str, said: str, inbox: Path, tmp_path: Path) -> None:
    create(tmp_path / "store")
    result = gouji("desk", "sql", query, tmp_path / "store")
    assert (result.exit_code, said in result.stderr) == (2, True), result.output


def test_documents_elsewhere_are_fetched_by_the_worker(inbox: Path, tmp_path: Path) -> None:
    store, csv = tmp_path / "store", tmp_path / "answer.csv"
    result = gouji("batch", f"file://{inbox}", "--to", store, "--workers", 1)
    assert (result.exit_code, "新核对 2，未变 0，失败 0" in result.output) == (0, True), result.output
    asked = "select department, path, errors from documents order by errors, department"
    assert answer(asked, store, csv) == [
        '"某县档案局","inbox/档案局.txt",0',
        '"某县民政局","inbox/民政局.txt",1',
    ]
    result = gouji("batch", "nowhere://a/b", "--to", store)
    assert (result.exit_code, "不能读取 nowhere://a/b" in result.stderr) == (2, True), result.output


def test_a_cluster_that_exists_does_the_work(inbox: Path, tmp_path: Path) -> None:
    with LocalCluster(
        n_workers=1, processes=False, protocol="tcp://", dashboard_address="127.0.0.1:0", host="127.0.0.1"
    ) as cluster:
        result = gouji("batch", inbox, "--to", tmp_path / "store", "--scheduler", cluster.scheduler_address)
        assert "新核对 2，未变 0，失败 0" in result.output
    (inbox / "档案局.txt").write_text(notice("档案局", 2023), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        address = f"tcp://127.0.0.1:{nobody.getsockname()[1]}"
    result = gouji("batch", inbox, "--to", tmp_path / "store", "--scheduler", address)
    assert (result.exit_code, "连不上 Dask 调度器" in result.stderr) == (2, True), result.output


def started(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@pytest.fixture
def cluster(
    environment: dict[str, str], tmp_path: Path
) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A cluster as a bureau has it: the address of its scheduler and two workers, each a process of its own."""
    known = tmp_path / "scheduler.json"
    local = ("--host", "127.0.0.1", "--no-dashboard")
    scheduler = started(
        ["distributed.cli.dask_scheduler", *local, "--port", "0", "--scheduler-file", str(known)], environment
    )
    workers: list[subprocess.Popen[bytes]] = []
    try:
        for _ in range(600):
            with suppress(OSError, ValueError):
                address = str(json.loads(known.read_text("utf-8"))["address"])
                break
            time.sleep(0.05)
        one = ["distributed.cli.dask_worker", address, *local, "--nthreads", "1", "--no-nanny"]
        workers += [started(one, environment) for _ in range(2)]
        with Client(address, timeout="30s") as client:
            client.wait_for_workers(2, timeout=60)
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def test_a_worker_of_a_cluster_that_is_lost_loses_and_doubles_nothing(
    command: Command, cluster: tuple[str, list[subprocess.Popen[bytes]]], slow: Path, tmp_path: Path
) -> None:
    undisturbed = command("batch", slow, "--to", tmp_path / "whole")
    said, _ = undisturbed.communicate()
    assert "新核对 24" in said, said
    address, workers = cluster
    store = tmp_path / "store"
    run = command("batch", slow, "--to", store, "--scheduler", address)
    wait_for_tasks(store, 6)
    at_work = bench(workers[0].pid)
    workers[0].kill()
    said, _ = run.communicate()
    assert (run.returncode, "新核对 24，未变 0，失败 0" in said) == (0, True), said
    assert everything(store) == everything(tmp_path / "whole")
    assert list((store / "incoming").iterdir()) == []
    at_work.wait(30)  # a bench ends by itself once its worker is gone


def test_a_list_says_which_submissions_there_are_and_whose(inbox: Path, tmp_path: Path) -> None:
    store, csv = tmp_path / "store", tmp_path / "answer.csv"
    rows = "部门,年度,类别,文件\n某县档案馆,2025,决算,档案局.txt\n某县水务局,2025,决算,\n"
    (inbox / "清单.csv").write_text(rows, encoding="utf-8")
    result = gouji("batch", "--list", inbox / "清单.csv", "--to", store, "--workers", 1)
    assert "共 1 份：新核对 1" in result.output, result.output
    assert answer("select department, year from documents", store, csv) == ['"某县档案馆",2025']
    result = gouji("desk", "report", store, "--expected", inbox / "清单.csv")
    assert "某县水务局" in (store / "desk" / "bureau.html").read_text(encoding="utf-8")
    result = gouji("batch", "--to", store)
    assert (result.exit_code, "用 --list 给出材料清单" in result.stderr) == (2, True)
    (inbox / "清单.csv").write_text("部门,文件\n某县档案馆,没有.txt\n", encoding="utf-8")
    result = gouji("batch", "--list", inbox / "清单.csv", "--to", store)
    assert (result.exit_code, "没有.txt" in result.stderr) == (2, True), result.output
