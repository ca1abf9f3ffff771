"""Makes what the sample's disclosure is drawn up from: the accounts system's workbooks of its year and of the year before
(财决 tables, in 元), and the approved budget (in 万元).

Run ``python sample_data/make_accounts.py`` from the repository. It writes the same bytes each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from make_samples import settle
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent
ZERO = Decimal(0)
YEAR = 2020
MOST_OF_A_NAME = 31  # characters that Excel takes for the name of a sheet
Line = list[str | Decimal | int | None]


@dataclass(frozen=True)
class Spent:
    """One amount of the books: what for (项), on what (款), whether of 基本支出 or of 项目支出, and whether of fiscal money."""

    item: str
    kind: str
    of: str
    amount: Decimal
    fiscal: bool = True


def money(text: str) -> Decimal:
    """An amount as the file has it."""
    return Decimal(text.replace(",", ""))


@dataclass(frozen=True)
class Books:
    """The books of a year, and the names of codes."""

    department: str
    year: int
    spent: list[Spent]
    names: dict[str, str]
    other: dict[str, Any]

    def sum(self, item: str = "", kind: str = "", of: str = "") -> Decimal:
        """What was spent under a code of each classification (any that it begins)."""
        return sum(
            (
                s.amount
                for s in self.spent
                if s.item.startswith(item) and s.kind.startswith(kind) and of in s.of
            ),
            ZERO,
        )

    @property
    def fiscal(self) -> Books:
        """The same of fiscal money alone."""
        return replace(self, spent=[s for s in self.spent if s.fiscal])

    @property
    def carried(self) -> tuple[Decimal, Decimal]:
        """What was carried over, none of it fiscal, at the beginning of the year and at its end."""
        opening = money(self.other["carried"])
        return opening, opening - (self.sum() - self.fiscal.sum())

    def items(self, of: str = "") -> list[str]:
        """类, 款 and 项 that have amounts, in the order of the classification."""
        codes = {s.item[:n] for s in self.spent if of in s.of for n in (3, 5, 7)}
        return sorted(codes)


def load(year: int) -> Books:
    """The books of a year."""
    raw = yaml.safe_load((HERE / f"accounts_{year}.yaml").read_text("utf-8"))
    tables = {t["number"]: t for t in yaml.safe_load((HERE / "tables.yaml").read_text("utf-8"))}
    names: dict[str, str] = {}
    for number in (3, 6):
        for line in tables[number]["rows"].splitlines():
            cells = [cell.strip() for cell in line.split("|")]
            names |= {code: cells[k + 1] for k in (0, 3) if (code := cells[k]).isdigit()}
    spent = [
        Spent(item, kind, of, money(amount), fiscal=not of_others)
        for item, kind, of, amount, *of_others in (
            [c.strip() for c in line.split("|")] for line in raw["spent"].splitlines()
        )
    ]
    department = yaml.safe_load((HERE / "narrative.yaml").read_text("utf-8"))["department"]
    return Books(department, raw["year"], spent, names, raw)


CLASSES = [
    line.split("|")[3].strip()
    for line in next(
        t for t in yaml.safe_load((HERE / "tables.yaml").read_text("utf-8")) if t["number"] == 1
    )["rows"].splitlines()[:26]
]
ECONOMIC = [
    *[
        "30101",
        "30102",
        "30103",
        "30106",
        "30107",
        "30108",
        "30109",
        "30110",
        "30111",
        "30112",
        "30113",
        "30114",
        "30199",
    ],
    *[
        "30201",
        "30202",
        "30203",
        "30204",
        "30205",
        "30206",
        "30207",
        "30208",
        "30209",
        "30211",
        "30212",
        "30213",
        "30214",
        "30215",
        "30216",
        "30217",
    ],
    *["30218", "30224", "30225", "30226", "30227", "30228", "30229", "30231", "30239", "30240", "30299"],
    *["30301", "30302", "30303", "30304", "30305", "30306", "30307", "30308", "30309", "30310", "30399"],
    *["31002", "31003", "31005", "31006", "31007", "31013", "31019", "31099"],
]
CODE = [["项目", "<", "<", "<"], ["支出功能分类科目编码", "<", "<", "科目名称"], ["类", "款", "项", "^"]]


def _coded(book: Books, of: str, amounts: Callable[[str], Iterable[Decimal]]) -> list[Line]:
    lines: list[Line] = [["合计", "<", "<", "<", *amounts("")]]
    lines += [[code, "<", "<", book.names[code], *amounts(code)] for code in book.items(of)]
    return lines


def _headed(columns: Sequence[Sequence[str]]) -> list[Line]:
    """A header of three lines: the codes at the left, over each amount its heading and what stands below it."""
    width = len(columns)
    top = [c[0] if n == 0 or columns[n - 1][0] != c[0] else "<" for n, c in enumerate(columns)]
    low = [c[-1] if len(c) > 1 else "^" for c in columns]
    numbers: Line = ["栏次", "<", "<", "<", *range(1, width + 1)]
    return [[*CODE[0], *top], [*CODE[1], *low], [*CODE[2], *["^"] * width], numbers]


def _summary(book: Books, fiscal: bool) -> list[Line]:
    planned, received = money(book.other["planned"]), book.fiscal.sum()
    brought, kept = (ZERO, ZERO) if fiscal else book.carried
    book = book.fiscal if fiscal else book
    spent = book.sum()
    total = received + brought
    income = ["一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
    names = [f"{n}、{name}{'' if fiscal else '收入'}" for n, name in zip("一二三", income, strict=True)]
    names += (
        []
        if fiscal
        else ["四、上级补助收入", "五、事业收入", "六、经营收入", "七、附属单位上缴收入", "八、其他收入"]
    )
    funds = ["合计", *income] if fiscal else [""]
    spending = [[label, _of_class(book, label)] for label in CLASSES]
    left = [
        [name, planned, received, received] if n == 0 else [name, ZERO, ZERO, ZERO]
        for n, name in enumerate(names)
    ]
    left += [[None, None, None, None] for _ in range(len(CLASSES) - len(left))]
    opening = "年初财政拨款结转和结余" if fiscal else "年初结转和结余"
    closing = "年末财政拨款结转和结余" if fiscal else "年末结转和结余"
    left += [["本年收入合计", planned, received, received]]
    right = [*spending, ["本年支出合计", spent]]
    if not fiscal:
        left += [["使用非财政拨款结余", ZERO, ZERO, ZERO]]
        right += [["结余分配", ZERO]]
    left += [[opening, ZERO, brought, brought], ["总计", planned, total, total]]
    right += [[closing, kept], ["总计", total]]
    nature = _by_nature(book, closing, kept, fiscal)
    tail = 3 if fiscal else 4
    nature = [*nature[:-tail], *[("", None)] * (len(right) - len(nature)), *nature[-tail:]]
    lines: list[Line] = []
    for n, (one, other, third) in enumerate(zip(left, right, nature, strict=True), start=1):
        across = [_across(amount, len(funds)) for amount in (other[1], third[1])]
        numbers = [n, n + len(left), n + 2 * len(left)]
        lines.append(
            [one[0], numbers[0], *one[1:], other[0], numbers[1], *across[0], third[0], numbers[2], *across[1]]
        )
    stages = ["年初预算数", "全年预算数", "决算数"]
    wide = len(funds)
    halves = ["项目（按功能分类）", "行次"], ["项目（按支出性质和经济分类）", "行次"]
    head: list[Line] = [["收入", *["<"] * 4, "支出", *["<"] * (2 * wide + 3)]]
    if fiscal:
        amounts = ["决算数", *["<"] * (wide - 1)]
        head += [["项目", "行次", *stages, *halves[0], *amounts, *halves[1], *amounts]]
        head += [[*["^"] * 7, *funds, *["^"] * 2, *funds]]
    else:
        head += [["项目", "行次", *stages, *halves[0], "决算数", *halves[1], "决算数"]]
    numbered = ["栏次", None, *range(4, 4 + wide)], ["栏次", None, *range(4 + wide, 4 + 2 * wide)]
    return [*head, ["栏次", None, 1, 2, 3, *numbered[0], *numbered[1]], *lines]


def _across(amount: Decimal | None, funds: int) -> list[Decimal | None]:
    """An amount as the columns of its funds: all of it is of the general budget."""
    return [amount] if funds == 1 else [amount, amount, *[ZERO if amount is not None else None] * (funds - 2)]


def _by_nature(book: Books, closing: str, carried: Decimal, fiscal: bool) -> list[tuple[str, Decimal | None]]:
    """The third part of the summary: expenditure by nature, by economic 类, and what is below."""
    staff = sum((book.sum("", kind, "基本") for kind in ("301", "303")), ZERO)
    basic, projects, total = book.sum(of="基本"), book.sum(of="项目"), book.sum()
    rows: list[tuple[str, Decimal | None]] = [
        ("一、基本支出", basic),
        ("人员经费", staff),
        ("日常公用经费", basic - staff),
        ("二、项目支出", projects),
        ("其中：基本建设类项目", ZERO),
    ]
    rows += (
        []
        if fiscal
        else [("三、上缴上级支出", ZERO), ("四、经营支出", ZERO), ("五、对附属单位补助支出", ZERO)]
    )
    rows += [("经济分类支出合计", total)]
    names = [book.names[kind] for kind in ("301", "302", "303", "307", "310", "399")]
    codes = ("301", "302", "303", "307", "310", "399")
    rows += [
        (f"{n}、{name}", book.sum("", code))
        for n, name, code in zip("一二三四五六", names, codes, strict=True)
    ]
    rows += [("本年支出合计", total)]
    rows += [] if fiscal else [("结余分配", ZERO)]
    return [*rows, (closing, carried), ("总计", total + carried)]


def _of_class(book: Books, label: str) -> Decimal:
    name = label.split("、", 1)[1]
    code = next((c for c, n in book.names.items() if len(c) == 3 and c.startswith("2") and n == name), None)
    return book.sum(code) if code else ZERO


def _detail(book: Books, of: str) -> list[Line]:
    columns: list[list[str]] = [["合计"]]
    for head in ("301", "302", "303", "310"):
        columns.append([book.names[head], "小计"])
        columns += [[book.names[head], book.names[e]] for e in ECONOMIC if e.startswith(head)]
    kinds = [
        k
        for head in ("301", "302", "303", "310")
        for k in (head, *(e for e in ECONOMIC if e.startswith(head)))
    ]
    return _headed(columns) + _coded(
        book, of, lambda code: [book.sum(code, "", of), *(book.sum(code, kind, of) for kind in kinds)]
    )


FLOWS = [
    ["年初结转和结余", "合计"],
    ["年初结转和结余", "基本支出结转"],
    ["年初结转和结余", "项目支出结转和结余"],
    ["本年收入", "合计"],
    ["本年收入", "基本支出"],
    ["本年收入", "项目支出"],
    ["本年支出", "合计"],
    ["本年支出", "基本支出"],
    ["本年支出", "项目支出"],
    ["年末结转和结余", "合计"],
    ["年末结转和结余", "基本支出结转"],
    ["年末结转和结余", "项目支出结转和结余"],
]


def _general(book: Books) -> list[Line]:
    def amounts(code: str) -> list[Decimal]:
        said = [book.sum(code), book.sum(code, of="基本"), book.sum(code, of="项目")]
        return [ZERO] * 3 + said * 2 + [ZERO] * 3

    return _headed(FLOWS) + _coded(book, "", amounts)


def _flows(book: Books) -> list[Line]:
    """All funds by 项: what was carried over stands below no 项 of this year's."""
    between = [["使用非财政拨款结余"], ["结余分配"]]
    columns = [*FLOWS[:3], ["本年收入"], *FLOWS[6:9], *between, *FLOWS[9:]]

    def amounts(code: str) -> list[Decimal]:
        here = code in {"", *_parts(book.other["carried_under"])}
        brought, kept = book.carried if here else (ZERO, ZERO)
        spent = [book.sum(code), book.sum(code, of="基本"), book.sum(code, of="项目")]
        return [brought, ZERO, brought, book.fiscal.sum(code), *spent, ZERO, ZERO, kept, ZERO, kept]

    return _headed(columns) + _coded(book, "", amounts)


