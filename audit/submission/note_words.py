"""The words in which the report says how documents were matched, in both languages."""

from __future__ import annotations

from checks.rules.sets.material import Tie

KINDS = {
    "zh": {"final_accounts": "决算", "budget": "预算", "performance_report": "绩效自评", "other": "其他"},
    "en": {
        "final_accounts": "final accounts",
        "budget": "budget",
        "performance_report": "self-evaluation",
        "other": "other",
    },
}
TIES = {
    "zh": {
        Tie.LAST_YEAR: "与上年的{others}对照（部门相同、类别相同、年度相邻）",
        Tie.PLAN: "与当年预算{others}对照（部门相同、年度相同）",
        Tie.EVALUATION: "与同年的{others}对照（部门相同、年度相同）",
    },
    "en": {
        Tie.LAST_YEAR: "held against last year's {others} (same department and kind, the year before)",
        Tie.PLAN: "held against the budget of its year, {others} (same department and year)",
        Tie.EVALUATION: "held against {others} of its year (same department and year)",
    },
}
WORDS = {
    "zh": {
        "unknown": "未能认出部门、年度或类别，未与其他文件对照；可在 gouji.toml 中写明",
        "part": "与{others}合为一份（部门、年度、类别相同，表与文字互补）",
        "copies": "同一部门、年度、类别的文件不止一份，各数大多不同，不像同一份公开，未作文件之间的对照",
        "source": "以{others}为来源，逐数对照 {count} 个数，{off}",
        "copy": "与{others}是同一份公开的两个文件，逐数对照 {count} 个数，{off}",
        "agree": "全部相符",
        "off": "{n} 处不符",
        "only_here": "{there}中没有：{tables}",
        "only_there": "{here}中没有：{tables}（{there}中有）",
        "unlike": "行大多不同，未逐行对照：{tables}",
        "lent": "未写明{fields}，按{lender}认定为 {who}",
        "department": "部门",
        "year": "年度",
        "kind": "类别",
        "twice": "另有 {n} 条与上述文件相同的差异，只列一次",
        "alone": "没有可对照的文件",
        "held": "供{others}对照",
        "units": "与所属单位{others}对照（{why}；{all}）",
        "same": "名称相同，一份为部门、一份为单位",
        "listed": "单位名称见于部门文件，或已在 gouji.toml 中写明",
        "complete": "单位已齐，核对合计",
        "incomplete": "单位未齐或个数不明，只核对不超过",
        "incomparable": "大部分数对不上，口径应已改变，未作逐数对照：{documents}",
        "renamed": "科目名称有变（{documents}）：{codes}",
        "more": "等 {n} 个",
        "and": "、",
        "stop": "；",
    },
    "en": {
        "unknown": "department, year or kind not recognised, not held against others; gouji.toml can state it",
        "part": "one disclosure together with {others} (same department, year and kind; each has what the other lacks)",
        "copies": "there are several documents of this department, year and kind whose numbers mostly differ; not held against each other",
        "source": "held against its source {others}: {count} numbers compared, {off}",
        "copy": "{others} is another file of the same disclosure: {count} numbers compared, {off}",
        "agree": "all agree",
        "off": "{n} differ",
        "only_here": "not in {there}: {tables}",
        "only_there": "not in {here}: {tables} (of {there})",
        "unlike": "most rows differ, not compared row by row: {tables}",
        "lent": "does not state its {fields}; taken from {lender}: {who}",
        "department": "department",
        "year": "year",
        "kind": "kind",
        "twice": "{n} more findings are those of that file, and are listed once",
        "alone": "nothing in the submission to hold it against",
        "held": "{others} is held against it",
        "units": "held against its units {others} ({why}; {all})",
        "same": "same name, one a department and the other a unit",
        "listed": "the department's document names the unit, or gouji.toml does",
        "complete": "all units present, sums checked",
        "incomplete": "not all units present or their number unknown, only bounds checked",
        "incomparable": "most amounts differ, so what is covered has changed; not compared: {documents}",
        "renamed": "codes with another name ({documents}): {codes}",
        "more": "and others, {n} in all",
        "and": ", ",
        "stop": "; ",
    },
}
