"""python -m benchmarks.books [N] [--seed S]: N drafts in 万元 held against the books in 元 that they were made from.

The books of a made-up department are printed twice: as sheets of the accounts system, and rounded as a draft, with one to
ten slips in it: numbers of cells and sentences mistyped, rows left out, added, renamed. Counted are the slips that the
comparison names as what they are, the values it gives back, and what it says of a draft where nothing was planted.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from audit.document import Block, Cell, Document, Grid, Line, Paragraph
from audit.pipeline import Options, audit_documents
from audit.settings.model import Settings
from checks.catalogue import economic_codes
from checks.finding import Finding, Place, Severity
from checks.pack import built_in

OWNER = "云港市望江区协作事务部"
ITEMS = {
    "2013201": "行政运行",
    "2013202": "一般行政管理事务",
    "2013250": "事业运行",
    "2013299": "其他组织事务支出",
    "2080501": "行政单位离退休",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "2080506": "机关事业单位职业年金缴费支出",
    "2101101": "行政单位医疗",
    "2101103": "公务员医疗补助",
    "2210201": "住房公积金",
    "2210203": "购房补贴",
}
ABOVE = {
    "201": "一般公共服务支出",
    "20132": "组织事务",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "210": "卫生健康支出",
    "21011": "行政事业单位医疗",
    "221": "住房保障支出",
    "22102": "住房改革支出",
}
KINDS = ("30101", "30102", "30103", "30107", "30108", "30113", "30201", "30207", "30211", "30228", "30239")
STRANGERS = {
    "2013203": "机关服务",
    "2080599": "其他行政事业单位养老支出",
    "2101199": "其他行政事业单位医疗支出",
}
WAN = Decimal(10_000)
Rows = dict[str, list[str]]


@dataclass
class Slip:
    """One thing that was planted: what sort, what stands there now, and what should."""

    sort: str
    label: str
    wrong: str = ""
    right: str = ""


@dataclass
class Draft:
    """The draft's tables by title, its sentences, and what was planted in it."""

    tables: dict[str, Rows]
    sentences: list[list[str]]
    slips: list[Slip] = field(default_factory=list)


def yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def wan(amount: Decimal) -> str:
    return f"{(amount / WAN).quantize(Decimal('0.01'), ROUND_HALF_UP):,.2f}"


class Books:
    """Random books: each item's basic expenditure by economic kind, and its programmes."""

    def __init__(self, dice: random.Random) -> None:
        self.items = sorted(dice.sample(sorted(ITEMS), dice.randint(4, len(ITEMS))))
        self.basic = {
            (item, kind): Decimal(dice.randint(100_000, 300_000_000)) / 100
            for item in self.items
            for kind in dice.sample(KINDS, dice.randint(1, 5))
        }
        self.projects = {
            item: Decimal(dice.randint(0, 200_000_000)) / 100 if dice.random() < 0.5 else Decimal(0)
            for item in self.items
        }
        self.codes = sorted({item[:n] for item in self.items for n in (3, 5, 7)})

    def label(self, code: str) -> str:
        return f"{code}|{ITEMS.get(code) or ABOVE[code]}"

    def of_basic(self, code: str, kind: str = "") -> Decimal:
        return sum(
            (a for (i, k), a in self.basic.items() if i.startswith(code) and k.startswith(kind)), Decimal(0)
        )

    def of_projects(self, code: str) -> Decimal:
        return sum((a for i, a in self.projects.items() if i.startswith(code)), Decimal(0))

    def rows(self, amounts: str) -> dict[str, list[Decimal]]:
        """The lines of a functional table: 合计 and each code, with the named amounts."""

        def line(code: str) -> list[Decimal]:
            basic, projects = self.of_basic(code), self.of_projects(code)
            if amounts == "income":
                return [basic + projects, basic + projects, Decimal(0), Decimal(0)]
            return [basic + projects, basic, projects]

        return {"合计|": line("")} | {self.label(code): line(code) for code in self.codes}


INCOME = ["本年收入合计", "财政拨款收入", "事业收入", "其他收入"]
SPENDING = ["本年支出合计", "基本支出", "项目支出"]


def grid(head: list[str], rows: Sequence[Sequence[str]], titles: Sequence[str], unit: str) -> list[Block]:
    lines = [head, *rows]
    cells = [
        Cell(i, j, text, Place(page=1, cell=f"{titles[0]}!R{i + 1}C{j + 1}"))
        for i, line in enumerate(lines)
        for j, text in enumerate(line)
    ]
    said = [Paragraph((Line(text, Place(page=1)),)) for text in (*titles, f"部门：{OWNER}", f"单位：{unit}")]
    return [*said, Grid(tuple(cells), len(lines), len(head), Place(page=1))]


