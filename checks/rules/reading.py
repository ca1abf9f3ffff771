"""One rule out of its YAML: a mapping that has been found right becomes a :class:`~checks.rules.rule.Rule`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks.finding import Category, Severity
from checks.rules.rule import Rule, Text
from checks.rules.validation import validate


def text_of(raw: Any) -> Text:
    """A text in both languages; one that is written once serves both."""
    if isinstance(raw, Mapping):
        return Text(str(raw["zh"]), str(raw["en"]))
    return Text(str(raw), str(raw))


def relation_rule(raw: Any, source: str, line: int, text: str) -> Rule:
    """A rule about numbers or words. Raises :class:`~checks.rules.mistakes.RuleFileError`."""
    validate(raw, source, line, text)
    title = text_of(raw["title"])
    return Rule(
        id=raw["id"],
        title=title,
        category=Category(raw["category"]),
        severity=Severity(raw["severity"]),
        basis=raw.get("basis", ""),
        finds=text_of(raw.get("finds", raw["title"])),
        fix=text_of(raw.get("fix", {"zh": "", "en": ""})),
        relation=raw.get("relation"),
        statements=tuple(raw.get("statements", ())),
        each=raw.get("each"),
        complete=bool(raw.get("complete", False)),
        when=tuple(raw.get("when", ())),
        message=text_of(raw["message"]) if "message" in raw else None,
        examples=raw.get("examples"),
        waivable=bool(raw.get("waivable", True)),
        source=source,
        line=line,
    )
