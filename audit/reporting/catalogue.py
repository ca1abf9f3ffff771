"""The words of the reports' own interface: Chinese and English side by side, one line of thought a key.

Placeholders are named and the same in both languages. What a finding says comes with the finding; here stand
only the headings, labels and sentences that the reports put around it.
"""

from __future__ import annotations

from audit.reporting.explanations import EXPLANATIONS

CATALOGUE: dict[str, tuple[str, str]] = {
    # running text
    "list.separator": (" · ", " · "),
    "list.comma": ("、", ", "),
    "app": ("勾稽", "gouji"),
    "place.page": ("第 {page} 页", "page {page}"),
    "place.line": ("第 {line} 行", "line {line}"),
    "reading.alignment.sure": (
        "无框线，按文字对齐读出，各列与规定格式相符",
        "no rules: read by alignment, columns as in the official form",
    ),
    "reading.alignment.doubtful": (
        "无框线，按文字对齐读出，列的划分请核对原表",
        "no rules: read by alignment; please compare its columns with the page",
    ),
    "reading.text.sure": ("由纯文本逐行读出", "read from the lines of plain text"),
    "reading.text.doubtful": (
        "由纯文本逐行读出，列的划分请核对原表",
        "read from the lines of plain text; please compare its columns with the page",
    ),
    "truncated": (
        "……（单元格容不下全文，其余略）",
        "… (the rest does not fit into a cell)",
    ),
    # output
    "output.not_a_folder": (
        "输出位置“{path}”是一个文件，不是文件夹：请用 --out 另选一个文件夹。",
        "The output “{path}” is a file, not a folder: choose a folder with --out.",
    ),
    "output.not_writable": (
        "输出文件夹“{path}”不能写入（{why}）：请检查权限，或用 --out 另选一个文件夹。",
        "The output folder “{path}” cannot be written ({why}): choose another --out.",
    ),
    "output.not_written": (
        "报告“{path}”没有写成（{why}）：如果它正在 Excel 中打开，请关闭后重试。",
        "The report “{path}” could not be written ({why}): if it is open in Excel, close it and run again.",
    ),
    "json.no_file": (
        "“{path}”不能读取（{why}）。",
        "“{path}” cannot be read ({why}).",
    ),
    "json.not_a_report": (
        "“{path}”不是本工具写出的 report.json（版本 1）。",
        "“{path}” is not a report.json (version 1) as gouji writes it.",
    ),
    # verdict
    "verdict.pass": ("通过", "PASS"),
    "verdict.fail": ("不通过", "FAIL"),
    "verdict.incomplete": ("未完成", "INCOMPLETE"),
    "verdict.known": ("无新增", "NOTHING NEW"),
    "verdict.known.long": (
        "没有新的差异；基准中的 {known} 条未列出。",
        "Nothing new; {known} finding(s) of the baseline are not listed.",
    ),
    "verdict.share": (
        "{numbers} 个数字核对了 {checked} 个，{share}。",
        " {checked} of {numbers} numbers checked, {share}.",
    ),
    "verdict.pass.long": (
        "已核对的勾稽关系全部成立，没有待处理的错误。",
        "Every relation that was checked holds; no error is open.",
    ),
    "verdict.pass.warnings": (
        "没有待处理的错误；{warnings} 处提示请过目。",
        "No error is open; please look at {warnings} warning(s).",
    ),
    "verdict.fail.long": (
        "发现 {errors} 处错误、{warnings} 处提示，请逐条处理后再公开。",
        "{errors} error(s) and {warnings} warning(s): settle them before publishing.",
    ),
    "verdict.incomplete.long": (
        "有文件或其中一部分没能核对，不能视为通过；已核对部分有 {errors} 处错误、{warnings} 处提示。",
        "Some of the material could not be audited: this is not a pass. "
        "In the rest: {errors} error(s), {warnings} warning(s).",
    ),
    # severities, categories, states
    "severity.error": ("错误", "error"),
    "severity.warning": ("提示", "warning"),
    "severity.info": ("参考", "info"),
    "category.within_table": ("表内关系", "within a table"),
    "category.cross_table": ("表间关系", "between tables"),
    "category.prose_vs_table": ("文字与表", "prose against table"),
    "category.prose_vs_prose": ("文字前后", "prose against prose"),
    "category.structure": ("内容与格式", "structure"),
    "category.schema": ("数据规范", "schema"),
    "category.cross_document": ("文件之间", "between documents"),
    "status.audited": ("已核对", "audited"),
    "status.partial": ("部分核对", "partly audited"),
    "status.unreadable": ("不能读取", "unreadable"),
    "kind.final_accounts": ("决算", "final accounts"),
    "kind.budget": ("预算", "budget"),
    "kind.performance_report": ("绩效自评", "performance report"),
    "kind.other": ("其他", "other"),
    "state.waived": ("已说明", "explained"),
    # diagnosis
    "diagnosis.sentence": (
        "“{text}”疑应为“{repair}”（{kind}，把握 {confidence}）",
        "“{text}” should probably read “{repair}” ({kind}, confidence {confidence})",
    ),
    "diagnosis.alternative": (
        "也可能是“{text}”应为“{repair}”（{kind}，把握 {confidence}）",
        "or else “{text}” should read “{repair}” ({kind}, confidence {confidence})",
    ),
    "diagnosis.settles_which": ("改正后同时解决第 {numbers} 条", "settles no. {numbers} too"),
    "diagnosis.settles": ("改正后同时解决 {count} 处", "settles {count} more"),
    "diagnosis.settled_by": ("由第 {number} 条引起", "settled by no. {number}"),
    # labels
    "label.verdict": ("结论", "Verdict"),
    "label.number": ("序号", "No."),
    "label.severity": ("级别", "Severity"),
    "label.title": ("问题", "Problem"),
    "label.category": ("类别", "Category"),
    "label.relation": ("勾稽关系", "Relation"),
    "label.rule": ("规则", "Rule"),
    "label.document": ("文件", "Document"),
    "label.place": ("位置", "Place"),
    "label.table": ("表", "Table"),
    "label.row": ("行", "Row"),
    "label.column": ("列", "Column"),
    "label.stated": ("文中数", "Stated"),
    "label.expected": ("应为", "Expected"),
    "label.difference": ("差额", "Difference"),
    "label.tolerance": ("允许舍入", "Rounding"),
    "label.check": ("验算", "Check"),
    "label.message": ("说明", "Explanation"),
    "label.diagnosis": ("可能的错误", "Probable slip"),
    "label.picture": ("原件位置", "On the page"),
    "label.opinion": ("处理意见", "Response"),
    "label.by": ("责任人", "Responsible"),
    "label.state": ("状态", "Status"),
    "label.until": ("有效期至", "Until"),
    "label.id": ("编号", "Id"),
    "label.numbers": ("凭据", "Numbers"),
    "label.prose": ("正文", "text"),
    "label.quoted": ("原文：{quote}", "Text: {quote}"),
    "label.evidence": ("涉及的数字", "Numbers involved"),
    "label.unit": ("单位", "Unit"),
    "label.pages": ("页", "Pages"),
    "label.kind": ("种类", "Kind"),
    "label.department": ("部门", "Department"),
    "label.year": ("年度", "Year"),
    "label.problems": ("问题", "Problems"),
    "label.coverage": ("覆盖情况", "Coverage"),
    "label.numbers_total": ("数字", "Numbers"),
    "label.numbers_read": ("读出", "Read"),
    "label.numbers_checked": ("核对", "Checked"),
    "label.by_one": ("1 个关系", "by one"),
    "label.by_two": ("2 个关系", "by two"),
    "label.by_three": ("3 个以上", "by 3 or more"),
    "label.item": ("检查内容", "Item"),
    "label.basis": ("依据", "Basis"),
    "label.compliance": ("是否合格", "Verdict"),
    "label.problem": ("问题", "Problem"),
    "label.advice": ("处理意见", "What to do"),
    "label.undetectable": ("改动不会被发现", "could change unnoticed"),
    "label.share": ("核对比例", "Share checked"),
    "label.applied": ("适用", "Applied"),
    "label.held": ("成立", "Held"),
    "label.violated": ("不成立", "Violated"),
    "label.skipped": ("未适用", "Skipped"),
    "label.why": ("原因", "Reason"),
    "label.outcome": ("结果", "Outcome"),
    "label.printed": ("文中", "As printed"),
    "label.waived": ("已说明", "Explained"),
    "label.notes": ("备注", "Notes"),
    "label.all": ("全部", "All"),
    # counts and lines
    "count.summary": (
        "错误 {errors} · 提示 {warnings} · 参考 {infos} · 已说明 {waived}",
        "errors {errors} · warnings {warnings} · infos {infos} · explained {waived}",
    ),
    "count.causes": ("{causes} 处原因，牵连 {follow} 处", "{causes} causes, {follow} that follow from them"),
    "count.document": ("错误 {errors} 提示 {warnings}", "errors {errors} warnings {warnings}"),
    "coverage.line": (
        "{numbers} 个数字：读出 {read}，识别 {bound}，核对 {checked}（{share}）",
        "{numbers} numbers: {read} read, {bound} recognised, {checked} checked ({share})",
    ),
    "coverage.unread": ("未能读出", "not read"),
    "coverage.unchecked": ("没有关系涉及", "no relation touches it"),
    "coverage.undetectable": ("改动不会被发现", "a change would go unnoticed"),
    "coverage.explained": (
        "下列数字没有经过核对，或者即使改动也没有任何关系能发现，请人工复核。",
        "These numbers were not checked, or could change without any relation noticing: review them by hand.",
    ),
    "coverage.complete": ("全部数字都已核对。", "Every number was checked."),
    "compliance.met": ("合格", "met"),
    "compliance.missing": ("不合格", "missing"),
    "compliance.not_applicable": ("不适用", "not applicable"),
    "compliance.unchecked": ("未能检查", "not checked"),
    "completeness.line": ("完整性 {met}/{asked} 合格", "completeness: {met} of {asked} items met"),
    "completeness.unchecked": ("（另 {count} 项未能检查）", " ({count} more not checked)"),
    "tables.count": ("{count} 张表", "{count} table(s)"),
    "more.findings": (
        "另有 {count} 条未列出，全部见 report.json。",
        "{count} more are not listed here; report.json has them all.",
    ),
    "more.in_sheet": (
        "另有 {count} 条未列出，全部见 {file} 的“{sheet}”表。",
        "{count} more are not listed here; sheet “{sheet}” of {file} has them all.",
    ),
    "more.notes": ("另有 {count} 条说明未列出。", "{count} more notes are not listed here."),
    "more.tables": (
        "另有 {count} 张表未附原表，全部见 report.json。",
        "{count} more tables are not shown as sheets; report.json lists them all.",
    ),
    "more.rows": (
        "另有 {count} 行未列出，全部见 report.json。",
        "{count} more rows; report.json has them all.",
    ),
    "more.documents": (
        "另有 {count} 个文件未列出，全部见 report.json。",
        "{count} more documents; report.json has them all.",
    ),
    "nothing.found": ("没有发现差异。", "No discrepancy was found."),
    # workbook
    "sheet.overview": ("概览", "Overview"),
    "sheet.findings": ("差异清单", "Discrepancies"),
    "sheet.rules": ("勾稽关系", "Relations"),
    "sheet.coverage": ("覆盖情况", "Coverage"),
    "sheet.checklist": ("公开完整性检查表", "Disclosure checklist"),
    "checklist.how": (
        "逐项检查应公开的内容。“不合格”只在全文都已读取时作出；没有读到或没有提交的，列为“未能检查”。",
        "What has to be disclosed, item by item. An item is missing only where everything was read; what was "
        "not read or not handed in is not checked.",
    ),
    "overview.title": ("勾稽核对报告", "Disclosure audit"),
    "overview.documents": ("文件", "Documents"),
    "overview.coverage": (
        "各文件核对比例（核对到的数字受几个独立关系约束）",
        "Coverage by document, and by how many relations",
    ),
    "overview.tables": ("各表核对比例", "Coverage by table"),
    "overview.categories": ("待处理的差异（按类别）", "Open findings by category"),
    "overview.version": (
        "gouji {version} · 规则包 {rules} · 生成于 {time}",
        "gouji {version} · rule pack {rules} · generated {time}",
    ),
    "overview.start": ("从“差异清单”第一条开始处理 ▸", "Start with the first discrepancy ▸"),
    "findings.how": (
        "先改每组第一条（缩进的各条由它引起）；确属正确的，在“{opinion}”写明原因并填责任人，状态选“{explained}”，"
        "再用 gouji waive --from 读回。",
        "Mend the first of each group (the indented ones follow from it). Where a number is right after all, "
        "say why under “{opinion}”, add a name, set “{explained}”, and read it back with gouji waive --from.",
    ),
    "findings.pictures": (
        "“原件位置”只附前 {count} 条的图，其余请按页码查看原件。",
        " Only the first {count} have a picture of their place; for the others look up the page.",
    ),
    "since.new": ("新增", "new"),
    "since.still": ("仍在", "still there"),
    "since.changed": ("数字已变", "numbers changed"),
    "since.settled": ("已改", "settled"),
    "since.elsewhere": ("本次未核对", "not checked now"),
    "since.void": ("（数字已变，原意见）{opinion}", "(for other numbers) {opinion}"),
    "label.since": ("较上次", "Since last run"),
    "sheet.settled": ("已改清单", "Settled"),
    "settled.how": (
        "以前列出、这次没有的差异，连同当时填写的处理意见；已改：这次核对了，差异已不存在。",
        "What earlier runs found and this one does not, with what was written beside it.",
    ),
    "state.open": ("待处理", "open"),
    "state.mended": ("已修改", "mended"),
    "table.back": ("◂ 差异清单", "◂ Discrepancies"),
    "table.legend": (
        "按识读结果原样列出；红、橙、蓝为有差异的数字，浅黄为受其牵连的数字。",
        "As it was read. Red, orange and blue mark findings; pale yellow what follows from them.",
    ),
    "table.comment": ("第 {number} 条（{severity}）{title}", "No. {number} ({severity}) {title}"),
    "outcome.violated": ("不成立", "violated"),
    "outcome.held": ("成立", "held"),
    "outcome.skipped": ("未适用", "not applied"),
    # marked copies
    "annotation.held_against": ("核对所用的数", "held against it"),
    "annotation.gone": (
        "“{name}”已不在原处，或核对后又有改动，没有生成批注副本。",
        "“{name}” is no longer there or has changed since: there is no marked copy of it.",
    ),
    "annotation.old_format": (
        "“{name}”是旧版 Office 格式，没有生成批注副本：请另存为 docx 或 xlsx 后再核对。",
        "“{name}” is in an old Office format, without a marked copy: save it as docx or xlsx and run again.",
    ),
    "annotation.failed": (
        "“{name}”的结构有损坏，不能写入批注，没有生成批注副本。",
        "“{name}” is damaged inside: no marked copy of it could be made.",
    ),
    # web page
    "html.search": ("筛选文字", "Filter by text"),
    **EXPLANATIONS,
}
