"""YAML enters, look-ups leave: the official statements and code lists that recognition and rules share.

Sources: 财政部部门决算报表编制说明, 政府收支分类科目, and the disclosure templates of the provinces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from checks.catalogue.data import LOADER, data
from checks.catalogue.titles import is_head, statement_by_parts, without_tail

_FULL_WIDTH = str.maketrans(
    {"(": "（", ")": "）", ":": "：", ",": "，", **dict.fromkeys("“”‘’\"'《》〈〉", " ")}
)
_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[、.．]|其中：?|减：|加：)"
)
THREE_PUBLIC_TOTAL = "三公经费合计"


@lru_cache(maxsize=16384)
def plain(label: str) -> str:
    """A label as it is compared: no spaces or quotes, brackets full-width."""
    return "".join(label.translate(_FULL_WIDTH).replace("㈠", "（一）").split())


def bare(label: str) -> str:
    """A label without the ordinals and 其中 that a form prints before it."""
    text = plain(label)
    while match := _ORDINAL.match(text):
        if match.end() == len(text):
            break
        text = text[match.end() :]
    return text


@dataclass(frozen=True, slots=True)
class Section:
    """One half or block of an item statement: 收入, 支出 (by function), 支出用途."""

    name: str
    items: dict[str, tuple[str, ...]]
    subtotal: dict[str, tuple[str, ...]]
    adjustments: dict[str, tuple[str, ...]]
    total: dict[str, tuple[str, ...]]
    functional: bool
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementSpec:
    """What the catalogue knows of one official statement."""

    code: str
    titles: tuple[re.Pattern[str], ...]
    rows: str
    columns: dict[str, tuple[str, ...]]
    sections: dict[str, Section] = field(default_factory=dict)
    totals: dict[str, tuple[str, ...]] = field(default_factory=dict)
    forms: dict[int, tuple[str, ...]] = field(default_factory=dict)
    across: bool = False
    """Whether its columns are the economic classification."""
    counts: bool = False
    """Whether its numbers are persons and bodies, not money."""
    within: dict[str, str] = field(default_factory=dict)
    """Columns that stand under the heading of another, by official names."""
    coded: str | None = None
    """The code of the statement that has the same title, and codes for rows."""

    @property
    def kind(self) -> str:
        """The kind of document the statement belongs to: final_accounts, budget, performance."""
        return self.code.split(".", 1)[0]

    @property
    def totalled(self) -> bool:
        """Whether a total stands over or under its rows; a form of targets or scores is filled in, not added up."""
        return self.rows != "free"

    def column(self, header: str) -> str | None:
        """The official name of a column by the header printed over it."""
        text = re.sub(r"^(?:\d{4}年度?|其中：)", "", plain(header))
        index = _column_index(self.code)
        stem = re.sub(r"(?:小计|合计)$", "", text)
        return next((found for form in (text, f"{text}数", stem) if (found := index.get(form))), None)


def _names(mapping: dict[str, list[str]] | None) -> dict[str, tuple[str, ...]]:
    return {official: tuple(names or ()) for official, names in (mapping or {}).items()}


def _section(name: str, raw: dict[str, Any]) -> Section:
    return Section(
        name=name,
        items=_names(raw.get("items")),
        subtotal=_names(raw.get("subtotal")),
        adjustments=_names(raw.get("adjustments")),
        total=_names(raw.get("total")),
        functional=bool(raw.get("functional")),
        columns=tuple(raw.get("columns", ())),
    )


def _statement(raw: dict[str, Any]) -> StatementSpec:
    return StatementSpec(
        code=raw["code"],
        titles=tuple(re.compile(title) for title in raw["titles"]),
        rows=raw["rows"],
        columns=_names(raw.get("columns")),
        sections={name: _section(name, section) for name, section in raw.get("sections", {}).items()},
        totals=_names(raw.get("totals")),
        across=raw.get("across") == "economic",
        counts=raw.get("counts", False),
        within=raw.get("within", {}),
        coded=raw.get("coded"),
        forms={int(n): tuple(names) for n, names in raw.get("forms", {}).items()},
    )


class CatalogueError(ValueError):
    """Statements that cannot be added to the catalogue, in a sentence."""


_added: list[StatementSpec] = []


def extend(text: str) -> None:
    """Add the statements of a YAML text in the form of ``statements.yaml`` to the catalogue.

    Raises :class:`CatalogueError` for a text of another form, or a code that is taken.
    """
    try:
        found = [_statement(raw) for raw in yaml.load(text, Loader=LOADER)]
    except (yaml.YAMLError, re.error, KeyError, TypeError, AttributeError, ValueError) as error:
        raise CatalogueError(f"not a list of statements as in statements.yaml ({error!r})") from error
    taken = [spec.code for spec in found if spec.code in by_code()]
    if taken:
        raise CatalogueError(f"the catalogue already has a statement {taken[0]!r}")
    _added.extend(found)
    for cached in (statements, by_code, _column_index, statement_for_title):
        cached.cache_clear()


@lru_cache(maxsize=1)
def statements() -> tuple[StatementSpec, ...]:
    """Every statement that the catalogue knows, in the order of the files, then what was added."""
    files = ("statements.yaml", "accounts.yaml")
    return (*(_statement(raw) for file in files for raw in data(__name__, file)), *_added)


@lru_cache(maxsize=1)
def by_code() -> dict[str, StatementSpec]:
    """The statements by their code."""
    return {spec.code: spec for spec in statements()}


@lru_cache(maxsize=64)
def _column_index(code: str) -> dict[str, str]:
    index: dict[str, str] = {}
    for official, names in by_code()[code].columns.items():
        for name in (official, *names):
            index.setdefault(plain(name), official)
    return index


@dataclass(frozen=True, slots=True)
class FunctionalClass:
    """A 类 of the functional classification: its name in force and its former names with their last year."""

    code: str
    name: str
    former: dict[str, int]


@lru_cache(maxsize=1)
def functional_classes() -> dict[str, FunctionalClass]:
    """The 类 by code."""
    return {
        code: FunctionalClass(code, raw["name"], dict(raw.get("former", {})))
        for code, raw in data(__name__, "functional_classes.yaml").items()
    }


@lru_cache(maxsize=1)
def _class_by_name() -> dict[str, str]:
    index: dict[str, str] = {}
    for code, entry in functional_classes().items():
        for name in (entry.name, *entry.former):
            index[plain(name)] = code
            index.setdefault(plain(name).removesuffix("支出"), code)
    return index


def functional_class(label: str) -> str | None:
    """The code of the 类 that a label names, with or without ordinal and 支出; None if it names none."""
    return _class_by_name().get(bare(label))


@lru_cache(maxsize=1)
def economic_codes() -> dict[str, tuple[str, ...]]:
    """Economic classification: code to the names it has had, the one in force first."""
    return {code: tuple(names) for code, names in data(__name__, "economic.yaml").items()}


@lru_cache(maxsize=1)
def government_economic_codes() -> dict[str, tuple[str, ...]]:
    """The government's own economic classification (501 to 599), likewise."""
    return {code: tuple(names) for code, names in data(__name__, "government_economic.yaml").items()}


