"""A server for the tests: in the same process, or one of its own that a browser can call and that can be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest

pytest.importorskip("starlette")

from starlette.testclient import TestClient

from audit.web.app import Serving, application

SAMPLES = Path(__file__).parents[2] / "sample_data"
HOST = "http://127.0.0.1"

NOTICE = """某县档案局2024年度“三公”经费决算情况说明
2024年“三公”经费支出决算 18.00 万元，其中：因公出国（境）费 5.00 万元，公务用车购置及运行维护费 10.00 万元，公务接待费 4.00 万元。
"""
MENDED = NOTICE.replace("4.00 万元。", "3.00 万元。")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(
        application(Serving(tmp_path / "data")), base_url=HOST, headers={"origin": HOST}
    ) as client:
        yield client


def dropped(client: TestClient, name: str, content: bytes, to: str = "/upload") -> str:
    """Drop a file and wait until it is audited; the address of the submission."""
    answer = client.post(to, files=[("files", (name, content))], follow_redirects=False)
    assert answer.status_code == 303, answer.text
    address = answer.headers["location"]
    with client.stream("GET", f"{address}/events") as events:
        assert any('"over": true' in line for line in events.iter_lines())
    return address


class Server:
    """A server in a process of its own."""

    def __init__(self, data: Path, *options: str, environment: Mapping[str, str] | None = None) -> None:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._command = [sys.executable, "-c", "from audit.cli import main; main()", "serve"]
        self._command += ["--port", str(self.port), "--data", str(data), *options]
        self._environment = {**os.environ, **(environment or {})}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        self.process = subprocess.Popen(
            self._command, stdout=subprocess.DEVNULL, start_new_session=True, env=self._environment
        )
        for _ in range(150):
            try:
                with urlopen(f"{self.url}/static/app.css", timeout=1):
                    return
            except OSError:
                time.sleep(0.2)
        raise TimeoutError(self.url)

    def kill(self) -> None:
        """kill -9 the server and what it has started."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "data")
    server.start()
    yield server
    server.kill()
