"""Small statements written out as a reader sees them, for the tests of rules and diagnosis."""

from __future__ import annotations

import numpy as np

from checks.finding import Place
from checks.numbers.amount import MONEY_UNITS, NoEntry, Printed, parse
from checks.numbers.facts import Fact, Role, Statement


class Tables:
    """Collects statements and their facts.

    A table is a mapping of row key to the amounts printed in it, under the given column keys; rows whose key
    is a code get the longest code above them as their parent.
    """

    def __init__(self, document: int = 0) -> None:
        self.facts: list[Fact] = []
        self.statements: list[Statement] = []
        self.document = document

    def add(
        self,
        code: str | None,
        columns: tuple[str, ...],
        rows: dict[str, tuple[str, ...]],
        *,
        unit: str = "万元",
        roles: dict[str, Role] | None = None,
        sections: dict[str, str] | None = None,
        parents: dict[str, str] | None = None,
    ) -> Statement:
        """Add a table and return its statement."""
        keys = tuple(rows)
        number = len(self.statements)
        identity = f"d{self.document}-s{number}"
        cells = np.full((len(keys), len(columns)), -1, dtype=np.int32)
        for i, key in enumerate(keys):
            for j, text in enumerate(rows[key]):
                printed = parse(text, MONEY_UNITS[unit])
                if isinstance(printed, NoEntry):
                    continue
                assert isinstance(printed, Printed), text
                cells[i, j] = len(self.facts)
                place = Place(page=number + 1, cell=f"S{number}!{chr(65 + j)}{i + 1}")
                quote = " | ".join((key, *rows[key]))
                self.facts.append(Fact(self.document, printed, place, quote, key, columns[j], identity))
        statement = Statement(
            id=identity,
            document=self.document,
            code=code,
            name=code or "表",
            unit=unit,
            rows=keys,
            columns=columns,
            row_labels=tuple(f"{key} 科目" if key.isdigit() else key for key in keys),
            column_labels=columns,
            cells=cells,
            parents=tuple(self._parent(key, keys, parents or {}) for key in keys),
            sections=tuple((sections or {}).get(key, "") for key in keys),
            roles=tuple((roles or {}).get(key, self._role(key)) for key in keys),
            pages=(number + 1,),
            printed_codes=tuple(key if key.isdigit() else "" for key in keys),
        )
        self.statements.append(statement)
        return statement

    @staticmethod
    def _role(key: str) -> Role:
        return Role.TOTAL if key.endswith(("合计", "总计")) else Role.ITEM

    @staticmethod
    def _parent(key: str, keys: tuple[str, ...], stated: dict[str, str]) -> int:
        if key in stated:
            return keys.index(stated[key])
        above = [k for k in keys if key.isdigit() and k.isdigit() and k != key and key.startswith(k)]
        return keys.index(max(above, key=len)) if above else -1

    def fact(self, row: str, column: str, table: int = 0) -> int:
        """The index of the fact at a row and column."""
        found = self.statements[table].fact(row, column)
        assert found is not None
        return found
