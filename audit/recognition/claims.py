"""Reads a narrative as claims: every number with what it says, and the numbers its sentence relates it to.

"基本支出 50 万元，比上年增加 10 万元，增长 25%。其中：…" is three numbers and two relations: 10 is said of 50, 25% of
10 over 50 − 10. The reader walks the phrases of each paragraph in order and carries on what sentences leave
out: the item that a paragraph explains, the total that a 其中 breaks down, the reference of a comparison.
Where two antecedents are possible, none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from audit.document import Paragraph
from audit.recognition.concepts import Subject, path_of, read_subject, reference_of
from audit.recognition.grammar import Group, Mark, Part, Phrase, Quantity, parse
from audit.recognition.listings import Listings
from audit.recognition.numbers import column_of, family_of, read_number
from audit.recognition.passages import Passage, passages
from audit.recognition.tokens import Token, tokenize
from checks.amount import Kind, Printed, Unread
from checks.claims import Claim, ClaimKind, Claims, Comparison, Concept, Measure
from checks.facts import Fact
from checks.finding import Gap

_QUOTE = 160
_STOPS = re.compile(r"[，。；：、（）\d]")
_AFTER_NUMBER = 4
"""A 、 at most this far behind a number parts it from the next one; one further on parts words."""
_LEVELS = frozenset({ClaimKind.LEVEL, ClaimKind.COUNT})
_RATE_NOUNS = ("执行率", "完成率", "支出率", "覆盖率", "办结率")
_ROUGHLY = ("约", "约为", "近", "将近", "超过", "超", "不足", "至少", "达到", "突破")
_LISTS_NEXT = "一二三四五六七八九"


def read_claims(paragraphs: Sequence[Paragraph], document: int, first_fact: int, year: int | None) -> Claims:
    """The claims of a document's paragraphs.

    Facts are numbered from ``first_fact`` on, in reading order; ``year`` is the document's year, which 上年 and
    本年 are relative to. Linear in the length of the text.
    """
    reader = _Reader(document, first_fact, year)
    for passage in passages(paragraphs):
        reader.read(passage)
    return reader.result()


@dataclass(slots=True)
class _Context:
    """What the sentence being read has said so far."""

    chain: list[Claim] = field(default_factory=list)
    before: list[Claim] = field(default_factory=list)
    reference: Token | None = None
    within: str = ""
    words: str = ""
    reason: bool = False


class _Reader:
    """Walks the passages of one document in order; holds what later sentences may refer back to."""

    def __init__(self, document: int, first_fact: int, year: int | None) -> None:
        self._document = document
        self._first = first_fact
        self._year = year
        self._facts: list[Fact] = []
        self._claims: list[Claim] = []
        self._comparisons: list[Comparison] = []
        self._gaps: list[Gap] = []
        self._headings: list[tuple[int, str]] = []
        self._listings = Listings()
        self._topic = Concept("")
        self._sentence = 0
        self._passage: Passage
        self._last_end = 0
        self._base_depth = 0
        self._context = _Context()

    def result(self) -> Claims:
        """Everything that has been read, with the parts of each listing marked."""
        listed = self._listings.finish(self._claims, self._first)
        return Claims(tuple(self._facts), tuple(listed), tuple(self._comparisons), tuple(self._gaps))

    def read(self, passage: Passage) -> None:
        """Read one passage."""
        self._passage = passage
        if _is_table_row(passage.text):
            return
        self._listings.enter(passage.level)
        if passage.is_heading:
            self._headings = [h for h in self._headings if h[0] < passage.level]
            self._headings.append((passage.level, passage.body))
        self._topic = self._heading_topic(passage)
        self._context = _Context(before=self._context.before if passage.level > 8 else [])
        self._sentence += 1
        parts = parse(tokenize(passage.text, len(passage.marker)))
        self._walk(parts)
        self._end_sentence(passage_ends=True)

    def _heading_topic(self, passage: Passage) -> Concept:
        """The 类/款/项 named at the head of an item, completed by the headings it stands under."""
        head = passage.body[:120].split("。")[0]
        names, code = path_of(head)
        for _, text in reversed(self._headings):
            above, _ = path_of(text)
            if above and names and text != passage.body and len(above) + len(names) <= 3:
                names = (*above, *names)
                break
        return Concept(names[-1], names, code) if names else Concept("")

    def _heading_fund(self) -> str | None:
        """The fund that the headings over the passage speak of."""
        for _, text in reversed(self._headings):
            if fund := read_subject(text, self._year).concept.fund:
                return fund
        return None

    def _walk(self, parts: Sequence[Part]) -> None:
        for part in parts:
            match part:
                case Group():
                    self._group(part)
                case Mark(token=token):
                    self._mark(token)
                case Phrase():
                    self._phrase(part)

    def _group(self, group: Group) -> None:
        outer = self._context
        depth = self._listings.depth
        opens = any(isinstance(part, Mark) and part.token.type == "AMONG" for part in group.parts)
        self._context = replace(outer, chain=list(outer.chain))
        if not opens and _lists_amounts(group):
            self._listings.open(outer.chain, "（", bracketed=True)
            self._context.chain = []
        base, self._base_depth = self._base_depth, depth
        self._walk(group.parts)
        self._base_depth = base
        self._listings.close_to(depth)
        self._context = outer

    def _mark(self, token: Token) -> None:
        context = self._context
        match token.type:
            case "STOP":
                self._end_sentence()
            case "SEMI":
                following = self._passage.text[token.end : token.end + 2]
                if not (context.reason and following[:1] in _LISTS_NEXT and following[1:] == "是"):
                    context.reason = False
                context.chain, context.words = [], ""
                self._listings.end_item(self._base_depth)
            case "ENUM":
                if self._listings.depth and token.start - self._last_end <= _AFTER_NUMBER:
                    context.chain = []
            case "AMONG" if not context.reason:
                self._listings.open(
                    context.chain or context.before, token.text, same_sentence=bool(context.chain)
                )
                context.chain = []
            case "AMONG":
                if self._passage.text[token.end : token.end + 2] in {"：", "：1"} or token.end == len(
                    self._passage.text
                ):
                    context.reason = False
                    self._listings.open(context.before, token.text, same_sentence=False)
                    context.chain = []
            case "REASON":
                context.reason = True
            case _:
                pass

    def _end_sentence(self, *, passage_ends: bool = False) -> None:
        context = self._context
        if context.chain or not passage_ends:
            said = [c for c in self._claims if c.sentence == self._sentence and not c.in_reason]
            context.before = said or context.before
        context.chain, context.reference, context.reason = [], None, False
        context.within = context.words = ""
        tail = self._passage.text.rstrip("：:")[-8:]
        self._listings.end_sentence(
            self._passage.level,
            pending=passage_ends and tail.endswith(("其中", "包括", "如下", "方面", "分别为")),
        )
        self._sentence += 1

    def _phrase(self, phrase: Phrase) -> None:
        predicate = phrase.predicate
        subject = phrase.subject.text if phrase.subject else ""
        if phrase.reference is not None:
            self._context.reference = phrase.reference
        if predicate is None:
            if subject.endswith("中"):
                self._context.within = subject.removesuffix("中")
            self._context.words += f"{subject}，"
            return
        if predicate.kind == "comparison" and predicate.word is not None:
            self._compare(subject, predicate.word)
        elif predicate.quantity is None:
            return
        elif predicate.kind == "change" and predicate.word is not None:
            self._change(subject, predicate.word, predicate.quantity)
        elif predicate.kind == "share" and predicate.word is not None:
            self._share(subject, predicate.word, predicate.quantity)
        elif predicate.kind == "completion" and predicate.word is not None:
            self._completion(subject, predicate.word, predicate.quantity, predicate.second)
        else:
            self._amount(subject, predicate.quantity)

    # --- the kinds of predicate -------------------------------------------------------------------------

    def _amount(self, phrase: str, quantity: Quantity) -> None:
        subject = read_subject(phrase, self._year)
        number = read_number(quantity.token, phrase, money=_speaks_of_money(subject))
        if number is None:
            self._leave_bare(quantity.token)
            return
        if isinstance(number, Printed) and number.kind is Kind.RATIO:
            self._ratio(phrase, quantity, number)
            return
        kind = ClaimKind.LEVEL
        if isinstance(number, Printed) and number.kind is not Kind.MONEY:
            kind = ClaimKind.SCORE if number.kind is Kind.SCORE else ClaimKind.COUNT
        path = subject.concept.path
        if len(path) > 1:
            self._context.reason = False
            if self._topic.path[-len(path) :] != path:
                self._topic = subject.concept
        claim = self._claim(kind, subject, phrase, quantity, number)
        if claim is None:
            return
        if not claim.in_reason:
            self._listings.add(claim, first=not _has(self._context.chain, claim), named=subject.named)
        self._context.chain.append(claim)

    def _change(self, phrase: str, verb: Token, quantity: Quantity) -> None:
        subject = read_subject(phrase, self._year)
        direction = {"UP": 1, "DOWN": -1}.get(verb.type, 0)
        if verb.type == "EITHER":
            direction = 1 if verb.text[:2] in {"增加", "增长", "上升"} else -1
        changed = next((c for c in reversed(self._context.chain) if c.kind is ClaimKind.CHANGE), None)
        bare_rate = quantity.token.type == "BARE" and changed is not None
        number = read_number(quantity.token, phrase, money=_speaks_of_money(subject), percent=bare_rate)
        if number is None:
            self._leave_bare(quantity.token)
            return
        is_rate = isinstance(number, Printed) and number.kind is Kind.RATIO
        kind = ClaimKind.RATE if is_rate else ClaimKind.CHANGE
        reference = self._context.reference
        measure, period = reference_of(reference.text, self._year) if reference else (Measure.MAIN, None)
        base = self._base(subject, number)
        if is_rate and changed is not None and not subject.named:
            base = changed.base
        claim = self._claim(
            kind,
            subject,
            phrase,
            quantity,
            number,
            direction=0 if verb.type == "EITHER" and not is_rate else direction,
            base=base,
            change=changed.fact if is_rate and changed is not None and not subject.named else None,
            compared_with=reference.text if reference else "",
        )
        if claim is None:
            return
        if base is not None:
            concept = self._at(base)
            earlier = self._earlier(concept, measure, period)
            claim = self._update(
                replace(claim, concept=concept.concept, measure=concept.measure, earlier=earlier)
            )
        if kind is ClaimKind.CHANGE and not claim.in_reason:
            self._listings.add(claim, first=not _has(self._context.chain, claim), named=True)
        self._context.chain.append(claim)

    def _share(self, phrase: str, word: Token, quantity: Quantity) -> None:
        number = read_number(quantity.token, phrase, money=False, percent=True)
        if number is None:
            return
        of = word.text.removeprefix("占").rstrip("的为达约近")
        of = "" if of in {"比", "比例", "比重"} else of.removesuffix("的比例").removesuffix("的比重")
        of = of or self._context.within
        part = next((c for c in reversed(self._context.chain) if c.kind in _LEVELS), None)
        if part is None and of:
            part = next((c for c in self._context.before if c.kind in _LEVELS), None)
        subject = (
            Subject(part.concept, part.measure, part.period, named=True)
            if part
            else read_subject(phrase, self._year)
        )
        whole = None
        if phrase and not of and part is not None and not self._at(part.fact).phrase.endswith(phrase):
            part = None
        if part is not None:
            whole = self._whole(part, of)
        self._push(
            self._claim(
                ClaimKind.SHARE,
                subject,
                phrase,
                quantity,
                number,
                base=part.fact if part else None,
                whole=whole,
                of=_name_of(of, self._year) if whole is None else of,
            )
        )

    def _completion(self, phrase: str, word: Token, first: Quantity, second: Quantity | None) -> None:
        subject = read_subject(word.text.removeprefix("完成"), self._year)
        measure = subject.measure if subject.measure.is_budget else Measure.BUDGET
        actual = self._latest({Measure.ACTUAL}) or self._latest({Measure.MAIN})
        plan: Claim | None = None
        rate = second
        about = Subject(actual.concept if actual else self._topic, measure, None, named=True)
        number = read_number(first.token, phrase, money=False)
        if second is None and isinstance(number, Printed) and number.kind is Kind.RATIO:
            rate = first
            plan = self._latest({measure}) or (
                self._latest({Measure.BUDGET, Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET}, only=True)
                if measure is Measure.BUDGET
                else None
            )
        elif isinstance(number, Printed):
            plan = self._claim(ClaimKind.LEVEL, about, word.text, first, number)
            if plan is not None and not plan.in_reason:
                self._listings.add(plan, first=not _has(self._context.chain, plan), named=True)
                self._context.chain.append(plan)
        if rate is None:
            return
        number = read_number(rate.token, phrase, money=False, percent=True)
        if number is None:
            return
        self._push(
            self._claim(
                ClaimKind.COMPLETION,
                replace(about, measure=Measure.ACTUAL),
                phrase,
                rate,
                number,
                base=actual.fact if actual else None,
                plan=plan.fact if plan else None,
                of=word.text.removeprefix("完成"),
            )
        )

    def _ratio(self, phrase: str, quantity: Quantity, number: Printed | Unread) -> None:
        """A percentage with a noun: 执行率 92%, 覆盖率 60%."""
        subject = read_subject(phrase, self._year)
        base: Claim | None = None
        plan: Claim | None = None
        if phrase.rstrip("为是达到约").endswith(_RATE_NOUNS):
            base = self._latest({Measure.ACTUAL})
            plan = self._latest({Measure.BUDGET, Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET}, only=True)
            if base is None or plan is None:
                base, plan = self._two_counts()
        self._push(
            self._claim(
                ClaimKind.COMPLETION if base and plan else ClaimKind.RATIO,
                subject,
                phrase,
                quantity,
                number,
                base=base.fact if base and plan else None,
                plan=plan.fact if base and plan else None,
            )
        )

    def _compare(self, phrase: str, word: Token) -> None:
        sense = {"LESS": -1, "MORE": 1}.get(word.type, 0)
        subject = read_subject(phrase, self._year)
        reference = self._context.reference
        left = right = None
        if word.type in {"LESS", "MORE", "SAME"}:
            measure = read_subject(
                self._passage.text[word.end : word.end + 8].split("的")[0], self._year
            ).measure
            actual = self._latest({Measure.ACTUAL}, of=subject)
            plan = self._latest({measure}, of=subject) or (
                self._latest(
                    {Measure.BUDGET, Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET}, only=True, of=subject
                )
                if measure is Measure.BUDGET
                else None
            )
            left, right = (actual and actual.fact), (plan and plan.fact)
        elif reference is not None:
            measure, period = reference_of(reference.text, self._year)
            base = self._base(subject, None)
            if base is not None:
                left, right = base, self._earlier(self._at(base), measure, period)
                self._listings.flat(self._at(base))
        place = self._passage.place(word.start)
        self._comparisons.append(Comparison(sense, left, right, word.text, self._quote(word.start), place))

    # --- what a phrase refers back to -------------------------------------------------------------------

    def _said(self) -> list[Claim]:
        """What the sentence, or else the one before it, has said outside of reasons."""
        return [*self._context.before, *self._context.chain]

    def _latest(
        self, measures: set[Measure], *, only: bool = False, of: Subject | None = None
    ) -> Claim | None:
        """The level of one of the measures that was said last; with ``only``, None where several differ."""
        found = [c for c in self._said() if c.kind is ClaimKind.LEVEL and c.measure in measures]
        if of is not None and of.named:
            found = [c for c in found if c.concept.name == of.concept.name]
        if only and len({c.measure for c in found}) > 1:
            return None
        return found[-1] if found else None

    def _two_counts(self) -> tuple[Claim | None, Claim | None]:
        counts = [c for c in self._said() if c.kind is ClaimKind.COUNT and not c.approximate]
        if len(counts) < 2:
            return None, None
        plan, base = counts[-2:]
        if self._printed(plan).unit != self._printed(base).unit:
            return None, None
        return base, plan

    def _base(self, subject: Subject, number: Printed | Unread | None) -> int | None:
        """The level that a change is said of: named by its subject, or the one just given."""
        if self._context.reason:
            return None
        family = number.kind if isinstance(number, Printed) and number.kind is not Kind.RATIO else Kind.MONEY
        if not subject.named:
            levels = [
                c for c in self._context.chain if c.kind in _LEVELS and self._is(c, family) and not c.of
            ]
            if levels:
                return levels[-1].fact
            levels = [c for c in self._context.before if c.kind in _LEVELS and self._is(c, family)]
            return levels[0].fact if levels and _one_subject(levels) else None
        levels = [
            c
            for c in self._claims[-80:]
            if c.kind in _LEVELS
            and self._is(c, family)
            and c.concept.name == subject.concept.name
            and not c.in_reason
            and c.period in {None, self._year}
            and (
                c.measure is subject.measure
                or Measure.MAIN in {c.measure, subject.measure}
                or (c.measure.is_budget and subject.measure.is_budget)
            )
        ]
        near = [c for c in levels if c.paragraph == self._passage.index] or levels
        if not near or len({self._printed(c).value for c in near}) > 1:
            return None
        return near[-1].fact

    def _earlier(self, base: Claim, measure: Measure, period: int | None) -> int | None:
        """The level compared with, where the same item has given it with its year."""
        if period is None and not measure.is_budget:
            return None
        levels = [
            c
            for c in self._said()
            if c.kind is base.kind
            and c.concept == base.concept
            and c.fact != base.fact
            and c.period == period
            and (c.measure is measure or (measure is Measure.MAIN and period is not None))
        ]
        return levels[-1].fact if levels and (period is None or period != base.period) else None

    def _whole(self, part: Claim, of: str) -> int | None:
        """The level that a share is taken of: named, or the total of the listing."""
        if not of:
            frame = self._listings.frame_of(part)
            return frame.total_for(part) if frame else None
        subject = read_subject(of, self._year)
        found = [
            c
            for c in self._claims
            if c.kind is part.kind
            and c.fact != part.fact
            and not c.in_reason
            and c.concept.name == subject.concept.name
            and subject.canonical
            and (c.measure is part.measure or Measure.MAIN in {c.measure, part.measure})
            and not c.measure.is_budget | part.measure.is_budget
        ]
        return found[-1].fact if found and len({self._printed(c).value for c in found}) == 1 else None

    # --- making claims ----------------------------------------------------------------------------------

    def _claim(
        self,
        kind: ClaimKind,
        subject: Subject,
        phrase: str,
        quantity: Quantity,
        number: Printed | Unread | None,
        *,
        direction: int = 0,
        base: int | None = None,
        change: int | None = None,
        whole: int | None = None,
        plan: int | None = None,
        of: str = "",
        compared_with: str = "",
    ) -> Claim | None:
        """Record a number as a fact and a claim; a number that cannot be read becomes a gap."""
        if number is None:
            return None
        token = quantity.token
        self._last_end = token.end
        if isinstance(number, Unread):
            self._leave(token, number.why)
            return None
        concept = subject.concept
        if concept.fund is None:
            concept = replace(concept, fund=self._heading_fund())
        path = concept.path
        if self._topic.name and (not subject.named or (path and self._topic.path[-len(path) :] == path)):
            concept = replace(self._topic, fund=concept.fund)
        elif not subject.named and kind in _LEVELS and self._context.chain:
            said = self._context.chain[-1].concept
            goes_on = not concept.name or (
                subject.measure is not Measure.MAIN
                and concept.name in said.name + "支出" * (not said.name.endswith("收入"))
            )
            concept = said if goes_on else concept
        fact = Fact(
            document=self._document,
            printed=number,
            place=self._passage.place(token.start),
            quote=self._quote(token.start),
            row=concept.name or phrase[-30:],
            column=column_of(kind, subject.measure, direction),
        )
        claim = Claim(
            fact=self._first + len(self._facts),
            kind=kind,
            concept=concept,
            phrase=f"{self._context.words}{phrase}",
            measure=subject.measure,
            period=subject.period,
            sentence=self._sentence,
            paragraph=self._passage.index,
            headings=tuple(text for _, text in self._headings),
            direction=direction,
            approximate=quantity.approximate or phrase.endswith(_ROUGHLY),
            after=self._after(token.end) if kind is ClaimKind.COUNT else "",
            in_reason=self._context.reason,
            compared_with=compared_with,
            of=of,
        )
        if not claim.in_reason:
            claim = replace(claim, base=base, change=change, whole=whole, plan=plan)
        self._facts.append(fact)
        self._claims.append(claim)
        return claim

    def _after(self, position: int) -> str:
        """The words that follow a count: what is counted, where the sentence says it last."""
        return _STOPS.split(self._passage.text[position : position + 24], maxsplit=1)[0]

    def _push(self, claim: Claim | None) -> None:
        if claim is not None:
            self._context.chain.append(claim)

    def _update(self, claim: Claim) -> Claim:
        self._claims[claim.fact - self._first] = claim
        return claim

    def _at(self, fact: int) -> Claim:
        return self._claims[fact - self._first]

    def _printed(self, claim: Claim) -> Printed:
        return self._facts[claim.fact - self._first].printed

    def _is(self, claim: Claim, kind: Kind) -> bool:
        return self._printed(claim).kind is kind

    def _leave_bare(self, token: Token) -> None:
        """A number without a unit: one with decimals should have had one, a whole one is a name or an ordinal."""
        if "." in token.text:
            self._leave(token, "没有单位，看不出说的是什么")

    def _leave(self, token: Token, why: str) -> None:
        self._gaps.append(Gap(self._document, token.text, why, self._passage.place(token.start)))

    def _quote(self, position: int) -> str:
        """The sentence around a position, exactly as printed."""
        text = self._passage.text
        start = max(text.rfind("。", 0, position) + 1, position - _QUOTE)
        end = text.find("。", position)
        end = min(len(text) if end < 0 else end + 1, position + _QUOTE)
        return self._passage.printed(start, end)


def _name_of(phrase: str, year: int | None) -> str:
    """The canonical name of the whole that a share names, or its own words."""
    return read_subject(phrase, year).concept.name if phrase else ""


def _has(chain: Sequence[Claim], claim: Claim) -> bool:
    """Whether the chain already holds a number of the same family and measure."""
    return any(family_of(c) == family_of(claim) for c in chain)


def _one_subject(levels: Sequence[Claim]) -> bool:
    return len({c.concept.name for c in levels}) == 1 or all(c.total is None for c in levels)


def _speaks_of_money(subject: Subject) -> bool:
    return subject.measure is not Measure.MAIN or subject.canonical


def _lists_amounts(group: Group) -> bool:
    """A bracket that breaks an amount down without 其中: （甲 3 个、乙 5 个）, （含外宾 0 万元）."""
    phrases = [p for p in group.parts if isinstance(p, Phrase) and p.predicate is not None]
    return bool(phrases) and all(
        p.predicate is not None and p.predicate.kind == "amount" and p.subject is not None for p in phrases
    )


def _is_table_row(text: str) -> bool:
    """A line of a table that has lost its columns: several numbers between spaces, no sentence."""
    return (
        "。" not in text and text.count(" ") >= 2 and sum(part[:1].isdigit() for part in text.split(" ")) >= 3
    )
