"""Items named without their 款 among others that are named in full: 卫生健康支出（类）乡镇卫生院（项）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.catalogue.functional import is_official
from checks.rules.words.items.explained import items_of
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_WITHOUT_GROUP = re.compile(
    r"[\u4e00-\u9fff]{2,20}（(?:\d{3})?类）(?P<item>[^（）“”，。；：、\d]{2,30})（(?:\d{2,7})?项）"
)


def without_group(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """An official 项 right behind its 类, where more items of the document are named in full."""
    found = [(wording, match) for wording in texts for match in _WITHOUT_GROUP.finditer(wording.text)]
    if len(found) > len(items_of(texts)):
        return
    for wording, match in found:
        if is_official(match["item"]):
            yield at("words.item-group-missing", wording, *match.span(), name=match["item"])


RULES: tuple[WordRule, ...] = (without_group,)
