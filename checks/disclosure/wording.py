"""What the checklist says of an item, in both languages."""

from __future__ import annotations

_SENTENCES = {
    "excused": ("不适用：{text}", "not applicable: {text}"),
    "unread": (
        "没有读到，可能在没有读出的地方：{why}{more}",
        "not seen; it may stand where nothing could be read: {why}{more}",
    ),
    "unread-more": ("；另有 {count} 处", "; and {count} other places"),
    "no-tables": (
        "提交的文件中没有成套的报表，可能另有表册",
        "the submission holds no set of tables; they may be in another file",
    ),
    "no-words": (
        "提交的文件中没有说明文字，可能另有文件",
        "the submission holds no narrative; it may be in another file",
    ),
    "table-unrecognised": (
        "有“{text}”的表名，但表格未能识别",
        "the title {text} is there, but the table was not recognised",
    ),
    "blank": ("有此项，但没有填写：{text}", "the item is there but was not filled in: {text}"),
    "missing": ("全文没有找到", "not found anywhere"),
    "missing-part": ("所属的内容整体缺失", "the content it belongs to is missing altogether"),
    "slip": ("前后不一致：{text}", "not the same everywhere: {text}"),
    "none-to-check": ("没有可核对的内容", "nothing to check"),
    "no-contents": ("没有列出报表的目录", "no table of contents that lists the tables"),
    "order": (
        "目录的次序是“{listed}”，实际的次序是“{printed}”",
        "the contents list {listed}, the tables stand {printed}",
    ),
    "no-unit": ("没有标明金额单位：{names}", "no unit is stated: {names}"),
    "no-total": ("没有合计行：{names}", "no total row: {names}"),
    "no-note": ("空表没有说明：{names}", "an empty table without its sentence: {names}"),
    "wrong-note": (
        "空表的说明写的是别的表：{text}",
        "the sentence under the empty table names another table: {text}",
    ),
    "tables-blank": ("表中没有填写金额：{names}", "the tables hold no amounts: {names}"),
    "sections": ("目录列有、正文没有：{names}", "listed in the contents, not in the text: {names}"),
    "unexplained": ("没有逐项说明：{names}", "not explained item by item: {names}"),
    "date-unknown": ("日期未知：没有批复或公开的日期", "date unknown: no date of approval or of publication"),
    "late": (
        "{approved}批复，{published}公开，超过二十日（{days}日）",
        "approved {approved}, published {published}: {days} days, more than 20",
    ),
    "before": (
        "公开日期{published}早于批复日期{approved}",
        "published {published}, before the approval of {approved}",
    ),
    "in-time": (
        "{approved}批复，{published}公开，{days}日",
        "approved {approved}, published {published}: {days} days",
    ),
    "separator": ("、", ", "),
    "each": ("其他各处都有，此处没有：{text}", "all others of its kind state it, this one does not: {text}"),
}


def say(key: str, lang: str, **values: object) -> str:
    """The sentence ``key`` with its values."""
    chinese, english = _SENTENCES[key]
    return (english if lang == "en" else chinese).format(**values)


def listed(names: list[str], lang: str) -> str:
    """Names one after the other."""
    return say("separator", lang).join(names)
