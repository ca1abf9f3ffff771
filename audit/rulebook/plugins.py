"""What other packages add to gouji through entry points: rules, statements of the catalogue, readers.

An entry point names a module. Of ``gouji.rules`` and ``gouji.catalogues`` the YAML files beside the
module are taken; a module of ``gouji.readers`` has ``SUFFIXES`` and ``read(source, lang)`` as the built-in readers do.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from pathlib import Path
from types import ModuleType

from audit.reading import register
from checks import catalogue

RULES, CATALOGUES, READERS = "gouji.rules", "gouji.catalogues", "gouji.readers"


class PluginError(Exception):
    """An installed package offers something to gouji that cannot be used; the sentence names the package."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What the installed packages add: rule files, and the catalogue files that are already in force."""

    rule_files: tuple[Path, ...]
    catalogue_files: tuple[Path, ...]


@lru_cache(maxsize=1)
def installed() -> Installed:
    """Put the catalogues and readers of installed packages in force, and return their rule files.

    Raises :class:`PluginError` where an entry point cannot be loaded or offers nothing.
    """
    rule_files = [path for point in entry_points(group=RULES) for path in _yaml_files(point)]
    catalogue_files = [path for point in entry_points(group=CATALOGUES) for path in _yaml_files(point)]
    for path in catalogue_files:
        try:
            catalogue.extend(path.read_text(encoding="utf-8"))
        except catalogue.CatalogueError as error:
            raise PluginError(f"{path}: {error}") from error
    for point in entry_points(group=READERS):
        module = _module(point)
        suffixes = getattr(module, "SUFFIXES", None)
        if not suffixes or not callable(getattr(module, "read", None)):
            raise PluginError(
                f"{_name(point)}: {point.value} 没有 SUFFIXES 和 read(source, lang)，has no such reader"
            )
        register(suffixes, module.read)
    return Installed(tuple(rule_files), tuple(catalogue_files))


def _yaml_files(point: EntryPoint) -> list[Path]:
    module = _module(point)
    package = module.__name__ if hasattr(module, "__path__") else module.__name__.rpartition(".")[0]
    found = sorted(Path(str(each)) for each in files(package).iterdir() if each.name.endswith(".yaml"))
    if not found:
        raise PluginError(f"{_name(point)}: {point.value} 旁没有 YAML 文件，has no YAML file beside it")
    return found


def _module(point: EntryPoint) -> ModuleType:
    try:
        return import_module(point.value)
    except Exception as error:  # another package's code may fail in any way; the user gets a sentence
        raise PluginError(f"{_name(point)}: {point.value} 无法加载，cannot be loaded ({error})") from error


def _name(point: EntryPoint) -> str:
    package = point.dist.name if point.dist else "?"
    return f"{package} [{point.group}] {point.name}"
