"""A comment in a Word document, as the program's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.run import Run

from audit.annotation.marks import AUTHOR

_INITIALS = "勾"


def comment_on(package: Document, runs: Sequence[Any], text: str) -> None:
    """Put a comment over ``runs``, from the first to the last.

    Its mark has a style that most documents do not define; then it goes without one.
    """
    ends = [Run(run, package) for run in (runs[0], runs[-1])]
    comment = package.add_comment(ends, text, AUTHOR, _INITIALS)
    defined = {style.get(qn("w:styleId")) for style in package.styles.element.iter(qn("w:style"))}
    for mark in runs[-1].itersiblings():
        reference = mark.find(qn("w:commentReference"))
        if reference is not None and reference.get(qn("w:id")) == str(comment.comment_id):
            for style in list(mark.iter(qn("w:rStyle"))):
                if style.get(qn("w:val")) not in defined:
                    style.getparent().remove(style)
            return