def _parts(code: str) -> list[str]:
    """A 项 with its 款 and 类."""
    return [code[:n] for n in (3, 5, 7)]


def _people(book: Books) -> list[Line]:
    """Bodies and people by 项."""
    columns = [
        ["年末机构数（个）"],
        *(["年末实有人数（人）", x] for x in ("小计", "在职人员", "离休人员", "退休人员")),
    ]
    columns += [["年末其他人员数（人）"], ["年末遗属人员（人）"]]
    known: dict[str, list[int]] = book.other["people"]

    def line(code: str) -> Line:
        bodies, staff, veterans, retired, others, bereaved = (
            sum(said[n] for item, said in known.items() if item.startswith(code)) for n in range(6)
        )
        return [bodies, staff + veterans + retired, staff, veterans, retired, others, bereaved]

    codes = [code for code in book.items() if any(item.startswith(code) for item in known)]
    lines: list[Line] = [["合计", "<", "<", "<", *line("")]]
    return [*_headed(columns), *lines, *([code, "<", "<", book.names[code], *line(code)] for code in codes)]


def _fund(columns: Sequence[Sequence[str]]) -> list[Line]:
    return [*_headed(columns), ["合计", "<", "<", "<", *[ZERO] * len(columns)]]


def _running(book: Books) -> list[Line]:
    said = {k: [money(v) for v in values] for k, values in book.other["three_public"].items()}
    cars = [a + b for a, b in zip(said["公务用车购置费"], said["公务用车运行维护费"], strict=True)]
    total = [a + b + c for a, b, c in zip(cars, said["因公出国（境）费"], said["公务接待费"], strict=True)]
    procured = {k: money(v) for k, v in book.other["procured"].items()}
    small = [money(v) for v in book.other["small_firms"]]
    rows: list[tuple[str, Sequence[Decimal | int | None]]] = [
        ("一、“三公”经费支出", [None, None, None]),
        ("（一）支出合计", total),
        ("1．因公出国（境）费", said["因公出国（境）费"]),
        ("2．公务用车购置及运行维护费", cars),
        ("（1）公务用车购置费", said["公务用车购置费"]),
        ("（2）公务用车运行维护费", said["公务用车运行维护费"]),
        ("3．公务接待费", said["公务接待费"]),
        ("（二）相关统计数", [None, None, None]),
        *(
            (f"{n}．{label}", [None, None, count])
            for n, (label, count) in enumerate(book.other["counts"].items(), 1)
        ),
        ("二、机关运行经费", [None, None, money(book.other["running"])]),
        ("三、政府采购支出合计", [None, None, sum(procured.values(), ZERO)]),
        *((f"{n}．政府采购{k}支出", [None, None, v]) for n, (k, v) in enumerate(procured.items(), 1)),
        ("四、政府采购授予中小企业合同金额", [None, None, small[0]]),
        ("其中：授予小微企业合同金额", [None, None, small[1]]),
    ]
    lines: list[Line] = [["项目", "行次", "年初预算数", "全年预算数", "统计数"], ["栏次", None, 1, 2, 3]]
    return lines + [[label, n, *values] for n, (label, values) in enumerate(rows, 1)]


