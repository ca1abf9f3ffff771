"""What sentences say: kinds, concepts, measures, and the numbers each number is said of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audit.document import Line, Paragraph
from audit.recognition.prose.claims import read_claims
from checks.finding import Place
from checks.numbers.claims import Claim, ClaimKind, Claims, Listing, Measure


def claims_of(*lines: str, year: int | None = 2024) -> Claims:
    return read_claims(
        [Paragraph((Line(line, Place(line=i)),)) for i, line in enumerate(lines, 1)], 0, 0, year
    )


def said(claims: Claims, printed: str) -> Claim:
    """The claim about the first number printed so."""
    return next(c for c in claims.claims if claims.facts[c.fact].printed.text == printed)


def test_change_and_rate_are_said_of_the_level_before_them() -> None:
    claims = claims_of("基本支出 50.00 万元，比上年决算数增加 10.00 万元，增长 25.00%。")
    level, change, rate = claims.claims
    assert [c.kind for c in claims.claims] == [ClaimKind.LEVEL, ClaimKind.CHANGE, ClaimKind.RATE]
    assert (level.concept.name, change.direction) == ("基本支出", 1)
    assert (change.base, rate.base, rate.change) == (level.fact, level.fact, change.fact)


def test_named_subject_finds_its_level_in_the_sentence_before() -> None:
    claims = claims_of(
        "某局2024年度收入支出总计 80.00 万元。与2023年度相比，收入支出总计减少 20.00 万元，下降 20.00%。"
    )
    assert said(claims, "20.00").base == said(claims, "80.00").fact


def test_budget_inside_a_completion_is_a_claim_of_its_own() -> None:
    claims = claims_of("公务接待费支出决算为 0.40 万元，完成预算 0.50 万元的 80.00%。")
    actual, plan, rate = claims.claims
    assert (actual.measure, plan.measure) == (Measure.ACTUAL, Measure.BUDGET)
    assert (rate.kind, rate.base, rate.plan) == (ClaimKind.COMPLETION, actual.fact, plan.fact)


def test_completion_of_the_initial_budget_does_not_take_the_adjusted_one() -> None:
    claims = claims_of(
        "项目支出年初预算为 10.00 万元，全年预算为 40.00 万元，支出决算为 30.00 万元，完成年初预算的 300.00%。"
    )
    assert said(claims, "300.00").plan == said(claims, "10.00").fact


def test_breakdown_in_brackets_within_a_breakdown() -> None:
    claims = claims_of(
        "“三公”经费支出决算为 6.00 万元，其中：因公出国（境）费支出决算为 1.00 万元；公务用车购置及运行费支出决算为 "
        "4.00 万元（其中：公务用车购置支出决算为 3.00 万元；公务用车运行费支出决算为 1.50 万元）；公务接待费支出决算为 2.00 万元。"
    )
    total = said(claims, "6.00").fact
    cars = said(claims, "4.00")
    assert [said(claims, n).total for n in ("1.00", "4.00", "2.00")] == [total] * 3
    assert [said(claims, n).total for n in ("3.00", "1.50")] == [cars.fact] * 2
    assert cars.listing is Listing.ALL


def test_numbered_paragraphs_are_the_parts_of_the_line_before_them() -> None:
    claims = claims_of(
        "支出预算总计 30.00 万元。包括：",
        "1．教育（类）支出 10.00 万元，主要用于培训。与上年相比增加 2.00 万元。",
        "2．住房保障（类）支出 20.00 万元。",
        "此外，基本支出预算数为 25.00 万元。",
    )
    total = said(claims, "30.00").fact
    assert [said(claims, n).total for n in ("10.00", "20.00", "25.00")] == [total, total, None]


def test_a_list_over_paragraphs_is_one_list_whatever_an_item_calls_its_number() -> None:
    claims = claims_of(
        "（二）支出预算总计 100.00 万元。包括：",
        "1．一般公共服务（类）支出 60.00 万元。",
        "2．住房保障（类）支出 30.00 万元。",
        "3．结转下年资金预算数为 10.00 万元。",
    )
    parts = [said(claims, printed) for printed in ("60.00", "30.00", "10.00")]
    assert {part.total for part in parts} == {said(claims, "100.00").fact}
    assert {part.listing for part in parts} == {Listing.ALL}


def test_item_path_carries_through_its_sentences_and_headings() -> None:
    claims = claims_of(
        "（一）教育支出（类）",
        "1．进修及培训（款）培训支出（项）支出 12.00 万元，与上年相比增加 2.00 万元，增长 20.00%。",
    )
    assert said(claims, "12.00").concept.path == ("教育支出", "进修及培训", "培训支出")
    assert said(claims, "2.00").concept.path == ("教育支出", "进修及培训", "培训支出")


def test_brackets_inside_the_name_of_a_level_belong_to_the_name() -> None:
    claims = claims_of(
        "1、一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）支出 9.00 万元。"
    )
    path = ("一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行")
    assert claims.claims[0].concept.path == path


def test_codes_printed_with_the_levels_make_the_functional_code() -> None:
    claims = claims_of("1、教育支出（205类）进修及培训（08款）培训支出（03项）12.00 万元。")
    assert claims.claims[0].concept.code == "2050803"


def test_share_names_its_whole_in_words() -> None:
    claims = claims_of(
        "“三公”经费支出决算为 5.00 万元。", "“三公”经费支出决算中，公务接待费 1.00 万元，占 20.00%。"
    )
    assert said(claims, "20.00").whole == said(claims, "5.00").fact


def test_amounts_in_reasons_are_said_of_nothing() -> None:
    claims = claims_of(
        "本年支出合计 90.00 万元，比上年减少 10.00 万元。主要原因：项目支出减少，较上年减少 8.00 万元。"
    )
    assert said(claims, "8.00").in_reason
    assert said(claims, "8.00").base is None


def test_dates_decrees_and_list_numbers_are_no_claims() -> None:
    claims = claims_of("1.根据《关于做好公开工作的通知》（财预〔2016〕143号），2024年3月5日公开。", "附件 3")
    assert claims.claims == ()


def test_missing_units_are_supplied_where_the_sentence_speaks_of_money() -> None:
    claims = claims_of(
        "年初预算为 0.00 万元，支出决算为 4.19。", "公务接待支出 0.39 万（含外宾接待支出 0.00 万元）。"
    )
    assert claims.facts[said(claims, "4.19").fact].printed.unit.name == "万元"
    assert claims.facts[said(claims, "0.39").fact].printed.unit.name == "万元"


def test_about_is_approximate_and_a_long_run_of_digits_is_left() -> None:
    claims = claims_of("培训干部近 2000 人。", f"金额为 {'9' * 40} 万元。")
    assert said(claims, "2000").approximate
    assert len(claims.gaps) == 1


def test_about_before_a_date_says_nothing_of_a_number() -> None:
    claims = claims_of("工程竣工约2024年6月，基本支出 50.00 万元。")
    assert not said(claims, "50.00").approximate


def test_full_width_commas_group_the_digits_of_an_amount() -> None:
    claims = claims_of("基本支出1，718.59万元，占总支出的 85.30%。")
    assert claims.facts[claims.claims[0].fact].printed.value == 17_185_900_000


def test_comparison_in_words_names_both_numbers() -> None:
    claims = claims_of(
        "会议费年初预算为 5.00 万元，支出决算为 4.00 万元。决算数小于预算数的主要原因：压减会议。"
    )
    comparison = claims.comparisons[0]
    assert (comparison.sense, comparison.left, comparison.right) == (-1, 1, 0)


def test_a_sentence_cut_by_a_page_break_is_one() -> None:
    paragraphs = [
        Paragraph((Line("一般公共预算财政拨款支出 50.00 万元，占本年支出合计的", Place(page=1)),)),
        Paragraph((Line("100.00%。", Place(page=2)),)),
    ]
    claims = read_claims(paragraphs, 0, 0, 2024)
    share = said(claims, "100.00")
    assert (share.kind, share.base) == (ClaimKind.SHARE, 0)
    assert claims.facts[share.fact].place.page == 2


WORDS = st.sampled_from(
    [
        "其中",
        "：",
        "，",
        "；",
        "。",
        "、",
        "（",
        "）",
        "占",
        "比上年",
        "增加",
        "减少",
        "完成预算",
        "的",
        "持平",
        "基本支出",
        "项目支出",
        "决算数",
        "12.5",
        "3",
        "万元",
        "%",
        "2024年",
        "（项）",
        "“",
        "”",
        "约",
        "包括",
        "元",
        " ",
    ]
)


@given(st.lists(WORDS, max_size=60))
def test_any_text_is_read_and_links_point_backwards(words: list[str]) -> None:
    claims = claims_of("".join(words))
    assert [c.fact for c in claims.claims] == list(range(len(claims.facts)))
    for claim in claims.claims:
        for link in (claim.base, claim.change, claim.whole, claim.plan, claim.earlier, claim.total):
            assert link is None or 0 <= link < len(claims.facts)
            assert link != claim.fact


def test_long_runs_are_read_to_their_end() -> None:
    for text in ("其中1" * 5_000, "占1%" * 5_000, "（" * 5_000 + "）" * 5_000, "比1万元增加" * 2_000):
        claims_of(text)


def test_a_change_after_a_completion_rate_is_said_of_the_actual() -> None:
    claims = claims_of(
        "“三公”经费支出决算为5.72万元，完成预算6.89万元的83.02%，比上年决算数减少0.63万元，下降9.92%。"
    )
    assert said(claims, "0.63").base == said(claims, "5.72").fact
