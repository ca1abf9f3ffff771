"""``gouji.toml`` as a file: where it is looked for, and what it holds before anything is made of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audit.sentences import say

FILE_NAME = "gouji.toml"


SENTENCES = {
    "section": ("{file}：{name} 应为一节 [{name}]。", "{file}: {name} must be a table [{name}]."),
    "closed": ("{file}：打不开（{why}）。", "{file}: cannot be opened ({why})."),
    "toml": ("{file}：不是正确的 TOML（{why}）。", "{file}: is not valid TOML ({why})."),
    "rules": ("{file}：rules 应为文件名的列表。", "{file}: rules must be a list of file names."),
}


class ConfigError(ValueError):
    """A ``gouji.toml`` with a mistake in it; the message is one sentence that names the file and the key."""


@dataclass(frozen=True, slots=True)
class Config:
    """One ``gouji.toml`` as loaded; paths in it are relative to ``folder``, where it stands.

    ``rules`` are the rule files that it names. ``text`` is the file, for naming the line of a mistake.
    """

    folder: Path = Path()
    rules: tuple[Path, ...] = ()
    sections: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    file: Path = Path(FILE_NAME)
    lang: str = "zh"

    def section(self, name: str) -> Mapping[str, Any]:
        """The table ``[name]``, empty where there is none. Raises :class:`ConfigError` for another value."""
        value = self.sections.get(name, {})
        if not isinstance(value, Mapping):
            raise _mistake("section", self.lang, file=self.file, name=name)
        return value


def load(path: Path | None, lang: str = "zh") -> Config:
    """The settings in ``path``; with None, those of ``gouji.toml`` in the current folder, if there is one.

    Mistakes are told in ``lang`` (``zh`` or ``en``).

    Raises :class:`ConfigError` for a file that is not there, is no TOML or has a wrong value.
    """
    file = path or Path(FILE_NAME)
    if path is None and not file.is_file():
        return Config(lang=lang)
    try:
        text = file.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise _mistake("closed", lang, file=file, why=error.strerror or error) from error
    except ValueError as error:
        raise _mistake("toml", lang, file=file, why=error) from error
    rules = _rule_files(data, file, lang)
    return Config(file.parent, tuple(file.parent / each for each in rules), data, text, file, lang)


def _mistake(key: str, lang: str, **values: object) -> ConfigError:
    return ConfigError(say(SENTENCES, key, lang, **values))


def _rule_files(data: dict[str, Any], file: Path, lang: str) -> list[str]:
    """The rule files of ``rules = […]`` or of ``[rules] files = […]``; the first is a short form of the other."""
    rules = data.get("rules", [])
    if isinstance(rules, list):
        data["rules"] = {"files": rules}
    files = data["rules"].get("files", []) if isinstance(data["rules"], dict) else None
    if not isinstance(files, list) or not all(isinstance(each, str) for each in files):
        raise _mistake("rules", lang, file=file)
    return files
