"""python -m benchmarks.spoilt [N] [--seed S] [--jobs J]: N spoilt copies of the samples, each audited in a child.

Bytes, parts of the ZIP, streams of the PDF, lines and digits of text are spoilt in many ways. Whatever comes of it must
be a report: no traceback, no hang, no process that dies, memory under its limit, and the sound document beside it audited
as ever. Prints a table by kind of damage and every failure with the seed that makes it again.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from audit.pipeline import Options, audit
from audit.reading import read_document
from audit.reading.limits import Limits
from audit.reading.workers import Stopped, available, each
from checks.report import DocumentStatus

SAMPLES = Path(__file__).parents[1] / "sample_data" / "with_errors"
TEXT = Path("narrative.txt")
LIMITS = Limits(seconds=60, megabytes=1_000)
_DIGITS = re.compile(rb"\d")

Damage = Callable[[bytes, random.Random], bytes]


def cut_short(data: bytes, dice: random.Random) -> bytes:
    """The file ends too early."""
    return data[: dice.randrange(len(data))]


def flipped_bytes(data: bytes, dice: random.Random) -> bytes:
    """Some bytes are others."""
    spoilt = bytearray(data)
    for _ in range(dice.choice([1, 10, 200])):
        spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
    return bytes(spoilt)


def missing_piece(data: bytes, dice: random.Random) -> bytes:
    """A piece is missing from the middle."""
    start = dice.randrange(len(data))
    return data[:start] + data[start + dice.randrange(1, 5_000) :]


def doubled_piece(data: bytes, dice: random.Random) -> bytes:
    """A piece stands twice."""
    start = dice.randrange(len(data))
    end = start + dice.randrange(1, 5_000)
    return data[:end] + data[start:]


def noise(data: bytes, dice: random.Random) -> bytes:
    """The head is right and everything behind it is noise."""
    keep = dice.randrange(4, 400)
    return data[:keep] + dice.randbytes(min(len(data), 20_000))


def _of_zip(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A ZIP with its members changed; None leaves one out. What is no ZIP stays as it is."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return made.getvalue()


def lost_part(data: bytes, dice: random.Random) -> bytes:
    """A part of the ZIP is not there."""
    lost = _a_member(data, dice)
    return _of_zip(data, lambda name, content: None if name == lost else content)


def spoilt_part(data: bytes, dice: random.Random) -> bytes:
    """A part of the ZIP is spoilt, and packed as if it were right."""
    hit, damage = _a_member(data, dice), dice.choice([cut_short, flipped_bytes, missing_piece, doubled_piece])
    return _of_zip(data, lambda name, content: damage(content, dice) if name == hit and content else content)


def other_values(data: bytes, dice: random.Random) -> bytes:
    """Attributes and texts of the XML are others: spans, references, numbers, nothing."""
    values = [
        b"",
        b"0",
        b"-1",
        b"99999999",
        b"1e308",
        b"NaN",
        b"A0",
        b"XFE1048577",
        b"\xe5\x85\xb6\xe4\xb8\xad",
    ]

    def change(name: str, content: bytes) -> bytes:
        if not name.endswith(".xml"):
            return content
        pieces = re.split(rb'("[^"<>]*")', content)
        for _ in range(dice.choice([1, 5, 40])):
            at = dice.randrange(len(pieces))
            if pieces[at].startswith(b'"'):
                pieces[at] = b'"%s"' % dice.choice(values)
        return b"".join(pieces)

    return _of_zip(data, change)


def _a_member(data: bytes, dice: random.Random) -> str:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return ""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return dice.choice(archive.namelist())


def spoilt_stream(data: bytes, dice: random.Random) -> bytes:
    """A stream of the PDF is unpacked, spoilt, and packed again."""
    streams = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL))
    if not streams:
        return data
    hit = dice.choice(streams)
    try:
        content = zlib.decompress(hit[1])
    except zlib.error:
        return flipped_bytes(data, dice)
    damage = dice.choice([cut_short, flipped_bytes, missing_piece, doubled_piece, spoilt_digits])
    packed = zlib.compress(damage(content, dice)) if content else b""
    return data[: hit.start(1)] + packed + data[hit.end(1) :]


def spoilt_digits(data: bytes, dice: random.Random) -> bytes:
    """Digits are others: numbers of objects, sizes, places, amounts."""
    places = [m.start() for m in _DIGITS.finditer(data)]
    spoilt = bytearray(data)
    for place in dice.sample(places, min(len(places), dice.choice([1, 20, 300]))):
        spoilt[place] = ord(dice.choice("0123456789-."))
    return bytes(spoilt)


def spoilt_lines(data: bytes, dice: random.Random) -> bytes:
    """Lines are exchanged, doubled, lost or run together."""
    lines = data.split(b"\n")
    for _ in range(dice.choice([1, 5, 30])):
        at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        match dice.randrange(4):
            case 0:
                lines[at], lines[other] = lines[other], lines[at]
            case 1:
                lines.insert(at, lines[other])
            case 2 if len(lines) > 1:
                del lines[at]
            case _:
                lines[at] = lines[at] * dice.choice([2, 50])
    return b"\n".join(lines)


def odd_words(data: bytes, dice: random.Random) -> bytes:
    """Text with odd words in it: brackets that never close, huge numbers, codes, bars, numbering past twenty."""
    words = [
        "（" * 40,
        "其中：" * 30,
        "9" * 400,
        "-0.00",
        "1,2,3",
        "﻿",
        "\x00",
        "二十一、",
        "|" * 9,
        "占%",
        "“" * 5,
        "\t" * 30,
    ]
    spoilt = data
    for _ in range(dice.choice([1, 5, 30])):
        at = dice.randrange(len(spoilt))
        spoilt = spoilt[:at] + dice.choice(words).encode() + spoilt[at:]
    return spoilt


_ANY: tuple[Damage, ...] = (cut_short, flipped_bytes, missing_piece, doubled_piece, noise)
DAMAGE: dict[str, tuple[Damage, ...]] = {
    ".pdf": (*_ANY, spoilt_stream, spoilt_digits),
    ".docx": (*_ANY, lost_part, spoilt_part, other_values),
    ".xlsx": (*_ANY, lost_part, spoilt_part, other_values),
    ".csv": (*_ANY, spoilt_digits, spoilt_lines, odd_words),
    ".txt": (*_ANY, spoilt_digits, spoilt_lines, odd_words),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One spoilt file: which sample, how, with which dice."""

    sample: Path
    damage: Damage
    seed: int

    @property
    def kind(self) -> str:
        """What is done to what."""
        return f"{self.sample.suffix} {self.damage.__name__}"

    def content(self) -> bytes:
        """The spoilt file."""
        return self.damage(_right(self.sample), random.Random(self.seed))


