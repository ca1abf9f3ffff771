"""Many submissions: the sample under the names of many departments, every tenth with its marked errors.

One third each is a PDF, a Word document and a workbook.
"""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_COUNTIES = [
    "望江",
    "清河",
    "临川",
    "东湖",
    "南浦",
    "西岭",
    "北原",
    "青山",
    "白石",
    "云溪",
    "龙泉",
    "凤台",
    "金沙",
    "银川",
    "玉泉",
    "石门",
    "海宁",
    "江岸",
    "河口",
    "湖滨",
]
_OFFICES = [
    "民政",
    "水务",
    "教育",
    "司法",
    "财政",
    "审计",
    "统计",
    "档案",
    "交通",
    "卫生",
    "文化",
    "农业",
    "林业",
    "商务",
    "信访",
    "气象",
    "体育",
    "科技",
    "应急",
    "医保",
]
_SIDES = "东西南北中"
FORMATS = ("pdf", "docx", "xlsx")


@lru_cache(maxsize=1)
def samples() -> ModuleType:
    """The module that makes the samples."""
    spec = importlib.util.spec_from_file_location("make_samples", ROOT / "sample_data" / "make_samples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_samples"] = module
    spec.loader.exec_module(module)
    return module


def department(number: int) -> str:
    """The name of the department of a number; 2,000 have names of their own."""
    county, rest = _COUNTIES[number % 20], number // 20
    office, side = _OFFICES[rest % 20], _SIDES[rest // 20 % 5]
    return f"云港市{county}{side}区{office}局"


def sample(number: int) -> Any:
    """The sample as the department of a number has it."""
    made = samples().load(errors=is_wrong(number))
    name = department(number)
    before, after = (
        [text.replace(made.department, name) for text in part] for part in (made.before, made.after)
    )
    return replace(made, department=name, before=before, after=after)


def is_wrong(number: int) -> bool:
    """Whether the submission of a number has the sample's marked errors."""
    return number % 10 == 9


def write(number: int, folder: Path) -> Path:
    """Write the submission of a number into ``folder``, where it is not there yet."""
    suffix = FORMATS[number % 3]
    path = folder / f"{number:05d}_{department(number)}2020年度部门决算.{suffix}"
    if not path.exists():
        part = folder / f".{number}.{suffix}"
        getattr(samples(), f"write_{suffix}")(sample(number), part)
        part.replace(path)
    return path
