"""Each figure, day and judgement of the papers, as their words have it; silence stays empty."""

from decimal import Decimal

import pytest
from django.core.management import call_command

from resolutions.choices import ClaimSubject
from resolutions.models import Meeting, SourceClaim
from tests.factories import day

pytestmark = pytest.mark.django_db
YEAR_END, SESSION, NGHE_AN, CONFERENCE, PLAN, PLO, THANH_NIEN = (
    "Paper on the year-end conference",
    "Paper on the working session",
    "Nghệ An newspaper",
    "Paper on the conference “5 years",
    "Paper on the plan of Bình Thuận",
    "Pháp Luật TP. Hồ Chí Minh",
    "Thanh Niên",
)
PERIOD = {"period_from": day("2015-01-01"), "period_to": day("2021-12-31")}
LEVELS = {
    "under_province": 14,
    "under_department": 265,
    "under_sub_department": 1,
    "under_unit": 31,
}
GROUPS = {"group_1": 4, "group_2": 79, "group_3": 129, "group_4": 1475}

#: (source, words that the claim holds, what was read out of them). What is not named is empty.
FIGURES = [
    (YEAR_END, "reduced 107 units (from 1,097 to 927)",
     {"value_from": 1097, "value_to": 927, "stated_delta": 107, "stated_years": 5,
      "stated_period": "5 years (2015 - 2021)", **PERIOD}),
    (YEAR_END, "streamlined 7,151 = 146 central + 7,005 local",
     {"value": 7151, "parts": {"central": 146, "local": 7005},
      "period_from": day("2023-01-01"), "period_to": day("2023-12-15")}),
    (YEAR_END, "13 departments", {"value": 13}),
    (YEAR_END, "2,572 divisions", {"value": 2572}),
    (YEAR_END, "+20.8%", {"value": Decimal("20.8")}),
    (SESSION, "reduced 118 units = 116 government sector + 2",
     {"value": 118, "as_of": day("2023-12-31"), "stated_period": "2018-2023",
      "parts": {"government": 116, "party_and_sociopolitical": 2}}),
    (NGHE_AN, "-13.4% vs 2015",
     {"value": Decimal("13.4"), "baseline_year": 2015, "stated_years": 5}),
    (NGHE_AN, "-10.51% vs 2015", {"value": Decimal("10.51"), "baseline_year": 2015}),
    (CONFERENCE, "5 groups of viewpoints, 2 goals, 8 groups of tasks",
     {"parts": {"viewpoint_groups": 5, "goals": 2, "task_groups": 8}}),
    (CONFERENCE, "5 years of Resolution 19", {"stated_years": 5}),
    (PLAN, "reduce by 39", {"value": 39, "deadline": day("2025-12-31"), "doubt": "operator"}),
    (PLAN, "At least 20%",
     {"value": 20, "deadline": day("2025-12-31"), "operator": "at_least"}),
    (PLAN, "100% … are eligible to complete",
     {"value": 100, "deadline": day("2025-12-31"), "doubt": "meaning"}),
    (PLAN, "-10% vs 2025",
     {"value": 10, "deadline": day("2030-12-31"), "baseline_year": 2025}),
    (PLAN, "-15% on average vs period 2021-2025",
     {"value": 15, "deadline": day("2030-12-31"), "baseline_year": 2021,
      "baseline_year_to": 2025}),
    (PLO, "1.685 đơn vị", {"value": 1685, "parts": LEVELS | {"under_commune": 1374}}),
    (THANH_NIEN, "1.687 đơn vị",
     {"value": 1687, "as_of": day("2025-10-31"), "parts": LEVELS | {"under_commune": 1376}}),
    (THANH_NIEN, "1.475 đơn vị nhóm 4",
     {"value": 1687, "as_of": day("2025-10-31"), "parts": GROUPS}),
]  # fmt: skip
#: What a claim may say beside its words, source and subject; where a paper is silent, nothing.
SAID = (
    "value", "value_from", "value_to", "stated_delta", "stated_percent", "stated_period",
    "stated_years", "as_of", "period_from", "period_to", "baseline_year", "baseline_year_to",
    "parts", "bloc", "operator", "deadline", "doubt",
)  # fmt: skip


