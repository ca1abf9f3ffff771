"""Finds the line on which a key of a TOML file stands, for messages: the parser forgets where it read what."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TABLE = re.compile(r"^\s*\[{1,2}\s*([^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(
    r"""^\s*((?:[\w\-\u4e00-\u9fff]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w\-\u4e00-\u9fff]+|"[^"]*"|'[^']*'))*)\s*="""
)
_PART = re.compile(r"""[\w\-\u4e00-\u9fff]+|"[^"]*"|'[^']*'""")


def line_of(text: str, path: Sequence[str]) -> int:
    """The line, counted from 1, of the deepest part of ``path`` that can be found.

    The number of an entry in a list of tables counts its headers; a key inside an inline table is found on the
    line of that table.
    """
    wanted, table, seen, best, depth = list(path), [], dict[tuple[str, ...], int](), 1, 0
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TABLE.match(line):
            table = _parts(header[1])
            if line.lstrip().startswith("[["):
                key = tuple(table)
                table = [*table, str(seen.get(key, 0))]
                seen[key] = seen.get(key, 0) + 1
            here = table
        elif key_match := _KEY.match(line):
            here = [*table, *_parts(key_match[1])]
        else:
            continue
        shared = _shared(here, wanted)
        if shared == len(here) and shared > depth:
            best, depth = number, shared
    return best


def _parts(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(dotted)]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
