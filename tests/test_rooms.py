"""The house stays in order: no circle, no arrow upwards, no overfull room; and the guard sees each of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.rooms import House, breaches, drawn, house

ROOT = Path(__file__).parent.parent


def test_the_house_is_in_order() -> None:
    assert breaches(ROOT, house(Path(__file__).with_name("rooms.yaml"))) == []


SMALL = House(
    packages=("ground", "top"),
    most_files_at_the_top=3,
    most_files=3,
    most_lines=5,
    most_of_a_prefix=2,
    floors={
        "ground": [["numbers"], ["rules", "words"], ["__init__"]],
        "top": [["cellar"], ["attic"], ["__init__"]],
    },
)
RIGHT = {
    "ground/__init__.py": "",
    "ground/numbers.py": "",
    "ground/rules/__init__.py": "",
    "ground/rules/one.py": "import ground.numbers",
    "ground/rules/two.py": "from ground.rules import one",
    "ground/words.py": "",
    "top/__init__.py": "",
    "top/cellar.py": "from ground.rules.one import anything",
    "top/attic.py": "from top import cellar",
}


def _said(root: Path, changes: Mapping[str, str]) -> str:
    for name, text in {**RIGHT, **changes}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        first = "This enters, that leaves." if path.name == "__init__.py" else "Why it exists."
        path.write_text(f'"""{first}"""\n{text}\n' if text[:1] != "-" else text[1:], encoding="utf-8")
    return "\n".join(breaches(root, SMALL))


def test_a_house_in_order_is_left_alone(tmp_path: Path) -> None:
    assert _said(tmp_path, {}) == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"ground/numbers.py": "from top.cellar import x"},
            "ground.numbers, line 2: top.cellar breaks into top from below",
        ),
        (
            {"top/cellar.py": "def f():\n    from top.attic import x"},
            "top.cellar, line 3: top.attic breaks into room top.attic from a lower floor (top.cellar)",
        ),
        (
            {"ground/words.py": "from ground.rules import two"},
            "ground.words, line 2: ground.rules.two breaks into room ground.rules from the same floor (ground.words)",
        ),
        (
            {"ground/rules/one.py": "from ground.rules import two"},
            "circle: ground.rules.",
        ),
        ({"ground/loose.py": ""}, "ground.loose stands on no floor"),
        ({"ground/loose.py": ""}, "ground holds 4 files, 3 at most"),
        (
            {f"ground/rules/{n}.py": "" for n in ("three", "four")},
            "ground.rules holds 5 files, 3 at most",
        ),
        (
            {"ground/rules/deep/__init__.py": "", "ground/rules/deep/one.py": ""},
            "ground.rules.deep is a folder of one",
        ),
        (
            {f"ground/rules/{n}.py": "" for n in ("set_a", "set_b", "set_c")},
            "ground.rules: 3 files begin with 'set'",
        ),
        ({"top/attic.py": "\n" * 5}, "top.attic has 7 lines, 5 at most"),
        ({"top/attic.py": "-"}, "top.attic does not say why it exists"),
        (
            {"ground/rules/__init__.py": '-"""Rules."""'},
            "ground.rules does not say in its first line what enters",
        ),
    ],
)
def test_what_breaks_a_rule_is_named_with_its_room(
    changes: Mapping[str, str], said: str, tmp_path: Path
) -> None:
    assert said in _said(tmp_path, changes)


def test_a_room_that_is_gone_has_no_floor(tmp_path: Path) -> None:
    _said(tmp_path, {})
    (tmp_path / "ground/words.py").unlink()
    assert breaches(tmp_path, SMALL) == ["ground.words has a floor in rooms.yaml and is not there"]


def test_the_house_is_drawn_from_the_ground_up(tmp_path: Path) -> None:
    _said(tmp_path, {})
    assert list(drawn(tmp_path, SMALL))[:4] == [
        "ground",
        "  0  numbers      Why it exists.",
        "  1  rules        This enters, that leaves.",
        "  1  words        Why it exists.",
    ]
