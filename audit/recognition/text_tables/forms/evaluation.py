"""Forms of self-evaluation whose cells have run together: the head of the amounts, then one label and its values a row.

A copied form prints its cells one below the other, or all on one line; blanks are lost. The words of the head say what
the values are, and they stand in its order: a row of as many values as there are columns is complete, a row of fewer
ends early, and a rate or a score where an amount is due means that the row cannot be told apart.

Source: 项目支出绩效自评表 (财预〔2020〕10号) and its provincial forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.document import Grid, Line
from audit.recognition.text_tables.barred import unbarred
from audit.recognition.text_tables.rows import Token, grid_of, tokens_of
from checks.catalogue import plain, statement_for_title
from checks.numbers.amount import normalise

_COLUMNS: tuple[tuple[str, str], ...] = (
    ("年初预算数", r"年初预算(?:安排)?数?"),
    ("全年预算数", r"(?:全年|调整后?的?)预算(?:安排)?数?(?:（A）)?"),
    ("全年执行数", r"(?:全年|预算|实际|年度)?(?:执行|支出)数(?:（B）)?"),
    ("执行率", r"(?:预算)?(?:执行|完成)率(?:（B/A）|（%）)?"),
    ("分值", r"分值|权重|标准分"),
    ("得分", r"(?:自评)?得分"),
)
_HEAD = re.compile(
    "((?:"
    + "|".join(pattern for _, pattern in _COLUMNS)
    + "){3,6})(?:(?:偏差)?原因(?:分析)?(?:及改进措施)?|备注)?"
)
_ROW = re.compile(
    r"(?:其中)?：?(?:年度)?(?:资金)?总额|(?:其中)?：?(?:当年|本年)?(?:一般公共预算)?(?:财政拨款|财政资金)|上年结转(?:资金)?|财政专户管理资金|单位(?:自有)?资金|其他资金"
)
_VALUE = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?|[/—-]+")
_AMOUNT = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_PROJECT = "项目名称"
_REACH = 24
"""The words of a head stand in so many lines."""

_LONGEST = 60
_ABOVE = 40
_LEAD = 120
_WITH_ITS_YEAR = re.compile(r"[^\s：:（(]+(?:\s?[（(]\s?20\d{2}年度?\s?[）)])?")
_SENTENCE = re.compile("[，。；]")
_BEGINS = re.compile(r"年初|全年|调整|预算(?:数|执行)|(?:年度)?(?:项目)?(?:资金|预算)")


@dataclass(frozen=True, slots=True)
class Form:
    """The amounts of a form as a grid, the words around it on its first and last line, and the position behind it."""

    grid: Grid
    before: tuple[Line, ...]
    after: tuple[Line, ...]
    end: int


@dataclass(frozen=True, slots=True)
class _Head:
    """The columns that a head names, the words before it, and where its rows begin: a line and a token in it."""

    columns: tuple[str, ...]
    before: tuple[Line, ...]
    line: int
    token: int


def collapsed_form(lines: Sequence[Line], position: int) -> Form | None:
    """The amounts of a form whose head begins at a line; None where none begins there."""
    head = _head(lines, position)
    if head is None:
        return None
    rows: list[list[Token | str]] = []
    end = (head.line, head.token)
    for label, values, behind in _records(lines, head):
        if not _ROW.fullmatch(plain(label).strip("：")):
            break
        row = _placed(values, head.columns)
        if row is not None:
            rows.append([label, *row])
        end = behind
    if not rows:
        return None
    last, count = end
    rest = [token.text for token in _tokens(lines[last])[count:]]
    after = (Line(" ".join(rest), lines[last].place),) if rest else ()
    names = ["项目", *head.columns]
    titles = [[title] * len(names)] if (title := _title(lines, position)) else []
    whose = [["项目名称", *[project] * len(head.columns)]] if (project := _project(lines, position)) else []
    grid = grid_of([*titles, *whose, names], rows, lines[position].place)
    return Form(grid, head.before, after, last + 1)


def _title(lines: Sequence[Line], position: int) -> str | None:
    """The title of a form, which may stand some lines above its amounts, or in front of them on their line."""
    above = (line.text.strip(" |｜") for line in reversed(lines[max(0, position - _ABOVE) : position]))
    before = _WITH_ITS_YEAR.findall(lines[position].text[:_LEAD])
    return next(
        (text for text in (*above, *before) if len(text) < _ABOVE and statement_for_title(text)), None
    )


def _project(lines: Sequence[Line], position: int) -> str | None:
    """The project that a form names between its title and its amounts."""
    words: list[str] = []
    for line in reversed(lines[max(0, position - _ABOVE) : position + 1]):
        words[:0] = (plain(token.text).strip("：") for token in _tokens(line))
        if _PROJECT in words:
            return next(iter(words[words.index(_PROJECT) + 1 :]), None)
        if statement_for_title(line.text.strip(" |｜")):
            break
    return None


def _tokens(line: Line) -> list[Token]:
    """The words of a line; bars between cells are none."""
    return list(tokens_of(unbarred([line])))


def _head(lines: Sequence[Line], position: int) -> _Head | None:
    first = plain(lines[position].text)
    begins = _BEGINS.match(first) is not None and not _SENTENCE.search(first)
    if not begins and not _HEAD.search(first):
        return None
    text = ""
    for number, line in enumerate(lines[position : position + _REACH], position):
        tokens = _tokens(line)
        for index, token in enumerate(tokens):
            match = _HEAD.search(text)
            value = _VALUE.fullmatch(normalise(token.text)) is not None
            if match and match.end() == len(text) and (value or _ROW.match(plain(token.text))):
                lead = text[: match.start()]
                before = (Line(lead, lines[position].place),) if lead else ()
                return _Head(_named(match[1]), before, number, index)
            if value and number > position:
                return None
            text += plain(token.text)
    return None


def _named(head: str) -> tuple[str, ...]:
    columns: list[str] = []
    while head:
        name, match = next((n, m) for n, p in _COLUMNS if (m := re.match(p, head)))
        columns.append(name)
        head = head[match.end() :]
    return tuple(columns)


def _records(lines: Sequence[Line], head: _Head) -> Iterator[tuple[str, list[Token], tuple[int, int]]]:
    """Labels with the values behind them, and the line and the token at which each has ended."""
    label, values, end = "", list[Token](), (head.line, head.token)
    for number, line in enumerate(lines[head.line : head.line + _LONGEST], head.line):
        tokens = _tokens(line)
        for index, token in enumerate(tokens):
            if number == head.line and index < head.token:
                continue
            if _VALUE.fullmatch(normalise(token.text)):
                values.append(token)
            else:
                row = _ROW.fullmatch(plain(label).strip("："))
                if values or (row and not _ROW.fullmatch(plain(label + token.text).strip("："))):
                    yield label, values, end
                    label, values = "", []
                label += token.text
            end = (number, index + 1)
    if label:
        yield label, values, end


def _placed(values: Sequence[Token], columns: Sequence[str]) -> list[Token | str] | None:
    """The values under their columns; None where their kinds do not fit. A row that is complete may leave the % out."""
    if len(values) > len(columns):
        return None
    complete = len(values) == len(columns)
    for value, column in zip(values, columns, strict=False):
        rate = value.text.endswith(("%", "％"))
        bare = _AMOUNT.fullmatch(value.text) and "." not in value.text
        if (rate and column != "执行率") or (bare and column == "执行率" and not complete):
            return None
    return [*values, *[""] * (len(columns) - len(values))]