def sheets(book: Books) -> list[tuple[str, str, list[Line]]]:
    """Number, title and lines of each sheet."""
    income = [["本年收入合计"], ["财政拨款收入"], ["上级补助收入"], ["事业收入"], ["经营收入"]]
    income += [["附属单位上缴收入"], ["其他收入"]]
    spending = [
        ["本年支出合计"],
        ["基本支出"],
        ["项目支出"],
        ["上缴上级支出"],
        ["经营支出"],
        ["对附属单位补助支出"],
    ]
    fiscal = book.fiscal
    receipts = _headed(income) + _coded(fiscal, "", lambda c: [fiscal.sum(c), fiscal.sum(c), *[ZERO] * 5])
    spent = _coded(
        book, "", lambda c: [book.sum(c), book.sum(c, of="基本"), book.sum(c, of="项目"), *[ZERO] * 3]
    )
    return [
        ("Z01", "收入支出决算总表", _summary(book, fiscal=False)),
        ("Z01_1", "财政拨款收入支出决算总表", _summary(book, fiscal=True)),
        ("Z02", "收入支出决算表", _flows(book)),
        ("Z03", "收入决算表", receipts),
        ("Z04", "支出决算表", _headed(spending) + spent),
        ("Z05", "支出决算明细表", _detail(book, "")),
        ("Z05_1", "基本支出决算明细表", _detail(book, "基本")),
        ("Z05_2", "项目支出决算明细表", _detail(book, "项目")),
        ("Z07", "一般公共预算财政拨款收入支出决算表", _general(fiscal)),
        ("Z08", "一般公共预算财政拨款支出决算明细表", _detail(fiscal, "")),
        ("Z08_1", "一般公共预算财政拨款基本支出决算明细表", _detail(fiscal, "基本")),
        ("Z08_2", "一般公共预算财政拨款项目支出决算明细表", _detail(fiscal, "项目")),
        ("Z09", "政府性基金预算财政拨款收入支出决算表", _fund(FLOWS)),
        ("F02", "基本数字表", _people(book)),
        ("F03", "机构运行信息表", _running(book)),
    ]


