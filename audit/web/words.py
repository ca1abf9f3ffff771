"""The words of the page in both languages; those of the reports serve where they say the same."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from audit.reporting.catalogue import CATALOGUE

SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "title": ("勾稽", "gouji"),
        "tagline": ("提交之前，先让数字自己对一遍", "Let the numbers agree before you submit"),
        "drop": ("把文件拖到这里，或点击选择", "Drop files here, or click to choose"),
        "drop.kinds": (
            "Word、Excel、PDF、文本、网页、ZIP；可一次放多个。文件只在这台机器上核对，不会外传。",
            "Word, Excel, PDF, text, web pages, ZIP; several at once. Files are checked on this machine and go nowhere else.",
        ),
        "drop.go": ("开始核对", "Check"),
        "drop.sources": ("与账套核对（可选）", "Against the books (optional)"),
        "drop.sources.hint": (
            "草稿所依据的文件，如账务系统导出的工作簿、批复；以它们的数为准。",
            "What the draft was made from, such as the export of the accounts system; its numbers are right.",
        ),
        "against": ("已与来源核对：{name}", "Held against its source: {name}"),
        "drop.again": ("放入改好的文件", "Drop the mended files"),
        "drop.again.hint": (
            "同一份公开的新版本：哪些已改、哪些仍在、哪些新增，一目了然，已写的处理意见保留。",
            "A new version of the same disclosure: what is settled, still there or new; answers are kept.",
        ),
        "mine": ("已核对的文件", "Checked so far"),
        "none": ("还没有。", "Nothing yet."),
        "delete": ("删除", "Delete"),
        "delete.sure": ("删除这份文件和它的核对结果？", "Delete these files and their results?"),
        "kept": ("{days} 天后自动删除", "deleted after {days} days"),
        "waiting": ("排队第 {place} 位", "No. {place} in the queue"),
        "working": ("正在读取", "Reading"),
        "working.pages": ("第 {pages} 页，共 {of} 页", "page {pages} of {of}"),
        "working.documents": (
            "已读 {finished} / {documents} 份文件",
            "{finished} of {documents} documents read",
        ),
        "checking": ("正在核对勾稽关系", "Checking the relations"),
        "failed": (
            "核对没有完成：程序内部出错。请换一种格式再试，或用命令行 gouji check --debug 查看原因。",
            "The audit did not finish: the program failed inside. Try another format, or gouji check --debug.",
        ),
        "too_long": (
            "核对没有完成：超过了时间上限。请把文件拆小后再试。",
            "The audit did not finish: it took longer than its limit. Split the files and try again.",
        ),
        "findings": ("差异", "Findings"),
        "checklist": ("检查表", "Checklist"),
        "summary": ("一页摘要", "One-page summary"),
        "downloads": ("下载", "Downloads"),
        "workbook": ("差异工作簿", "Workbook"),
        "annotated": ("标注后的原件", "Marked original"),
        "revised": ("改好的稿（修订可逐处接受）", "Corrected copy (changes to accept)"),
        "corrections": ("确定的更正（{count} 处）", "Certain corrections ({count})"),
        "json": ("数据 JSON", "Data (JSON)"),
        "all": ("全部", "All"),
        "filter.severity": ("级别", "Severity"),
        "filter.category": ("类别", "Category"),
        "filter.table": ("表", "Table"),
        "filter.state": ("状态", "Status"),
        "no_match": ("没有符合条件的差异。", "No finding fits."),
        "follows": ("由第 {number} 条引起", "follows from no. {number}"),
        "settles": ("改正后第 {numbers} 条一并解决", "settles no. {numbers} too"),
        "other_side": ("对照的数", "Held against"),
        "in_question": ("存疑的数", "In question"),
        "coverage.show": ("显示核对覆盖", "Show coverage"),
        "coverage.legend": (
            "绿：已核对　灰：没有关系涉及　红：存疑",
            "green: checked, grey: not checked, red: in question",
        ),
        "zoom.in": ("放大", "Zoom in"),
        "zoom.out": ("缩小", "Zoom out"),
        "keys": (
            "键盘：J/K 下一条、上一条，+/- 缩放，C 覆盖，E 写处理意见",
            "Keys: J/K next and previous, +/- zoom, C coverage, E answer",
        ),
        "saved": ("已保存", "Saved"),
        "no_picture": ("这一页画不出来，请看原件。", "This page cannot be drawn; look at the original."),
        "version": ("第 {number} 版", "Version {number}"),
        "version.counts": (
            "已改 {settled} · 仍在 {still} · 新增 {new}",
            "{settled} settled, {still} still there, {new} new",
        ),
        "print": ("打印", "Print"),
        "back": ("返回差异", "Back to the findings"),
        "desk": ("工作台", "Desk"),
        "home": ("首页", "Home"),
        "by_hand": ("已办", "Done"),
        "summary.top": ("最需要先改的", "To mend first"),
        "summary.more": ("另有 {count} 处，见差异工作簿。", "{count} more: see the workbook."),
        "explain.needs": (
            "写明处理意见和责任人后，“已说明”才生效。",
            "An explanation counts once the response and the name are given.",
        ),
        "refused.size": ("文件太大，一次最多 {most} MB。", "Too large: {most} MB at a time at most."),
        "refused.number": ("一次最多 {most} 个文件。", "{most} files at a time at most."),
        "refused.none": ("没有收到文件。", "No file came."),
        "refused.kind": (
            "“{name}”不是可以核对的文件，应为 Word、Excel、PDF、文本、网页或 ZIP。",
            "{name} is nothing that can be checked: Word, Excel, PDF, text, web pages or ZIP.",
        ),
        "refused.busy": (
            "上一版还在核对，请稍候。",
            "The last version is still being checked; wait a little.",
        ),
        "not_found": (
            "没有这个页面，或它不属于这个浏览器。",
            "There is no such page, or it is another browser's.",
        ),
        "forbidden": (
            "这个请求不是从本页面发出的，已拒绝。",
            "This request did not come from this page and was refused.",
        ),
        "token": ("请输入口令", "Enter the token"),
        "token.wrong": ("口令不对。", "The token is wrong."),
        "token.enter": ("进入", "Enter"),
        "language": ("English", "中文"),
    }
)


def say(lang: str, key: str, **values: object) -> str:
    """The sentence ``key`` of the page, or of the reports, in a language. Raises ``KeyError`` where there is none."""
    chinese, english = SENTENCES[key] if key in SENTENCES else CATALOGUE[key]
    return (english if lang == "en" else chinese).format(**values)
