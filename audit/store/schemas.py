"""What stands in the store: the datasets, their columns, and which of them are laid out by year and kind.

Every row carries its task, the sha256 of its document and that of the rules it was judged by. Amounts are integers in
the steps of their kind (厘 for money), so that sums in SQL are exact.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

VERSION = 2
"""Of the store: 1 had the same columns, and bundles of another form."""

_TEXT, _NUMBER, _WHOLE = pa.string(), pa.int32(), pa.int64()

WHOSE: tuple[tuple[str, pa.DataType], ...] = (
    ("task", _TEXT),
    ("sha256", _TEXT),
    ("rules_sha256", _TEXT),
    ("department", _TEXT),
    ("year", _NUMBER),
    ("kind", _TEXT),
)
"""Whose a row is: the first columns of every dataset laid out by year and kind."""

SCHEMAS: Mapping[str, pa.Schema] = {
    "tasks": pa.schema(
        [
            ("task", _TEXT),
            ("content", _TEXT),
            ("rules_sha256", _TEXT),
            ("version", _TEXT),
            ("outcome", _TEXT),
            ("why", _TEXT),
            ("documents", _NUMBER),
            ("verdict", _TEXT),
            ("errors", _NUMBER),
            ("warnings", _NUMBER),
            ("infos", _NUMBER),
            ("waived", _NUMBER),
            ("numbers", _NUMBER),
            ("read", _NUMBER),
            ("bound", _NUMBER),
            ("checked", _NUMBER),
            ("limit_seconds", _NUMBER),
            ("limit_megabytes", _NUMBER),
            ("seconds", pa.float64()),
            ("processor_seconds", pa.float64()),
            ("megabytes", _NUMBER),
        ]
    ),
    "documents": pa.schema(
        [
            *WHOSE,
            ("document", _NUMBER),
            ("path", _TEXT),
            ("format", _TEXT),
            ("level", _TEXT),
            ("pages", _NUMBER),
            ("status", _TEXT),
            ("problems", pa.list_(_TEXT)),
            ("statements", pa.list_(_TEXT)),
            ("listed", pa.list_(_TEXT)),
            ("errors", _NUMBER),
            ("warnings", _NUMBER),
            ("infos", _NUMBER),
            ("waived", _NUMBER),
            ("numbers", _NUMBER),
            ("read", _NUMBER),
            ("bound", _NUMBER),
            ("checked", _NUMBER),
        ]
    ),
    "facts": pa.schema(
        [
            *WHOSE,
            ("document", _NUMBER),
            ("fact", _NUMBER),
            ("statement", _TEXT),
            ("table_name", _TEXT),
            ("row_key", _TEXT),
            ("column_key", _TEXT),
            ("row_label", _TEXT),
            ("column_label", _TEXT),
            ("text", _TEXT),
            ("value", _WHOLE),
            ("half", _WHOLE),
            ("unit", _TEXT),
            ("measures", _TEXT),
            ("page", _NUMBER),
            ("line", _NUMBER),
            ("cell", _TEXT),
            ("checked", pa.bool_()),
        ]
    ),
    "findings": pa.schema(
        [
            *WHOSE,
            ("document", _NUMBER),
            ("subject", _TEXT),
            ("finding", _TEXT),
            ("rule", _TEXT),
            ("category", _TEXT),
            ("severity", _TEXT),
            ("status", _TEXT),
            ("title", _TEXT),
            ("message", _TEXT),
            ("stated", _TEXT),
            ("expected", _TEXT),
            ("difference", _TEXT),
            ("tolerance", _TEXT),
            ("numbers", pa.list_(_TEXT)),
            ("repair", _TEXT),
            ("table_name", _TEXT),
            ("row_label", _TEXT),
            ("column_label", _TEXT),
            ("page", _NUMBER),
            ("line", _NUMBER),
            ("cell", _TEXT),
        ]
    ),
    "rules": pa.schema(
        [
            *WHOSE,
            ("rule", _TEXT),
            ("title", _TEXT),
            ("applied", _NUMBER),
            ("held", _NUMBER),
            ("violated", _NUMBER),
            ("skipped", _NUMBER),
            ("why_skipped", _TEXT),
        ]
    ),
    "disclosure": pa.schema(
        [
            *WHOSE,
            ("item", _TEXT),
            ("title", _TEXT),
            ("basis", _TEXT),
            ("verdict", _TEXT),
            ("page", _NUMBER),
            ("line", _NUMBER),
            ("problem", _TEXT),
            ("advice", _TEXT),
        ]
    ),
}
"""The columns of each dataset."""

PARTED = tuple(name for name in SCHEMAS if name != "tasks")
"""The datasets that are laid out by year and kind; the others are one heap."""
