"""Who tells a department's year: the figures by their names, and the phrases that every section needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.forge.ledger import FISCAL, FUND, GENERAL, OTHER, OWN, Books, Entry
from benchmarks.forge.meaning import Figure, Voice
from benchmarks.forge.sheet import by_class
from benchmarks.forge.whole.history import ACTUAL, PLANNED, History
from checks import catalogue
from checks.catalogue.functional import names_by_code

_OF_ENTRIES: dict[str, Callable[[Entry], int]] = {
    "收入支出总计": lambda e: e.income + e.brought,
    "本年收入合计": lambda e: e.income,
    "本年支出合计": lambda e: e.spent,
    "年初结转和结余": lambda e: e.brought,
    "年末结转和结余": lambda e: e.left,
    "基本支出": lambda e: e.basic,
    "项目支出": lambda e: e.project,
    "人员经费": lambda e: e.staff,
    "公用经费": lambda e: e.office,
    "机关运行经费": lambda e: e.office,
}
_THREE = {
    "因公出国（境）费": ("出国",),
    "公务用车购置费": ("购置",),
    "公务用车运行维护费": ("运行",),
    "公务用车购置及运行维护费": ("购置", "运行"),
    "公务接待费": ("接待",),
    "三公经费": ("出国", "购置", "运行", "接待"),
}
_PURCHASED = {
    "货物采购": "货物",
    "工程采购": "工程",
    "服务采购": "服务",
    "中小企业": "中小",
    "小微企业": "小微",
}
SOURCES = {
    "一般公共预算财政拨款收入": (GENERAL,),
    "政府性基金预算财政拨款收入": (FUND,),
    "财政拨款收入": FISCAL,
    "事业收入": (OWN,),
    "其他收入": (OTHER,),
}


_SPENT_ON = {"团组": "出国", "出国人次": "出国", "购置辆": "购置", "接待批次": "接待", "接待人次": "接待"}


@dataclass(frozen=True, slots=True)
class Teller:
    """An office that tells of one year, as it was planned or as it was spent."""

    voice: Voice
    history: History
    year: int
    stage: str

    def books(self, year: int | None = None, stage: str | None = None) -> Books:
        """The books of a year, this one's where none is named."""
        return self.history.books(year or self.year, stage or self.stage)

    def of(self, concept: str, *funds: str, year: int | None = None, stage: str | None = None) -> Figure:
        """What something amounts to: of some funds, or of all."""
        year, stage = year or self.year, stage or self.stage
        books = self.history.books(year, stage)
        if concept in _OF_ENTRIES:
            entries = books.of(*funds) if funds else books.entries
            amount = sum(map(_OF_ENTRIES[concept], entries))
        elif concept in _THREE:
            amount = sum(books.expenses[name][stage == ACTUAL] for name in _THREE[concept])
        elif concept in SOURCES:
            amount = sum(e.income for e in books.of(*SOURCES[concept]))
        elif concept == "政府采购":
            amount = sum(self.history.purchases[year, stage].get(k, 0) for k in ("货物", "工程", "服务"))
        elif concept in _PURCHASED:
            amount = self.history.purchases[year, stage].get(_PURCHASED[concept], 0)
        else:
            amount = sum(e.spent for e in books.of(*(funds or (GENERAL,))) if e.code.startswith(concept))
        return Figure(amount, concept, year, stage)

    def counted(self, name: str) -> int:
        """How many people or things an expense was spent on: of those units that had any, each its own."""
        expense = _SPENT_ON[name]
        units = self.history.units or (self.history,)
        return sum(u.counts[name] for u in units if u.books(self.year, self.stage).expenses[expense][1])

    def last(self, figure: Figure, *funds: str) -> Figure:
        """The same a year earlier."""
        return self.of(figure.concept, *funds, year=figure.year - 1, stage=figure.stage)

    def planned(self, figure: Figure, *funds: str) -> Figure:
        """What had been planned of it."""
        return self.of(figure.concept, *funds, year=figure.year, stage=PLANNED)

    def classes(self) -> Sequence[tuple[str, Figure]]:
        """类 of the general budget with their names, and what went to them."""
        names = catalogue.functional_classes()
        codes = sorted(by_class(self.books().of(GENERAL)))
        return [(names[code].name, self.of(code)) for code in codes if self.of(code)]

    def items(self) -> Sequence[tuple[str, str, str, str]]:
        """项 of the general budget: code, and the names of 类, 款 and 项; those of nothing but a carry-over are left out."""
        names, classes = names_by_code(), catalogue.functional_classes()
        last = {e.code for e in self.books(stage=PLANNED).of(GENERAL) if e.spent}
        now = {e.code for e in self.books().of(GENERAL) if e.spent}
        return [(c, classes[c[:3]].name, names[c[:5]][0], names[c][0]) for c in sorted(now | last)]

    @property
    def we(self) -> str:
        """What the office calls itself."""
        return self.voice.habit(f"本{self.history.level}", f"我{self.history.level}", self.history.name)

    def against(self, now: Figure, then: Figure, since: str = "") -> str:
        """比上年…: by how much, and by how many per cent; nothing moved where both print the same."""
        v = self.voice
        since = since or self.since()
        if v.alike(now, then):
            return v.one(f"与{since}持平", f"与{since}相同", f"较{since}无增减变化", f"与{since}相比无变化")
        up = now > then
        verb = "增加" if up else v.habit("减少", "减少", "下降")
        trend = v.habit("增长", "增长", "上升") if up else v.habit("下降", "降低")
        if not then:
            return f"{v.habit('比', '较')}{since}{verb}{v.change(now, then)}"
        rate = v.growth(now, then)
        width = v.habit("", "", "", "幅")
        rate = f"{'增' if up else '降'}幅{v.habit('为', '')}{rate}" if width else f"{trend}{rate}"
        joined = v.habit("比", "较", "比", "较", "与")
        if joined == "与":
            return f"与{since}相比{v.habit('', '，')}{verb}{v.change(now, then)}，{rate}"
        if v.habit("，", "，", "，", "（") == "（":
            return f"{joined}{since}{verb}{v.change(now, then)}（{rate}）"
        return f"{joined}{since}{verb}{v.change(now, then)}，{rate}"

    def since(self) -> str:
        """How the office names the year before."""
        v, last = self.voice, self.year - 1
        word = "决算" if self.stage == ACTUAL else "预算"
        return v.habit("上年", "上年度", f"{last}年", f"{last}年度", f"上年{word}数", f"{last}年{word}数")

    def because(self, now: Figure, then: Figure) -> str:
        """主要原因是…, behind a comma."""
        v = self.voice
        if v.alike(now, then):
            return ""
        reason = v.one(*(_MORE if now > then else _LESS))
        return f"，{v.habit('主要原因是', '主要是', '主要原因：', '原因是', '主要系')}{reason}"

    def completed(self, spent: Figure, planned: Figure) -> str:
        """年初预算…，支出决算…，完成…, in the office's words."""
        v = self.voice
        budget = v.habit("年初预算", "年初预算数", "年初预算", "预算数")
        if not planned:
            return f"{budget}为{v.amount(planned)}，支出决算为{v.amount(spent)}{v.one('，年中追加安排', '，年初未安排预算')}"
        rate = v.completion(spent, planned)
        form = v.habit("为", "安排", "的", "对")
        if form == "为":
            return f"{budget}为{v.amount(planned)}，支出决算为{v.amount(spent)}，完成{v.habit('年初预算', '预算')}的{rate}"
        if form == "安排":
            return f"{budget}{v.amount(planned)}，决算数{v.amount(spent)}，预算完成率{rate}"
        if form == "的":
            return f"支出决算{v.amount(spent)}，完成{budget}{v.amount(planned)}的{rate}"
        return f"{budget}{v.amount(planned)}，支出决算{v.amount(spent)}，为{budget}的{rate}"

    def completed_short(self, spent: Figure) -> str:
        """完成年初预算的…, behind an amount that has been given."""
        v, planned = self.voice, self.planned(spent)
        if not planned:
            return "年初未安排预算"
        return f"完成年初预算{v.amount(planned)}的{v.completion(spent, planned)}"

    def compared(self, spent: Figure, planned: Figure) -> str:
        """决算数大于预算数的主要原因…, a sentence of its own or behind a comma; nothing where both print the same."""
        v = self.voice
        if v.alike(spent, planned):
            return v.one("，决算数等于预算数", "，决算数与预算数持平", "，决算数等于年初预算数", "")
        more = v.habit("大于", "高于") if spent > planned else v.habit("小于", "低于")
        reason = v.one(*(_MORE if spent > planned else _LESS))
        comma = v.habit("，", "。")
        against = v.habit("预算数", "年初预算数")
        return f"{comma}决算数{more}{against}{v.habit('的主要原因是', '的主要原因：', '，主要原因是', '的原因是')}{reason}"


