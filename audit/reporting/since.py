"""What has changed since the last run: which findings are new, which answers still hold, what is settled."""

from __future__ import annotations

from collections.abc import Sequence

from audit.reporting.answers import Answer
from audit.reporting.plain import one_line
from checks.finding import Finding


class Since:
    """The findings of this run against the rows of the workbook that the last one left."""

    def __init__(
        self, findings: Sequence[Finding], documents: Sequence[str], earlier: Sequence[Answer] | None
    ) -> None:
        self._known = earlier is not None
        self._answers: dict[str, Answer] = {}
        for each in earlier or ():
            if each.finding:
                self._answers[each.finding] = each
        open_now = {each.id for each in findings}
        gone = [each for each in self._answers.values() if each.finding not in open_now]
        self.settled = tuple(each for each in gone if each.document in documents)
        """The rows of findings that are no more, with what was written beside them."""
        self.elsewhere = tuple(
            each for each in gone if each.document not in documents and (each.opinion or each.by)
        )
        """The answers about documents that this run did not look at."""

    def answer(self, finding: Finding) -> Answer | None:
        """What was written beside a finding in the last run."""
        return self._answers.get(finding.id)

    def holds(self, finding: Finding) -> bool:
        """Whether the answer to a finding was given for the numbers that stand there now."""
        answer = self._answers.get(finding.id)
        return answer is not None and answer.numbers == tuple(one_line(e.text) for e in finding.evidence)

    def word(self, finding: Finding) -> str:
        """The key of what a finding is against the last run; empty where there was none."""
        answer = self._answers.get(finding.id)
        if not self._known:
            return ""
        if answer is None or not answer.current:
            return "since.new"
        return "since.still" if self.holds(finding) else "since.changed"
