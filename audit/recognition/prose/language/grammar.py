"""The grammar of a narrative: phrases that say something of a number, in brackets or between separators.

A phrase has at most a subject (基本支出), a reference (比上年决算数) and a predicate: an amount, a change,
a share, a completion, a comparison. The grammar is LALR(1) and accepts every sequence of tokens whose
brackets match, so that a sentence nobody foresaw is read as far as it can be, never refused. What the
phrases mean together is the business of :mod:`audit.recognition.prose.claims`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from lark import Lark, Transformer
from lark import Token as LarkToken
from lark.lexer import Lexer

from audit.recognition.prose.language.tokens import QUANTITIES, Token

_AND_MORE = re.compile(r"\d\s*[多余]")
"""Between a number and what it counts: 500 多人."""

_GRAMMAR = """
start: part*
?part: phrase | group | mark
group: OPEN part* CLOSE
mark: AMONG | REASON | PURPOSE | COMMA | ENUM | ITEM | SEMI | STOP | COLON | PLACEHOLDER | ABOUT | MORE_OR_LESS
phrase: WORD REFERENCE predicate
      | WORD REFERENCE
      | WORD predicate
      | WORD
      | REFERENCE predicate
      | REFERENCE
      | predicate
?predicate: change | share | completion | comparison | amount
change: verb quantity | verb
share: SHARE quantity PERCENT_OF | SHARE quantity | SHARE
completion: COMPLETE quantity PERCENT_OF | COMPLETE quantity | COMPLETE
comparison: FLAT | LESS | MORE | SAME
amount: quantity
!verb: UP | DOWN | EITHER
quantity: APPROX number MORE_OR_LESS | APPROX number | number MORE_OR_LESS | number
?number: MONEY | POINTS | PERCENT | PERCENT_OF | TIMES | SCORE | WAN | COUNT | BARE
%declare WORD REFERENCE SHARE COMPLETE UP DOWN EITHER FLAT LESS MORE SAME APPROX MORE_OR_LESS PLACEHOLDER
%declare ABOUT MONEY POINTS PERCENT PERCENT_OF TIMES SCORE WAN COUNT BARE AMONG REASON PURPOSE COMMA ENUM ITEM SEMI STOP COLON OPEN CLOSE
"""
_DEEPEST = 6
"""Brackets nested deeper than this are read as commas: no sentence means anything by them."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number token, and whether words around it (约, 余, 以上) make it approximate."""

    token: Token
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a phrase says: ``kind`` is change, share, completion, comparison or amount."""

    kind: str
    word: Token | None = None
    quantity: Quantity | None = None
    second: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A subject, a reference and a predicate, of which at least one is there."""

    subject: Token | None = None
    reference: Token | None = None
    predicate: Predicate | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A separator or a word that opens a listing (其中) or a reason (主要原因)."""

    token: Token


@dataclass(frozen=True, slots=True)
class Group:
    """What stands in brackets."""

    parts: tuple[Part, ...]


Part = Phrase | Mark | Group


class _Build(Transformer[LarkToken, Any]):
    """Reduces each rule to its data type as soon as it is recognised."""

    def start(self, parts: list[Part]) -> tuple[Part, ...]:
        return tuple(parts)

    def group(self, parts: list[Any]) -> Group:
        return Group(tuple(parts[1:-1]))

    def mark(self, parts: list[LarkToken]) -> Mark:
        return Mark(parts[0].value)

    def phrase(self, parts: list[Any]) -> Phrase:
        predicate = parts.pop() if isinstance(parts[-1], Predicate) else None
        reference = parts.pop().value if parts and parts[-1].type == "REFERENCE" else None
        return Phrase(parts[0].value if parts else None, reference, predicate)

    def change(self, parts: list[Any]) -> Predicate:
        return Predicate("change", parts[0], *parts[1:])

    def share(self, parts: list[Any]) -> Predicate:
        rest = [Quantity(p.value) if isinstance(p, LarkToken) else p for p in parts[1:]]
        return Predicate("share", parts[0].value, *rest)

    def completion(self, parts: list[Any]) -> Predicate:
        rest = [Quantity(p.value) if isinstance(p, LarkToken) else p for p in parts[1:]]
        return Predicate("completion", parts[0].value, *rest)

    def comparison(self, parts: list[LarkToken]) -> Predicate:
        return Predicate("comparison", parts[0].value)

    def amount(self, parts: list[Quantity]) -> Predicate:
        return Predicate("amount", None, parts[0])

    def verb(self, parts: list[LarkToken]) -> Token:
        return parts[0].value  # type: ignore[no-any-return]

    def quantity(self, parts: list[LarkToken]) -> Quantity:
        number = next(part for part in parts if part.type not in {"APPROX", "MORE_OR_LESS"})
        return Quantity(
            number.value, approximate=len(parts) > 1 or _AND_MORE.search(number.value.text) is not None
        )


class _Tokens(Lexer):
    """Hands our own tokens to the parser; the text has been cut up before."""

    def __init__(self, _conf: object) -> None:
        pass

    def lex(self, data: Iterable[Token]) -> Iterator[LarkToken]:  # type: ignore[override]
        for token in data:
            yield LarkToken(token.type, token)


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", lexer=_Tokens, transformer=_Build())


def parse(tokens: Iterable[Token]) -> tuple[Part, ...]:
    """The phrases, marks and bracketed groups of a sequence of tokens."""
    return _parser().parse(_of_numbers(_balanced(list(tokens))))  # type: ignore[return-value]


def _of_numbers(tokens: list[Token]) -> list[Token]:
    """The tokens with each 约 that no number follows (约2024年) told apart: one token ahead decides."""
    following = (token.type for token in tokens[1:])
    return [
        replace(token, type="ABOUT") if token.type == "APPROX" and after not in QUANTITIES else token
        for token, after in itertools.zip_longest(tokens, following)
    ]


def _balanced(tokens: list[Token]) -> list[Token]:
    """The tokens with brackets that have no partner, or are nested too deep, turned into commas."""
    stack: list[int] = []
    partner: dict[int, int] = {}
    for i, token in enumerate(tokens):
        if token.type == "OPEN":
            stack.append(i)
        elif token.type == "CLOSE" and stack:
            opening = stack.pop()
            if len(stack) < _DEEPEST:
                partner[opening] = i
    kept = {*partner, *partner.values()}
    return [
        replace(token, type="COMMA") if token.type in {"OPEN", "CLOSE"} and i not in kept else token
        for i, token in enumerate(tokens)
    ]
