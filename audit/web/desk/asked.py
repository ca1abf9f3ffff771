"""What an address of the desk asks for: which year and kind, which rows, in which order; and the same with something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from audit.desk.gathering import Bureau, Scope
from audit.desk.listings.choosing import Wanted

SCOPE = ("year", "kind")
KEYS = ("verdict", "handed_in", "since", "severity")
_PLAIN = (*SCOPE, *KEYS, "text", "some", "sort", "down")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of an address, those that mean something on the desk."""

    path: str
    values: Mapping[str, str]
    first: int = 0

    def scope(self, everything: Bureau) -> Scope:
        """The year and kind asked for, as far as the store has them."""
        years = {str(each.year): each.year for each in everything.disclosures if each.year}
        kinds = {each.kind for each in everything.disclosures}
        kind = self.values.get("kind", "")
        return Scope(years.get(self.values.get("year", "")), kind if kind in kinds else None)

    def wanted(self) -> Wanted:
        """The rows asked for, and their order."""
        return Wanted(
            self.values.get("text", ""),
            {name: self.values.get(name, "") for name in KEYS},
            self.values.get("some", ""),
            self.values.get("sort", ""),
            "down" in self.values,
        )

    def sorted_by(self, column: str) -> str:
        """The address of the same rows in the order of a column: the greatest first, the other way round the next time."""
        down = not (self.values.get("sort") == column and "down" in self.values)
        return self._with({"sort": column, "down": "1" if down else ""})

    def at(self, first: int) -> str:
        """The address of the same rows from another one on."""
        return self._with({"first": str(first)} if first else {})

    def scoped(self, path: str, **more: object) -> str:
        """Another address of the desk for the same year and kind."""
        values = {name: self.values.get(name, "") for name in SCOPE}
        return _address(path, {**values, **{name: str(value) for name, value in more.items() if value}})

    def _with(self, changed: Mapping[str, str]) -> str:
        return _address(self.path, {**self.values, **changed})


def asked(request: Request) -> Asked:
    """What a request asks for."""
    query = request.query_params
    values = {name: query[name].strip()[:_LONGEST] for name in _PLAIN if query.get(name, "").strip()}
    first = query.get("first", "")
    return Asked(request.url.path, values, int(first) if first.isdecimal() and len(first) < 8 else 0)


def _address(path: str, values: Mapping[str, str]) -> str:
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{path}?{query}" if query else path
