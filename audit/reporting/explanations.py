"""The words in which explanations and baselines are spoken of, and what was recognised on pictures.

Chinese and English side by side, as in the catalogue of which they are a part.
"""

from __future__ import annotations

EXPLANATIONS: dict[str, tuple[str, str]] = {
    "sheet.recognition": ("识别存疑", "Recognition"),
    "recognition.how": (
        "以下数字从图片识别，请对照原件逐个核对，无误的在最后一列打勾；用作核对的是“采用”一列。",
        "These numbers were recognised on pictures: compare each with the original and tick it off. What counts is the column “Taken as”.",
    ),
    "recognition.start": (
        "有 {count} 个从图片识别的数字请对照原件，见“识别存疑” ▸",
        "Compare {count} numbers recognised on pictures with the original: sheet “Recognition” ▸",
    ),
    "recognition.unsure": ("没有把握", "not sure"),
    "recognition.unread": ("识别不完整", "not read as a whole"),
    "table.unnamed": ("无标题的表", "table without a title"),
    "recognition.put_right": (
        "按 {count} 条勾稽关系改读",
        "put right by {count} relations",
    ),
    "recognition.by_name": ("按旁边的科目名称改读", "put right by the name beside it"),
    "label.recognised": ("识别为", "Recognised"),
    "label.counts_as": ("采用", "Taken as"),
    "label.other_readings": ("其他可能", "Could also be"),
    "label.sureness": ("把握", "Sureness"),
    "label.because": ("原因", "Why"),
    "label.ticked": ("核对", "Compared"),
    "waiver.expired": (
        "说明已过期：{finding}（{rule}），有效期至 {until}，责任人 {by}。",
        "Explanation expired: {finding} ({rule}), valid until {until}, by {by}.",
    ),
    "waiver.changed": (
        "数字已变，说明失效：{finding}（{rule}），原为 {before}，现为 {now}。",
        "The numbers changed, the explanation is void: {finding} ({rule}), given for {before}, now {now}.",
    ),
    "waiver.not_waivable": (
        "规则 {rule} 不允许以说明代替改正：{finding}。",
        "Rule {rule} cannot be settled by an explanation: {finding}.",
    ),
    "waiver.gone": (
        "说明不再需要：{finding}（{rule}），该差异已不存在。",
        "Explanation no longer needed: {finding} ({rule}); the finding is gone.",
    ),
    "waiver.bad_file": (
        "说明文件“{path}”有误：{why}。",
        "The file of explanations “{path}” has a mistake: {why}.",
    ),
    "waiver.no_finding": (
        "报告中没有编号为“{finding}”的差异。",
        "The report has no finding “{finding}”.",
    ),
    "waiver.no_reason": (
        "“{finding}”的说明没有写原因。",
        "The explanation of “{finding}” gives no reason.",
    ),
    "waiver.no_name": (
        "“{finding}”的说明没有写责任人：用 --by 给出。",
        "The explanation of “{finding}” names nobody who answers for it: give --by.",
    ),
    "waiver.no_document": (
        "找不到差异“{finding}”所在的文件“{document}”：请在核对时的目录下运行，或用 --file 指定说明文件。",
        "The document “{document}” of “{finding}” is not here: run where it was checked, or give --file.",
    ),
    "waiver.only_blocks": (
        "只能有 [[waiver]] 段",
        "it may hold [[waiver]] blocks and nothing else",
    ),
    "waiver.bad_block": (
        "第 {number} 段的 {keys} 缺失、多余或类型不对",
        "block {number}: missing, unknown or of the wrong type: {keys}",
    ),
    "waiver.file_head": (
        "对差异的说明：只对所列数字有效；数字变动或到期后自动失效。",
        "Explained differences: each holds for exactly these numbers, and until its day has passed.",
    ),
    "waiver.no_workbook": ("打不开，或者不是 xlsx 文件", "it cannot be opened, or is not an xlsx file"),
    "waiver.no_header": ("找不到差异清单的表头", "the header of the list is not there"),
    "waiver.row_lacks": (
        "第 {row} 条没有读回，缺少：{what}。",
        "Row {row} was not read back; it lacks: {what}.",
    ),
    "waiver.past": (
        "有效期 {until} 已经过去：请用 --until 给出今天或以后的日期。",
        "{until} has passed: give a day from today on with --until.",
    ),
    "waiver.lost_id": (
        "隐藏的编号（处理意见“{opinion}”）",
        "the hidden id (of the response “{opinion}”)",
    ),
    "waiver.bad_workbook": (
        "“{path}”不是本工具写出的差异清单：{why}。",
        "“{path}” is not a workbook of discrepancies as gouji writes it: {why}.",
    ),
    "baseline.known": (
        "与基准报告相同的 {count} 条差异未列出。",
        "{count} finding(s) already in the baseline report are left out.",
    ),
}
