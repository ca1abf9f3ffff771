"""What is printed on every page and is not in the text, and what only looks so."""

from __future__ import annotations

from audit.reading.furniture import running_heads


def test_a_line_on_most_pages_is_a_running_head_unless_it_is_of_a_table() -> None:
    pages = range(1, 6)
    edges = [(page, "某县某局2024年部门决算公开") for page in pages]
    edges += [(page, "2024年度项目支出绩效自评表") for page in pages]
    edges += [(page, "单位：万元") for page in pages]
    assert running_heads(edges, 5) == {"某县某局2024年部门决算公开"}