@pytest.fixture(autouse=True)
def papers():
    call_command("loaddata", "papers", "claims", verbosity=0)


def claim_of(source: str, words: str) -> SourceClaim:
    return SourceClaim.objects.get(source__startswith=source, quote__contains=words)


@pytest.mark.parametrize(("source", "words", "read"), FIGURES)
def test_a_figure_is_what_its_words_say(source, words, read):
    claim = claim_of(source, words)
    said = {name: getattr(claim, name) for name in SAID}

    assert {name: value for name, value in said.items() if value not in (None, "", {})} == read


def test_no_other_claim_has_a_figure():
    figures = ("value", "value_from", "stated_delta", "stated_percent")
    told = {claim_of(source, words).pk for source, words, _read in FIGURES}
    others = SourceClaim.objects.exclude(pk__in=told)

    assert not others.exclude(**dict.fromkeys(figures)).exists()
    assert not any(claim.parts or claim.stated_years for claim in others)


@pytest.mark.parametrize(
    ("source", "meeting", "organiser", "stated", "on", "year_from"),
    [
        (CONFERENCE, "Hội nghị 5 năm", "Central Economic Commission", "15/12/2022",
         day("2022-12-15"), None),
        (NGHE_AN, "Hội nghị 5 năm", "Central Steering Committee", "15 December",
         day("2022-12-15"), CONFERENCE),
        (SESSION, "Buổi làm việc", "National Assembly monitoring delegation", "", None, None),
        (YEAR_END, "Hội nghị tổng kết", "Ministry of Home Affairs", "20/12/2023",
         day("2023-12-20"), None),
    ],
)  # fmt: skip
def test_each_source_says_for_itself_who_met_and_when(
    source, meeting, organiser, stated, on, year_from
):
    claim = SourceClaim.objects.get(indicator=ClaimSubject.MEETING, source__startswith=source)

    assert claim.meeting.title.startswith(meeting)
    assert (claim.organiser, claim.stated_day, claim.day) == (organiser, stated, on)
    assert (claim.year_from.source.startswith(year_from) if claim.year_from else None) in (
        None,
        True,
    )
    assert (claim.year_from is None) is (year_from is None)


def test_two_papers_tell_of_one_meeting():
    meetings = Meeting.objects.filter(claims__indicator=ClaimSubject.MEETING)

    assert Meeting.objects.count() == 3
    assert [meetings.filter(pk=one.pk).count() for one in Meeting.objects.order_by("title")] == [
        1,
        2,
        1,
    ]


def test_the_conclusion_was_planned_for_a_month_and_came_on_a_day():
    planned = SourceClaim.objects.get(indicator=ClaimSubject.PLANNED_DAY, day__isnull=False)

    assert (planned.stated_day, planned.day, planned.day_precision) == (
        "December 2022",
        day("2022-12-01"),
        "month",
    )
    assert planned.fulfilled_by.number == "62-KL/TW"
    assert planned.fulfilled_by.issued_on == day("2023-10-02")


def test_what_is_promised_is_told_from_what_is_reported():
    promised = SourceClaim.objects.filter(is_promise=True)

    assert {claim.source for claim in promised} == {
        claim.source for claim in SourceClaim.objects.filter(source__startswith=PLAN)
    }
    assert {claim.document.title for claim in promised} == {
        "Kế hoạch thực hiện Nghị quyết số 38/NQ-CP"
    }


def test_words_are_kept_or_known_to_be_missing():
    for claim in SourceClaim.objects.all():
        assert claim.source
        assert claim.quote or claim.indicator == ClaimSubject.MEETING
        claim.full_clean()


def test_no_person_is_named():
    """Offices only: what leaders said is told by what they are."""
    texts = " ".join(
        f"{one.quote} {one.organiser} {one.note} {one.translator_note}"
        for one in SourceClaim.objects.all()
    )
    for name in ("Tran Tuan", "Pham Thi", "Nguyen", "Trinh Viet", "Chu Xuan", "Hoang Nghia"):
        assert name not in texts
