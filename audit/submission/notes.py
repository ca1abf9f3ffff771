"""How the documents of a submission were matched, in a sentence a document, for whoever reads the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from audit.recognition import Recognised
from audit.submission.matching import Bond, Matching, Set
from checks.rules.sets.links import LinkOutcome
from checks.rules.sets.material import Tie

_MOST_CODES = 8
_KIND = {
    "zh": {"final_accounts": "决算", "budget": "预算", "performance_report": "绩效自评", "other": "其他"},
    "en": {
        "final_accounts": "final accounts",
        "budget": "budget",
        "performance_report": "self-evaluation",
        "other": "other",
    },
}
_TIE = {
    "zh": {
        Tie.LAST_YEAR: "与上年的{others}对照（部门相同、类别相同、年度相邻）",
        Tie.PLAN: "与当年预算{others}对照（部门相同、年度相同）",
        Tie.EVALUATION: "与同年的{others}对照（部门相同、年度相同）",
    },
    "en": {
        Tie.LAST_YEAR: "held against last year's {others} (same department and kind, the year before)",
        Tie.PLAN: "held against the budget of its year, {others} (same department and year)",
        Tie.EVALUATION: "held against {others} of its year (same department and year)",
    },
}
_WORDS = {
    "zh": {
        "unknown": "未能认出部门、年度或类别，未与其他文件对照；可在 gouji.toml 中写明",
        "part": "与{others}合为一份（部门、年度、类别相同，表与文字互补）",
        "copies": "同一部门、年度、类别的文件不止一份，未作文件之间的对照",
        "alone": "没有可对照的文件",
        "held": "供{others}对照",
        "units": "与所属单位{others}对照（{why}；{all}）",
        "same": "名称相同，一份为部门、一份为单位",
        "listed": "单位名称见于部门文件，或已在 gouji.toml 中写明",
        "complete": "单位已齐，核对合计",
        "incomplete": "单位未齐或个数不明，只核对不超过",
        "incomparable": "大部分数对不上，口径应已改变，未作逐数对照：{documents}",
        "renamed": "科目名称有变（{documents}）：{codes}",
        "more": "等 {n} 个",
        "and": "、",
        "stop": "；",
    },
    "en": {
        "unknown": "department, year or kind not recognised, not held against others; gouji.toml can state it",
        "part": "one disclosure together with {others} (same department, year and kind; each has what the other lacks)",
        "copies": "there are several documents of this department, year and kind; not held against others",
        "alone": "nothing in the submission to hold it against",
        "held": "{others} is held against it",
        "units": "held against its units {others} ({why}; {all})",
        "same": "same name, one a department and the other a unit",
        "listed": "the department's document names the unit, or gouji.toml does",
        "complete": "all units present, sums checked",
        "incomplete": "not all units present or their number unknown, only bounds checked",
        "incomparable": "most amounts differ, so what is covered has changed; not compared: {documents}",
        "renamed": "codes with another name ({documents}): {codes}",
        "more": "and others, {n} in all",
        "and": ", ",
        "stop": "; ",
    },
}


def reading_notes(recognised: Sequence[Recognised]) -> list[str]:
    """What the readers of the documents want known although nothing is lost, each with its document."""
    return [f"{Path(r.document.path).name}：{note}" for r in recognised for note in r.document.notes]


def matching_notes(
    matching: Matching, outcomes: Sequence[LinkOutcome], recognised: Sequence[Recognised], lang: str
) -> tuple[str, ...]:
    """A sentence for each document of a submission of several, then what the ties brought to light."""
    if len(recognised) < 2:
        return ()
    writer = _Writer(recognised, lang)
    home = {i: one for one in matching.sets for i in one.documents}
    bonds: dict[Set, list[Bond]] = defaultdict(list)
    held_by: dict[Set, list[Set]] = defaultdict(list)
    for bond in matching.bonds:
        bonds[bond.subject].append(bond)
        for other in bond.others:
            held_by[other].append(bond.subject)
    copies = set(matching.copies)
    notes = []
    for i, each in enumerate(recognised):
        one = home.get(i)
        if each.document.readable:
            facts = [*writer.of(i, one)]
            if one is not None:
                facts += [writer.bond(bond) for bond in bonds.get(one, ())]
                facts += [writer.held_by(subject) for subject in held_by.get(one, ())]
            if one in copies:
                facts.append(writer.words["copies"])
            elif one is not None and len(facts) == 1:
                facts.append(writer.words["alone"])
            notes.append(f"{writer.quoted([i])}：{writer.words['stop'].join(facts)}")
    return (*notes, *writer.outcomes(matching.bonds, outcomes))


class _Writer:
    """Puts sets and bonds into words of one language."""

    def __init__(self, recognised: Sequence[Recognised], lang: str) -> None:
        self.words = _WORDS[lang]
        self._kinds, self._ties = _KIND[lang], _TIE[lang]
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

    def bond(self, bond: Bond) -> str:
        """What a set is held against, and why."""
        others = self.quoted([i for other in bond.others for i in other.documents])
        if bond.tie is not Tie.UNITS:
            return self._ties[bond.tie].format(others=others)
        why = self.words["same" if bond.same_name else "listed"]
        return self.words["units"].format(
            others=others, why=why, all=self.words["complete" if bond.complete else "incomplete"]
        )

    def outcomes(self, bonds: Sequence[Bond], outcomes: Sequence[LinkOutcome]) -> Iterator[str]:
        """What could not be compared, and codes that changed their names."""
        for bond, outcome in zip(bonds, outcomes, strict=True):
            documents = self.quoted([i for one in (bond.subject, *bond.others) for i in one.documents])
            if outcome.incomparable:
                yield self.words["incomparable"].format(documents=documents)
            if outcome.renamed:
                shown = [f"{code} {then} → {now}" for code, then, now in outcome.renamed[:_MOST_CODES]]
                if len(outcome.renamed) > _MOST_CODES:
                    shown.append(self.words["more"].format(n=len(outcome.renamed)))
                yield self.words["renamed"].format(documents=documents, codes=self.words["and"].join(shown))
