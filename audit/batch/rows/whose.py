"""Whose a row is: its first columns in every dataset, the same for all rows of a document, and so written as codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from audit.store.schemas import SCHEMAS, WHOSE

Row = dict[str, object]


def table(
    dataset: str,
    whose: Sequence[Row],
    of: Sequence[int] | npt.NDArray[np.int32],
    columns: Mapping[str, object],
    more: Mapping[str, pa.Array] | None = None,
) -> pa.Table:
    """The rows of a dataset from its other columns; row i is of ``whose[of[i]]``. ``more`` are columns that it has not."""
    schema = SCHEMAS[dataset]
    at = pa.array(of, pa.int32())
    codes = {
        name: pa.DictionaryArray.from_arrays(at, pa.array([row.get(name) for row in whose], kind))
        for name, kind in WHOSE
    }
    own = {
        name: values if isinstance(values, pa.Array) else pa.array(values, schema.field(name).type)
        for name, values in columns.items()
    }
    return pa.table({**codes, **own, **(more or {})})
