"""Where the documents of a report come from once more, when something is to be made out of them."""

from __future__ import annotations

from collections.abc import Callable

from audit.reading.originals import original
from checks.report import DocumentInfo

Source = Callable[[DocumentInfo], bytes | None]
"""Gives the bytes of a document as it was audited; None where they are no longer to be had."""


def on_disk(document: DocumentInfo) -> bytes | None:
    """The document where it was read: a file or a member of an archive, unless it has changed since."""
    return original(document.path, document.sha256)
