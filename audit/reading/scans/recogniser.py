"""Lines of print to characters, each with its place, how sure it is, and what else it could be.

RapidOCR's recogniser, whose model lies in its wheel. Its network says for every slice of a line how probable each
character is; what it decodes from that (the best of each slice, repeats as one) is done here once more, because the
place of each character and all that it could be as well are thrown away there.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

import cv2
import numpy as np
import yaml
from numpy.typing import NDArray

from audit.reading.scans.numerals import ALPHABET, Slices, columns_of, restricted
from audit.reading.scans.sheet.pictures import Pixels

HEIGHT = 48
"""Pixels: the height of a line that the network was trained on."""

_BATCH = 3_000
"""Pixels of width that go through the network at once."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One character of a line: from where to where it stands (shares of the line's width), how probable it is."""

    text: str
    start: float
    end: float
    sure: float


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """A recognised line: its characters from left to right, and its slices as they would be if it held numbers only.

    The slices cover ``width`` of the line, 1 being all of it: those beyond are empty.
    """

    signs: tuple[Sign, ...]
    slices: Slices
    width: float

    def part(self, start: float, end: float) -> Slices:
        """The slices from one share of the line's width to another."""
        each = self.width / max(len(self.slices), 1)
        return self.slices[round(start / each) : max(round(end / each), round(start / each) + 1)]


NOTHING = Line((), np.zeros((0, len(ALPHABET) + 1), np.float32), 1.0)


_one_at_a_time = Lock()
"""Two threads must not load the network twice."""


def _network() -> tuple[Any, list[str], list[list[int]]]:
    with _one_at_a_time:
        return _loaded()


@cache
def _loaded() -> tuple[Any, list[str], list[list[int]]]:
    from rapidocr_onnxruntime import main  # noqa: PLC0415
    from rapidocr_onnxruntime.ch_ppocr_rec.text_recognize import TextRecognizer  # noqa: PLC0415

    config = yaml.safe_load(main.DEFAULT_CFG_PATH.read_text(encoding="utf-8"))["Rec"]
    config["model_path"] = str(main.root_dir / config["model_path"])
    config["intra_op_num_threads"] = config["inter_op_num_threads"] = 1
    network = TextRecognizer(config)
    alphabet = list(network.postprocess_op.character)
    return network.session, alphabet, columns_of(alphabet)


def recognised(pictures: Sequence[Pixels]) -> list[Line]:
    """What stands on pictures of one line each."""
    session, alphabet, columns = _network()
    found = [NOTHING] * len(pictures)
    for batch in _batches([_width(picture) for picture in pictures]):
        width = max(_width(pictures[index]) for index in batch)
        block = np.zeros((len(batch), 3, HEIGHT, width), np.float32)
        for row, index in enumerate(batch):
            block[row, :, :, : _width(pictures[index])] = _normal(pictures[index])
        for row, chances in enumerate(session(block)[0]):
            share = width / _width(pictures[batch[row]])
            signs = tuple(_signs(chances, alphabet, share))
            found[batch[row]] = Line(signs, restricted(chances, columns), share)
    return found


def _width(picture: Pixels) -> int:
    height, width = picture.shape[:2]
    return max(math.ceil(HEIGHT * int(width) / int(height)), HEIGHT)


def _batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of lines of about one width, as many as go through the network at once."""
    batch: list[int] = []
    for index in sorted(range(len(widths)), key=widths.__getitem__):
        if batch and widths[index] * (len(batch) + 1) > _BATCH:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _normal(picture: Pixels) -> NDArray[np.float32]:
    way = cv2.INTER_AREA if picture.shape[0] > HEIGHT else cv2.INTER_CUBIC
    sized = cv2.resize(picture, (_width(picture), HEIGHT), interpolation=way)
    return (sized[:, :, ::-1].astype(np.float32).transpose(2, 0, 1) / 127.5) - 1


def _signs(chances: NDArray[np.float32], alphabet: Sequence[str], share: float) -> Iterator[Sign]:
    """The characters that the network sees: the best of each slice, repeats as one, slices between them left out."""
    best = chances.argmax(axis=1)
    slices = len(best)
    start = 0
    while start < slices:
        end = start + 1
        while end < slices and best[end] == best[start]:
            end += 1
        if best[start] != 0:
            yield _sign(chances[start:end], alphabet, start / slices * share, end / slices * share)
        start = end


def _sign(chances: NDArray[np.float32], alphabet: Sequence[str], start: float, end: float) -> Sign:
    peak = chances[int(chances.max(axis=1).argmax())]
    first = int(peak.argmax())
    return Sign(alphabet[first], min(start, 1.0), min(end, 1.0), float(peak[first]))
