"""``gouji.toml``: what a submission or a release is checked with, kept and reviewed beside it."""

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
    """The settings of one ``gouji.toml``; paths in it are relative to ``folder``, where it stands."""

    folder: Path = Path()
    rules: tuple[Path, ...] = ()
    sections: Mapping[str, Any] = field(default_factory=dict)

    def section(self, name: str) -> Mapping[str, Any]:
        """The table ``[name]``, empty where there is none. Raises :class:`ConfigError` for another value."""
        value = self.sections.get(name, {})
        if not isinstance(value, Mapping):
            raise ConfigError(
                f"{self.folder / FILE_NAME}: {name} 应为一节 [{name}]。 {name} must be a table."
            )
        return value


def load(path: Path | None) -> Config:
    """The settings in ``path``; with None, those of ``gouji.toml`` in the current folder, if there is one.

    Raises :class:`ConfigError` for a file that is not there, is no TOML or has a wrong value.
    """
    file = path or Path(FILE_NAME)
    if path is None and not file.is_file():
        return Config()
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: 打不开 cannot be opened ({error.strerror or error})") from error
    except ValueError as error:
        raise ConfigError(f"{file}: 不是正确的 TOML is not valid TOML ({error})") from error
    rules = data.pop("rules", [])
    if not isinstance(rules, list) or not all(isinstance(each, str) for each in rules):
        raise ConfigError(f"{file}: rules 应为文件名的列表 must be a list of file names")
    return Config(file.parent, tuple(file.parent / each for each in rules), data)