def listed(t: Teller, groups: tuple[str, ...]) -> str:
    """The economic items of some 类 on which anything was spent, all of them, or the first ones and 等."""
    names, books = catalogue.economic_codes(), t.books()
    found = [
        names[c][0] for c, amount in sorted(books.economic.items()) if c[:3] in groups and amount >= 10_000
    ]
    small = [c for c, amount in books.economic.items() if c[:3] in groups and 0 < amount < 10_000]
    if small or (len(found) > 3 and t.voice.habit("全", "等") == "等"):
        return "、".join(found[:3]) + "等"
    return "、".join(found)


CARS = ("机要通信用车", "应急保障用车", "执法执勤用车", "其他用车")
Wording = Callable[[Teller], str]


class Wordings:
    """The forms of each section of a narrative."""

    def __init__(self) -> None:
        self._forms: dict[str, list[Wording]] = {}

    def of(self, section: str) -> Callable[[Wording], Wording]:
        """Register a form of a section."""

        def register(form: Wording) -> Wording:
            self._forms.setdefault(section, []).append(form)
            return form

        return register

    def __getitem__(self, section: str) -> Sequence[Wording]:
        """The forms of a section."""
        return self._forms[section]


_MORE = [
    "人员增加和工资调标", "年中追加专项资金", "业务量较上年上升", "新增信息系统运维任务", "上级下达专项转移支付", "补缴社会保险费",
    "设备更新换代", "基层站点建设投入加大", "政策性调资",
]  # fmt: skip
_LESS = [
    "厉行节约，压缩一般性支出", "人员退休和调出", "部分项目跨年度实施", "项目按进度付款", "上年有一次性支出", "严格执行过紧日子要求",
    "部分采购尚未结算", "任务调整，相应减少开支", "政策到期不再安排",
]  # fmt: skip
