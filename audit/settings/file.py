"""``gouji.toml`` as a file: where it is looked for, and what it holds before anything is made of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE_NAME = "gouji.toml"


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

    def section(self, name: str) -> Mapping[str, Any]:
        """The table ``[name]``, empty where there is none. Raises :class:`ConfigError` for another value."""
        value = self.sections.get(name, {})
        if not isinstance(value, Mapping):
            raise ConfigError(f"{self.file}: {name} 应为一节 [{name}]。 {name} must be a table.")
        return value


def load(path: Path | None) -> Config:
    """The settings in ``path``; with None, those of ``gouji.toml`` in the current folder, if there is one.

    Raises :class:`ConfigError` for a file that is not there, is no TOML or has a wrong value.
    """
    file = path or Path(FILE_NAME)
    if path is None and not file.is_file():
        return Config()
    try:
        text = file.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{file}: 打不开 cannot be opened ({error.strerror or error})") from error
    except ValueError as error:
        raise ConfigError(f"{file}: 不是正确的 TOML is not valid TOML ({error})") from error
    rules = _rule_files(data, file)
    return Config(file.parent, tuple(file.parent / each for each in rules), data, text, file)


def _rule_files(data: dict[str, Any], file: Path) -> list[str]:
    """The rule files of ``rules = […]`` or of ``[rules] files = […]``; the first is a short form of the other."""
    rules = data.get("rules", [])
    if isinstance(rules, list):
        data["rules"] = {"files": rules}
    files = data["rules"].get("files", []) if isinstance(data["rules"], dict) else None
    if not isinstance(files, list) or not all(isinstance(each, str) for each in files):
        raise ConfigError(f"{file}: rules 应为文件名的列表 must be a list of file names")
    return files
