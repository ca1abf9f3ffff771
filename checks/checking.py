"""The whole check, from facts to findings: pure, format-free, the same for a document and for a data release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from checks.diagnosis.causes import causes
from checks.diagnosis.shift import Shift, shifts
from checks.diagnosis.sources import by_source, corrected
from checks.finding import Finding, Withheld
from checks.findings.cells import cell_findings
from checks.findings.checklist import Checklist, checklist
from checks.findings.copies import differences
from checks.findings.evaluation import Context, violations
from checks.findings.grouping import shift_finding, with_diagnoses
from checks.findings.standing.doubt import doubted
from checks.findings.standing.explained import unexplained
from checks.findings.twice import once, without
from checks.findings.words import contradictions, slips_of_words
from checks.material import Checked, Material, Narrative
from checks.numbers.facts import Fact, FactTable, Int64, Statement
from checks.relations.system import System
from checks.rules.prose import ProseResult
from checks.rules.prose.lookup import StatementLookup
from checks.rules.prose.relations import prose_relations
from checks.rules.rule import RulePack
from checks.rules.sets.links import LinkOutcome, link_outcomes
from checks.rules.tables.across import across
from checks.rules.tables.columns import column_relations, multipliers
from checks.rules.tables.compilation import Skip, addable, compile_rules
from checks.rules.tables.footings import footings, parts
from checks.rules.tables.forms import form_relations
from checks.walls import Walls


def check(material: Material, pack: RulePack, lang: str, seconds: int | None = None) -> Checked:
    """Compile every rule over the material, evaluate it, and put what does not hold into words.

    No rule may take longer than so many ``seconds``; one that does is named as not checked.
    """
    context = Context(material.keys, {s.id: s for s in material.statements}, pack, lang)
    walls = Walls(seconds)
    stated = _compiled(material, pack, walls)
    table = stated.system.table
    broken = unexplained(violations(stated.system, context), stated.system, material.narratives)
    violated = [row for row, _ in broken]
    moved: list[Shift] = walls.guarded(
        "diagnosis", lambda: shifts(stated.system, violated, material.statements), []
    )
    nothing: list[Withheld] = []
    standing, withheld = walls.guarded(
        "doubt",
        lambda: doubted(broken, stated.system, material.statements, moved, material.unseen),
        (broken, nothing),
    )
    found: list[tuple[int | None, Finding]] = list(standing)
    found += [(None, f) for result in stated.prose for f in contradictions(result, table, context)]
    found += [(None, f) for n in material.narratives for f in slips_of_words(n, table, context, walls)]
    found += [(None, f) for f in differences(stated.links, table, context)]
    cells: list[Finding] = walls.guarded("schema.*", lambda: cell_findings(material, table, context), [])
    found += [(None, f) for f in cells]
    said = list(found)
    found = walls.guarded(
        "diagnosis", lambda: _diagnosed(said, moved, material, stated.system, context), said
    )
    settled = [f for _, f in found]
    listed = walls.guarded(
        "disclosure.*",
        lambda: checklist(material.disclosures, material.expected, settled, context),
        Checklist(),
    )
    found += [(None, f) for f in listed.findings]
    said_once = once([f for _, f in found], material.links)
    kept = [(found[i][0], finding) for i, finding in said_once.kept.items()]
    gone = frozenset(f.id for _, f in found) - frozenset(f.id for _, f in kept)
    return Checked(
        system=stated.system,
        findings=without((f for _, f in kept), gone),
        rows=tuple(row for row, _ in kept),
        touched=_touched(stated, material.statements),
        reasons={fact: why for result in stated.prose for fact, why in result.unchecked.items()},
        skips=tuple(stated.skips),
        applied={**_applied(stated, material, pack), **listed.asked},
        links=tuple(stated.links),
        checklist=listed.entries,
        faults=tuple(walls.faults),
        elsewhere=said_once.elsewhere,
        withheld=tuple(withheld),
    )


@dataclass(frozen=True, slots=True)
class _Compiled:
    """Every relation that must hold as one system, and what the sentences and the ties came to beside it."""

    system: System
    prose: Sequence[ProseResult]
    links: Sequence[LinkOutcome]
    skips: Sequence[Skip]


def _compiled(material: Material, pack: RulePack, walls: Walls) -> _Compiled:
    table, statements = FactTable(material.facts), material.statements
    blocks, skips = compile_rules(pack, statements, table, material.volumes)
    blocks += across(statements)
    known = list(blocks)
    blocks += walls.guarded("table.*", lambda: footings(statements, table, known) + parts(statements), [])
    blocks = addable(blocks, table)
    prose = [
        walls.guarded("prose.*", partial(_prose, n, material.facts), ProseResult(), n.document)
        for n in material.narratives
    ]
    links: Sequence[LinkOutcome] = walls.guarded(
        "set.*", lambda: link_outcomes(material.links, table, material.documents), []
    )
    single = [r for result in prose for r in result.relations]
    single += [r for outcome in links for r in outcome.relations]
    single += walls.guarded("table.rate-column", lambda: column_relations(statements, table), [])
    single += walls.guarded("form.*", lambda: form_relations(statements, table), [])
    in_force = [r for r in single if r.rule in pack.rules]
    return _Compiled(
        System(table, [b for b in blocks if b.rule in pack.rules], in_force), prose, links, skips
    )


def _prose(narrative: Narrative, facts: Sequence[Fact]) -> ProseResult:
    setting = narrative.setting
    return prose_relations(
        setting.claims, facts, StatementLookup(setting.statements, setting.year, setting.notes)
    )


def _diagnosed(
    found: Sequence[tuple[int | None, Finding]],
    moved: Sequence[Shift],
    material: Material,
    system: System,
    context: Context,
) -> list[tuple[int | None, Finding]]:
    """The findings with what is probably wrong, those of columns that slipped put together."""
    violated = [row for row, _ in found if row is not None]
    settled = {row for shift in moved for row in shift.rows}
    rows, said = [row for row, _ in found], [f for _, f in found]
    together = [
        shift_finding(shift, said, rows, system.table, context)
        for shift in moved
        if _SHIFT in context.pack.rules
    ]
    every = [*rows, *(None for _ in together)]
    open_rows = [row for row in violated if row not in settled]
    known = by_source(system, open_rows, material.trusted)
    settled |= {row for cause in known for row in cause.rows}
    open_rows = [row for row in open_rows if row not in settled]
    guessed = causes(corrected(system, known), open_rows, material.statements, material.trusted)
    diagnosed = with_diagnoses([*said, *together], every, [*known, *guessed], system.table)
    return list(zip(every, diagnosed, strict=True))


_SHIFT = "table.shift"


def _touched(stated: _Compiled, statements: Sequence[Statement]) -> Int64:
    """For each fact the relations over it, those of words and numbers counted."""
    touched = stated.system.touched()
    touched[multipliers(statements, stated.system.table)] += 1
    for result in stated.prose:
        for item in result.findings:
            touched[list(item.facts)] += 1
        touched[list(result.agreed)] += 1
    return touched


def _applied(stated: _Compiled, material: Material, pack: RulePack) -> Mapping[str, int]:
    """How often each rule was applied."""
    applied = Counter(stated.system.rule_counts())
    applied.update(item.rule for result in stated.prose for item in result.findings)
    applied.update(rule_id for rule_id in pack.rules if rule_id.startswith("words.") and material.narratives)
    return applied
