"""Whether the house is in order: every import against the floors of ``rooms.yaml``, every folder against its measures.

``python -m tests.rooms`` draws the house: every floor from the ground up, and what enters and leaves each room.
"""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class House:
    """The rules of the house, as ``rooms.yaml`` has them; ``floors`` are the rooms of a room from the ground up."""

    packages: tuple[str, ...]
    most_files_at_the_top: int
    most_files: int
    most_lines: int
    most_of_a_prefix: int
    floors: Mapping[str, Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Import:
    """One module uses another, on a line of its file."""

    user: str
    used: str
    line: int


def house(path: Path) -> House:
    """Read the rules of the house."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    return House(**{**loaded, "packages": tuple(loaded["packages"])})


def breaches(root: Path, rules: House) -> list[str]:
    """Everything in the packages under ``root`` that breaks the rules, a sentence each."""
    modules = {
        _name(root, path): path for package in rules.packages for path in (root / package).rglob("*.py")
    }
    imports = [each for name, path in sorted(modules.items()) for each in _imports(name, path, modules)]
    return [
        *_circles(imports),
        *(said for each in imports if (said := _arrow(each, rules, modules)) is not None),
        *_unlisted(root, rules),
        *(said for package in rules.packages for said in _folders(root / package, root, rules)),
        *(said for name, path in sorted(modules.items()) for said in _file(name, path, rules)),
    ]


def _name(root: Path, path: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(user: str, path: Path, modules: Mapping[str, Path]) -> Iterator[Import]:
    """What a file imports of the packages, wherever in it: at the head, in a function, for types only."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        used: list[str] = []
        if isinstance(node, ast.Import):
            used = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            used = [each if each in modules else node.module for each in inside]
        for each in dict.fromkeys(used):
            if each in modules and each != user and isinstance(node, ast.Import | ast.ImportFrom):
                yield Import(user, each, node.lineno)


def _circles(imports: Sequence[Import]) -> Iterator[str]:
    graph: dict[str, set[str]] = defaultdict(set)
    for each in imports:
        graph[each.user].add(each.used)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield f"circle: {' ← '.join(error.args[1])}"


def _arrow(each: Import, rules: House, modules: Mapping[str, Path]) -> str | None:
    """What is wrong with one import: into a higher package, onto a higher floor, or into a room beside."""
    at = f"{each.user}, line {each.line}"
    user, used = (rules.packages.index(name.split(".")[0]) for name in (each.user, each.used))
    if user != used:
        return f"{at}: {each.used} breaks into {rules.packages[used]} from below" if user < used else None
    parent = _shared(each.user, each.used, rules)
    if parent is None:
        return None
    own, other = _child(each.user, parent), _child(each.used, parent)
    floors = {room: number for number, floor in enumerate(rules.floors[parent]) for room in floor}
    if own not in floors or other not in floors or floors[own] > floors[other]:
        return None
    where = "the same floor" if floors[own] == floors[other] else "a lower floor"
    return f"{at}: {each.used} breaks into room {parent}.{other} from {where} ({parent}.{own})"


def _shared(user: str, used: str, rules: House) -> str | None:
    """The room with floors in which the two part ways; None where that room has no floors of its own."""
    common: list[str] = []
    for one, other in zip(user.split("."), used.split("."), strict=False):
        if one != other:
            break
        common.append(one)
    parent = ".".join(common)
    return parent if parent in rules.floors else None


def _child(module: str, parent: str) -> str:
    return "__init__" if module == parent else module.removeprefix(f"{parent}.").split(".")[0]


def _unlisted(root: Path, rules: House) -> Iterator[str]:
    """Rooms and files that stand on no floor, and those on a floor that are not there."""
    for parent, floors in rules.floors.items():
        folder = root.joinpath(*parent.split("."))
        there = {p.stem for p in folder.glob("*.py")} | {p.parent.name for p in folder.glob("*/__init__.py")}
        listed = {room for floor in floors for room in floor}
        for room in sorted(there - listed):
            yield f"{parent}.{room} stands on no floor: enter it in rooms.yaml"
        for room in sorted(listed - there):
            yield f"{parent}.{room} has a floor in rooms.yaml and is not there"


def _folders(top: Path, root: Path, rules: House) -> Iterator[str]:
    for folder in (top, *sorted(p.parent for p in top.rglob("__init__.py") if p.parent != top)):
        files = [p for p in folder.iterdir() if p.is_file()]
        name = ".".join(folder.relative_to(root).parts)
        most = rules.most_files_at_the_top if folder == top else rules.most_files
        if len(files) > most:
            yield f"{name} holds {len(files)} files, {most} at most: look for the room within it"
        if len(_thoughts(folder)) < 2:
            yield f"{name} is a folder of one file: it is no room"
        prefixes = Counter(p.stem.split("_")[0] for p in files if p.suffix == ".py" and p.stem[0] != "_")
        for prefix, count in prefixes.items():
            if count > rules.most_of_a_prefix:
                yield f"{name}: {count} files begin with {prefix!r}: a room that was not made"


def _thoughts(folder: Path) -> list[Path]:
    """What is in a folder: rooms, files, and its ``__init__`` where that is more than a docstring."""
    return [
        p
        for p in folder.iterdir()
        if (
            p.is_file()
            and (p.name != "__init__.py" or len(ast.parse(p.read_text(encoding="utf-8")).body) > 1)
        )
        or (p / "__init__.py").is_file()
    ]


def _file(name: str, path: Path, rules: House) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    lines = len(text.splitlines())
    if lines > rules.most_lines:
        yield f"{name} has {lines} lines, {rules.most_lines} at most: look for the second thought"
    said = (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
    if not said:
        yield f"{name} does not say why it exists: its first line is a docstring"
    elif path.name == "__init__.py" and not ("enter" in said and "leave" in said):
        yield f"{name} does not say in its first line what enters the room and what leaves it"


def drawn(root: Path, rules: House) -> Iterator[str]:
    """The house from the ground up: a line a room or file, with the first line that it says of itself."""
    for package in rules.packages:
        yield package
        for number, floor in enumerate(rules.floors[package]):
            for room in floor:
                path = root / package / room
                path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
                said = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")[
                    0
                ]
                yield f"  {number}  {room:<12} {said}"


if __name__ == "__main__":
    print("\n".join(drawn(Path(__file__).parent.parent, house(Path(__file__).with_name("rooms.yaml")))))
