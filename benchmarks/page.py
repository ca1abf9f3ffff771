"""``python -m benchmarks.page``: twenty uploads at once to ``gouji serve``, and how fast the page answers meanwhile.

Prints how long all of them took, the median and the slowest answer of the first page while they were at work, and the
most memory that the server and its processes held.
"""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from pathlib import Path

import httpx2

from tests.web.conftest import SAMPLES, Server

UPLOADS = 20
SAMPLE = SAMPLES / "with_errors" / "final_accounts_2020.pdf"


def main() -> None:
    """Measure once."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        server.start()
        try:
            _measure(server)
        finally:
            server.kill()


def _measure(server: Server) -> None:
    begun = time.perf_counter()
    threads = [threading.Thread(target=_bring, args=(server,)) for _ in range(UPLOADS)]
    for thread in threads:
        thread.start()
    answers, memory = [], 0
    with _caller(server) as caller:
        while any(thread.is_alive() for thread in threads):
            asked = time.perf_counter()
            caller.get("/").raise_for_status()
            answers.append(time.perf_counter() - asked)
            memory = max(memory, _memory(server))
            time.sleep(0.05)
    print(f"uploads          {UPLOADS} of {SAMPLE.name}, all finished in {time.perf_counter() - begun:.1f} s")
    print(f"first page       median {statistics.median(answers):.3f} s, slowest {max(answers):.3f} s")
    print(f"memory           {memory / 1024:.0f} MB, server and processes together")


def _bring(server: Server) -> None:
    with _caller(server) as caller:
        address = caller.post("/upload", files={"files": (SAMPLE.name, SAMPLE.read_bytes())}).headers[
            "location"
        ]
        while "data-events" in caller.get(address).text:
            time.sleep(0.5)
        assert "data-finding" in caller.get(address).text


def _caller(server: Server) -> httpx2.Client:
    return httpx2.Client(base_url=server.url, headers={"origin": server.url}, timeout=300)


def _memory(server: Server) -> int:
    """Resident memory of the server and of the processes it started, in kB (Linux)."""
    assert server.process is not None
    held = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue  # ended meanwhile
        if server.process.pid in {int(lines["Pid"]), int(lines["PPid"])}:
            held += int(lines.get("VmRSS", "0 kB").split()[0])
    return held


if __name__ == "__main__":
    main()