def form(number: str) -> str:
    """The number of the form that a sheet is: 财决08-1表, 财决附03表."""
    return f"财决{'附' if number[0] == 'F' else ''}{number[1:].replace('_', '-')}表"


def approved(book: Books) -> list[Line]:
    """The budget of the year by 项, as it was approved."""
    said = {
        code: [money(amount) for amount in amounts]
        for code, *amounts in (
            [c.strip() for c in line.split("|")] for line in book.other["approved"].splitlines()
        )
    }

    def amounts(code: str) -> list[Decimal]:
        of_code = [values for item, values in said.items() if item.startswith(code)]
        basic, projects = (sum((values[n] for values in of_code), ZERO) for n in (0, 1))
        return [basic + projects, basic, projects]

    codes = sorted({item[:n] for item in said for n in (3, 5, 7)})
    head: list[Line] = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    lines: list[Line] = [["合计", "<", *amounts("")]]
    return [*head, *lines, *([code, book.names[code], *amounts(code)] for code in codes)]


def write(path: Path, year: int, bare: bool = False) -> None:
    """Write the workbook of a year; ``bare`` leaves the year and the department off, as many exports do."""
    book = load(year)
    out = Workbook()
    out.remove(out.worksheets[0])
    for number, title, lines in sheets(book):
        sheet = out.create_sheet(f"{number} {title}({form(number)})"[:MOST_OF_A_NAME])
        _put(sheet, title, form(number), book, lines, "金额单位：元", bare)
    out.save(path)
    settle(path)


