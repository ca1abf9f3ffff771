"""Scores of indicators at two levels, bonus points, and the totals of single projects beside them."""

from __future__ import annotations

from checks.finding import Place
from checks.numbers.amount import SCORE, Printed, parse
from checks.numbers.claims import Claim, ClaimKind, Concept, Measure
from checks.numbers.facts import Fact
from checks.relations.relation import Sum
from checks.rules.prose.evaluation.scores import score_relations


def sums(*said: tuple[str, str]) -> list[tuple[int, ...]]:
    """The facts of every sum of scores, from (phrase, number) pairs, two of them a sentence."""
    claims: list[Claim] = []
    facts: list[Fact] = []
    for index, (phrase, number) in enumerate(said):
        claims.append(
            Claim(index, ClaimKind.SCORE, Concept("得分"), phrase, Measure.MAIN, None, (index + 1) // 2, 0)
        )
        printed = parse(number, SCORE)
        assert isinstance(printed, Printed)
        facts.append(Fact(0, printed, Place(), "", phrase, "得分"))
    relations = score_relations(claims, facts)
    return [r.facts for r in relations if isinstance(r, Sum) and r.rule == "prose.score-sum"]


TOTAL = ("部门整体支出绩效得分", "92")


def test_the_second_level_adds_up_to_the_first_and_the_first_to_the_total() -> None:
    found = sums(
        TOTAL,
        ("预算执行满分", "40"), ("自评得", "38"),
        ("执行率分值", "25"), ("得", "24"),
        ("结转率分值", "15"), ("得", "14"),
        ("预算效益满分", "60"), ("自评得", "54"),
    )  # fmt: skip
    assert found == [(2, 4, 6), (0, 2, 8)]


def test_the_score_of_one_project_is_no_bonus() -> None:
    found = sums(
        TOTAL,
        ("编制分值", "25"), ("得", "22"),
        ("执行分值", "25"), ("得", "23"),
        ("管理分值", "25"), ("得", "23"),
        ("效益分值", "25"), ("得", "24"),
        ("项目自评得分", "96"),
    )  # fmt: skip
    assert found == [(0, 2, 4, 6, 8)]