def export(books: Books) -> Document:
    """The sheets of the accounts system, in 元."""
    blocks: list[Block] = []
    for title, head, kind in (("收入决算表", INCOME, "income"), ("支出决算表", SPENDING, "spending")):
        rows = [[*label.split("|"), *map(yuan, line)] for label, line in books.rows(kind).items()]
        blocks += grid(["科目编码", "科目名称", *head], rows, [f"2020年度{title}"], "元")
    groups = ("年初结转和结余", "本年收入", "本年支出", "年末结转和结余")
    head = ["科目编码", "科目名称", *(group for group in groups for _ in range(3))]
    flows = [["", "", *["合计", "基本支出结转", "项目支出结转和结余"], *["合计", "基本支出", "项目支出"] * 2]]
    flows[0] += ["合计", "基本支出结转", "项目支出结转和结余"]
    for label, line in books.rows("spending").items():
        flows.append([*label.split("|"), *["0.00"] * 3, *map(yuan, line), *map(yuan, line), *["0.00"] * 3])
    blocks += grid(head, flows, ["2020年度一般公共预算财政拨款收入支出决算表"], "元")
    kinds = sorted({k for _, k in books.basic})
    heads = sorted({k[:3] for k in kinds})
    names = economic_codes()
    columns = [(h, k) for h in heads for k in ("", *(k for k in KINDS if k.startswith(h)))]
    top = ["科目编码", "科目名称", "合计", *(names[h][0] for h, _ in columns)]
    low = ["", "", "", *(names[k][0] if k else "小计" for _, k in columns)]
    lines = [low]
    for label, code in (("合计|", ""), *((books.label(c), c) for c in books.codes)):
        amounts = [books.of_basic(code), *(books.of_basic(code, k or h) for h, k in columns)]
        lines.append([*label.split("|"), *map(yuan, amounts)])
    blocks += grid(top, lines, ["2020年度一般公共预算财政拨款基本支出决算明细表"], "元")
    return Document("导出.xlsx", "0" * 64, "xlsx", tuple(blocks))


def draft(books: Books) -> Draft:
    """The disclosure in 万元, rounded from the books."""
    spending = {label: [wan(a) for a in line] for label, line in books.rows("spending").items()}
    tables = {
        "收入决算表": {label: [wan(a) for a in line] for label, line in books.rows("income").items()},
        "支出决算表": spending,
        "一般公共预算财政拨款支出决算表": {label: list(line) for label, line in spending.items()},
    }
    economic: Rows = {}
    for kind in sorted({k for _, k in books.basic} | {k[:3] for _, k in books.basic}):
        economic[f"{kind}|{economic_codes()[kind][0]}"] = [wan(books.of_basic("", kind))]
    tables["一般公共预算财政拨款基本支出决算表"] = economic
    sentences = [
        ["2020年度本年收入合计", tables["收入决算表"]["合计|"][0], "万元。"],
        ["2020年度本年支出合计", spending["合计|"][0], "万元。"],
        ["2020年度基本支出", spending["合计|"][1], "万元。"],
    ]
    return Draft(tables, sentences)


HEADS = {
    "收入决算表": INCOME,
    "支出决算表": SPENDING,
    "一般公共预算财政拨款支出决算表": SPENDING,
    "一般公共预算财政拨款基本支出决算表": ["金额"],
}


def document(made: Draft) -> Document:
    blocks: list[Block] = [Paragraph((Line(f"{OWNER}2020年度部门决算", Place(page=1)),))]
    for title, rows in made.tables.items():
        lines = [[*label.split("|"), *line] for label, line in rows.items()]
        blocks += grid(["科目编码", "科目名称", *HEADS[title]], lines, [title], "万元")
    blocks += [Paragraph((Line("".join(parts), Place(page=2)),)) for parts in made.sentences]
    return Document("稿.docx", "1" * 64, "docx", tuple(blocks))


def mistyped(text: str, dice: random.Random) -> str:
    """A number with a usual slip in it that still is a number with two decimals."""
    digits = text.replace(",", "").replace(".", "")
    for _ in range(50):
        found = list(digits)
        sort = dice.choice(["one", "swap", "drop", "double"])
        at = dice.randrange(len(found))
        if sort == "one":
            found[at] = dice.choice("0123456789")
        elif sort == "swap" and at + 1 < len(found):
            found[at], found[at + 1] = found[at + 1], found[at]
        elif sort == "drop" and len(found) > 3:
            found.pop(at)
        elif sort == "double":
            found.insert(at, found[at])
        wrong = f"{Decimal(''.join(found)) / 100:,.2f}"
        if wrong != text:
            return wrong
    return f"{Decimal(text.replace(',', '')) + 1:,.2f}"


