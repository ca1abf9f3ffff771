"""What keeps a document from being audited whole, in both languages."""

from __future__ import annotations

PROBLEMS = {
    "zh": {
        "not_budget": "没有认出任何预决算报表或金额，请确认是否为预决算公开文件",
        "unfilled": "所有报表都没有填写金额，像是空白模板；填写后再核对",
        "unread": "表中有 {count} 个数未能读出，见“覆盖情况”，请按原表核对",
        "nothing_checked": "读出 {count} 个数，没有一个能核对，不能算通过；请提供报表或完整的说明",
        "most_unread": "{count} 个数没有单位，看不出说的是什么，比读出的还多，像是失去行列的表格；请提供原来的 Word、Excel 或 PDF 文件",
        "table_unchecked": "《{table}》读出 {count} 个数，没有一个能核对，请按原表核对",
        "unheld": "作为来源给出，但它的部门、年度或类别与稿件不同或认不出，没有用来对照",
        "total_as_part": "《{table}》有 {count} 处把合计数当成了组成部分，多半是读表有误，没有列为差异，请按原表核对",
        "row_unused": "《{table}》有 {count} 处相差的正好是表内一行认不出名称的数，多半是该行没有计入，没有列为差异，请按原表核对",
        "rows_beside": "《{table}》有 {count} 处相差的正好是旁边没有归表的数，多半是续页没有接上，没有列为差异，请按原表核对",
        "most_fail": "《{table}》同一种合计大多不符（{count} 处），多半是读表有误，没有列为差异，请按原表核对",
        "page_unread": "《{table}》有 {count} 处合计大于各项之和，而相邻的页没有读出，可能有行印在那里，没有列为差异，请按原表核对",
        "rule_fault": "规则 {rule} 内部出错（{why}），未核对；请用 --debug 重新运行并反馈",
    },
    "en": {
        "not_budget": "no budget statement or amount was recognised; is this a disclosure?",
        "unfilled": "no table has any amount, as in a blank template; fill it in first",
        "unread": "{count} numbers in the tables could not be read; compare those listed under coverage",
        "nothing_checked": "{count} numbers were read and none could be held against anything, which is no pass; add the tables or the whole narrative",
        "most_unread": "{count} numbers have no unit and nothing says what they are, more than were read, as in tables that lost their rows and columns; give the original Word, Excel or PDF file",
        "table_unchecked": "{table}: {count} numbers were read and none could be checked; compare them by eye",
        "unheld": "given as a source, but of another department, year or kind than the draft, or of none that could be read: nothing was held against it",
        "total_as_part": "{table}: in {count} sums a total was taken for one of its parts; probably the table was read wrongly, nothing is reported, compare it by eye",
        "row_unused": "{table}: {count} sums miss exactly a row of theirs whose name is not known; probably it was left out, nothing is reported, compare it by eye",
        "rows_beside": "{table}: {count} sums miss exactly what stands beside it in no table; probably a page was not joined, nothing is reported, compare it by eye",
        "most_fail": "{table}: most sums of one kind fail ({count}); probably the table was read wrongly, nothing is reported, compare it by eye",
        "page_unread": "{table}: {count} sums are more than their parts, and a page beside could not be read that may hold rows of it; nothing is reported, compare it by eye",
        "rule_fault": "rule {rule} failed inside ({why}) and was not checked; run again with --debug and report it",
    },
}
