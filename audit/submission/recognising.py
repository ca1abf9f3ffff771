"""One document of a submission recognised behind a wall: one that breaks the program takes no other with it."""

from __future__ import annotations

import logging
from dataclasses import replace

from audit.document import Document, Problem
from audit.reading.limits import Limits
from audit.reading.problems import sentence
from audit.recognition import Overrides, Recognised, recognise_document
from audit.recognition.identity import Identity
from checks.rules.sets.material import OTHER
from checks.walls import TimeUpError, within

_log = logging.getLogger("gouji")

NOBODY = Identity(OTHER, None, None, None)
"""Who is behind a document that was not recognised."""


def recognised(
    document: Document, index: int, first: int, stated: Overrides, lang: str, limits: Limits
) -> Recognised:
    """A document recognised; one that breaks the program is named as not audited, and takes no other with it."""
    try:
        with within(limits.seconds):
            return recognise_document(document, index, first, stated)
    except TimeUpError:
        what = sentence("time_limit", lang, name=document.path, seconds=limits.seconds)
        return Recognised(replace(document, blocks=(), problems=(Problem(what, fatal=True),)), NOBODY)
    except Exception as error:
        _log.debug("recognising %s failed", document.path, exc_info=True)
        what = sentence("inner_fault", lang, name=document.path, why=type(error).__name__)
        return Recognised(replace(document, blocks=(), problems=(Problem(what, fatal=True),)), NOBODY)
