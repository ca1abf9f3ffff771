"""The command was used wrongly: the one error that a command lets out."""

from __future__ import annotations


class UsageError(Exception):
    """The command was used wrongly; the sentence says how to use it."""
