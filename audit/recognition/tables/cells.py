"""What a cell's text is: a number, a code, a total's label, one of the numbers that count columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.document import Cell
from checks.catalogue import bare, plain
from checks.catalogue.vocabulary import table
from checks.numbers.amount import MONEY_UNITS, PIECE, NoEntry, Unit, hides_number, normalise, parse

Cells = Sequence[Cell | None]
"""One row of a table: the cells that begin in it, None where a position is covered or absent."""

NUMERIC = re.compile(r"[(（]?[-+−]?[\d,]*\d(?:\.\d+)?[)）]?[%‰]?")
_MONEY = re.compile(
    r"(?P<sign>[-+−])?(?P<currency>[¥￥]|人民币|RMB|CNY)?(?P<number>[(（]?[-−]?[\d,]*\d(?:\.\d+)?[)）]?)"
    r"(?P<unit>百万元?|千元|[万亿]元?|元)?"
)
_AMOUNT = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+")
_CODE = re.compile(r"\d{3}(?:\d{2}){0,3}")
CODE_AND_NAME = re.compile(r"[\[【(（]?(\d{3}(?:\d{2}){0,3})[\])】）]?[-—_.、\s]*([^\d\s.,].*)")
TOTAL_LABELS = frozenset(table("totals"))
_COUNTED = ("栏次", "行次")
"""What stands before the numbers that count the columns."""

_MANY = 4
"""So many numbers that count the cells they stand in are those of the columns, whatever stands in one cell more."""
LABEL_HEADERS, LINE_HEADERS, CODE_HEADERS = table("labels"), table("lines"), table("codes")


def text_of(cell: Cell | None) -> str:
    """A cell's text, empty where there is no cell."""
    return cell.text.strip() if cell is not None else ""


def texts_of(row: Sequence[Cell | None]) -> list[str]:
    """The texts of a row that are not empty."""
    return [cell.text.strip() for cell in row if cell is not None and cell.text.strip()]


def is_numeric(text: str) -> bool:
    """Whether a cell's text is a number (not a code; see :func:`is_code`), several, or stands for one that it does not print."""
    words = normalise(text).split()
    several = len(words) > 1 and all(_AMOUNT.fullmatch(word) for word in words)
    return several or any(form.fullmatch("".join(words)) for form in (NUMERIC, _MONEY)) or hides_number(text)


def amount_in(text: str, unit: Unit) -> tuple[str, Unit]:
    """The number of a cell without a currency sign or a unit of money, and the unit it is in: 1.20万元, ¥5.00."""
    match = _MONEY.fullmatch("".join(normalise(text).split()))
    if match is None or not (match["currency"] or match["unit"]):
        return text, unit
    name = match["unit"] or ""
    stated = MONEY_UNITS.get(name) or MONEY_UNITS.get(f"{name}元")
    return (match["sign"] or "") + match["number"], stated if name and stated else unit


def is_code(text: str) -> bool:
    """Whether a cell's text is a code of the functional or economic classification."""
    return _CODE.fullmatch(plain(text)) is not None


def is_dash(text: str) -> bool:
    """Whether a cell says by a dash that there is no amount."""
    return isinstance(parse(text, PIECE), NoEntry) and plain(text) not in {"", "无"}


def counts_columns(row: Sequence[Cell | None]) -> bool:
    """The row 栏次 1 2 3 4 … that counts the columns, one number of many blotted out or not as it should be."""
    texts = [plain(text_of(cell)) for cell in row if cell is not None]
    if texts and texts[0] in _COUNTED:  # words of a head that is too tall for its row run over the numbers
        texts = [text if text in _COUNTED else re.sub(r"^\D+(?=\d{1,2}$)", "", text) for text in texts]
    words = [t for t in texts if t and not t.isdigit()]
    numbered = [at for at, t in enumerate(texts) if t.isdigit()]
    if not numbered or any(w not in {*_COUNTED, "-", "—"} for w in words):
        return False
    if not words and len(numbered) < 2:
        return False
    first = int(texts[numbered[0]])
    values = [int(texts[at]) for at in numbered]
    return first <= 2 and (
        values == list(range(first, first + len(values))) or _counts_cells(texts[numbered[0] :], first)
    )


def _counts_cells(texts: Sequence[str], first: int) -> bool:
    """Whether numbers count the cells that they stand in, all but one of many."""
    right = sum(text == str(first + at) for at, text in enumerate(texts))
    return right >= _MANY and right == len(texts) - 1


def _is_data(row: Sequence[Cell | None]) -> bool:
    texts = texts_of(row)
    if not texts or counts_columns(row):
        return False
    if any(is_numeric(t) for t in texts) or (len(texts) > 1 and any(is_dash(t) for t in texts[1:])):
        return True
    first = texts[0]
    others = texts[1:]
    if is_code(first) or CODE_AND_NAME.fullmatch(plain(first)):
        return True
    if plain(first) in TOTAL_LABELS:
        return not others or all(plain(t) in TOTAL_LABELS for t in others)
    heads = plain(first).endswith(CODE_HEADERS) or plain(first) in (*LABEL_HEADERS, *LINE_HEADERS)
    return not heads and any(bare(t) != plain(t) for t in texts if not plain(t).startswith("其中"))


def header_rows(matrix: list[list[Cell | None]]) -> int:
    """How many rows at the top are header: all before the first row of data, but never all rows."""
    for index, row in enumerate(matrix):
        if _is_data(row):
            return index
    for index, row in enumerate(matrix):
        texts = texts_of(row)
        if not texts or (index and plain(texts[0]) in TOTAL_LABELS and _over_labels(matrix[:index])):
            return index
    return min(1, len(matrix))


def _over_labels(header: list[list[Cell | None]]) -> bool:
    """Whether the first column is headed as one of codes or names."""
    first = " ".join(plain(text_of(row[0])) for row in header)
    return any(word in first for word in (*CODE_HEADERS, *LABEL_HEADERS))
