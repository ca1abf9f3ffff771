"""A submission from paths to Report, one way and walked once: read, recognise, put together, check, report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from audit.document import Document
from audit.reading import documents
from audit.recognition import Overrides, Recognised, recognise_document
from audit.recognition.identity import OTHER, Identity
from audit.reporting.summary import summarise
from audit.settings.model import Settings, with_settings
from audit.submission.assembly import Submission, put_together
from audit.submission.notes import matching_notes, reading_notes
from checks.checking import check
from checks.finding import (
    DocumentInfo,
    DocumentStatus,
    Finding,
    Report,
    Severity,
    StatementInfo,
)
from checks.findings.coverage import coverage
from checks.findings.results import rule_results
from checks.material import Checked, Material
from checks.pack import load
from checks.rules.rule import RulePack

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How a submission is to be audited."""

    lang: str = "zh"
    overrides: Overrides = field(default_factory=Overrides)
    rule_files: tuple[Path, ...] = ()
    settings: Settings = field(default_factory=Settings)


_WHY = {
    "zh": {
        "not_budget": "没有认出任何预决算报表或金额，请确认是否为预决算公开文件",
        "unfilled": "所有报表都没有填写金额，像是空白模板；填写后再核对",
        "unread": "表中有 {count} 个数未能读出，见“覆盖情况”，请按原表核对",
    },
    "en": {
        "not_budget": "no budget statement or amount was recognised; is this a disclosure?",
        "unfilled": "no table has any amount, as in a blank template; fill it in first",
        "unread": "{count} numbers in the tables could not be read; compare those listed under coverage",
    },
}


def tool_version() -> str:
    """The version of gouji that runs."""
    try:
        return version("gouji")
    except PackageNotFoundError:
        return "0"


def audit(paths: Sequence[Path], options: Options | None = None, progress: Progress | None = None) -> Report:
    """Audit the documents at ``paths`` as one submission.

    Raises :class:`checks.rules.rule.RuleFileError` for a mistake in a rule file and
    :class:`audit.settings.model.SettingsError` for one in the settings; bad documents never raise.
    """
    options = options or Options()
    pack = with_settings(load(options.rule_files), options.settings, options.lang)
    return audit_documents(documents(paths, options.lang), pack, options, progress)


def audit_documents(
    found: Sequence[Document], pack: RulePack, options: Options, progress: Progress | None = None
) -> Report:
    """Audit documents that have been read."""
    return report_on(examine(found, pack, options, progress), pack, options)


@dataclass(frozen=True, slots=True)
class Examination:
    """A submission recognised, put together and checked, before it is put into a report."""

    recognised: tuple[Recognised, ...]
    submission: Submission
    checked: Checked

    @property
    def material(self) -> Material:
        """What was checked."""
        return self.submission.material


def examine(
    found: Sequence[Document], pack: RulePack, options: Options, progress: Progress | None = None
) -> Examination:
    """Recognise and check documents that have been read."""
    recognised: list[Recognised] = []
    count = 0
    for index, document in enumerate(found):
        if progress:
            progress(document.path)
        if document.readable:
            stated = options.settings.overrides(document.path, options.overrides)
            recognised.append(recognise_document(document, index, count, stated))
        else:
            recognised.append(Recognised(document, Identity(OTHER, None, None, None)))
        count += len(recognised[-1].facts)
    submission = put_together(recognised, options.settings, options.lang)
    return Examination(tuple(recognised), submission, check(submission.material, pack, options.lang))


def report_on(examination: Examination, pack: RulePack, options: Options) -> Report:
    """The report of an examination."""
    recognised, submission, checked = examination.recognised, examination.submission, examination.checked
    lang = options.lang
    findings = tuple(sorted(checked.findings, key=_order))
    infos = tuple(_document_info(r, lang) for r in recognised)
    return Report(
        documents=infos,
        statements=tuple(_with_checks(i, checked) for r in recognised for i in r.infos),
        findings=findings,
        coverage=coverage(submission.material, checked, lang),
        rules=rule_results(checked, pack, findings, lang),
        summary=summarise(findings, complete=_complete(infos) and not submission.presence.missing),
        rules_sha256=pack.sha256,
        version=tool_version(),
        lang=lang,
        notes=(
            *submission.presence.notes(lang),
            *reading_notes(recognised),
            *matching_notes(submission.matching, checked.links, recognised, lang),
        ),
        disclosure=checked.checklist,
    )


_SEVERITIES = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def _order(finding: Finding) -> tuple[int, int, int, int, str, str]:
    first = finding.evidence[0]
    return (
        first.document,
        _SEVERITIES[finding.severity],
        first.place.page or 0,
        first.place.line or 0,
        finding.rule,
        finding.id,
    )


def _complete(infos: Sequence[DocumentInfo]) -> bool:
    return bool(infos) and all(info.status is DocumentStatus.AUDITED for info in infos)


def _document_info(recognised: Recognised, lang: str) -> DocumentInfo:
    document, identity = recognised.document, recognised.identity
    problems = tuple(p.what for p in document.problems)
    official = [s for s in recognised.statements if s.code is not None]
    status = DocumentStatus.AUDITED
    if not document.readable:
        status = DocumentStatus.UNREADABLE
    elif not official and (identity.kind == OTHER or not recognised.facts):
        status, problems = DocumentStatus.UNREADABLE, (*problems, _WHY[lang]["not_budget"])
    else:
        if len(official) > 1 and not any(s.entered for s in official):
            problems = (*problems, _WHY[lang]["unfilled"])
        if recognised.unread:
            problems = (*problems, _WHY[lang]["unread"].format(count=len(recognised.unread)))
        if problems:
            status = DocumentStatus.PARTIAL
    return DocumentInfo(
        path=document.path,
        sha256=document.sha256,
        format=document.format,
        kind=identity.kind,
        department=identity.department,
        year=identity.year,
        pages=document.pages,
        status=status,
        problems=problems,
    )


def _with_checks(info: StatementInfo, checked: Checked) -> StatementInfo:
    facts = [c.fact for c in info.table if c.fact is not None]
    return replace(info, checked=sum(1 for f in facts if checked.touched[f] > 0))
