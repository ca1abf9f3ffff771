"""The words of the bureau's report, Chinese and English; what a single report says too comes from its own catalogue."""

from __future__ import annotations

from audit.reporting.messages import Words
from audit.sentences import say

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("部门公开材料核对汇总", "Disclosures audited: the bureau's summary"),
    "sheet.overview": ("总览", "Overview"),
    "sheet.departments": ("部门", "Departments"),
    "sheet.rules": ("规则", "Rules"),
    "sheet.heat": ("热力图", "Heat map"),
    "sheet.changes": ("变化", "Changes"),
    "sheet.problems": ("未核对", "Not audited"),
    "sheet.outliers": ("值得一看", "Worth a look"),
    "label.rank": ("名次", "Rank"),
    "label.department": ("部门", "Department"),
    "label.year": ("年度", "Year"),
    "label.kind": ("类别", "Kind"),
    "label.level": ("级别", "Level"),
    "label.handed_in": ("收到", "Handed in"),
    "label.when": ("首次收到", "First seen"),
    "label.verdict": ("结论", "Verdict"),
    "label.errors": ("错误", "Errors"),
    "label.warnings": ("提示", "Warnings"),
    "label.infos": ("参考", "Infos"),
    "label.explained": ("已说明", "Explained"),
    "label.numbers": ("数字", "Numbers"),
    "label.share": ("核对率", "Checked"),
    "label.completeness": ("完整性", "Completeness"),
    "label.new": ("新增", "New"),
    "label.mended": ("已改", "Mended"),
    "label.still": ("仍有", "Still open"),
    "label.answered": ("答复", "Answered"),
    "label.report": ("报告", "Report"),
    "label.path": ("文件", "File"),
    "label.rule": ("规则编号", "Rule"),
    "label.title": ("内容", "What"),
    "label.departments": ("部门数", "Departments"),
    "label.findings": ("条数", "Findings"),
    "label.applied": ("适用份数", "Applied in"),
    "label.held_share": ("成立率", "Holds in"),
    "label.severity": ("级别", "Severity"),
    "label.since": ("变化", "Since then"),
    "label.stated": ("所写", "Stated"),
    "label.expected": ("应为", "Expected"),
    "label.place": ("位置", "Place"),
    "label.problem": ("原因", "Why"),
    "label.total": ("合计", "Total"),
    "label.count": ("份数", "Count"),
    "yes": ("已交", "yes"),
    "no": ("未交", "missing"),
    "open": ("打开", "open"),
    "copies": ("同一部门、年度、类别有 {count} 份", "{count} of this department, year and kind"),
    "heat.note": (
        "各类关系中还没有解决的错误和提示的条数",
        "Errors and warnings that are open, by kind of relation",
    ),
    "since.new": ("新增", "new"),
    "since.mended": ("已改", "mended"),
    "since.still": ("仍有", "still open"),
    "run": ("第 {run} 次核对，{when}；上一次 {before}", "run {run}, {when}; the one before {before}"),
    "never": ("无", "none"),
    "handed.line": (
        "应交 {expected} 份，已交 {there} 份，缺 {missing} 份",
        "{expected} expected, {there} there, {missing} missing",
    ),
    "there.line": ("共 {there} 份", "{there} disclosures"),
    "more": ("另有 {count} 行未列出，请用 gouji desk sql 查询", "{count} more rows; ask with gouji desk sql"),
    "overview.verdicts": ("结论", "Verdicts"),
    "overview.kinds": ("各类问题", "Kinds of problems"),
    "overview.rules": ("最常不成立的规则", "Rules that fail most"),
    "overview.worst": ("错误最多的部门", "Departments with most errors"),
    "label.what": ("在哪方面", "In what"),
    "label.value": ("本份", "Here"),
    "label.usual": ("通常（中位数）", "Usual (median)"),
    "label.distance": ("偏离", "Distance"),
    "outlier.note": (
        "仅供参考，不是错误：与同年同类部门、或与本部门往年相比偏离很大，值得一看。偏离按中位数和绝对中位差计算。",
        "For information, no errors: far from departments of the same year and kind, or from the department's own past. "
        "Distances are in median absolute deviations.",
    ),
    "outlier.growth": ("支出增长与同类部门相差很大", "Growth of expenditure unlike that of its kind"),
    "outlier.own_growth": ("支出增长与本部门往年相差很大", "Growth of expenditure unlike its own past"),
    "outlier.three_public_share": (
        "“三公”经费占支出的比例与同类部门相差很大",
        "Three public expenses, as a share, unlike its kind",
    ),
    "outlier.digits": (
        "金额首位数字的分布异于同类部门",
        "First digits of its amounts unlike those of its kind",
    ),
    "filter": ("筛选部门", "Filter departments"),
    "take.workbook": ("下载汇总工作簿", "The bureau's workbook"),
    "take.page": ("下载汇总网页", "The bureau's page"),
    "take.history": ("下载历年工作簿", "These figures as a workbook"),
    "in.departments": ("{count} 个部门", "{count} departments"),
    "all.rules": ("全部 {count} 条规则", "All {count} rules"),
    "some": ("变化", "Changes"),
    "some.one": ("有{what}", "With: {what}"),
    "rows": ("{count} 行", "{count} rows"),
    "step.before": ("前面的", "Before"),
    "step.after": ("后面的", "After"),
    "nothing": ("没有符合条件的。", "Nothing fits."),
    "nothing.handed_in": ("还没有交来材料。", "Nothing has come in."),
    "nothing.found_here": ("没有差异。", "No findings."),
    "unfinished": (
        "最近一次核对还没有结束（正在进行，或已中断）：这里是已经核对完的部分。",
        "The last run has not ended (it is under way, or was stopped): this is what it has done so far.",
    ),
    "unknown": ("（未认出）", "(not recognised)"),
}


class DeskWords:
    """``words("label.rank")`` in one language; what is not here is a word of the single reports."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._reports = Words(lang)

    def __call__(self, key: str, **values: object) -> str:
        """The words of ``key`` with its places filled in; ``KeyError`` where there are none."""
        if key in _WORDS:
            return say(_WORDS, key, self.lang, **values)
        return self._reports(key, **values)