@dataclass(frozen=True, slots=True)
class Concept:
    """One of the three public expenses, or what is printed beside them."""

    name: str
    names: tuple[str, ...]
    parent: str | None


@lru_cache(maxsize=1)
def economic_names() -> frozenset[str]:
    """The names of all economic items, as they are compared: no spaces, 支出 and 用 at the end left out."""
    names = (plain(name).removesuffix("支出") for names in economic_codes().values() for name in names)
    return frozenset(name.removesuffix("用") if name.endswith("费用") else name for name in names)


@lru_cache(maxsize=1)
def concepts() -> dict[str, Concept]:
    """The concepts of the 三公 statement by official name."""
    return {
        name: Concept(name, tuple(raw["names"]), raw["parent"])
        for name, raw in data(__name__, "concepts.yaml").items()
    }


@lru_cache(maxsize=1)
def _concept_by_name() -> dict[str, str]:
    return {
        plain(other): concept.name
        for concept in concepts().values()
        for other in (concept.name, *concept.names)
    }


_OPTIONAL = re.compile(r"\([^()]*\)\?")
_ONE_OF = re.compile(r"\(([^()|]*)(?:\|[^()]*)?\)")


@lru_cache(maxsize=256)
def name_of(code: str) -> str:
    """The official title of a statement by its code, its shortest form; the code where none is known."""
    spec = by_code().get(code)
    if spec is None:
        return code
    title = _ONE_OF.sub(r"\1", _OPTIONAL.sub("", spec.titles[0].pattern))
    return re.sub(r"\.\*|[\\^$?]", "", title)


def concept(label: str) -> str | None:
    """The official name of a concept of the 三公 statement by a label; None if the label names none."""
    text = re.sub(r"^\d{4}年", "", bare(label))
    stem = text.removesuffix("支出")
    names = _concept_by_name()
    return names.get(text) or names.get(stem) or names.get(f"{stem}费")


@lru_cache(maxsize=4096)
@lru_cache(maxsize=4096)
def statement_for_title(title: str, across: bool = False) -> StatementSpec | None:
    """The statement that a printed title names, or None; of those with the economic classification ``across`` or not.

    The head of a title (table number, year, department) is free; the rest must be one of the catalogue's titles as a
    whole, or be made of their words, so that ``上级专项收入决算表`` is not taken for ``收入决算表``.
    """
    text = without_tail(plain(title))
    best: tuple[int, StatementSpec] | None = None
    if len(text) > 80 or not text.endswith(("表", "情况", "）")):
        return None
    for spec in (each for each in statements() if each.across is across):
        for pattern in spec.titles:
            length = _tail_match(pattern, text)
            if length and (best is None or length > best[0]):
                best = (length, spec)
    if best is None and not across and (parts := statement_by_parts(text)) and is_head(text[: parts[1]]):
        return by_code()[parts[0]]
    return best[1] if best else None


def _tail_match(pattern: re.Pattern[str], text: str) -> int:
    """How many characters at the end of ``text`` the pattern takes, if the rest is a proper head; else 0."""
    for start in range(len(text)):
        if pattern.fullmatch(text, start) and is_head(text[:start]):
            return len(text) - start
    return 0
