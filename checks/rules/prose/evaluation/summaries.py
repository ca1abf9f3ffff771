"""What the text says of a project, against the form of its self-evaluation or of its targets.

A sentence names the project (道路保洁项目绩效自评综述：全年预算数 320 万元，执行数 304 万元，自评得分 96.5 分), as its form does; what
it says of a project without a form is held against none, and neither is an amount of another year or of one source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from checks.catalogue import plain
from checks.numbers.amount import Kind
from checks.numbers.claims import Claim, ClaimKind, Measure
from checks.numbers.facts import Fact
from checks.relations.relation import Ratio, Reading, Relation, Sum
from checks.rules.prose.evaluation.forms import WHOLE_NAME, ProjectForm, Said
from checks.rules.prose.readings import guessed, is_nothing, likeliest
from checks.rules.prose.tables import TableLookup

_RULE = "prose.project-vs-evaluation"

_KIND = re.compile(r"(?:项目|专项|补助|工作|经费|资金)+$")
"""What a name may end with in the form and not in the text, or the reverse."""

_SHORTEST = 3
"""A name of fewer characters may stand in any other."""

_BEFORE = r"(?:(?<=[，。；：“”\"『「《（()）.\d年度的对为])|(?<=[\d一二三四五六七八九十]、)|\A)"
_BEHIND = (
    r"(?:项目|专项|补助|工作|经费|资金|支出)*"
    r"(?=[”\"』」》，。；：（(的]|绩效|自评|评价|综述|全年|年初|预算|执行|得分|\d|\Z)"
)
"""What may stand around the name of a project: in a longer name, or in a list of several, it is not this one."""

_WHOLE = r"(?:部门|单位)?(?:（单位）)?整体(?:支出)?(?=预算|绩效|自评|评价|全年|年初)"
"""How a text calls what a whole department's form is of."""

_ANOTHER = re.compile(r"(?<=[^，。；：、（(该本此各个类）])(?:项目|专项)|经费")
"""Words that name a project, another one where no known name stands among them."""

_OPENS = re.compile(
    r"(?:[\d一二三四五六七八九十]+[.、．）)]|[（(][\d一二三四五六七八九十]+[）)])?(?:该|本)?(?:项目)?(?:年初|全年|年度|调整|预算|执行|实际|绩效自评|自评|根据)"
)
_SPENT = re.compile(r"(?:执行|支出|使用|支付)(?:数|额|金额|资金)?[为是共计达到约：]*\Z")
_APPLIED = re.compile(
    r"(?:[\d一二三四五六七八九十]+[.、．）)])?(?:20\d{2}年度?|本年度?|当年)?(?:项目)?(?:预算|资金|经费|金额)?(?:安排|投入|申请)?(?:资金|经费|金额)?[为共计：]*"
)
_SCORE = re.compile(
    r"(?:根据年初设定的绩效目标)?(?:该|本)?(?:项目)?(?:年度|绩效|自评|综合|评价|最终|核定|总)*(?:得分|评分|总分|分)[为是：]*"
)
_RATE = re.compile(r"(?:执行|完成|支出)率[为是达到：]*\Z|预算的\Z")
_PART = re.compile(r"其中|包括|财政|中央|省级|市级|县级|区级|上年|结转|自筹|其他")

_PLACES: Mapping[Measure, tuple[Said, ...]] = {
    Measure.INITIAL_BUDGET: (Said.INITIAL,),
    Measure.ADJUSTED_BUDGET: (Said.PLAN,),
    Measure.BUDGET: (Said.PLAN, Said.INITIAL, Said.APPLIED),
    Measure.ACTUAL: (Said.SPENT,),
}
"""What of its form a level repeats, by its measure: a budget that says no more may be either."""

_OF_A_RATE = (Said.SPENT, Said.PLAN)


def summary_relations(
    claims: Iterable[Claim], facts: Sequence[Fact], lookup: TableLookup
) -> Iterator[Relation]:
    """What summaries of self-evaluations say of projects, each against the project's form."""
    printed = lookup.project_forms()
    forms = _by_name(printed)
    if not forms:
        return
    claims = tuple(claims)
    yield from _of_all(claims, facts, printed)
    names = _Named(forms)
    told: set[tuple[Said, ...]] = set()
    for claim in claims:
        if names.moved(claim):
            told = set()
        own = [form for form in forms.get(names.now, ()) if _of_its_year(claim, form)]
        said = _said(claim, names.without(claim.lead), facts) if own else ()
        if said and said not in told:
            told.add(said)
            yield from _held(claim, said, own, facts)


def _of_all(
    claims: Sequence[Claim], facts: Sequence[Fact], forms: Sequence[ProjectForm]
) -> Iterator[Relation]:
    """What is said of so many projects together, where there are as many forms: 对 5 个项目开展自评，全年预算数 1420 万元."""
    sentences = {claim.sentence for claim in claims if _counts(claim, facts, len(forms))}
    for claim in claims:
        if claim.sentence not in sentences or claim.kind is not ClaimKind.LEVEL:
            continue
        if not all(_of_its_year(claim, form) for form in forms):
            continue
        cells = [
            [form.facts[said] for form in forms if said in form.facts]
            for said in _said(claim, plain(claim.lead), facts)
        ]
        readings = [
            Sum("prose.projects-vs-evaluations", ((claim.fact, 1), *((cell, -1) for cell in each)))
            for each in cells
            if len(each) == len(forms) and all(facts[cell].printed.kind is Kind.MONEY for cell in each)
        ]
        if readings:
            yield likeliest(readings, facts)


