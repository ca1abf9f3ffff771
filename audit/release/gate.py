"""``gouji gate``: a release in, the same report as that of ``gouji check`` out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from audit.release.findings import of_expectation, of_relations, of_schema
from audit.release.form import DATAPACKAGE
from audit.release.reading import Release, read_release
from audit.reporting.summary import summarise
from audit.rulebook.program import tool_version
from audit.settings.file import Config, ConfigError
from checks.finding import Finding, Gap, Place, StatementInfo
from checks.findings.evaluation import Context
from checks.release.panels import Panels, assemble
from checks.release.relations import Screened, screen
from checks.release.schema import refused
from checks.release.suites import Judged, Limits, judge
from checks.report import Coverage, DocumentInfo, DocumentStatus, Report, RuleResult
from checks.rules.rule import RulePack

DOCS = "data_docs"

_WORDS = {
    "zh": {
        "docs": "数据质量文档：{path}",
        "more": "{rule}：另有 {count} 行未逐一列出。",
        "gap": "没有勾稽关系涉及该列",
    },
    "en": {
        "docs": "Data Docs: {path}",
        "more": "{rule}: {count} more rows are not named.",
        "gap": "no relation",
    },
}


@dataclass(frozen=True, slots=True)
class Gated:
    """What the three parts of the gate found: schemas and suites, and the relations over all sets."""

    release: Release
    panels: Panels
    schema: tuple[Finding, ...]
    judged: Judged
    screened: Screened


def limits_of(config: Config) -> Limits:
    """The limits of ``[gate]`` in ``gouji.toml``. Raises :class:`audit.settings.file.ConfigError` for a wrong value."""
    section = dict(config.section("gate"))
    section.pop("previous", None)
    optional = section.pop("optional", [])
    usual = Limits()
    rows, amounts = section.pop("rows", usual.rows), section.pop("amounts", usual.amounts)
    numbers = all(isinstance(each, int | float) and each >= 0 for each in (rows, amounts))
    if section or not numbers or not isinstance(optional, list):
        wrong = ", ".join(section) or "rows, amounts, optional"
        raise ConfigError(f"{config.folder / 'gouji.toml'}: [gate] 中的 {wrong} 不对，is not right")
    return Limits(float(rows), float(amounts), frozenset(map(str, optional)))


def gate(folder: Path, previous: Path | None, config: Config, pack: RulePack, out: Path, lang: str) -> Report:
    """Check the release in ``folder``, against the one in ``previous`` if any; Data Docs go below ``out``.

    Raises :class:`audit.release.reading.ReleaseError` or :class:`audit.settings.file.ConfigError`.
    """
    limits = limits_of(config)
    release = read_release(folder, config)
    panels = assemble(release.families)
    earlier = assemble(read_release(previous, Config()).families) if previous is not None else None
    context = Context((folder.name,), {}, pack, lang)
    schema = tuple(
        finding
        for panel in panels.by_code.values()
        for finding in of_schema(panel, refused(panel.family), context)
    )
    judged = judge(panels, earlier, limits, out / DOCS)
    screened = screen(pack, panels)
    return _report(Gated(release, panels, schema, judged, screened), context)


def _report(gated: Gated, context: Context) -> Report:
    words, pack = _WORDS[context.lang], context.pack
    relations, tables = of_relations(gated.panels, gated.screened.violated, pack, context.lang)
    whole = [of_expectation(b.rule, row, context) for b in gated.judged.broken for row in b.rows]
    findings = (*whole, *gated.schema, *relations)
    document = _document(gated.release)
    more = [
        words["more"].format(rule=b.rule, count=b.count - len(b.rows))
        for b in gated.judged.broken
        if b.count > len(b.rows) and b.rule != "release.keys"
    ]
    return Report(
        documents=(document,),
        statements=(*_statements(gated.panels), *tables),
        findings=findings,
        coverage=_coverage(gated, words["gap"]),
        rules=_rules(pack, {**gated.judged.checked, **gated.screened.applied}, findings, context.lang),
        summary=summarise(findings, complete=document.status is DocumentStatus.AUDITED),
        rules_sha256=pack.sha256,
        version=tool_version(),
        lang=context.lang,
        notes=(words["docs"].format(path=gated.judged.data_docs), *more),
    )


def _document(release: Release) -> DocumentInfo:
    """The release as the one document of its report."""
    descriptor = release.folder / DATAPACKAGE
    problems = (
        *release.problems,
        *sorted({f"{gap.place.cell}: “{gap.text}”" for gap in release.unread})[:50],
    )
    return DocumentInfo(
        path=str(release.folder),
        sha256=sha256(descriptor.read_bytes()).hexdigest() if descriptor.is_file() else "",
        format="datapackage",
        kind="other",
        department=None,
        year=None,
        pages=None,
        status=DocumentStatus.PARTIAL if problems else DocumentStatus.AUDITED,
        problems=problems,
    )


def _statements(panels: Panels) -> list[StatementInfo]:
    """Every family as a table of the report, without its cells."""
    return [
        StatementInfo(
            id=f"r-{code}",
            document=0,
            name=panel.family.title or code,
            code=code,
            unit=str(panel.family.keys["unit"].iat[0]) if len(panel.family.keys) else None,
            pages=(),
            rows=len(panel.family.keys),
            columns=len(panel.family.columns),
            cells=int(panel.family.entered.sum()),
        )
        for code, panel in panels.by_code.items()
    ]


def _coverage(gated: Gated, why: str) -> Coverage:
    """Cells entered, and of those the ones that a relation touches; the others are named column by column."""
    entered = checked = 0
    gaps: list[Gap] = []
    for panel in gated.panels.by_code.values():
        family = panel.family
        size = family.value.size
        touched = gated.screened.touched[panel.first : panel.first + size].reshape(family.value.shape)
        entered += int(family.entered.sum())
        checked += int((touched & family.entered).sum())
        left = np.count_nonzero(family.entered & ~touched, axis=0)
        gaps += [
            Gap(0, f"{name} × {count}", why, Place(cell=f"{family.file}!A1"))
            for name, count in zip(family.columns, left.tolist(), strict=True)
            if count
        ]
    unread = gated.release.unread
    return Coverage(
        numbers=entered + len(unread),
        read=entered,
        bound=entered,
        checked=checked,
        unread=unread,
        unchecked=tuple(gaps),
    )


def _rules(
    pack: RulePack, applied: Mapping[str, int], findings: tuple[Finding, ...], lang: str
) -> tuple[RuleResult, ...]:
    violated = Counter(finding.rule for finding in findings)
    results = []
    for rule in pack.rules.values():
        bad = violated[rule.id]
        count = max(applied.get(rule.id, 0), bad)
        results.append(RuleResult(rule.id, count, count - bad, bad, title=rule.title.in_(lang)))
    return tuple(results)
