"""The form of a release: which files it has, which columns, of what type, in which unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

DATAPACKAGE = "datapackage.json"
DOCUMENTS, FACTS = "documents", "facts"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a release's table, as a field of the Table Schema."""

    name: str
    type: str
    description: str
    constraints: Json = field(default_factory=dict)
    extra: Json = field(default_factory=dict)

    def descriptor(self) -> Json:
        """The field as ``datapackage.json`` has it."""
        shown: Json = {"name": self.name, "type": self.type, "description": self.description, **self.extra}
        return {**shown, "constraints": self.constraints} if self.constraints else shown


_NEEDED = {"required": True}
DOCUMENT = Column("document", "integer", "文件序号 · the document, see documents", {**_NEEDED, "minimum": 0})
_WHOSE = (
    Column("department", "string", "部门或单位 · department or unit", _NEEDED),
    Column("year", "year", "年度 · year", _NEEDED),
)
STATEMENT_KEYS = (
    *_WHOSE,
    Column("copy", "integer", "该部门该年度的第几份表 · which copy of the table", {**_NEEDED, "minimum": 1}),
    Column("row", "string", "行：科目编码或标准项目名 · row: code or official item", _NEEDED),
    Column("name", "string", "行的名称，与印刷一致 · the row's name as printed"),
    Column("parent", "string", "所属的上级行 · the row that it is a part of"),
    Column("section", "string", "表的哪一半：收入、支出、支出用途 · the half of the table"),
    Column(
        "role",
        "string",
        "在加总中的作用 · its part in the sums",
        {**_NEEDED, "enum": ["item", "subtotal", "adjustment", "total", "part"]},
    ),
    Column("unit", "string", "金额单位 · unit of the amounts", _NEEDED),
    Column("decimals", "integer", "印刷的小数位数 · decimals as printed", {"minimum": 0, "maximum": 6}),
    DOCUMENT,
)
PRIMARY_KEY = ("department", "year", "copy", "row")
DOCUMENT_COLUMNS = (
    DOCUMENT,
    Column("path", "string", "文件 · the file", _NEEDED),
    Column("sha256", "string", "SHA-256", {"pattern": "[0-9a-f]{64}"}),
    Column("kind", "string", "预算、决算或自评 · kind of document", _NEEDED),
    *_WHOSE,
    Column("pages", "integer", "页数 · pages", {"minimum": 0}),
)
FACT_COLUMNS = (
    DOCUMENT,
    *_WHOSE,
    Column("statement", "string", "报表代码，正文为空 · statement code, empty for prose"),
    Column("table", "string", "表名 · name of the table"),
    Column("row", "string", "行，或正文中的名目 · row, or the noun phrase in prose"),
    Column("column", "string", "列，或正文中的说法 · column, or what is said of it in prose"),
    Column("text", "string", "原样文字 · exactly as printed", _NEEDED),
    Column("value", "number", "数值，以 unit 为单位 · the number in its unit", _NEEDED),
    Column("unit", "string", "单位 · unit"),
    Column("kind", "string", "量的种类 · what it measures", {"enum": ["money", "ratio", "count", "score"]}),
    Column("decimals", "integer", "印刷的小数位数 · decimals as printed", {"minimum": 0}),
    Column("page", "integer", "页码，从 1 起 · page, from 1", {"minimum": 1}),
    Column("line", "integer", "行号 · line of a text file", {"minimum": 1}),
    Column("cell", "string", "单元格 · cell of a workbook"),
)


def amount_column(name: str, unit: str | None) -> Column:
    """A column of amounts; ``unit`` is the unit that all its rows share, None where they do not."""
    extra = {"unit": unit} if unit else {}
    return Column(name, "number", f"{name}（{unit}）" if unit else name, extra=extra)


def file_stem(code: str) -> str:
    """The name of a statement's files and resource: ``final_accounts.income`` as ``final_accounts-income``."""
    return code.replace(".", "-")


def resource(
    name: str, title: str, columns: Sequence[Column], digest: str, size: int, **more: object
) -> Json:
    """A Tabular Data Resource; ``more`` are properties of gouji's own (the statement, the Parquet file)."""
    keys = {column.name for column in columns}
    schema: Json = {"fields": [column.descriptor() for column in columns], "missingValues": [""]}
    if set(PRIMARY_KEY) <= keys:
        schema["primaryKey"] = list(PRIMARY_KEY)
    elif name == DOCUMENTS:
        schema["primaryKey"] = [DOCUMENT.name]
    if name != DOCUMENTS:
        schema["foreignKeys"] = [
            {"fields": DOCUMENT.name, "reference": {"resource": DOCUMENTS, "fields": DOCUMENT.name}}
        ]
    return {
        "name": name,
        "title": title,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        **more,
        "schema": schema,
    }


def datapackage(resources: Sequence[Json], version: str) -> Json:
    """The descriptor of a release."""
    return {
        "profile": "tabular-data-package",
        "name": "gouji-release",
        "title": "部门预决算公开数据 · budget and final-accounts disclosures",
        "gouji": {"version": version},
        "resources": list(resources),
    }
