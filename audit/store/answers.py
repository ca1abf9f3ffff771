"""What departments have answered: one file a submission, the workbook that came back and what was read in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from audit.disk.written import in_one_step
from audit.reporting.answers import Answer
from audit.store.keeping import Store
from audit.waivers import Entry

_FOLDER = "answers"
SCHEMA = pa.schema(
    [
        ("address", pa.string()),
        ("finding", pa.string()),
        ("rule", pa.string()),
        ("numbers", pa.list_(pa.string())),
        ("state", pa.string()),
        ("opinion", pa.string()),
        ("answered_by", pa.string()),
        ("until", pa.date32()),
    ]
)
"""``until`` is the last day on which an explanation holds; empty where an answer is none."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that came back: whose submission it is about, its bytes, all its answers, and which explain something."""

    address: str
    workbook: bytes
    answers: Sequence[Answer]
    explained: Sequence[Entry]


def keep(store: Store, returned: Returned) -> None:
    """Keep what came back; a later workbook of the same submission takes the place of an earlier one."""
    until = {entry.finding: entry.until.isoformat() for entry in returned.explained}
    rows = [
        {
            "finding": each.finding,
            "rule": each.rule,
            "numbers": list(each.numbers),
            "state": each.state if each.state != "waived" or each.finding in until else "open",
            "opinion": each.opinion,
            "answered_by": each.by,
            "until": until.get(each.finding),
        }
        for each in returned.answers
        if each.finding and (each.opinion or each.by or each.state != "open")
    ]
    said = json.dumps({"address": returned.address, "rows": rows}, ensure_ascii=False)
    path = workbook(store, returned.address)
    path.parent.mkdir(exist_ok=True)
    _write(path, returned.workbook)
    _write(path.with_suffix(".json"), said.encode("utf-8"))


def workbook(store: Store, address: str) -> Path:
    """Where the workbook that came back about a submission is, if one did."""
    name = hashlib.sha256(address.encode("utf-8")).hexdigest()[:32]
    return store.folder / _FOLDER / f"{name}.xlsx"


def table(store: Store) -> pa.Table:
    """All answers, a row each."""
    rows = []
    for path in sorted((store.folder / _FOLDER).glob("*.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        for row in said["rows"]:
            until = date.fromisoformat(row["until"]) if row["until"] else None
            rows.append({**row, "address": said["address"], "until": until})
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _write(path: Path, content: bytes) -> None:
    with in_one_step(path) as out:
        out.write(content)
