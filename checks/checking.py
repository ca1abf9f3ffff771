"""The whole check, from facts to findings: pure, format-free, the same for a document and for a data release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from checks.diagnosis.causes import causes
from checks.diagnosis.shift import shifts
from checks.finding import Evidence, Finding, Gap, Place, RuleResult, Severity
from checks.findings.evaluation import Context, violations
from checks.findings.grouping import shift_finding, with_diagnoses
from checks.numbers.amount import ILL_FORMED
from checks.numbers.facts import Fact, FactTable, Int64, Statement
from checks.relations.system import System
from checks.rules.prose.lookup import StatementLookup
from checks.rules.prose.relations import ProseFinding, ProseResult, prose_relations
from checks.rules.rule import RulePack
from checks.rules.sets.links import LinkOutcome, link_outcomes
from checks.rules.sets.material import Link
from checks.rules.tables.compilation import Skip, addable, compile_rules
from checks.rules.tables.footings import footings, parts
from checks.rules.tables.schemas import SchemaFailure, failures
from checks.rules.words import check_words
from checks.rules.words.wording import Setting, WordFinding, Wording

_NOT_A_NUMBER = "schema.not-a-number"


@dataclass(frozen=True, slots=True)
class Narrative:
    """The words of one document: its claims, what is known of it, its paragraphs.

    ``setting.statements`` are the statements whose cells its sentences repeat, its own or those of the file
    that belongs to it.
    """

    document: int
    setting: Setting
    wordings: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """What is to be checked: facts, the statements they form, the narratives, and how documents are tied.

    ``documents`` are keys that stay the same from run to run (file names), one a document; ``volumes`` numbers
    the disclosure that each is part of (empty where every document is one), ``links`` ties disclosures.
    """

    documents: tuple[str, ...]
    facts: tuple[Fact, ...]
    statements: tuple[Statement, ...]
    narratives: tuple[Narrative, ...] = ()
    links: tuple[Link, ...] = ()
    volumes: tuple[int, ...] = ()
    unread: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check found out.

    ``rows[i]`` is the row of the system that ``findings[i]`` reports, None for findings that no row stands
    behind; ``touched[f]`` counts the relations over fact f; ``reasons`` says why a claim was held against
    nothing; ``links`` is what came of each tie between documents.
    """

    system: System
    findings: tuple[Finding, ...]
    rows: tuple[int | None, ...]
    touched: Int64
    reasons: Mapping[int, str]
    skips: tuple[Skip, ...] = ()
    applied: Mapping[str, int] = field(default_factory=dict)
    links: tuple[LinkOutcome, ...] = ()


def check(material: Material, pack: RulePack, lang: str) -> Checked:
    """Compile every rule over the material, evaluate it, and put what does not hold into words."""
    table = FactTable(material.facts)
    blocks, skips = compile_rules(pack, material.statements, table, material.volumes)
    blocks += footings(material.statements, table, blocks) + parts(material.statements)
    blocks = addable(blocks, table)
    prose = [
        prose_relations(
            n.setting.claims, material.facts, StatementLookup(n.setting.statements, n.setting.year)
        )
        for n in material.narratives
    ]
    links = link_outcomes(material.links, table, material.documents)
    single = [r for result in prose for r in result.relations]
    single += [r for outcome in links for r in outcome.relations]
    in_force = [r for r in single if r.rule in pack.rules]
    system = System(table, [b for b in blocks if b.rule in pack.rules], in_force)
    context = Context(material.documents, {s.id: s for s in material.statements}, pack, lang)
    found: list[tuple[int | None, Finding]] = list(violations(system, context))
    found += [(None, f) for result in prose for f in _worded(result, table, context)]
    found += [(None, f) for n in material.narratives for f in _word_findings(n, table, context)]
    found += [
        (None, _schema_finding(f, table, context))
        for f in failures(material.statements, table)
        if f.rule in pack.rules
    ]
    if _NOT_A_NUMBER in pack.rules:
        found += [(None, _unread_finding(g, context)) for g in material.unread if g.why in ILL_FORMED]
    violated = [row for row, _ in found if row is not None]
    moved = shifts(system, violated, material.statements)
    settled = {row for shift in moved for row in shift.rows}
    if moved and "table.shift" in pack.rules:
        said = [f for _, f in found]
        rows = [row for row, _ in found]
        found += [(None, shift_finding(shift, said, rows, table, context)) for shift in moved]
    findings = with_diagnoses(
        [f for _, f in found],
        [row for row, _ in found],
        causes(system, [row for row in violated if row not in settled], material.statements),
        table,
    )
    touched = system.touched()
    for result in prose:
        for item in result.findings:
            touched[list(item.facts)] += 1
    applied = Counter(system.rule_counts())
    applied.update(item.rule for result in prose for item in result.findings)
    applied.update(rule_id for rule_id in pack.rules if rule_id.startswith("words.") and material.narratives)
    return Checked(
        system=system,
        findings=findings,
        rows=tuple(row for row, _ in found),
        touched=touched,
        reasons={fact: why for result in prose for fact, why in result.unchecked.items()},
        skips=tuple(skips),
        applied=applied,
        links=tuple(links),
    )


