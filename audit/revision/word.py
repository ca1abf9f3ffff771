"""A copy of a Word document in which each correction is a tracked change with a comment, for Word or WPS to accept or reject.

The number's own run is taken out (``w:del``) and one with its formatting put in (``w:ins``); nothing else is touched.
A number that does not stand in plain runs of one paragraph, or whose place cannot be told, is left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from audit.annotation.comments import comment_on
from audit.annotation.marks import AUTHOR
from audit.annotation.word_places import Places
from audit.reading.office.package import usual, with_macros
from audit.revision.words import Revised
from checks.finding import Correction, StatementInfo

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CHANGED = tuple(qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo", "fldSimple"))
_PLAIN = frozenset({qn("w:rPr"), qn("w:t"), qn("w:lastRenderedPageBreak")})


def revised(
    data: bytes,
    corrections: Sequence[Correction],
    comments: Mapping[int, str],
    statements: Sequence[StatementInfo],
    stamp: str,
    macros: bool = False,
) -> Revised:
    """The document ``data`` with its corrections as tracked changes of the moment ``stamp``. Raises for a damaged file.

    ``comments`` are what is said of each, by its fact; ``statements`` are the document's tables; with ``macros`` it keeps them.
    """
    package = docx.Document(BytesIO(usual(data)))
    body = package.element.body
    places = Places(body, statements)
    found = [(each, places.alone(each)) for each in corrections]
    numbers = _Numbers(body)
    done: list[int] = []
    for each, runs in found:
        if not _can_change(runs, each.evidence.text):
            continue
        comment_on(package, runs, comments[each.fact])
        _change(runs, each.repair, numbers, stamp)
        done.append(each.fact)
    buffer = BytesIO()
    package.save(buffer)
    copy = with_macros(buffer.getvalue()) if macros else buffer.getvalue()
    return Revised(copy, ".docm" if macros else ".docx", tuple(done))


class _Numbers:
    """Hands out the numbers of tracked changes, above those that the document has."""

    def __init__(self, body: Any) -> None:
        used = [
            int(e.get(qn("w:id"), "0")) for e in body.iter(*_CHANGED[:4]) if e.get(qn("w:id"), "0").isdigit()
        ]
        self._last = max(used, default=0)

    def next(self) -> str:
        """A number that no other change has."""
        self._last += 1
        return str(self._last)


def _can_change(runs: Sequence[Any], text: str) -> bool:
    """Whether runs stand side by side, hold the number and nothing else, and are not changed already."""
    if not runs or any(next(run.iterancestors(*_CHANGED), None) is not None for run in runs):
        return False
    if any(child.tag not in _PLAIN for run in runs for child in run):
        return False
    neighbours = all(runs[i].getnext() is runs[i + 1] for i in range(len(runs) - 1))
    said = "".join(t.text or "" for run in runs for t in run.iterchildren(qn("w:t")))
    return neighbours and "".join(said.split()) == "".join(text.split())


def _change(runs: Sequence[Any], text: str, numbers: _Numbers, stamp: str) -> None:
    """Take out what the runs print and put ``text`` in, in the formatting of the first."""
    taken, put = _tracked("w:del", numbers, stamp), _tracked("w:ins", numbers, stamp)
    runs[0].addprevious(taken)
    taken.addnext(put)
    new = OxmlElement("w:r")
    if (look := runs[0].find(qn("w:rPr"))) is not None:
        new.append(deepcopy(look))
    said = OxmlElement("w:t")
    said.text = text
    new.append(said)
    put.append(new)
    for run in runs:
        for old in run.findall(qn("w:t")):
            gone = OxmlElement("w:delText")
            gone.text = old.text
            gone.set(_SPACE, "preserve")
            run.replace(old, gone)
        taken.append(run)


def _tracked(tag: str, numbers: _Numbers, stamp: str) -> Any:
    element = OxmlElement(tag)
    for name, value in (("id", numbers.next()), ("author", AUTHOR), ("date", stamp)):
        element.set(qn(f"w:{name}"), value)
    return element
