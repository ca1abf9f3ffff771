"""Levels of items that the official list does not give them: 水利工程建设（款）, or a 项 right behind its 类 (卫生健康支出（类）乡镇卫生院（项）)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.catalogue import functional_classes, plain
from checks.catalogue.functional import is_item, is_official, names_by_code
from checks.rules.words.items.explained import items_of
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_WITHOUT_GROUP = re.compile(
    r"[\u4e00-\u9fff]{2,20}（(?:\d{3})?类）(?P<item>[^（）“”，。；：、\d]{2,30})（(?:\d{2,7})?项）"
)
_GROUP = re.compile(
    r"(?P<klass>[\u4e00-\u9fff]{2,20})（(?:\d{3})?类）(?P<group>[^（）“”，。；：、\d]{2,30})（(?:\d{2,5})?款）"
)
_GROUP_CODE = 5


def without_group(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """An official 项 right behind its 类, where more items of the document are named in full."""
    found = [(wording, match) for wording in texts for match in _WITHOUT_GROUP.finditer(wording.text)]
    if len(found) > len(items_of(texts)):
        return
    for wording, match in found:
        if is_official(match["item"]):
            yield at("words.item-group-missing", wording, *match.span(), name=match["item"])


def items_called_groups(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """A 款 behind its 类 that the official list has below that 类 as a 项 only; what a table prints is held against that."""
    printed = {label.lstrip("0123456789 ") for table in setting.statements for label in table.row_labels}
    for wording in texts:
        for match in _GROUP.finditer(wording.text):
            lengths = _lengths(match["klass"], match["group"])
            if lengths and _GROUP_CODE not in lengths and match["group"] not in printed:
                yield at(
                    "words.item-grade", wording, *match.span("group"), name=match["group"], expected="项"
                )


def _lengths(klass: str, name: str) -> set[int]:
    """How long the codes are that have, or had, a name below a 类."""
    heads = {
        code
        for code, known in functional_classes().items()
        if any(klass.endswith(plain(each)) for each in (known.name, *known.former))
    }
    return {len(code) for code in names_by_code() if code[:3] in heads and is_item(code, name)}


RULES: tuple[WordRule, ...] = (without_group, items_called_groups)
