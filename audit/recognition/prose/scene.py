"""What the reader of a narrative holds while it reads: the claims made so far and the sentence it is in.

Everything a later phrase may refer back to is here, so that the functions that find antecedents and read
predicates take one value and change nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from audit.recognition.prose.language.bodies import body_at
from audit.recognition.prose.language.concepts import Subject, read_subject
from audit.recognition.prose.language.grammar import Quantity
from audit.recognition.prose.language.numbers import column_of, is_rough
from audit.recognition.prose.language.passages import Passage
from audit.recognition.prose.language.tokens import Token
from audit.recognition.prose.lists.listings import Listings
from audit.recognition.prose.lists.names import names_beside
from audit.recognition.prose.subjects import taken_up
from checks.finding import Gap
from checks.numbers.amount import Kind, Printed, Unread
from checks.numbers.claims import Claim, ClaimKind, Comparison, Concept, Measure
from checks.numbers.facts import Fact

LEVELS = frozenset({ClaimKind.LEVEL, ClaimKind.COUNT})
"""The kinds of claim that a change, a share or a breakdown is said of."""

_OF_THE_WHOLE = frozenset({"本年支出合计", "本年收入合计", "总支出", "总收入", "支出", "收入"})
"""Said behind the name of an item (档案事务（款）：支出合计 …), these are the item's, not the department's."""

_BALANCES = frozenset({"年初结转和结余", "年末结转和结余"})
_REMEMBERED = 40
"""No sentence refers back over more numbers than this; longer runs are no sentences."""

_STAGES = frozenset({Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET})
_CARRIED_OUT = re.compile(r"决算|执行|完成|对比|相比|比较|差异")
_QUOTE = 160
_AFTER = 24
_RANGE = re.compile(r"[\d亿万元%][-−—~～至]\Z")
"""Before the upper end of a range."""

_STOPS = re.compile(r"[，。；：、（）\d]")


@dataclass(frozen=True, slots=True)
class Links:
    """The claims, by their facts, that a new claim is said of; see :class:`checks.numbers.claims.Claim`."""

    base: int | None = None
    change: int | None = None
    whole: int | None = None
    plan: int | None = None
    of: str = ""
    compared_with: str = ""
    against: tuple[Measure, int | None] | None = None
    direction: int = 0


NO_LINKS = Links()


@dataclass(slots=True)
class Context:
    """What the sentence being read has said so far.

    ``chain`` are its claims since the last semicolon, ``clause`` those up to it, ``before`` those of the sentence before; ``within`` the
    whole named by "…中，", ``words`` the phrases without a number; ``reason`` whether it is giving a reason, and
    ``purpose`` whether that is what money was spent on. ``referred`` is the level that a reference prints itself
    (比上年决算数 19.80 万元增加…); ``about`` is what a phrase without a level has named (公务接待费比预算持平，…),
    ``period`` the year that the sentence has named last; ``moving`` is +1 or -1 where a reason lists what was added or
    taken off (主要是增加人员经费 60 万元、项目经费 40 万元); ``itemised`` where reasons are counted out (主要原因是：1.…；2.…);
    ``beyond`` is the word by which what follows the level of a reference passes it (超出预算 9 万元 2 万元).
    """

    chain: list[Claim] = field(default_factory=list)
    before: list[Claim] = field(default_factory=list)
    clause: list[Claim] = field(default_factory=list)
    reference: Token | None = None
    within: str = ""
    words: str = ""
    reason: bool = False
    purpose: bool = False
    referred: int | None = None
    about: Subject | None = None
    period: int | None = None
    moving: int = 0
    itemised: bool = False
    beyond: Token | None = None

    def head(self, subject: Subject) -> None:
        """Take the year that a phrase names: it governs what the sentence goes on to list, unless it only explains."""
        if not self.reason:
            self.period = subject.period or self.period

    def refer(self, token: Token) -> None:
        """Take a reference; 相比 alone only closes the one before it. What is compared is no longer explained."""
        if not (token.text.startswith("相比") and self.reference is not None):
            self.reference, self.referred = token, None
        if self.purpose:
            self.reason = self.purpose = False

    def say(self, claim: Claim | None) -> None:
        """Add a claim to the chain; what is too far back is forgotten."""
        if claim is not None:
            self.chain.append(claim)
            del self.chain[:-_REMEMBERED]

    @property
    def said(self) -> list[Claim]:
        """What this sentence, or else the one before it, has said."""
        return [*self.before, *self.clause, *self.chain]


@dataclass(slots=True)
class Scene:
    """The state of reading one document. ``first`` is the number of its first fact."""

    document: int
    first: int
    year: int | None
    passage: Passage
    context: Context = field(default_factory=Context)
    listings: Listings = field(default_factory=lambda: Listings(Measure.MAIN))
    topic: Concept = field(default_factory=lambda: Concept(""))
    headings: list[tuple[int, str]] = field(default_factory=list)
    sentence: int = 0
    item_depth: int | None = None
    last_end: int = 0
    facts: list[Fact] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    levels: dict[str, list[Claim]] = field(default_factory=dict)
    comparisons: list[Comparison] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def body_at(self, position: int) -> str:
        """Whose the number at a position of the passage is."""
        return body_at(position, self.passage.text, [text for _, text in self.headings])

    def at(self, fact: int) -> Claim:
        """The claim about a fact of this document."""
        return self.claims[fact - self.first]

    def printed(self, claim: Claim) -> Printed:
        """The number of a claim."""
        return self.facts[claim.fact - self.first].printed

    def update(self, claim: Claim) -> Claim:
        """Put a claim in the place of the one about the same fact."""
        self.claims[claim.fact - self.first] = claim
        return claim

    def claim(
        self,
        kind: ClaimKind,
        subject: Subject,
        phrase: str,
        quantity: Quantity,
        number: Printed | Unread | None,
        links: Links = NO_LINKS,
    ) -> Claim | None:
        """Record a number as a fact and a claim; one that cannot be read becomes a gap."""
        if number is None:
            return None
        token = quantity.token
        lead = self.passage.text[max(self.last_end, token.start - _QUOTE) : token.start]
        self.last_end = token.end
        if isinstance(number, Unread):
            self.leave(token, number.why)
            return None
        concept = self._concept(kind, subject, of_share="占" in lead)
        if self.context.reason:
            links = replace(links, base=None, change=None, whole=None, plan=None)
        claim = Claim(
            fact=self.first + len(self.facts),
            kind=kind,
            concept=concept,
            phrase=f"{self.context.words[-_QUOTE:]}{phrase}",
            measure=self._measure(kind, subject),
            period=subject.period or (self.context.period if kind in LEVELS else None),
            sentence=self.sentence,
            paragraph=self.passage.index,
            headings=tuple(text for _, text in self.headings),
            body=self.body_at(token.start),
            direction=links.direction,
            approximate=quantity.approximate or is_rough(phrase, number) or self._ends_range(token.start),
            after=self._after(token.end) if kind is ClaimKind.COUNT else "",
            unit=number.unit.name if kind is ClaimKind.COUNT else "",
            names=names_beside(self.passage.text, token.start, token.end)
            if kind is ClaimKind.COUNT
            else None,
            in_reason=self.context.reason,
            compared_with=links.compared_with,
            against=links.against,
            of=links.of,
            base=links.base,
            change=links.change,
            whole=links.whole,
            plan=links.plan,
            lead=lead,
        )
        self.facts.append(
            Fact(
                document=self.document,
                printed=number,
                place=self.passage.place(token.start, token.start + len(number.text)),
                quote=self.quote(token.start),
                row=concept.name or phrase[-30:].strip("和与及、"),
                column=column_of(kind, subject.measure, links.direction, phrase),
            )
        )
        self.claims.append(claim)
        if kind in LEVELS and not claim.in_reason:
            self.levels.setdefault(concept.name, []).append(claim)
        return claim

    def _ends_range(self, start: int) -> bool:
        """Whether a number is the upper end of a range: 5 亿—10 亿元."""
        return _RANGE.match(self.passage.text, max(0, start - 2), start) is not None

    def leave(self, token: Token, why: str) -> None:
        """Note a number that says nothing that could be read."""
        self.gaps.append(Gap(self.document, token.text, why, self.passage.place(token.start, token.end)))

    def leave_bare(self, token: Token) -> None:
        """A number without a unit: with decimals it should have one, without it is a name or ordinal."""
        if "." in token.text:
            self.leave(token, "没有单位，看不出说的是什么")

    def quote(self, position: int) -> str:
        """The sentence around a position, exactly as printed."""
        text = self.passage.text
        earliest, latest = max(0, position - _QUOTE), min(len(text), position + _QUOTE)
        start = max(text.rfind("。", earliest, position) + 1, earliest)
        end = text.find("。", position, latest)
        return self.passage.printed(start, latest if end < 0 else end + 1)

    def _concept(self, kind: ClaimKind, subject: Subject, *, of_share: bool) -> Concept:
        """What a number is about: named by its phrase, by the item it stands in, or by the number before."""
        concept, path = subject.concept, subject.concept.path
        if concept.fund is None and not (of_share and kind is ClaimKind.LEVEL):
            concept = replace(concept, fund=self._heading_fund(concept.name))
        whole = self.topic.path and not path and concept.name in _OF_THE_WHOLE
        if self.topic.name and (
            not subject.named
            or whole
            or (path and self.topic.path[-len(path) :] == path)
            or (self.topic.code and concept.name == self.topic.name)
        ):
            return replace(self.topic, fund=concept.fund)
        if kind not in LEVELS or not self.context.chain:
            return concept
        return taken_up(subject, concept, self.context.chain[-1], self.year)

    def _measure(self, kind: ClaimKind, subject: Subject) -> Measure:
        """The measure of a level: its own, or that of the whole that the sentence lists (…预算中，…)."""
        if kind is ClaimKind.LEVEL and subject.measure is Measure.MAIN and self.context.within:
            return read_subject(self.context.within, self.year).measure
        if kind is ClaimKind.LEVEL and subject.measure is Measure.MAIN:
            divided = self.listings.measure
            return divided if divided is not Measure.MAIN else self._heading_stage()
        return subject.measure

    def _heading_stage(self) -> Measure:
        """The stage of the budget that the nearest heading with a measure names: 1.批准的年初预算, 2.预算调整方案."""
        for _, text in reversed(self.headings):
            if (measure := read_subject(text, self.year).measure) is not Measure.MAIN:
                return measure if measure in _STAGES and not _CARRIED_OUT.search(text) else Measure.MAIN
        return Measure.MAIN

    def _heading_fund(self, name: str) -> str | None:
        """The fund that the headings over the passage speak of; of a balance that which the clause has just named instead."""
        just = self.context.chain[-1].concept.fund if self.context.chain and name in _BALANCES else None
        for _, text in reversed(self.headings):
            if fund := read_subject(text, self.year).concept.fund:
                return just or fund
        return None

    def _after(self, position: int) -> str:
        """The words that follow a count: what is counted, where the sentence says it last."""
        return _STOPS.split(self.passage.text[position : position + _AFTER], maxsplit=1)[0]


def sentence_claims(claims: Sequence[Claim], sentence: int) -> list[Claim]:
    """The claims of the last sentence that were not made in a reason, the first of them first."""
    last = takewhile(lambda claim: claim.sentence == sentence, reversed(claims))
    return [claim for claim in last if not claim.in_reason][::-1][:_REMEMBERED]


def is_money(number: Printed | Unread | None) -> bool:
    """Whether a number is an amount of money."""
    return isinstance(number, Printed) and number.kind is Kind.MONEY


def is_rate(number: Printed | Unread | None) -> bool:
    """Whether a number is a percentage."""
    return isinstance(number, Printed) and number.kind is Kind.RATIO
