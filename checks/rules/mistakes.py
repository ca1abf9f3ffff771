"""What may be wrong with a rule file, in both languages: each mistake with its file and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "unreadable": ("读不出来（{why}）", "cannot be read ({why})"),
        "yaml": ("不是正确的 YAML：{why}", "{why}"),
        "no_list": (
            "规则文件应是规则的列表，每条以“- id: …”开头",
            "a rule file is a list of rules, each beginning with '- id: …'",
        ),
        "no_rules": ("文件中没有规则", "there is no rule in the file"),
        "taken": ("规则编号“{id}”已被 {by} 使用", "the rule id {id!r} is taken by {by}"),
        "no_mapping": ("一条规则应是以“id:”开头的键值对", "a rule is a mapping that begins with 'id:'"),
        "unknown": ("没有“{word}”这个{kind}{near}", "unknown {kind} {word!r}{near}"),
        "lacks": ("规则缺少“{key}”", "the rule has no {key!r}"),
        "item_lacks": ("检查项缺少“{key}”", "the checklist item has no {key!r}"),
        "relation": (
            "关系式从第 {column} 个字符“{rest}”起无法读懂",
            "cannot read the relation at column {column}: {rest!r}",
        ),
        "no_column": ("{table} 没有“{word}”这一栏{near}", "{table} has no column {word!r}{near}"),
        "no_row": ("{table} 没有“{word}”这一行{near}", "{table} has no row {word!r}{near}"),
        "item_id": (
            "检查项的编号应以“disclosure.”开头",
            "the id of a checklist item begins with 'disclosure.'",
        ),
        "years": (
            "“years”应写起止两个年份，如 [2019, null]",
            "'years' is a list of the first and the last year, such as [2019, null]",
        ),
        "nothing_found": (
            "“found”没有写要找什么；可写 {known}",
            "'found' says nothing to look for; it knows {known}",
        ),
        "mapping": ("此处应是 {known} 的键值对，不是 {raw}", "expected a mapping of {known}, not {raw}"),
        "pattern": ("“{raw}”不是正确的正则表达式（{why}）", "{raw!r} is no regular expression: {why}"),
    }
)
_NEAR = ("，是不是“{word}”？", "; did you mean {word!r}?")
_KINDS = {
    "key": "键",
    "category": "类别",
    "severity": "级别",
    "each": "each 取值",
    "statement": "报表",
    "kind": "文件种类",
    "level": "层级",
    "check": "检查",
}


class RuleFileError(ValueError):
    """A rule file with a mistake in it: ``where`` is the file and the line, ``what`` a key of :data:`SENTENCES`.

    ``words`` fill the sentence; ``near`` is the known word nearest to the wrong one, or empty.
    """

    def __init__(self, where: str, what: str, **words: object) -> None:
        self._where, self._what, self._words = where, what, words
        super().__init__(self.said("en"))

    def said(self, lang: str) -> str:
        """The sentence in a language: zh or en."""
        english = lang == "en"
        words = dict(self._words)
        if "near" in words:
            words["near"] = _NEAR[english].format(word=words["near"]) if words["near"] else ""
        if "kind" in words and not english:
            words["kind"] = _KINDS.get(str(words["kind"]), words["kind"])
        return f"{self._where}{': ' if english else '：'}{SENTENCES[self._what][english].format(**words)}"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like a wrong one; empty where none is."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.4)), "")
