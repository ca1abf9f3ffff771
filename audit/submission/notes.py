"""How the documents of a submission were matched, in a sentence a document, for whoever reads the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from audit.recognition import Recognised
from audit.submission.companions import Lent
from audit.submission.editions import Bond, Set
from audit.submission.matching import Matching
from audit.submission.note_words import KINDS, TIES, WORDS
from checks.material import Checked
from checks.rules.sets.copies import NO_SOURCE
from checks.rules.sets.links import LinkOutcome
from checks.rules.sets.material import Tie

_MOST_CODES = 8


def reading_notes(recognised: Sequence[Recognised]) -> list[str]:
    """What the readers of the documents want known although nothing is lost, each with its document."""
    return [f"{Path(r.document.path).name}：{note}" for r in recognised for note in r.document.notes]


def matching_notes(
    matching: Matching, checked: Checked, recognised: Sequence[Recognised], lang: str
) -> tuple[str, ...]:
    """A sentence for each document of a submission of several, then what the ties brought to light."""
    if len(recognised) < 2:
        return ()
    outcomes = checked.links
    writer = _Writer(recognised, lang)
    home = {i: one for one in matching.sets for i in one.documents}
    bonds: dict[Set, list[Bond]] = defaultdict(list)
    held_by: dict[Set, list[Set]] = defaultdict(list)
    for bond in matching.bonds:
        bonds[bond.subject].append(bond)
        for other in bond.others:
            held_by[other].append(bond.subject)
    copies = set(matching.copies)
    lent = {each.document: each for each in matching.lent}
    of_bond = dict(zip(map(id, matching.bonds), outcomes, strict=False))
    notes = []
    for i, each in enumerate(recognised):
        one = home.get(i)
        if each.document.readable:
            facts = [*writer.of(i, one)]
            if one is not None:
                facts += [writer.bond(bond, of_bond.get(id(bond))) for bond in bonds.get(one, ())]
                facts += [writer.held_by(subject) for subject in held_by.get(one, ())]
            if i in lent:
                facts.append(writer.lent(lent[i]))
            if one in copies:
                facts.append(writer.words["copies"])
            elif one is not None and len(facts) == 1 + (i in lent):
                facts.append(writer.words["alone"])
            if n := checked.elsewhere.get(i):
                facts.append(writer.words["twice"].format(n=n))
            notes.append(f"{writer.quoted([i])}：{writer.words['stop'].join(facts)}")
    return (*notes, *writer.outcomes(matching.bonds, outcomes))


class _Writer:
    """Puts sets and bonds into words of one language."""

    def __init__(self, recognised: Sequence[Recognised], lang: str) -> None:
        self.words = WORDS[lang]
        self._kinds, self._ties = KINDS[lang], TIES[lang]
        self._recognised = recognised

    def quoted(self, documents: Sequence[int]) -> str:
        """The names of documents."""
        return self.words["and"].join(
            f"《{Path(self._recognised[i].document.path).name}》" for i in documents
        )

    def of(self, document: int, one: Set | None) -> Iterator[str]:
        """Who, when and what a document is, and which others are the rest of it."""
        if one is None:
            yield self.words["unknown"]
            return
        identity = self._recognised[document].identity
        name = identity.unit or identity.department
        yield " ".join(str(w) for w in (name, one.year, self._kinds[one.kind], one.level) if w)
        others = [i for i in one.documents if i != document]
        if others:
            yield self.words["part"].format(others=self.quoted(others))

    def held_by(self, subject: Set) -> str:
        """The other side of a bond, which says why."""
        return self.words["held"].format(others=self.quoted(subject.documents))

    def lent(self, lent: Lent) -> str:
        """What a document was taken to be, and because of which other."""
        identity = lent.identity
        name = identity.unit or identity.department
        return self.words["lent"].format(
            fields=self.words["and"].join(self.words[each] for each in lent.fields),
            lender=self.quoted([lent.lender]),
            who=" ".join(str(w) for w in (name, identity.year, self._kinds.get(identity.kind)) if w),
        )

    def bond(self, bond: Bond, outcome: LinkOutcome | None) -> str:
        """What a set is held against, and why; of two files of one disclosure also what it came to."""
        others = self.quoted([i for other in bond.others for i in other.documents])
        if bond.tie in {Tie.SOURCE, Tie.COPY}:
            return self._compared(bond, others, outcome)
        if bond.tie is not Tie.UNITS:
            return self._ties[bond.tie].format(others=others)
        why = self.words["same" if bond.same_name else "listed"]
        return self.words["units"].format(
            others=others, why=why, all=self.words["complete" if bond.complete else "incomplete"]
        )

    def _compared(self, bond: Bond, others: str, outcome: LinkOutcome | None) -> str:
        compared = outcome.compared if outcome else None
        if compared is None:
            return self.words[bond.tie.value].format(others=others, count=0, off=self.words["agree"])
        here = self.quoted(bond.subject.documents)
        off = compared.failing + sum(each.rule != NO_SOURCE for each in compared.differences)
        said = [
            self.words[bond.tie.value].format(
                others=others,
                count=compared.count,
                off=self.words["off"].format(n=off) if off else self.words["agree"],
            )
        ]
        for key, tables in (
            ("only_here", compared.only_here),
            ("only_there", compared.only_there),
            ("unlike", compared.unlike),
        ):
            if tables:
                listed = self.words["and"].join(f"《{name}》" for name in tables)
                said.append(self.words[key].format(here=here, there=others, tables=listed))
        return self.words["stop"].join(said)

    def outcomes(self, bonds: Sequence[Bond], outcomes: Sequence[LinkOutcome]) -> Iterator[str]:
        """What could not be compared, and codes that changed their names."""
        for bond, outcome in zip(bonds, outcomes, strict=True):
            documents = self.quoted([i for one in (bond.subject, *bond.others) for i in one.documents])
            if outcome.unlike is not None:
                yield self.words["incomparable"].format(documents=documents)
            if outcome.renamed:
                shown = [f"{code} {then} → {now}" for code, then, now in outcome.renamed[:_MOST_CODES]]
                if len(outcome.renamed) > _MOST_CODES:
                    shown.append(self.words["more"].format(n=len(outcome.renamed)))
                yield self.words["renamed"].format(documents=documents, codes=self.words["and"].join(shown))
