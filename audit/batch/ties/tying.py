"""The findings between the documents of one department: year and year, budget and accounts, department and units.

The documents are matched and checked exactly as those of one submission are; only what ties them is asked, since what
each says by itself was asked when it was audited.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from audit.batch.rows.found import finding_row, rules_table
from audit.batch.rows.whose import Row
from audit.batch.ties import volumes
from audit.batch.ties.work import TieWork
from audit.batch.work import Done
from audit.recognition import Recognised
from audit.reporting.summary import summarise
from audit.rulebook.kept import load
from audit.rulebook.program import tool_version
from audit.settings.file import Config
from audit.settings.file import load as load_settings
from audit.settings.model import read_settings, with_settings
from audit.store import bundle, reports
from audit.store.bundle import Left
from audit.store.keeping import Store
from audit.submission.matching import Matching, links, match
from audit.submission.notes import matching_notes
from checks.checking import check
from checks.finding import Evidence
from checks.findings.results import rule_results
from checks.material import Checked, Material
from checks.report import Coverage, DocumentInfo, DocumentStatus, Report
from checks.rules.rule import RulePack

_BETWEEN = "set."
"""What the rules between documents begin with."""


def tie(work: TieWork) -> Done:
    """Check what ties the documents of a department, and leave the findings in the store."""
    began = time.perf_counter()
    store = Store(Path(work.store))
    config = load_settings(Path(work.settings), work.lang) if work.settings else Config(lang=work.lang)
    pack = with_settings(load(map(Path, work.rule_files)), read_settings(config, work.lang), work.lang)
    recognised = volumes.load(store, work.documents)
    between = replace(
        pack, rules={name: rule for name, rule in pack.rules.items() if name.startswith(_BETWEEN)}
    )
    matching = match(recognised)
    checked = check(_material(recognised, matching), between, work.lang, work.limits.seconds)
    reports.keep(store, work.task, _report(work, recognised, matching, checked, pack))
    bundle.write(
        store.bundle(work.task), _left_by(work, recognised, checked, pack, time.perf_counter() - began)
    )
    errors = sum(1 for finding in checked.findings if finding.severity == "error")
    seconds = time.perf_counter() - began
    return Done(work.task, "done", errors=errors, seconds=seconds, audit=seconds)


def _report(
    work: TieWork, recognised: Sequence[Recognised], matching: Matching, checked: Checked, pack: RulePack
) -> Report:
    """What does not hold between the documents, as a report of its own; its numbers were counted elsewhere."""
    findings = tuple(replace(f, evidence=tuple(map(_bare, f.evidence))) for f in checked.findings)
    return Report(
        documents=tuple(
            DocumentInfo(
                path=each.document.path,
                sha256=each.document.sha256,
                format=each.document.format,
                kind=each.identity.kind,
                department=each.identity.department,
                year=each.identity.year,
                pages=None,
                status=DocumentStatus.AUDITED,
            )
            for each in recognised
        ),
        statements=(),
        findings=findings,
        coverage=Coverage(0, 0, 0, 0),
        rules=tuple(r for r in rule_results(checked, pack, findings, work.lang) if r.applied),
        summary=summarise(findings, complete=True),
        rules_sha256=pack.sha256,
        version=tool_version(),
        lang=work.lang,
        notes=matching_notes(matching, checked, recognised, work.lang),
    )


def _bare(evidence: Evidence) -> Evidence:
    """A number without the table it stands in: the report has no tables."""
    return replace(evidence, statement=None)


def _material(recognised: Sequence[Recognised], matching: Matching) -> Material:
    """What is between the documents: their facts and tables, and the ties; not their words."""
    return Material(
        documents=tuple(PurePosixPath(r.document.path).name for r in recognised),
        facts=tuple(f for r in recognised for f in r.facts),
        statements=tuple(s for r in recognised for s in r.statements),
        links=links(matching, recognised),
        volumes=matching.volumes,
    )


def _left_by(
    work: TieWork, recognised: Sequence[Recognised], checked: Checked, pack: RulePack, seconds: float
) -> Left:
    task: Row = {
        "task": work.task,
        "content": work.task,
        "rules_sha256": pack.sha256,
        "version": tool_version(),
        "outcome": "done",
        "documents": len(recognised),
        "limit_seconds": work.limits.seconds,
        "limit_megabytes": work.limits.megabytes,
        "seconds": seconds,
    }
    whose = [_whose(work, each, pack) for each in recognised]
    findings = []
    for each in checked.findings:
        first = each.evidence[0].document
        findings.append(finding_row(each, whose[first], work.documents[first]))
    results = rule_results(checked, pack, checked.findings, work.lang)
    rules = rules_table([rule for rule in results if rule.applied], whose[0])
    return Left({"tasks": [task], "findings": findings}, {"rules": rules})


def _whose(work: TieWork, each: Recognised, pack: RulePack) -> Row:
    return {
        "task": work.task,
        "sha256": each.document.sha256,
        "rules_sha256": pack.sha256,
        "department": each.identity.department,
        "year": each.identity.year,
        "kind": each.identity.kind,
    }
