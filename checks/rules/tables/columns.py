"""Columns that speak of other columns: a change, its rate, a completion, a share. Which ones, the rows themselves say.

A header rarely tells which two columns its percentage is of (决算数为预算数的% beside 预算数 and 调整预算数). So every pair
of amount columns is a hypothesis, and the one that most rows bear out is taken for the table's law; the rows that
break it are wrong. A law that less than two thirds of the telling rows keep is no law, unless the header leaves one
meaning only: the rate right behind a column of changes (增减额, 增减幅度) is that of these changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from checks.numbers.amount import Kind
from checks.numbers.facts import UNREAD, FactTable, Index, Statement
from checks.relations.relation import Ratio, Reading, Relation, Sum
from checks.rules.prose.readings import holds, is_nothing

_CHANGE = re.compile(
    r"增、?减(?:额|数|变动|变化)?|变动(?:额|数)?|(?:增加|增长|减少|下降)额|差额|增\(减\)|增（减）|±"
)
_BALANCE = re.compile(r"(?:本年|当年|收支)?(?:收支)?(?:结余|节余|盈余|差额|盈亏)")
_INCOME = re.compile(r"(?:.*/)?(?:总收入|本年收入|(?:本年)?收入(?:合计|总计)?)")
_SPENT = re.compile(r"(?:.*/)?(?:总支出|本年支出|(?:本年)?支出(?:合计|总计)?)")
"""What is left of the income of a row after its expenditure."""

_FLOW = (
    re.compile(r"(?:.*/)?(?:年末|期末|本年末|本年年末)[^/]*"),
    re.compile(r"(?:.*/)?(?:年初|期初|上年末|上年年末)[^/]*"),
    re.compile(r"(?:.*/)?(?:本年|本期|当年)?(?:增加|新增|借入|购入|购置|调入|转入)(?:额|数|数量|金额)?"),
    re.compile(r"(?:.*/)?(?:本年|本期|当年)?(?:减少|偿还|报废|处置|调出|转出)(?:额|数|数量|金额)?"),
)
"""What there is at the end and at the beginning of a year, what came in between and what went."""

_COUNT = re.compile(r"(?:.*/)?(?:采购|购置|配置|计划)?数量.*")
_PRICE = re.compile(r"(?:.*/)?.*单价.*")
_COST = re.compile(r"(?:.*/)?(?:采购|预算|购置|合计|总)?(?:金额|总价|预算数?|总额|合计).*")
"""So many at such a price: what they cost."""

_OF_ANOTHER = re.compile(r"[为占][^/]+的?(?:[%％]|比)")
"""A rate that says what it is of: 预算数为执行数的%."""

_MEAN = re.compile(r"(?:.*/)?(?:人均|户均|车均|生均|平均|均)[^/]*")
_HEADS = re.compile(r"(?:.*/)?(?:.*(?:人数|户数|车辆数|学生数)|数量)(?:（.*）)?")
"""What one of so many costs on average."""

_CHANGED = re.compile(r"[增减升降变]|同比|环比|较上年|比上年")
_RATE = re.compile(r"[%％]|率|比重|占比|比例|幅")
_MOST = 14
"""A table with more amount columns than this has no columns of rates that anybody could follow."""

_FEW = 6
"""A table of so few rows may print years below each other, and their change in a row."""

_FEWEST = 3
"""So many rows bear a law out, unless the table has fewer and all of them do."""

_TWICE = 2
"""So many rows are enough where the header itself says what the law is."""

_Build = Callable[[int, tuple[int, ...]], Reading]


def column_relations(statements: Iterable[Statement], table: FactTable) -> list[Relation]:
    """The relations between the columns of every table that prints changes or rates beside its amounts."""
    relations: list[Relation] = []
    for statement in statements:
        if len(statement.columns) <= _MOST:
            relations += _of(statement.cells, statement.column_labels, table)
            relations += [cost for cost, _ in _products(statement, table)]
            relations += _flows(statement, table)
        if len(statement.rows) <= _FEW:
            relations += _of(statement.cells.T, statement.row_labels, table)
    return relations


def multipliers(statements: Iterable[Statement], table: FactTable) -> list[int]:
    """The counts by which a column of costs multiplies its prices: coefficients of relations, and no terms."""
    return [count for each in statements if len(each.columns) <= _MOST for _, count in _products(each, table)]


def _of(cells: Index, labels: Sequence[str], table: FactTable) -> Iterator[Relation]:
    """The laws between the columns of ``cells`` (shape: lines × columns), which ``labels`` name."""
    kinds = [_kind(cells[:, c], table) for c in range(len(labels))]
    changes = [c for c, label in enumerate(labels) if kinds[c] is Kind.MONEY and is_change(label)]
    amounts = [c for c, kind in enumerate(kinds) if kind is Kind.MONEY and c not in changes]
    pairs = [(a, b) for a in amounts for b in amounts if a != b]
    yield from _balances(cells, labels, amounts, table)
    earlier: int | None = None
    for c, kind in enumerate(kinds):
        if c in changes:
            others, relations = _law(cells, c, [(_difference, pair) for pair in pairs], table)
            earlier = others[-1] if others else None
            yield from relations
        elif kind is Kind.RATIO and _RATE.search(labels[c]):
            moved = [(_over, (d, b)) for d in changes for b in amounts]
            growth = [(_growth, pair) for pair in pairs]
            ratios = [(_over, pair) for pair in pairs]
            if c - 1 in changes and earlier is not None and is_change(labels[c]):
                yield from _law(cells, c, [(_over, (c - 1, earlier))], table, said=True)[1]
                continue
            first = moved + growth if is_change(labels[c]) else ratios
            told = _OF_ANOTHER.search(labels[c]) is not None and len(amounts) == _TWICE and not changes
            yield from _law(cells, c, [*first, *growth, *ratios, *moved], table, said=told)[1]


def _balances(
    cells: Index, labels: Sequence[str], amounts: Sequence[int], table: FactTable
) -> Iterator[Relation]:
    """A column of what is left, where one column is headed as all income and one as all expenditure."""
    left, income, spent = (
        [c for c in amounts if words.fullmatch(labels[c])] for words in (_BALANCE, _INCOME, _SPENT)
    )
    if len(left) == len(income) == len(spent) == 1:
        yield from _law(cells, left[0], [(_left, (income[0], spent[0]))], table, said=True)[1]


def is_flow(labels: Sequence[str]) -> bool:
    """Whether columns of these names hold what there was, what came and went, and what there is."""
    return bool(_flow(labels))


def _flow(labels: Sequence[str]) -> tuple[int, int, tuple[int, ...], tuple[int, ...]] | None:
    """The columns of the end and the beginning, and those of what came and what went; None where one is wanting."""
    end, begin, came, went = ([c for c, label in enumerate(labels) if w.fullmatch(label)] for w in _FLOW)
    if len(end) != 1 or len(begin) != 1 or not (came or went):
        return None
    return end[0], begin[0], tuple(came), tuple(went)


def _flows(statement: Statement, table: FactTable) -> list[Sum]:
    """What there is at the end of the year, row by row, where most rows come to just that."""
    flow = _flow(statement.column_labels)
    if flow is None:
        return []
    end, begin, came, went = flow
    signs = {end: 1, begin: -1, **dict.fromkeys(came, -1), **dict.fromkeys(went, 1)}
    found = []
    for line in statement.cells:
        terms = tuple((int(line[c]), sign) for c, sign in signs.items() if line[c] >= 0)
        if (
            min(line[end], line[begin]) >= 0
            and not (line[list(signs)] == UNREAD).any()
            and len(terms) > _TWICE
        ):
            found.append(Sum("table.flow-column", terms))
    telling = [r for r in found if any(table.value[fact] for fact in r.facts)]
    held = sum(holds(relation, table.facts) for relation in telling)
    return found if held >= _TWICE and 3 * held >= 2 * len(telling) else []


def _products(statement: Statement, table: FactTable) -> list[tuple[Sum, int]]:
    """A column of costs, where one column is headed as counts and one as prices, and most rows multiply: each with its count."""
    labels = statement.column_labels
    columns = [
        [c for c, label in enumerate(labels) if words.fullmatch(label)] for words in (_COST, _PRICE, _COUNT)
    ]
    if any(len(found) != 1 for found in columns):
        columns = [
            [c for c, label in enumerate(labels) if words.fullmatch(label)] for words in (_MEAN, _HEADS)
        ]
        columns.insert(0, [c for c in range(len(labels)) if [c] not in columns])
    if any(len(found) != 1 for found in columns):
        return []
    found: list[tuple[Sum, int]] = []
    for cost, price, count in statement.cells[:, [c for (c,) in columns]].tolist():
        if min(cost, price, count) >= 0:
            pieces, rest = divmod(table[count].printed.value, table[count].printed.unit.factor)
            if pieces and not rest:
                found.append((Sum("table.product-column", ((cost, 1), (price, -pieces))), count))
    held = sum(holds(relation, table.facts) for relation, _ in found)
    return found if held >= _TWICE and 3 * held >= 2 * len(found) else []


def is_change(label: str) -> bool:
    """Whether a column or row of this name holds changes, which may be negative."""
    return _CHANGE.search(label) is not None


def is_rate_of_change(label: str) -> bool:
    """Whether a column of this name holds by how much per cent amounts changed."""
    return _RATE.search(label) is not None and _CHANGED.search(label) is not None


def _law(
    cells: Index,
    column: int,
    hypotheses: Sequence[tuple[_Build, tuple[int, ...]]],
    table: FactTable,
    *,
    said: bool = False,
) -> tuple[tuple[int, ...], list[Reading]]:
    """The other columns and the relations of the hypothesis that most rows bear out; nothing where none deserves it.

    ``said`` is that the header leaves no other meaning: a few rows are enough.
    """
    best: tuple[tuple[int, ...], list[Reading]] = ((), [])
    most = 0
    for build, others in hypotheses:
        found: list[Reading] = []
        for line in cells[:, [column, *others]]:
            if (line < 0).any():
                continue
            relation = build(int(line[0]), tuple(int(f) for f in line[1:]))
            if not (isinstance(relation, Ratio) and is_nothing(relation.denominator, table.facts)):
                found.append(relation)
        telling = [r for r in found if not is_nothing(tuple((f, 1) for f in r.facts), table.facts)]
        held = sum(holds(r, table.facts) for r in telling)
        enough = held >= _FEWEST or (held == len(telling) >= 2)
        borne_out = held >= _TWICE if said else enough and 3 * held >= 2 * len(telling)
        if borne_out and held > most:
            best, most = (others, found), held
    return best


def _difference(change: int, of: tuple[int, ...]) -> Reading:
    now, then = of
    return Sum("table.change-column", ((change, 1), (now, -1), (then, 1)))


def _left(left: int, of: tuple[int, ...]) -> Reading:
    income, spent = of
    return Sum("table.balance-column", ((left, 1), (income, -1), (spent, 1)))


def _growth(rate: int, of: tuple[int, ...]) -> Reading:
    now, then = of
    return Ratio("table.rate-column", rate, ((now, 1), (then, -1)), ((then, 1),))


def _over(rate: int, of: tuple[int, ...]) -> Reading:
    above, below = of
    return Ratio("table.rate-column", rate, ((above, 1),), ((below, 1),))


def _kind(facts: Index, table: FactTable) -> Kind | None:
    """What a column holds, by its first entry; a table without a stated unit counts in pieces of what it is."""
    entered = facts[facts >= 0]
    if not len(entered):
        return None
    kind = table[int(entered[0])].printed.kind
    return Kind.MONEY if kind is Kind.COUNT else kind
