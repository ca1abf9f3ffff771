"""Who published a document, for which year, and what kind of document it is: read off its own words."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.document import Document
from audit.recognition.tables.table import RawTable
from checks import catalogue
from checks.catalogue import plain

FINAL_ACCOUNTS = "final_accounts"
BUDGET = "budget"
PERFORMANCE = "performance_report"
OTHER = "other"

_YEAR = re.compile(r"(20\d{2})年(?:度)?")
_NAME_LINE = re.compile(
    r"(?:部门名称|单位名称|编制部门|编制单位|预算部门|填报单位|部门)[：:]([^：:，。]{3,40})"
)
_ORGAN_END = (
    r"(?:办公厅|办公室|委员会|街道办事处|人民政府|人民法院|人民检察院|组织部|宣传部|统战部|社会工作部|政法委|"
    r"局|厅|委|院|校|会|中心|部|处|站|所|馆|台|社)"
)
_COVER = re.compile(rf"^((?!纳入)[\u4e00-\u9fff（）]{{2,40}}?{_ORGAN_END})(?:机关)?20\d{{2}}年")
_OWN = re.compile(
    rf"([\u4e00-\u9fff（）]{{4,40}}?{_ORGAN_END})(?:20\d{{2}}年度?)?(?:部门|单位)?(?:预算|决算)(?:公开|编制说明|情况说明|表|草案)?$"
)


@dataclass(frozen=True, slots=True)
class Identity:
    """A document's kind, department (or unit), year and level (部门 or 单位), None where it does not say.

    ``unit`` is set only where the user states whose unit it is; ``department`` is then the one it belongs to.
    """

    kind: str
    department: str | None
    year: int | None
    level: str | None
    unit: str | None = None


def identify(document: Document, tables: Sequence[RawTable], texts: Sequence[str]) -> Identity:
    """Read the identity off a document's first lines, its tables' heads, and last its file name.

    ``texts`` are the paragraphs outside the tables in reading order.
    """
    head = [re.sub(r"^第[一二三四五]部分", "", plain(t)) for t in texts[:60] if t.strip()]
    titles = [plain(t) for table in tables for t in table.titles]
    file_name = plain(re.split(r"[/\\!]", document.path)[-1].rsplit(".", 1)[0])
    kind = _kind(head, titles, file_name, tables)
    return Identity(
        kind,
        _department(head, [t.owner for t in tables if t.owner], file_name),
        _year(head, titles, file_name, kind),
        _level(head, titles, file_name),
    )


def _kind(head: Sequence[str], titles: Sequence[str], file_name: str, tables: Sequence[RawTable]) -> str:
    codes = Counter(
        spec.kind for table in tables for t in table.titles if (spec := catalogue.statement_for_title(t))
    )
    for text in (*head[:8], file_name):
        if re.search(r"自评报告|绩效评价报告|绩效自评|绩效报告", text):
            return PERFORMANCE
    if codes:
        kind = codes.most_common(1)[0][0]
        if kind in {FINAL_ACCOUNTS, BUDGET}:
            return kind
    for text in (*head[:30], file_name):
        if "决算" in text and "预算" not in text.replace("预算绩效", "").replace("一般公共预算", ""):
            return FINAL_ACCOUNTS
        if re.search(r"(?:部门|单位|年度?)预算", text):
            return BUDGET
    words = Counter(w for text in (*head, *titles) for w in re.findall(r"自评得分|绩效目标|决算", text))
    if words["自评得分"] or (words["绩效目标"] > 2 and not codes):
        return PERFORMANCE
    return FINAL_ACCOUNTS if words["决算"] > 3 else OTHER


def _year(head: Sequence[str], titles: Sequence[str], file_name: str, kind: str) -> int | None:
    """The year of the document's title; a budget says its year first, final accounts and reports theirs."""
    named = [t for t in (*head[:12], *titles) if _YEAR.search(t) and re.search(r"预算|决算|自评|绩效", t)]
    votes = Counter(int(m) for t in (*named, *named[:3]) for m in _YEAR.findall(t)[:1])
    if file_years := re.findall(r"20\d{2}", file_name):
        votes[int(file_years[0])] += 2
    if not votes:
        votes = Counter(int(m) for t in head for m in _YEAR.findall(t))
    if not votes:
        return None
    most = max(votes.values())
    best = [year for year, n in votes.items() if n == most]
    return max(best) if kind == BUDGET else best[0]


def _department(head: Sequence[str], owners: Sequence[str], file_name: str) -> str | None:
    if owners:
        return Counter(owners).most_common(1)[0][0]
    for text in head[:40]:
        if match := _NAME_LINE.match(text):
            return match[1]
    cover = list(itertools.takewhile(lambda text: text not in {"目录", "目 录"}, head[:6]))
    # A cover may break the name and the year over lines, and other lines may follow without a table of contents.
    covers = ["".join(cover), *("".join(cover[:n]) for n in (2, 3, 4))]
    for pattern in (_COVER, _OWN):
        for text in (*covers, *head[:25]):
            if len(text) < 60 and (match := pattern.match(text)):
                return match[1]
    for text in head[:40]:
        if match := re.match(
            rf"(?:第[一二三]部分)?([\u4e00-\u9fff（）]{{4,36}}?{_ORGAN_END})(?:概况|主要职能|主要职责)", text
        ):
            return match[1]
    if match := re.match(rf"([\u4e00-\u9fff（）]{{3,36}}{_ORGAN_END})(?:20\d{{2}})", file_name):
        return match[1]
    return None


def _level(head: Sequence[str], titles: Sequence[str], file_name: str) -> str | None:
    if any("（本级）" in text for text in (*head[:4], file_name)):
        return "单位"
    votes: Counter[str] = Counter()
    for text in (*head[:10], *titles, file_name):
        if re.search(r"单位(?:预算|决算)|预算单位", text):
            votes["单位"] += 1
        elif re.search(r"部门(?:预算|决算|财务|收|支)|部门.{0,6}预算", text):
            votes["部门"] += 1
    return votes.most_common(1)[0][0] if votes else None


def majority_unit(units: Iterable[str | None]) -> str | None:
    """The unit that most tables of a document state."""
    votes = Counter(u for u in units if u)
    return votes.most_common(1)[0][0] if votes else None