@lru_cache
def _right(sample: Path) -> bytes:
    """A sample as it was; the text is that of the Word sample."""
    if sample != TEXT:
        return sample.read_bytes()
    document = read_document(SAMPLES / "final_accounts_2020.docx")
    return "\n".join(paragraph.text for paragraph in document.paragraphs()).encode()


def cases(count: int, seed: int) -> list[Case]:
    """So many cases; the same for the same seed."""
    dice = random.Random(seed)
    samples = [*sorted(p for p in SAMPLES.rglob("*") if p.suffix in DAMAGE), TEXT]
    by_suffix = {suffix: [p for p in samples if p.suffix == suffix] for suffix in DAMAGE}
    suffixes = [suffix for suffix, found in by_suffix.items() if found]
    made = []
    for number in range(count):
        suffix = suffixes[number % len(suffixes)]
        made.append(Case(dice.choice(by_suffix[suffix]), dice.choice(DAMAGE[suffix]), dice.randrange(10**9)))
    return made


def audited(case: Case) -> str:
    """What is wrong with the audit of a spoilt file beside a sound one; empty where nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        spoilt = Path(folder, f"spoilt{case.sample.suffix}")
        sound = Path(folder, "sound.txt")
        spoilt.write_bytes(case.content())
        sound.write_text(
            "某市水务局2023年度部门决算\n收入总计 100.00 万元，支出总计 100.00 万元。\n", encoding="utf-8"
        )
        try:
            report = audit([spoilt, sound], Options())
        except Exception as error:  # that is what is looked for
            return f"{type(error).__name__}: {error}"
    inside = [p for d in report.documents for p in d.problems if "内部出错" in p]
    if inside:
        return inside[0]
    return (
        "" if report.documents[-1].status is DocumentStatus.AUDITED else "the sound document was not audited"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=available())
    args = parser.parse_args()
    tried, failed = Counter[str](), Counter[str]()
    made = cases(args.count, args.seed)
    for case, outcome in zip(made, each(audited, made, LIMITS, args.jobs), strict=True):
        tried[case.kind] += 1
        why = outcome.value if isinstance(outcome, Stopped) else outcome
        if why:
            failed[case.kind] += 1
            print(f"FAILED {case.kind} {case.sample.name} seed {case.seed}: {why[:200]}", flush=True)
    for kind in sorted(tried):
        print(f"{kind:28}{tried[kind]:7}{failed[kind]:7}")
    print(f"{'all':28}{sum(tried.values()):7}{sum(failed.values()):7}")


if __name__ == "__main__":
    main()
