"""The disclosure checklist in a run: one list a disclosure, its findings, and what was expected and not handed in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audit.recognition import Recognised
from audit.recognition.sections import has_narrative, has_tables, lines_of, province_of, tables_of
from audit.settings.model import ExpectedDocument, Settings
from audit.submission.expected import described, presence
from audit.submission.matching import Matching
from checks.checking import Checked, Material
from checks.disclosure.evaluation import Judged, evaluate
from checks.disclosure.loading import KINDS
from checks.disclosure.material import Dates, Disclosure
from checks.finding import ChecklistEntry, Compliance, Evidence, Finding, Place
from checks.findings.evaluation import Context
from checks.rules.rule import RulePack

_EXPECTED = "disclosure.expected-missing"
_MESSAGE = {"zh": "{title}：{problem}。{advice}", "en": "{title}: {problem}. {advice}"}
_UNREADABLE = {"zh": "有内容不能读取", "en": "some of it could not be read"}


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What the checklist came to: its entries, its findings, and how often each item was asked."""

    entries: tuple[ChecklistEntry, ...] = ()
    findings: tuple[Finding, ...] = ()
    applied: tuple[tuple[str, int], ...] = ()

    def added_to(self, checked: Checked) -> Checked:
        """The check with what the checklist found."""
        return replace(
            checked,
            findings=(*checked.findings, *self.findings),
            rows=(*checked.rows, *(None for _ in self.findings)),
            applied={**checked.applied, **dict(self.applied)},
        )


def disclose(
    recognised: Sequence[Recognised],
    matching: Matching,
    material: Material,
    checked: Checked,
    pack: RulePack,
    settings: Settings,
    lang: str,
) -> Disclosed:
    """Go through the checklist for every disclosure of the run."""
    context = Context(material.documents, {s.id: s for s in material.statements}, pack, lang)
    judged: list[Judged] = []
    for one in disclosures(recognised, matching, material, checked, settings, lang):
        judged += evaluate(pack.rules.values(), one, lang)
    findings = [f for each in judged for f in _finding(each, context)]
    missing = _not_handed_in(presence(settings.expected, recognised).missing, context) if recognised else ()
    asked = Counter(
        each.entry.item for each in judged if each.entry.verdict in {Compliance.MET, Compliance.MISSING}
    )
    if settings.expected:
        asked[_EXPECTED] = len(settings.expected)
    return Disclosed(
        entries=tuple(each.entry for each in judged),
        findings=(*findings, *missing),
        applied=tuple(asked.items()),
    )


def disclosures(
    recognised: Sequence[Recognised],
    matching: Matching,
    material: Material,
    checked: Checked,
    settings: Settings | None = None,
    lang: str = "zh",
) -> list[Disclosure]:
    """What the checklist is asked of: every disclosure of the run, in however many documents."""
    stated = settings or Settings()
    return [
        _disclosure(documents, recognised, material, checked, stated, lang)
        for documents in _groups(recognised, matching)
    ]


def _groups(recognised: Sequence[Recognised], matching: Matching) -> Iterator[tuple[int, ...]]:
    """The documents that make up one disclosure each, in the order of the run."""
    groups: dict[int, list[int]] = defaultdict(list)
    for index, volume in enumerate(matching.volumes):
        if recognised[index].identity.kind in KINDS:
            groups[volume].append(index)
    return (tuple(group) for group in groups.values())


def _disclosure(
    documents: tuple[int, ...],
    recognised: Sequence[Recognised],
    material: Material,
    checked: Checked,
    settings: Settings,
    lang: str,
) -> Disclosure:
    parts = [(i, recognised[i]) for i in documents]
    identity = next((r.identity for _, r in parts if r.claims.claims), parts[0][1].identity)
    lines, tables = lines_of(parts), tables_of(parts)
    return Disclosure(
        kind=identity.kind,
        level=next((r.identity.level for _, r in parts if r.identity.level), None),
        year=identity.year,
        department=identity.department,
        province=province_of(identity, lines),
        documents=documents,
        lines=lines,
        tables=tables,
        claims=tuple(c for _, r in parts for c in r.claims.claims),
        facts=material.facts,
        unread=_unread([r for _, r in parts], lang),
        has_tables=has_tables(tables),
        has_words=has_narrative(lines),
        dates=_dates([r.document.path for _, r in parts], settings),
        slips=_slips(documents, checked),
    )


def _unread(parts: Sequence[Recognised], lang: str) -> str:
    """Why a disclosure was not read whole; empty where it was."""
    for part in parts:
        if part.document.problems:
            return part.document.problems[0].what
        if not part.document.readable or not part.document.blocks:
            return _UNREADABLE[lang]
    return ""


def _dates(paths: Sequence[str], settings: Settings) -> Dates:
    """When the disclosure was approved and, at the latest, published."""
    stated = [each for path in paths if (each := settings.document(path)) is not None]
    approved = [each.approved for each in stated if each.approved]
    published = [each.published for each in stated if each.published]
    return Dates(min(approved, default=None), max(published, default=None))


def _slips(documents: Sequence[int], checked: Checked) -> dict[str, Evidence]:
    """The first place of everything that was found in the words of these documents, by rule."""
    found: dict[str, Evidence] = {}
    for finding in checked.findings:
        if finding.evidence[0].document in documents:
            found.setdefault(finding.rule, finding.evidence[0])
    return found


def _finding(judged: Judged, context: Context) -> Iterator[Finding]:
    entry, rule = judged.entry, judged.rule
    if judged.reported is None or entry.place is None:
        return
    keys = (context.documents[d] for d in entry.documents)
    message = _MESSAGE[context.lang].format(title=entry.title, problem=entry.problem, advice=entry.advice)
    yield Finding(
        id=context.identity(rule.id, *keys),
        rule=rule.id,
        category=rule.category,
        severity=judged.reported,
        title=entry.title,
        message=message,
        evidence=(entry.place,),
    )


def _not_handed_in(missing: Sequence[ExpectedDocument], context: Context) -> Iterator[Finding]:
    """A finding for every disclosure that a bureau expects and that is not there."""
    rule = context.pack.rules.get(_EXPECTED)
    if rule is None or rule.message is None:
        return
    for expected in missing:
        text = described(expected, context.lang)
        yield Finding(
            id=context.identity(rule.id, text),
            rule=rule.id,
            category=rule.category,
            severity=rule.severity,
            title=rule.title.in_(context.lang),
            message=rule.message.in_(context.lang).format(text=text),
            evidence=(Evidence(0, "", text, Place()),),
            expected=text,
        )
