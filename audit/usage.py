"""What a user can get wrong, each in a sentence that says what to do."""

from __future__ import annotations

from audit.reporting.files import OutputError
from audit.reporting.machine.json_reading import ReportFormatError
from audit.rulebook.in_force import MISTAKES as RULE_MISTAKES
from audit.waivers.entries import WaiverError

MISTAKES = (*RULE_MISTAKES, OutputError, WaiverError, ReportFormatError)


class UsageError(Exception):
    """The command was used wrongly; the sentence says how to use it."""
