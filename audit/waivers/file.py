"""``gouji-waivers.toml``: explanations as text that can be reviewed, one block each, in a fixed order."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from audit.reporting.files import replace as write_whole
from audit.reporting.messages import Words
from audit.reporting.plain import clean
from audit.waivers.entries import Entry, WaiverError

FILE_NAME = "gouji-waivers.toml"


def load(path: Path, lang: str = "zh") -> list[Entry]:
    """The explanations in a file; none where there is no file. Raises :class:`WaiverError` for a bad one."""
    words = Words(lang)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise WaiverError(words("waiver.bad_file", path=path, why=error)) from error
    blocks = data.pop("waiver", [])
    if data or not isinstance(blocks, list):
        raise WaiverError(words("waiver.bad_file", path=path, why=words("waiver.only_blocks")))
    return [_read(block, path, number, words) for number, block in enumerate(blocks, 1)]


def _read(block: Mapping[str, Any], path: Path, number: int, words: Words) -> Entry:
    """One block of the file, checked key by key, because people edit it."""
    expected = {"finding": str, "rule": str, "numbers": list, "reason": str, "by": str, "until": date}
    wrong = [key for key, kind in expected.items() if not isinstance(block.get(key), kind)]
    wrong += sorted(block.keys() - expected.keys())
    numbers = block.get("numbers", [])
    if not wrong and (
        isinstance(block["until"], datetime) or not all(isinstance(each, str) for each in numbers)
    ):
        wrong = ["until" if isinstance(block["until"], datetime) else "numbers"]
    if wrong:
        why = words("waiver.bad_block", number=number, keys=", ".join(wrong))
        raise WaiverError(words("waiver.bad_file", path=path, why=why))
    return Entry(
        block["finding"], block["rule"], tuple(numbers), block["reason"], block["by"], block["until"]
    )


def save(path: Path, entries: Sequence[Entry], lang: str = "zh") -> None:
    """Write the file, whole or not at all, the same bytes for the same explanations.

    Raises :class:`audit.reporting.OutputError` where it cannot be written.
    """
    blocks = [_block(each) for each in sorted(entries, key=lambda each: (each.rule, each.finding))]
    head = f"# {Words(lang)('waiver.file_head')}\n"
    write_whole(path, "\n".join([head, *blocks]).encode("utf-8"), lang)


def _block(entry: Entry) -> str:
    numbers = ", ".join(_quoted(each) for each in entry.numbers)
    return (
        "[[waiver]]\n"
        f"finding = {_quoted(entry.finding)}\n"
        f"rule = {_quoted(entry.rule)}\n"
        f"numbers = [{numbers}]\n"
        f"reason = {_quoted(entry.reason)}\n"
        f"by = {_quoted(entry.by)}\n"
        f"until = {entry.until.isoformat()}\n"
    )


def _quoted(text: str) -> str:
    """A TOML basic string: the escapes of JSON are a subset of TOML's."""
    return json.dumps(clean(text), ensure_ascii=False)
