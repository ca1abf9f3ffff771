"""A report built by hand: two documents, three tables, nine findings, one waived, one the cause of two.

The main table is the expenditure statement of a small office whose running costs (行政运行, 基本支出) were
typed 1,065.88 instead of 1,056.88; its row and its column no longer add up.
"""

from __future__ import annotations

from checks.finding import (
    Alternative,
    Category,
    Diagnosis,
    Evidence,
    Finding,
    Gap,
    Place,
    Severity,
    StatementInfo,
    TableCell,
    Waiver,
)
from checks.report import (
    Coverage,
    DocumentCoverage,
    DocumentInfo,
    DocumentStatus,
    Report,
    RuleResult,
    Summary,
    Verdict,
)

EXPENDITURE = (
    ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"),
    ("合计", "", "1,899.52", "1,418.64", "480.88"),
    ("201", "一般公共服务支出", "1,537.76", "1,056.88", "480.88"),
    ("20132", "组织事务", "1,537.76", "1,056.88", "480.88"),
    ("2013201", "行政运行", "1,056.88", "1,065.88", ""),
    ("2013202", "一般行政管理事务", "480.88", "", "480.88"),
    ("208", "社会保障和就业支出", "361.76", "361.76", ""),
)
THREE_PUBLIC = (
    ("项目", "预算数", "决算数"),
    ("合计", "6.89", "5.72"),
    ("1.因公出国（境）费", "0.00", "0.00"),
    ("2.公务用车购置及运行维护费", "6.00", "5.22"),
    ("3.公务接待费", "0.89", "0.60"),
)
BUDGET = (
    ("功能分类科目", "2021年预算"),
    ("合计", "17,996.68"),
    ("=cmd|'/c calc'!A1", "17,996.68"),
)


def _table(rows: tuple[tuple[str, ...], ...], page: int | None, sheet: str | None) -> tuple[TableCell, ...]:
    fact, cells = 0, []
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            number = i > 0 and j > 0 and text[:1].isdigit() and "." in text
            place = Place(page, None, f"{sheet}!{'ABCDE'[j]}{i + 1}" if sheet else None, _box(i, j, page))
            cells.append(TableCell(i, j, text, place, fact if number else None, header=i == 0))
            fact += number
    return tuple(cells)


def _box(row: int, column: int, page: int | None) -> tuple[float, float, float, float] | None:
    if page is None:
        return None
    return (60.0 + 80 * column, 100.0 + 20 * row, 130.0 + 80 * column, 114.0 + 20 * row)


def _cell(table: tuple[tuple[str, ...], ...], statement: str, row: int, column: int, page: int) -> Evidence:
    labels = table[row]
    label = f"{labels[0]} {labels[1]}".strip() if len(labels) > 3 else labels[0]
    return Evidence(
        document=0,
        text=labels[column],
        quote=" ".join(labels),
        place=Place(page=page, bbox=_box(row, column, page)),
        statement=statement,
        row=label,
        column=table[0][column],
    )


def _expenditure(row: int, column: int) -> Evidence:
    return _cell(EXPENDITURE, "d0-s0", row, column, 9)


def _three_public(row: int, column: int) -> Evidence:
    return _cell(THREE_PUBLIC, "d0-s1", row, column, 12)


def _prose(
    document: int, text: str, quote: str, line: int | None = None, page: int | None = None
) -> Evidence:
    return Evidence(document, text, quote, Place(page=page, line=line), None, quote[:8], "决算数")


CAUSE = Finding(
    id="a00000000001",
    rule="expenditure.row-total",
    category=Category.WITHIN_TABLE,
    severity=Severity.ERROR,
    title="行政运行：合计不等于各列之和",
    message="2013201 行政运行：本年支出合计 1,056.88，而基本支出 1,065.88 + 项目支出 0，相差 -9.00 万元。",
    stated="1,056.88",
    expected="1065.88",
    difference="-9.00",
    tolerance="0.01",
    evidence=(_expenditure(4, 2), _expenditure(4, 3)),
    diagnosis=Diagnosis(
        blame=1,
        repair="1,056.88",
        kind="transposed digits",
        confidence=0.97,
        explains=("a00000000002", "a00000000003"),
        alternatives=(Alternative(_expenditure(4, 2), "1,065.88", "transposed digits", 0.02),),
    ),
)

