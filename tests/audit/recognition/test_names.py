"""The names that a sentence lists behind the count of them."""

from __future__ import annotations

import pytest

from audit.recognition.prose.lists.names import names_behind
from checks.numbers.claims import Names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("个内设机构，分别为办公室、教务处、总务处。", Names(3, 3, bodies=True, complete=True)),
        (
            "个职能部门：办公室（人事科）、宣传和文教科、监察室。",
            Names(3, 4, bodies=True, complete=True),
        ),
        ("个部门，包括办公室、财务科。", Names(2, 2, bodies=True, complete=False)),
        ("个部门，分别是办公室、财务科。另有派出机构。", Names(2, 2, bodies=True, complete=False)),
        ("个，办公室、政教处、高一年级组；", Names(3, 3, bodies=True, complete=False)),
        ("个科室，分别是：办公室、药房、后勤保障。", Names(3, 3, bodies=False, complete=True)),
        ("个部门：办公室、财务科、审计科，校工会。", Names(3, 4, bodies=True, complete=True)),
        ("个部门：办公室、财务科、审计科", Names(3, 3, bodies=True, complete=False)),
        ("个办公室：党政办公室、财政办公室等。", None),
        ("个行政村、7 个社区、122 个村民小组。", None),
        ("个省实现增长，东部、中部增幅居前。", None),
    ],
)
def test_names_are_counted_where_a_list_tells(text: str, expected: Names | None) -> None:
    assert names_behind(text, 0) == expected