def spoil(made: Draft, dice: random.Random) -> None:
    """Plant one to ten slips, no two in one row."""
    used: set[tuple[str, str]] = set()
    for _ in range(dice.randint(1, 10)):
        sort = dice.choice(["cell"] * 6 + ["sentence", "left out", "added", "renamed"])
        title = dice.choice(sorted(made.tables))
        rows = made.tables[title]
        free = [label for label in rows if (title, label) not in used]
        items = [label for label in free if len(label.split("|")[0]) == 7 and rows[label][0] != "0.00"]
        if sort == "sentence":
            parts = dice.choice(made.sentences)
            if ("", parts[0]) in used:
                continue
            used.add(("", parts[0]))
            wrong = mistyped(parts[1], dice)
            made.slips.append(Slip(sort, parts[0], wrong, parts[1]))
            parts[1] = wrong
        elif sort == "cell" and free:
            label = dice.choice(free)
            cells = [c for c, text in enumerate(rows[label]) if text != "0.00"]
            if not cells:
                continue
            used.add((title, label))
            at = dice.choice(cells)
            right = rows[label][at]
            rows[label][at] = mistyped(right, dice)
            made.slips.append(Slip(sort, label, rows[label][at], right))
        elif sort == "added" and title != "一般公共预算财政拨款基本支出决算表":
            code = dice.choice(sorted(STRANGERS))
            label = f"{code}|{STRANGERS[code]}"
            if label not in rows:
                amount = f"{dice.randint(100, 90000) / 100:,.2f}"
                rows[label] = [amount] * 2 + ["0.00"] * (len(HEADS[title]) - 2)
                used.add((title, label))
                made.slips.append(Slip(sort, label))
        elif sort in {"left out", "renamed"} and items:
            label = dice.choice(items)
            used.add((title, label))
            if sort == "left out":
                del rows[label]
                made.slips.append(Slip(sort, label))
                continue
            code, name = label.split("|")
            other = f"{code}|专项{name[2:]}业务"
            made.tables[title] = {other if key == label else key: line for key, line in rows.items()}
            used.add((title, other))
            made.slips.append(Slip(sort, other))


RULES = {
    "cell": {"set.source", "set.source-last-digit"},
    "sentence": {"set.source", "set.source-last-digit"},
    "left out": {"set.row-left-out"},
    "added": {"set.row-added"},
    "renamed": {"set.row-renamed"},
}


def names(finding: Finding, slip: Slip) -> bool:
    """Whether a finding says what was planted."""
    if finding.rule not in RULES[slip.sort]:
        return False
    if slip.sort in {"cell", "sentence"}:
        code = slip.label.split("|")[0] if slip.sort == "cell" else ""
        return finding.stated == slip.wrong and code in (finding.evidence[0].row or "")
    return slip.label.split("|")[0] in finding.message


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="print what was missed and what is false")
    args = parser.parse_args()
    settings = Settings.model_validate({"submission": {"documents": {"导出.xlsx": {"source": True}}}})
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    repaired = false = alarms = 0
    for seed in range(args.seed, args.seed + args.count):
        dice = random.Random(seed)
        books = Books(dice)
        made = draft(books)
        for spoilt in (False, True):
            if spoilt:
                spoil(made, dice)
            report = audit_documents([document(made), export(books)], built_in(), Options(settings=settings))
            said = [
                f for f in report.findings if f.rule.startswith("set.") and f.severity is not Severity.INFO
            ]
            if not spoilt:
                alarms += len(said)
            for slip in made.slips:
                planted[slip.sort] += 1
                hit = next((f for f in said if names(f, slip)), None)
                found[slip.sort] += hit is not None
                if hit is not None and hit.diagnosis:
                    repaired += hit.diagnosis.repair.replace(",", "") == slip.right.replace(",", "")
                elif args.verbose and hit is None:
                    print(f"seed {seed} missed: {slip}")
            strange = [f for f in said if spoilt and not any(names(f, slip) for slip in made.slips)]
            false += len(strange)
            if args.verbose:
                for finding in strange if spoilt else said:
                    print(f"seed {seed} false: {finding.rule} {finding.message}")
    print("| slip | planted | found |\n|---|---:|---:|")
    for sort in RULES:
        print(f"| {sort} | {planted[sort]} | {found[sort]} |")
    numbers = planted["cell"] + planted["sentence"]
    total = sum(planted.values())
    print(f"found {sum(found.values())} of {total}; value given back {repaired} of {numbers}")
    print(f"false beside slips {false}; said of right drafts {alarms}")


if __name__ == "__main__":
    main()
