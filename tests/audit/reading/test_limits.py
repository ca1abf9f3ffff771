"""A document that asks for too much is refused with a sentence, and the rest of the run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from audit.document import Document
from audit.pipeline import Options, audit
from audit.reading import documents
from audit.reading.clocks import Clock
from audit.reading.files.one import added
from audit.reading.limits import Limits
from audit.reading.source import Source
from audit.reading.steps import ask
from audit.reading.workers import Stopped, each
from audit.settings.model import LimitSettings, Settings
from checks.report import DocumentStatus, Verdict
from checks.walls import TimeUpError, Walls, within

SAMPLE = Path(__file__).parents[3] / "sample_data" / "as_published" / "final_accounts_2020.xlsx"
COVER = "某市水务局2023年度部门决算\n"


def sleep_or_return(task: int) -> int:
    time.sleep(task)
    return task


def ask_and_sleep(task: int) -> int:
    ask(10 * task)
    return sleep_or_return(task)


def grow(task: int) -> int:
    return len(bytearray(task * 1_000_000))


def die(task: int) -> int:
    os._exit(task)


def test_results_come_in_the_order_of_the_tasks_whoever_is_done_first() -> None:
    done: list[int] = []
    assert list(
        each(sleep_or_return, [1, 0, 0], Limits(), jobs=3, done=lambda task, _: done.append(task))
    ) == [1, 0, 0]
    assert sorted(done[:2]) == [0, 0]


def test_a_task_that_runs_too_long_is_stopped_and_the_others_go_on() -> None:
    assert list(each(sleep_or_return, [60, 0], Limits(seconds=1))) == [Stopped.TIME, 0]


def test_the_time_of_a_task_that_waits_for_a_processor_goes_on() -> None:
    clock = Clock(120, start=1000)
    assert not clock.is_over(1119, worked=119)
    assert not clock.is_over(1120, worked=40)
    assert clock.ends == 1200
    assert not clock.is_over(1200, worked=60)
    assert clock.ends == 1260
    assert clock.is_over(1260, worked=120)


def test_a_task_that_works_all_the_time_or_hangs_is_stopped_when_it_is_up() -> None:
    assert Clock(120, start=0).is_over(120, worked=120)
    assert Clock(120, start=0).is_over(120, worked=3)
    clock = Clock(120, start=0)
    assert not clock.is_over(120, worked=30)
    assert clock.is_over(210, worked=31)


def test_a_task_that_says_it_takes_longer_is_given_the_time() -> None:
    given: list[tuple[int, int]] = []
    longer = each(ask_and_sleep, [2], Limits(seconds=1), more=lambda task, more: given.append((task, more)))
    assert list(longer) == [2]
    assert given == [(2, 20)]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers see what is patched here")
def test_the_sentence_says_how_long_was_really_waited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(source: Source, lang: str) -> Document:
        ask(1)
        time.sleep(60)
        raise AssertionError(source, lang)

    monkeypatch.setitem(added, ".scan", slow)
    path = tmp_path / "决算.scan"
    path.write_text("图")
    (found,) = documents([path], "zh", Limits(seconds=1))
    assert "超过了 2 秒的时限（1 秒，另为识别图片给了 1 秒）" in found.problems[0].what


def test_a_task_that_wants_too_much_memory_is_stopped() -> None:
    assert list(each(grow, [900, 1], Limits(megabytes=200))) == [Stopped.MEMORY, 1_000_000]


def test_a_worker_that_dies_is_told_apart() -> None:
    assert list(each(die, [3], Limits())) == [Stopped.DIED]


def test_nothing_to_do_is_nothing_done() -> None:
    assert list(each(die, [], Limits())) == []


def pdf_that_unpacks(size: int) -> bytes:
    """A PDF of one page whose content stream, of rectangles, unpacks to ``size`` bytes."""
    rectangle = b"0 0 9 9 re f\n"
    stream = zlib.compress(rectangle * (size // len(rectangle)), 1)
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    file, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return file + (
        b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(file))
    )


@pytest.mark.parametrize(
    ("name", "content", "limits", "said"),
    [
        ("其中.txt", (COVER + "其中" * 150_000).encode(), {}, "不像公开文件的文字"),
        ("数字.txt", (COVER + "7" * 300_000).encode(), {}, "不像公开文件的文字"),
        (
            "长.txt",
            (COVER + "收入合计 5.00 万元。\n" * 2_000).encode(),
            {"characters": 20_000},
            "超过上限 20,000",
        ),
        ("大.pdf", pdf_that_unpacks(60_000_000), {"seconds": 15, "megabytes": 400}, "[limits]"),
    ],
    ids=["one word", "one number", "characters", "a stream that unpacks"],
)
def test_a_hostile_document_is_refused_and_the_other_audited(
    tmp_path: Path, name: str, content: bytes, limits: dict[str, int], said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    settings = Settings(limits=LimitSettings(**limits))
    report = audit([tmp_path / name, SAMPLE], Options(settings=settings, workers=True))
    hostile, sound = report.documents
    assert hostile.status is DocumentStatus.UNREADABLE
    assert said in hostile.problems[0]
    assert name in hostile.problems[0]
    assert sound.status is DocumentStatus.AUDITED
    assert report.summary.verdict is Verdict.INCOMPLETE


def test_too_many_pages_are_told_before_they_are_read() -> None:
    sample = SAMPLE.with_suffix(".pdf")
    (document,) = documents([sample], "en", Limits(pages=2))
    assert not document.readable
    assert "the limit is 2" in document.problems[0].what


def test_workers_read_what_the_program_itself_reads() -> None:
    samples = [SAMPLE.with_suffix(suffix) for suffix in (".xlsx", ".docx", ".pdf")]
    assert documents(samples, "zh", Limits()) == documents(samples, "zh")


def test_a_rule_that_takes_too_long_is_named_and_the_next_goes_on() -> None:
    walls = Walls(seconds=1)
    assert walls.guarded("words.slow", lambda: time.sleep(30), None) is None
    assert walls.guarded("words.quick", lambda: "done", "") == "done"
    assert [(fault.rule, fault.why) for fault in walls.faults] == [("words.slow", "TimeUpError")]
    with pytest.raises(TimeUpError), within(1):
        time.sleep(30)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")
def test_an_interrupt_stops_the_workers_and_writes_nothing(tmp_path: Path) -> None:
    slow = tmp_path / "慢.pdf"
    slow.write_bytes(pdf_that_unpacks(120_000_000))
    out = tmp_path / "out"
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    run_it = f"{heeding}from audit.cli import main; main()"
    command = [sys.executable, "-c", run_it, "check", slow, "--out", out]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    while run.poll() is None and not children.read_text().split():
        time.sleep(0.05)
    workers = [Path("/proc", pid) for pid in children.read_text().split()]
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=30)
    assert (run.returncode, said.strip()) == (130, "已中断，没有写出报告。")
    assert workers
    assert not any(worker.exists() for worker in workers)
    assert not (out / "report.json").exists()
