"""A report and explanations enter, the report leaves with what a bureau has explained marked.

Explanations are kept in a text file beside the submission. One holds for exactly the numbers it was given for.
Once one of them changes, or its day has passed, the finding is open again, and the report says why.
"""

from __future__ import annotations

from audit.waivers.applying import apply
from audit.waivers.beside import entries_beside
from audit.waivers.entries import Entry, WaiverError, add, explain, numbers_of
from audit.waivers.file import FILE_NAME, load, save
from audit.waivers.workbook import from_workbook

__all__ = [
    "FILE_NAME",
    "Entry",
    "WaiverError",
    "add",
    "apply",
    "entries_beside",
    "explain",
    "from_workbook",
    "load",
    "numbers_of",
    "save",
]
