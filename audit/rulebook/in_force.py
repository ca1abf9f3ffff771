"""Which rules a command works with: built-in ones, those of packages, of ``gouji.toml``, of ``--rules``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from audit.rulebook.kept import load
from audit.rulebook.plugins import PluginError, installed
from audit.settings import file as config
from audit.settings.file import ConfigError
from checks.rules.mistakes import RuleFileError
from checks.rules.rule import RulePack

MISTAKES = (RuleFileError, ConfigError, PluginError)
"""What may be wrong with them, each in a sentence."""


def sentence_of(error: Exception, lang: str) -> str:
    """What is wrong, in a language."""
    return error.said(lang) if isinstance(error, RuleFileError) else str(error)


def extra_files(rule_files: Iterable[Path], config_file: Path | None) -> tuple[Path, ...]:
    """The rule files beyond the built-in ones, in the order in which they are read."""
    return (*installed().rule_files, *config.load(config_file).rules, *rule_files)


def pack_in_force(rule_files: Iterable[Path], config_file: Path | None) -> RulePack:
    """All rules in force. Raises one of :data:`MISTAKES`."""
    return load(extra_files(rule_files, config_file))


def not_waivable(pack: RulePack) -> frozenset[str]:
    """The rules that no explanation settles."""
    return frozenset(rule.id for rule in pack.rules.values() if not rule.waivable)
