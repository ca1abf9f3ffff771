"""A submission from paths to Report, one way and walked once: read, recognise, put together, check, report."""

from __future__ import annotations

import gc
import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from audit.document import Document
from audit.doubt.deciding import put_right, softened
from audit.doubt.listing import listed
from audit.reading import documents
from audit.reading.steps import Progress
from audit.recognition import Overrides, Recognised
from audit.reporting.summary import summarise
from audit.rulebook.kept import load
from audit.rulebook.program import tool_version
from audit.settings.model import Settings, with_settings
from audit.submission.assembly import Submission, put_together
from audit.submission.companions import lent
from audit.submission.editions import seen_sources, sources_of
from audit.submission.notes import matching_notes, reading_notes
from audit.submission.problems import PROBLEMS
from audit.submission.recognising import NOBODY
from audit.submission.recognising import recognised as recognised_behind_a_wall
from checks.catalogue import by_code
from checks.checking import check
from checks.finding import Finding, Severity, StatementInfo
from checks.findings.corrections import corrections
from checks.findings.coverage import coverage
from checks.findings.results import rule_results
from checks.material import Checked, Material
from checks.report import DocumentInfo, DocumentStatus, Report
from checks.rules.rule import RulePack

_log = logging.getLogger("gouji")

NEW_OBJECTS = 50_000
"""So many new objects, and garbage is searched for: what an audit makes lives to its end."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a submission is to be audited."""

    lang: str = "zh"
    overrides: Overrides = field(default_factory=Overrides)
    rule_files: tuple[Path, ...] = ()
    settings: Settings = field(default_factory=Settings)
    against: tuple[Path, ...] = ()
    """What the documents were made from, and are held against: their numbers are right."""
    revise: bool = False
    """Whether the certain corrections of the findings are wanted in the report."""
    workers: bool = False
    """Whether documents are read in processes of their own, several at once, that can be stopped at their limits."""
    known_as: Mapping[str, str] = field(default_factory=dict)
    """The name that earlier runs knew a document by, where it has another now: its findings keep their ids."""


def audit(paths: Sequence[Path], options: Options | None = None, progress: Progress | None = None) -> Report:
    """Audit the documents at ``paths`` as one submission.

    Raises :class:`checks.rules.mistakes.RuleFileError` for a mistake in a rule file and
    :class:`audit.settings.model.SettingsError` for one in the settings; bad documents never raise.
    """
    options = options or Options()
    pack = with_settings(load(options.rule_files), options.settings, options.lang)
    limits = options.settings.limits.in_force
    limits_of_reading = limits if options.workers else None
    with _rarely_collected():
        found = documents([*paths, *_new(options.against, paths)], options.lang, limits_of_reading, progress)
        return audit_documents(found, pack, options)


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """What an audit makes lives to its end: a search for garbage after every few hundred objects finds none."""
    before = gc.get_threshold()
    gc.set_threshold(NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _new(against: Sequence[Path], paths: Sequence[Path]) -> list[Path]:
    """The sources that do not lie among the documents themselves."""
    places = [path.resolve() for path in paths] if against else []
    return [path for path in against if not any(path.resolve().is_relative_to(place) for place in places)]


def audit_documents(found: Sequence[Document], pack: RulePack, options: Options) -> Report:
    """Audit documents that have been read."""
    return report_on(examine(found, pack, options), pack, options)


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


_ROUNDS = 3
"""A misreading put right can show another."""


def examine(found: Sequence[Document], pack: RulePack, options: Options) -> Examination:
    """Recognise and check documents that have been read.

    Numbers on pictures that were misread are put right where the relations tell, and all is looked at again.
    """
    examination = _examined(found, pack, options)
    for _ in range(_ROUNDS):
        better = put_right(examination.recognised, examination.material.facts, examination.checked)
        if better is None:
            break
        examination = _examined(better, pack, options)
    recognised, checked = softened(
        examination.recognised, examination.material.facts, examination.checked, options.lang
    )
    return replace(examination, recognised=recognised, checked=checked)


def _examined(found: Sequence[Document], pack: RulePack, options: Options) -> Examination:
    recognised = _all(found, options, {})
    sources = sources_of(found, options.against, options.settings) | seen_sources(recognised)
    taken = lent(recognised, sources)
    if taken:
        recognised = _all(found, options, {each.document: each.overrides for each in taken})
    submission = put_together(recognised, options.settings, options.lang, options.known_as, sources, taken)
    checked = check(submission.material, pack, options.lang, options.settings.limits.seconds)
    return Examination(tuple(recognised), submission, checked)


def _all(found: Sequence[Document], options: Options, taken: Mapping[int, Overrides]) -> list[Recognised]:
    """Every document recognised, with what is stated of it and what it was taken to be."""
    limits = options.settings.limits.in_force
    recognised: list[Recognised] = []
    count = 0
    for index, document in enumerate(found):
        if document.readable:
            stated = options.settings.overrides(document.path, taken.get(index, options.overrides))
            recognised.append(recognised_behind_a_wall(document, index, count, stated, options.lang, limits))
        else:
            recognised.append(Recognised(document, NOBODY))
        count += len(recognised[-1].facts)
    return recognised


def report_on(examination: Examination, pack: RulePack, options: Options) -> Report:
    """The report of an examination."""
    recognised, submission, checked = examination.recognised, examination.submission, examination.checked
    lang = options.lang
    findings = tuple(sorted(checked.findings, key=_order))
    told = sources_of([r.document for r in recognised], options.against, options.settings)
    unheld = told - submission.matching.tied if len(told) < len(recognised) else frozenset[int]()
    infos = tuple(
        _document_info(i, r, submission, checked, lang, unheld=i in unheld) for i, r in enumerate(recognised)
    )
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
            *matching_notes(submission.matching, checked, recognised, lang),
        ),
        disclosure=checked.checklist,
        recognition=listed(recognised, submission.material.facts),
        corrections=corrections(submission.material, checked) if options.revise else (),
        withheld=checked.withheld,
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


