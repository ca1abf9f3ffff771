"""A server that is killed in the middle of everything, a crowd at the door, and a machine that sends nothing away."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.web.conftest import NOTICE, SAMPLES, Server

SAMPLE = SAMPLES / "with_errors" / "final_accounts_2020.docx"
_LONG = 90


@pytest.fixture
def caller(server: Server) -> Iterator[httpx2.Client]:
    with _caller(server) as caller:
        yield caller


def _caller(server: Server) -> httpx2.Client:
    return httpx2.Client(base_url=server.url, headers={"origin": server.url}, timeout=60)


def _dropped(caller: httpx2.Client, name: str, content: bytes) -> str:
    answer = caller.post("/upload", files={"files": (name, content)})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + _LONG
    while not until():
        assert time.monotonic() < end, "nothing came of it"
        time.sleep(0.1)


def _audited(caller: httpx2.Client, address: str) -> None:
    _wait(lambda: "data-events" not in caller.get(address).text)


def test_killed_in_the_middle_of_an_upload_nothing_half_stays(server: Server, tmp_path: Path) -> None:
    where = urlsplit(server.url)
    with socket.create_connection((where.hostname or "", where.port or 0)) as line:
        head = f"POST /upload HTTP/1.1\r\nHost: {where.netloc}\r\nOrigin: {server.url}\r\nContent-Length: 5000000\r\n"
        part = '--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'
        line.sendall(f"{head}Content-Type: multipart/form-data; boundary=x\r\n\r\n{part}".encode())
        line.sendall(b"0" * 2_000_000)
        time.sleep(0.3)
        server.kill()
    server.start()
    assert list((tmp_path / "data").iterdir()) == []


def test_killed_in_the_middle_of_an_audit_it_goes_on(server: Server, caller: httpx2.Client) -> None:
    address = _dropped(caller, "说明.docx", SAMPLE.read_bytes())
    time.sleep(0.4)
    server.kill()
    server.start()
    _audited(caller, address)
    page = caller.get(address).text
    assert "不通过" in page
    assert "data-finding" in page


def test_killed_in_the_middle_of_saving_what_was_said_to_be_saved_is_there(
    server: Server, caller: httpx2.Client, tmp_path: Path
) -> None:
    address = _dropped(caller, "说明.txt", NOTICE.encode())
    _audited(caller, address)
    finding = re.findall(r'data-finding="(\w+)"', caller.get(address).text)[0]
    saved: list[int] = []

    def write() -> None:
        for number in range(100_000):
            form = {"opinion": f"第{number}稿", "by": "王会计", "state": "waived"}
            try:
                said = caller.post(f"{address}/finding/{finding}/answer", data=form)
            except httpx2.HTTPError:
                return
            if "已保存" in said.text:
                saved.append(number)

    writer = threading.Thread(target=write)
    writer.start()
    _wait(lambda: len(saved) > 20)
    server.kill()
    writer.join()
    server.start()
    with _caller(server) as again:
        again.cookies = caller.cookies
        kept = re.search(r"<textarea[^>]*>第(\d+)稿</textarea>", again.get(address).text)
        assert kept
        assert int(kept[1]) in {saved[-1], saved[-1] + 1}
        assert json.loads(again.get(f"{address}/report.json").text)["summary"]["waived"] == 1
    assert not [path for path in (tmp_path / "data").rglob("*") if path.name.startswith(".new-")]


def test_twenty_at_once_all_finish(server: Server) -> None:
    callers = [_caller(server) for _ in range(20)]
    addresses = [""] * len(callers)

    def bring(number: int) -> None:
        addresses[number] = _dropped(callers[number], f"{number}.txt", NOTICE.encode())

    threads = [threading.Thread(target=bring, args=(number,)) for number in range(len(callers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, (caller, address) in enumerate(zip(callers, addresses, strict=True)):
        _audited(caller, address)
        page = caller.get(address).text
        assert f"{number}.txt" in page
        assert "不通过" in page
        caller.close()


_HOOK = """
import os, sys
def note(*what):
    with open(os.environ["GOUJI_WATCH"], "a") as log:
        print(*what, file=log)
def watch(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        note(event, args[1:] if event == "socket.connect" else args)
sys.addaudithook(watch)
note("watching", os.getpid())
"""


def test_nothing_leaves_the_machine(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(_HOOK, encoding="utf-8")
    log = tmp_path / "sockets.log"
    log.touch()
    server = Server(tmp_path / "data", environment={"PYTHONPATH": str(tmp_path), "GOUJI_WATCH": str(log)})
    server.start()
    try:
        with _caller(server) as caller:
            for path in (SAMPLE, SAMPLES / "with_errors" / "final_accounts_2020.pdf"):
                address = _dropped(caller, path.name, path.read_bytes())
                _audited(caller, address)
                for page in ("", "/report.xlsx", "/annotated/0", "/checklist", "/summary"):
                    assert caller.get(f"{address}{page}").status_code == 200
    finally:
        server.kill()
    lines = log.read_text().splitlines()
    watched = [line for line in lines if line.startswith("watching")]
    assert len(watched) > 2  # the server, and a process for each audit
    assert [line for line in lines if line not in watched and "127.0.0.1" not in line] == []
