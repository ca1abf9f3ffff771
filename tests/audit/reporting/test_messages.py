"""The catalogue of interface words: complete in both languages, and nothing in it unused."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import audit
from audit.reporting.catalogue import CATALOGUE
from audit.reporting.messages import Words

SOURCE = Path(audit.__file__).parent


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", CATALOGUE)
def test_both_languages_say_it_with_the_same_placeholders(key: str) -> None:
    chinese, english = CATALOGUE[key]
    assert chinese
    assert english
    assert _placeholders(chinese) == _placeholders(english)
    assert not re.search(r"[\u4e00-\u9fff]", english)


def test_every_key_is_used_and_every_used_key_exists() -> None:
    modules = [
        path
        for path in (*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"))
        if path.name not in {"catalogue.py", "explanations.py"}
        and ({"reporting", "waivers", "annotation"} & set(path.parts) or path.stem == "baseline")
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in modules)
    literal = set(re.findall(r"""["']([a-z]+(?:\.[a-z_]+)*)["']""", text))
    families = set(re.findall(r"""["']([a-z]+\.)(?:\{|["'])""", text))
    used = {key for key in CATALOGUE if key in literal or any(key.startswith(each) for each in families)}
    assert set(CATALOGUE) - used == set()
    called = set(re.findall(r"""words\(\s*["']([^"'{]+)["']\s*[,)]""", text))
    assert called - set(CATALOGUE) == set()


def test_words_fill_in_placeholders() -> None:
    assert Words("zh")("place.page", page=9) == "第 9 页"
    assert Words("en")("place.page", page=9) == "page 9"


def test_an_unknown_kind_of_slip_is_shown_as_it_stands() -> None:
    assert Words("zh").slip("transposed digits") == "数字颠倒"
    assert Words("zh").slip("something new") == "something new"
    assert Words("en").slip("transposed digits") == "transposed digits"
    assert Words("zh").reason("not a number") == "不是数字"