def write_approval(path: Path, year: int, bare: bool = False) -> None:
    """Write the approved budget of a year."""
    book = load(year)
    out = Workbook()
    sheet = out.worksheets[0]
    sheet.title = "一般公共预算支出表"
    title = sheet.title if bare else f"{year}年部门预算批复{sheet.title}"
    _put(sheet, title, None, book, approved(book), "金额单位：万元", bare)
    out.save(path)
    settle(path)


def _put(
    sheet: Worksheet, title: str, number: str | None, book: Books, lines: list[Line], unit: str, bare: bool
) -> None:
    """A title, the number of the form, whose, which year's and in what, and the table."""
    width = max(map(len, lines))
    sheet.append([title])
    sheet.append([*[None] * (width - 1), number])
    owner = None if bare else f"编制单位：{book.department}"
    year = None if bare else f"{book.year}年度"
    sheet.append([owner, *[None] * (width // 2 - 1), year, *[None] * (width - width // 2 - 2), unit])
    sheet["A1"].font = Font(size=14, bold=True)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    _fill(sheet, lines)


def _fill(sheet: Worksheet, lines: list[Line]) -> None:
    side = Side(style="thin")
    for r, line in enumerate(lines, start=4):
        for c, value in enumerate(line, start=1):
            cell = sheet.cell(r, c)
            cell.border = Border(left=side, right=side, top=side, bottom=side)
            if isinstance(value, Decimal):
                cell.value, cell.number_format = float(value), "#,##0.00"
            elif value not in {"<", "^"}:
                cell.value = value
                cell.alignment = Alignment(wrap_text=True, vertical="center")
    for r, line in enumerate(lines):
        for c, value in enumerate(line):
            if value in {"<", "^"}:
                continue
            right, bottom = c, r
            while right + 1 < len(line) and line[right + 1] == "<":
                right += 1
            while bottom + 1 < len(lines) and c < len(lines[bottom + 1]) and lines[bottom + 1][c] == "^":
                bottom += 1
            if (right, bottom) != (c, r):
                sheet.merge_cells(
                    start_row=r + 4, start_column=c + 1, end_row=bottom + 4, end_column=right + 1
                )


def main() -> None:
    """Write the books of the sample."""
    folder = HERE / "accounts"
    folder.mkdir(exist_ok=True)
    for year in (YEAR - 1, YEAR):
        write(folder / f"final_accounts_{year}_accounts.xlsx", year)
    write_approval(folder / f"budget_{YEAR}_approval.xlsx", YEAR)


if __name__ == "__main__":
    main()