def _document_info(
    index: int, recognised: Recognised, submission: Submission, checked: Checked, lang: str, *, unheld: bool
) -> DocumentInfo:
    document, identity = recognised.document, recognised.identity
    problems = tuple(p.what for p in document.problems)
    official = [s for s in recognised.statements if s.code is not None]
    status = DocumentStatus.AUDITED
    if not document.readable:
        status = DocumentStatus.UNREADABLE
    elif not recognised.facts and not any(s.entered for s in official) and not official:
        status, problems = DocumentStatus.UNREADABLE, (*problems, PROBLEMS[lang]["not_budget"])
    else:
        blank = bool(official) and not any(s.entered for s in official)
        if blank and not recognised.unread and (len(official) > 1 or not any(recognised.notes)):
            problems = (*problems, PROBLEMS[lang]["unfilled"])
        if recognised.unread:
            problems = (*problems, PROBLEMS[lang]["unread"].format(count=len(recognised.unread)))
        problems = (
            *problems,
            *((PROBLEMS[lang]["unheld"],) if unheld else ()),
            *_unchecked(index, recognised, submission, checked, lang),
            *(
                PROBLEMS[lang]["rule_fault"].format(rule=fault.rule, why=fault.why)
                for fault in checked.faults
                if fault.document in {None, index}
            ),
            *_doubts(index, checked, lang),
        )
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


def _doubts(index: int, checked: Checked, lang: str) -> Iterator[str]:
    """The tables whose reading is doubted, and how many findings are withheld for it."""
    counted = Counter((each.table, each.why) for each in checked.withheld if each.document == index)
    for (table, why), count in counted.items():
        yield PROBLEMS[lang][why.value].format(table=table, count=count)


def _unchecked(
    index: int, recognised: Recognised, submission: Submission, checked: Checked, lang: str
) -> Iterator[str]:
    """What was held against nothing at all, the whole document or one of its official tables, or not read for its most part."""
    own = [i for i, f in enumerate(submission.material.facts) if f.document == index]
    if own and not any(checked.touched[i] > 0 for i in own):
        yield PROBLEMS[lang]["nothing_checked"].format(count=len(own))
        return
    if (lost := len(recognised.claims.gaps)) > len(own):
        yield PROBLEMS[lang]["most_unread"].format(count=lost)
    for statement in recognised.statements:
        facts = statement.cells[statement.cells >= 0]
        spec = by_code().get(statement.code or "")
        summed = spec is not None and spec.rows in _SUMMED
        if summed and len(facts) > _FEW and not (checked.touched[facts] > 0).any():
            yield PROBLEMS[lang]["table_unchecked"].format(count=len(facts), table=statement.name)


_SUMMED = frozenset({"functional", "economic", "items", "concepts"})
"""The statements in whose form the sums are known."""

_FEW = 2
"""A table with no more numbers than this has nothing that could be added up."""


def _with_checks(info: StatementInfo, checked: Checked) -> StatementInfo:
    facts = [c.fact for c in info.table if c.fact is not None]
    return replace(info, checked=sum(1 for f in facts if checked.touched[f] > 0))