def _worded(result: ProseResult, table: FactTable, context: Context) -> list[Finding]:
    """Findings in which words contradict numbers."""
    return [
        prose_finding(item, table, context) for item in result.findings if item.rule in context.pack.rules
    ]


def prose_finding(item: ProseFinding, table: FactTable, context: Context) -> Finding:
    """One contradiction between words and numbers as a finding."""
    rule = context.pack[item.rule]
    subject = table[item.facts[0]]
    words = {"subject": context.label(subject), "stated": subject.printed.text, **dict(item.words)}
    template = rule.message.in_(context.lang) if rule.message else rule.title.in_(context.lang)
    return Finding(
        id=context.identity(rule.id, context.documents[subject.document], subject.row, subject.column),
        rule=rule.id,
        category=rule.category,
        severity=rule.severity,
        title=rule.title.in_(context.lang),
        message=template.format_map(_Blank(words)),
        evidence=table.evidence(item.facts),
        stated=subject.printed.text,
        expected=words.get("expected"),
    )


def _word_findings(narrative: Narrative, table: FactTable, context: Context) -> list[Finding]:
    """What the words of a document say wrongly; the same words wrong in many places are one finding.

    In a form that nobody has filled in, what is left to fill in is information.
    """
    unfilled = _unfilled(narrative.setting)
    groups: dict[tuple[str, str, tuple[tuple[str, str], ...]], list[WordFinding]] = {}
    for found in check_words(narrative.wordings, narrative.setting):
        if found.rule in context.pack.rules:
            groups.setdefault((found.rule, found.text, found.values), []).append(found)
    findings = [_word_finding(group, narrative.document, table, context) for group in groups.values()]
    return [replace(f, severity=Severity.INFO) for f in findings] if unfilled else findings


def _unfilled(setting: Setting) -> bool:
    """Whether a document prints official statements and not one amount in any of them."""
    official = [s for s in setting.statements if s.code is not None]
    return len(official) > 1 and not any(s.entered for s in official)


def _word_finding(group: Sequence[WordFinding], document: int, table: FactTable, context: Context) -> Finding:
    """Words that are wrong as a finding: the words themselves are its evidence, at every place."""
    first = group[0]
    rule = context.pack[first.rule]
    template = rule.message or rule.title
    return Finding(
        id=context.identity(rule.id, context.documents[document], first.text),
        rule=rule.id,
        category=rule.category,
        severity=rule.severity,
        title=rule.title.in_(context.lang),
        message=template.in_(context.lang).format_map(_Blank(text=first.text, **dict(first.values))),
        evidence=(
            *(Evidence(document, found.text, found.quote, found.place) for found in group),
            *table.evidence(dict.fromkeys(f for found in group for f in found.facts)),
        ),
    )


def _schema_finding(failure: SchemaFailure, table: FactTable, context: Context) -> Finding:
    rule, statement, row = context.pack[failure.rule], failure.statement, failure.row
    label = statement.row_labels[row]
    by_amount = failure.rule == "schema.negative"
    text = statement.printed_codes[row] or statement.rows[row].split("#")[0]
    if failure.fact is not None:
        at = table[failure.fact].evidence()
        evidence = at if by_amount else replace(at, text=text, column=None)
    else:
        page = statement.pages[0] if statement.pages else None
        evidence = Evidence(statement.document, text, label, Place(page=page), statement.id, label)
    template = rule.message or rule.title
    words = _Blank(subject=f"《{statement.name}》{label}", stated=evidence.text)
    key = context.documents[statement.document]
    return Finding(
        id=context.identity(rule.id, key, statement.code or statement.name, statement.rows[row]),
        rule=rule.id,
        category=rule.category,
        severity=rule.severity,
        title=rule.title.in_(context.lang),
        message=template.in_(context.lang).format_map(words),
        evidence=(evidence,),
        stated=evidence.text,
    )


def _unread_finding(gap: Gap, context: Context) -> Finding:
    rule = context.pack[_NOT_A_NUMBER]
    template = rule.message or rule.title
    return Finding(
        id=context.identity(rule.id, context.documents[gap.document], gap.text),
        rule=rule.id,
        category=rule.category,
        severity=rule.severity,
        title=rule.title.in_(context.lang),
        message=template.in_(context.lang).format_map(_Blank(stated=gap.text)),
        evidence=(Evidence(gap.document, gap.text, gap.text, gap.place),),
        stated=gap.text,
    )


class _Blank(dict[str, str]):
    """A word that a finding does not carry stays empty."""

    def __missing__(self, key: str) -> str:
        return ""


def rule_results(
    checked: Checked, pack: RulePack, findings: Sequence[Finding], lang: str
) -> tuple[RuleResult, ...]:
    """For every rule of the pack: how often it was applied, held, was violated, was skipped and why."""
    violated = Counter(f.rule for f in findings)
    skipped = Counter(s.rule for s in checked.skips)
    why = {s.rule: s.why for s in checked.skips}
    results = []
    for rule in pack.rules.values():
        bad = violated[rule.id]
        applied = max(checked.applied.get(rule.id, 0), bad)
        results.append(
            RuleResult(
                id=rule.id,
                applied=applied,
                held=applied - bad,
                violated=bad,
                skipped=skipped[rule.id],
                why_skipped=why.get(rule.id),
                title=rule.title.in_(lang),
            )
        )
    return tuple(results)