def _counts(claim: Claim, facts: Sequence[Fact], number: int) -> bool:
    """Whether a claim says that there are so many projects."""
    printed = facts[claim.fact].printed
    named = claim.concept.name.endswith("项目") or claim.after.startswith("项目")
    return claim.kind is ClaimKind.COUNT and named and printed.value == number * printed.unit.factor


def _of_its_year(claim: Claim, form: ProjectForm) -> bool:
    return None in {claim.period, form.year} or claim.period == form.year


@dataclass(slots=True)
class _Named:
    """Which project a text speaks of, number after number."""

    forms: Mapping[str, Sequence[ProjectForm]]
    now: str = ""
    paragraph: int = -1
    known: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        longest = sorted(self.forms, key=len, reverse=True)
        self.known = re.compile(f"{_WHOLE}|{_BEFORE}({'|'.join(map(re.escape, longest))}){_BEHIND}")

    def moved(self, claim: Claim) -> bool:
        """Go on to a claim; whether it speaks of another project than the one before."""
        before = self.now
        opens = claim.paragraph != self.paragraph
        lead = plain(claim.lead)
        named = self._named(lead)
        if named:
            self.now = named.pop() if len(named) == 1 else ""
        elif _ANOTHER.search(lead):
            self.now = ""
        elif opens:
            headed = self._named(plain(claim.headings[-1])) if claim.headings else set()
            self.now = headed.pop() if len(headed) == 1 and _OPENS.match(lead) else ""
        self.paragraph = claim.paragraph
        return self.now != before

    def _named(self, words: str) -> set[str]:
        return {match[1] or WHOLE_NAME for match in self.known.finditer(words)}

    def without(self, lead: str) -> str:
        """Words without the names of projects among them."""
        return self.known.sub("", plain(lead))


def _by_name(forms: Iterable[ProjectForm]) -> dict[str, list[ProjectForm]]:
    found: dict[str, list[ProjectForm]] = {}
    for form in forms:
        name = plain(form.project)
        short = _KIND.sub("", name)
        name = short if len(short) > _SHORTEST else name
        if len(name) > _SHORTEST:
            found.setdefault(name, []).append(form)
    return found


def _said(claim: Claim, lead: str, facts: Sequence[Fact]) -> tuple[Said, ...]:
    """What of its form a claim may repeat, by the words before it; nothing where it repeats nothing.

    A rate that stands without its amounts repeats what was spent of what was planned.
    """
    clause = re.split(r"[，。；：]", lead)[-1]
    if claim.approximate or claim.in_reason or claim.total is not None or _PART.match(clause):
        return ()
    match claim.kind:
        case ClaimKind.SCORE if _SCORE.fullmatch(clause):
            return (Said.SCORE,)
        case ClaimKind.RATIO | ClaimKind.COMPLETION if claim.plan is None and _RATE.search(clause):
            return _OF_A_RATE
        case ClaimKind.LEVEL if facts[claim.fact].printed.kind is Kind.MONEY:
            return _PLACES.get(claim.measure, _of_words(clause))
        case _:
            return ()


def _of_words(clause: str) -> tuple[Said, ...]:
    """What a level without a measure of its own repeats, by the words before it."""
    if _SPENT.search(clause):
        return (Said.SPENT,)
    return (Said.APPLIED,) if _APPLIED.fullmatch(clause) else ()


def _held(
    claim: Claim, said: tuple[Said, ...], forms: Sequence[ProjectForm], facts: Sequence[Fact]
) -> Iterator[Relation]:
    """A claim against its project's form; against whichever it fits where several are of one name."""
    readings = [reading for form in forms for reading in _readings(claim, said, form, facts)]
    if len(forms) > 1:
        fitting = guessed(readings, facts)
        yield from () if fitting is None else (fitting,)
    elif readings:
        yield likeliest(readings, facts)


def _readings(
    claim: Claim, said: tuple[Said, ...], form: ProjectForm, facts: Sequence[Fact]
) -> Iterator[Reading]:
    """What a claim may repeat of a form; a number of a table that states no unit is none of money."""
    if said != _OF_A_RATE:
        for cell in (form.facts[each] for each in said if each in form.facts):
            if facts[cell].printed.kind is facts[claim.fact].printed.kind:
                yield Sum(_RULE, ((claim.fact, 1), (cell, -1)))
    elif (spent := form.facts.get(Said.SPENT)) is not None:
        for plan in (form.facts[each] for each in (Said.PLAN, Said.INITIAL) if each in form.facts):
            if not is_nothing(((plan, 1),), facts):
                yield Ratio(_RULE, claim.fact, ((spent, 1),), ((plan, 1),))