FINDINGS = (
    Finding(
        id="a00000000004",
        rule="prose.rate-of-change",
        category=Category.PROSE_VS_PROSE,
        severity=Severity.ERROR,
        title="增长率与金额不符",
        message="增加 3,958.67 万元，以 17,996.68 万元为基数应增长 22.00%，文中为 21.95%。",
        stated="21.95%",
        expected="22.00%",
        difference="-0.05%",
        tolerance="0.01%",
        evidence=(
            _prose(1, "21.95%", "比上年增加3,958.67万元，增长21.95%。", line=42),
            _prose(1, "3,958.67", "比上年增加3,958.67万元，增长21.95%。", line=42),
        ),
    ),
    Finding(
        id="a00000000002",
        rule="expenditure.functional-hierarchy",
        category=Category.WITHIN_TABLE,
        severity=Severity.ERROR,
        title="组织事务：基本支出不等于各项之和",
        message="20132 组织事务：基本支出 1,056.88，所属各项之和 1,065.88，相差 -9.00 万元。",
        stated="1,056.88",
        expected="1065.88",
        difference="-9.00",
        tolerance="0.01",
        evidence=(_expenditure(3, 3), _expenditure(4, 3)),
    ),
    CAUSE,
    Finding(
        id="a00000000003",
        rule="prose.level",
        category=Category.PROSE_VS_TABLE,
        severity=Severity.WARNING,
        title="文字与表中数字不同",
        message="文字称行政运行基本支出 1,056.88 万元，表中为 1,065.88 万元。",
        stated="1,056.88",
        expected="1065.88",
        difference="-9.00",
        tolerance="0.01",
        evidence=(_prose(0, "1,056.88", "其中行政运行基本支出1,056.88万元。", page=16), _expenditure(4, 3)),
    ),
    Finding(
        id="a00000000005",
        rule="three-public.sum",
        category=Category.WITHIN_TABLE,
        severity=Severity.ERROR,
        title="“三公”经费决算数合计不等于各项之和",
        message="合计 5.72，而 0.00 + 5.22 + 0.60 = 5.82，相差 -0.10 万元。",
        stated="5.72",
        expected="5.82",
        difference="-0.10",
        tolerance="0.02",
        evidence=tuple(_three_public(row, 2) for row in range(1, 5)),
    ),
    Finding(
        id="a00000000006",
        rule="words.stale-year",
        category=Category.STRUCTURE,
        severity=Severity.WARNING,
        title="年度疑为上年遗留",
        message="文件为 2020 年度决算，此处写作“2019年度”。",
        stated="2019年度",
        expected="2020年度",
        evidence=(_prose(0, "2019年度", "2019年度本部门收入总计|增加", page=15),),
    ),
    Finding(
        id="a00000000007",
        rule="codes.unknown",
        category=Category.SCHEMA,
        severity=Severity.INFO,
        title="科目编码不在本年目录中",
        message="编码 2013299 不在 2020 年功能分类目录中。",
        stated="2013299",
        evidence=(_prose(0, "2013299", "2013299 其他组织事务支出", page=10),),
    ),
    Finding(
        id="a00000000008",
        rule="three-public.actual-within-budget",
        category=Category.CROSS_TABLE,
        severity=Severity.ERROR,
        title="决算数大于预算数",
        message="公务接待费决算数 0.60 与表二的 0.89 不一致。",
        stated="0.60",
        expected="0.89",
        difference="-0.29",
        tolerance="0.01",
        evidence=(_three_public(4, 2), _three_public(4, 1)),
        waiver=Waiver("年中追加，见财政批复〔2020〕15 号", "张三", "2026-12-31"),
    ),
    Finding(
        id="a00000000009",
        rule="cross.budget-total",
        category=Category.CROSS_DOCUMENT,
        severity=Severity.WARNING,
        title="与上年决算不符",
        message='=HYPERLINK("http://example.org") 一类的文字只是文字；17,996.68 与 1,899.52 不能比较。',
        stated="17,996.68",
        expected="1899.52",
        difference="16097.16",
        tolerance="0.01",
        evidence=(
            Evidence(1, "17,996.68", "合计 17,996.68", Place(cell="预算!B2"), "d1-s0", "合计", "2021年预算"),
            _expenditure(1, 2),
        ),
    ),
)


def report(lang: str = "zh") -> Report:
    """The report that every format is tested with."""
    return Report(
        documents=(
            DocumentInfo(
                "送审/区委组织部 2020年度决算.pdf",
                "ab" * 32,
                "pdf",
                "final_accounts",
                "区委组织部",
                2020,
                25,
                DocumentStatus.PARTIAL,
                ("第 23 页没有文字层，未能核对：请提供可复制文字的文件。",),
            ),
            DocumentInfo(
                "送审/2021年预算.txt", "cd" * 32, "txt", "budget", None, 2021, None, DocumentStatus.AUDITED
            ),
        ),
        statements=(
            StatementInfo(
                "d0-s0",
                0,
                "支出决算表",
                "final_accounts.expenditure",
                "万元",
                (9, 10),
                6,
                3,
                15,
                _table(EXPENDITURE, 9, None),
                15,
            ),
            StatementInfo(
                "d0-s1",
                0,
                "财政拨款“三公”经费支出决算表",
                "final_accounts.three_public",
                "万元",
                (12,),
                4,
                2,
                8,
                _table(THREE_PUBLIC, 12, None),
                7,
            ),
            StatementInfo(
                "d1-s0", 1, "支出[预算]:表/一", None, None, (), 2, 1, 2, _table(BUDGET, None, "预算"), 1
            ),
        ),
        findings=FINDINGS,
        coverage=Coverage(
            numbers=120,
            read=119,
            bound=100,
            checked=96,
            unread=(Gap(0, "1 899.5２.1", "more than one decimal point", Place(page=3)),),
            unchecked=(
                Gap(0, "12.5", "no rule speaks of it", Place(page=4)),
                Gap(1, "37", "两处都可能是它所指的数", Place(line=7)),
            ),
            undetectable=(Gap(0, "0.89", "只出现一次", Place(page=12)),),
            by_document=(
                DocumentCoverage(0, 80, 79, 70, 68, 1, (20, 30, 18)),
                DocumentCoverage(1, 40, 40, 30, 28, 0, (8, 15, 5)),
            ),
        ),
        rules=(
            RuleResult("expenditure.functional-hierarchy", 12, 11, 1, title="功能分类逐级汇总"),
            RuleResult("expenditure.row-total", 6, 5, 1, title="各行合计等于各列之和"),
            RuleResult("three-public.sum", 4, 3, 1, title="“三公”经费合计"),
            RuleResult("fund.balance", 0, 0, 0, 1, "没有政府性基金表", "基金年初加收入减支出等于年末"),
            RuleResult("income.row-total", 3, 3, 0, title="收入各行合计"),
        ),
        summary=Summary(errors=4, warnings=3, infos=1, waived=1, verdict=Verdict.INCOMPLETE),
        rules_sha256="0123456789abcdef" * 4,
        version="0.1.0",
        lang=lang,
        notes=("说明已过期：b00000000001（three-public.sum）。",),
    )
