"""What does not add up in the bundled papers is found, and what adds up is not (R1–R12)."""

import pytest
from django.core.management import call_command
from django.utils import translation

from resolutions.models import Finding, SourceClaim, Target
from resolutions.reconciliation import RULES, tell
from tests.resolutions.reconciliation.claims import checked

pytestmark = pytest.mark.django_db

#: Rule, words of a claim concerned, severity, what the sentence says.
EXPECTED = {
    "R1": ("difference_is_not_from_minus_to", "reduced 107 units", "high",
           "From 1,097 to 927 is 170 fewer; the paper says 107."),
    "R2": ("duration_is_not_the_period", "reduced 107 units", "low",
           "The paper says 5 years; from 2015 to 2021 it is 6 years."),
    "R3": ("period_before_the_instrument", "reduced 107 units", "low",
           "19-NQ/TW dates from 25/10/2017, so it can't have been carried out since 2015: 2015 is "
           "the year that results are measured from, not the beginning."),
    "R4": ("sources_disagree_on_meeting", "15 December", "low",
           "Sources disagree on who held “Hội nghị 5 năm thực hiện Nghị quyết số 19-NQ/TW”: "
           "Central Steering Committee / Central Economic Commission."),
    "R5": ("day_is_incomplete", "15 December", "low",
           "The source says “15 December”, without the year; 2022 is inferred from another "
           "source."),
    "R6 in Bình Thuận": ("reduction_without_baseline", "reduce by 39", "medium",
                         "39 fewer of how many? The source names no baseline."),
    "R6 in Thái Nguyên": ("reduction_without_baseline", "reduced 118 units", "medium",
                          "118 fewer of how many? The source names no baseline."),
    "R9": ("later_than_planned", "Politburo in December 2022", "medium",
           "Planned for 12/2022, dated 02/10/2023 (62-KL/TW): 9 to 10 months late."),
    "R10": ("words_to_be_confirmed", "are eligible to complete", "medium",
            "“100% … are eligible to complete”: the translation lost what is meant. A reviewer "
            "must confirm it."),
    "R10 of an operator": ("words_to_be_confirmed", "reduce by 39", "medium",
                           "“strives to reduce by 39”: at least, at most or exactly? A reviewer "
                           "must confirm it."),
    "R11 of units": ("baseline_is_not_the_beginning", "-13.4% vs 2015", "low",
                     "13.4%: The result is measured from 2015, while 19-NQ/TW has been carried out "
                     "since 2017: the baseline year is not the beginning."),
    "R11 of people": ("baseline_is_not_the_beginning", "-10.51% vs 2015", "low",
                      "10.51%: The result is measured from 2015, while 19-NQ/TW has been carried "
                      "out since 2017: the baseline year is not the beginning."),
    "R12": ("sources_disagree_on_figure", "1.685 đơn vị", "medium",
            "Sources disagree: 1,685 or 1,687."),
    "a session without a day": (
        "day_is_incomplete", "", "low",
        "The source gives no day for “Buổi làm việc của Đoàn giám sát của Quốc hội với tỉnh "
        "Thái Nguyên”."),
}  # fmt: skip


@pytest.fixture
def outcome():
    call_command("loaddata", "papers", "documents", "claims", verbosity=0)
    with translation.override("en"):
        yield checked()


def found(name: str) -> Finding:
    rule, words, _severity, _sentence = EXPECTED[name]
    claims = SourceClaim.objects.filter(quote__contains=words) if words else None
    if claims is None:
        return Finding.objects.get(rule=rule, claims__quote="", claims__province__code="19")
    return Finding.objects.get(rule=rule, claims__in=claims)


def test_each_is_found_and_told_and_nothing_else(outcome):
    with translation.override("en"):
        said = {
            name: (one.severity, tell(one).sentence) for name in EXPECTED for one in [found(name)]
        }
    assert said == {name: (severity, words) for name, (_r, _w, severity, words) in EXPECTED.items()}
    assert len(outcome.findings) == len(EXPECTED)


def test_r1_shows_the_arithmetic_and_both_verdicts(outcome):
    told = tell(found("R1"))
    assert told.arithmetic == (
        "1,097 − 927 = 170, not 107",
        "1,097 − 107 = 990, not 927",
        "927 + 107 = 1,034, not 1,097",
        "170 and 107 have the same digits: perhaps they were swapped.",
    )
    asked = "at least 10% is asked for (19-NQ/TW)"
    assert [(one.reading, one.formula, one.is_met) for one in told.verdicts] == [
        ("if 107 is wrong", f"170 ÷ 1,097 = 15.50%; {asked}", True),
        ("if 927 is wrong", f"107 ÷ 1,097 = 9.75%; {asked}", False),
        ("if 1,097 is wrong", f"107 ÷ 1,034 = 10.35%; {asked}", True),
    ]
    assert told.is_decisive


def test_r1_takes_the_judgement_of_the_paper_with_it(outcome):
    quotes = set(found("R1").claims.values_list("quote", flat=True))
    assert "achieving the target" in quotes
    assert len(quotes) == 2


def test_r1_without_a_target_says_percentages_and_no_verdict():
    call_command("loaddata", "papers", "claims", verbosity=0)
    assert not Target.objects.filter(province=None).exists()
    checked()
    one = found("R1")
    assert one.severity == "medium"
    assert {verdict.is_met for verdict in tell(one).verdicts} == {None}


def test_r7_r8_sums_that_come_out_are_checked_and_no_findings(outcome):
    assert "116 + 2 = 118" in outcome.sums_that_hold
    assert "146 + 7,005 = 7,151" in outcome.sums_that_hold
    assert not Finding.objects.filter(rule="parts_are_not_the_total").exists()


def test_r9_counts_from_the_end_and_from_the_beginning_of_the_month(outcome):
    assert tell(found("R9")).arithmetic == (
        "from 31/12/2022 to 02/10/2023: 275 days",
        "from 01/12/2022 to 02/10/2023: 305 days",
    )


def test_r12_each_paper_adds_up_and_they_differ_in_the_communes(outcome):
    told = tell(found("R12"))
    assert told.arithmetic[-1] == "under communes: 1,374 ≠ 1,376"
    assert "1,685: Pháp Luật TP. Hồ Chí Minh, 11/11/2025, no day stated" in told.arithmetic
    assert "1,687: Thanh Niên, 17/11/2025, as of 31/10/2025" in told.arithmetic
    assert "14 + 265 + 1 + 31 + 1,374 = 1,685" in outcome.sums_that_hold
    assert "14 + 265 + 1 + 31 + 1,376 = 1,687" in outcome.sums_that_hold
    assert "4 + 79 + 129 + 1,475 = 1,687" in outcome.sums_that_hold


def test_the_papers_are_never_put_right(outcome):
    claim = SourceClaim.objects.get(quote__contains="reduced 107 units")
    assert (claim.value_from, claim.value_to, claim.stated_delta) == (1097, 927, 107)
    assert claim.history.count() == 0


def test_the_same_is_told_in_the_readers_language(outcome):
    with translation.override("vi"):
        assert "1.097" in tell(found("R1")).sentence
    with translation.override("en"):
        assert "1,097" in tell(found("R1")).sentence


@pytest.mark.parametrize("code", RULES)
def test_a_rule_says_what_must_hold(code):
    assert RULES[code].says.strip().endswith(".")
    assert str(RULES[code].label)
