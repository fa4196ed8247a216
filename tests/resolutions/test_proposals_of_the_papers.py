"""Proposals and visits that the papers tell of: in their words, empty where they are silent."""

import pytest
from django.core.management import call_command

from resolutions.models import GoodPractice, MonitoringVisit, Proposal, Task, VisitRequest
from resolutions.standing import ProposalStanding
from tests.factories import day

pytestmark = pytest.mark.django_db
REVIEW, YEAR_END = "2022-12-15", "2023-12-20"

#: Province -> day, and of each proposal its words, topics, and the instrument asked for.
STATED = {
    "Hà Nội": (REVIEW, [
        ("decree on labour contracts in public service units", {"contracts"},
         "Nghị định về hợp đồng lao động trong đơn vị sự nghiệp công lập"),
        ("adjust framework of number of deputy heads for units partly self-insuring or "
         "state-guaranteed", {"deputies"}, ""),
        ("framework for deputy heads of divisions (phòng) in units self-insuring regular "
         "expenditure, under Decree 120/2020", {"deputies"}, "120/2020/NĐ-CP"),
    ]),
    "Khánh Hòa": (REVIEW, [
        ("assign headcount by norm, esp. education and health", {"headcount"}, ""),
        ("perfect operating mechanism / autonomy", {"mechanism"}, ""),
        ("responsibility sanctions for heads commensurate with autonomy", {"sanction"}, ""),
        ("incentives to become autonomous: land-rent exemption", {"land", "mechanism"}, ""),
        ("tax policy", {"tax"}, ""),
    ]),
    "Hải Dương": (YEAR_END, [
        ("synchronous reorganisation and payroll streamlining", {"reorganization", "headcount"},
         ""),
        ("stronger inspection, review, urging", {"inspection"}, ""),
        ("institutions first, long-term", {"institutions"}, ""),
        ("arrangement must inherit task results and current staff", {"reorganization"}, ""),
        ("autonomy and socialisation policies suited to each period", {"mechanism"}, ""),
    ]),
    "Thái Nguyên": (None, [
        ("take regional specifics into account when cutting payroll, esp. health and education",
         {"headcount"}, ""),
    ]),
}  # fmt: skip


@pytest.fixture(autouse=True)
def papers():
    call_command("loaddata", "papers", "documents", "follow_up", verbosity=0)


def aim(row: Proposal) -> str:
    return row.aimed_at.number if row.aimed_at else row.aimed_at_name


@pytest.mark.parametrize("name", STATED)
def test_what_a_province_asked_for(name):
    asked_on, expected = STATED[name]
    rows = Proposal.objects.filter(province__name=name).order_by("position")

    assert [
        (row.quote, set(row.topics.values_list("code", flat=True)), aim(row)) for row in rows
    ] == expected
    assert {row.asked_on for row in rows} == {day(asked_on) if asked_on else None}
    assert {row.province.valid_from for row in rows} == {day("2015-01-01")}


def test_nothing_else_is_told_and_nothing_is_guessed():
    assert Proposal.objects.count() == sum(len(stated) for _day, stated in STATED.values()) == 14
    for row in Proposal.objects.all():
        row.full_clean()
        assert row.subject
        assert row.source
        assert not any((row.addressee, row.acknowledged_on, row.withdrawn_on))
    assert not Task.objects.exists()
    assert not GoodPractice.objects.exists()


def test_only_one_has_an_answer_and_that_is_said_to_be_in_part():
    rows = Proposal.objects.standing_on(day("2026-06-01"))
    (answered,) = rows.exclude(standing=ProposalStanding.ASKED)

    assert (answered.province.name, answered.position) == ("Hà Nội", 2)
    assert answered.standing == ProposalStanding.IN_PART
    assert answered.answered_on == day("2024-07-10")
    assert answered.answer_document.number == "83/2024/NĐ-CP"
    assert answered.answered_on == answered.answer_document.issued_on
    assert "not in the paper" in answered.note
    before = Proposal.objects.standing_on(day("2024-07-09"))
    assert {row.standing for row in before} == {ProposalStanding.ASKED}


def test_the_visit_to_thai_nguyen():
    visit = MonitoringVisit.objects.get()

    assert (visit.province.name, visit.visited_on) == ("Thái Nguyên", None)
    assert visit.visitor == "Đoàn giám sát của Quốc hội"
    assert list(visit.requests.values_list("quote", "due_on", "answered_on", "answer")) == [
        ("more opinions per sector on causes", None, None, ""),
        ("complete and resend the report promptly", None, None, ""),
        ("propose directions", None, None, ""),
    ]


def test_loading_twice_changes_nothing():
    models = (Proposal, MonitoringVisit, VisitRequest, Proposal.history, MonitoringVisit.history)
    before = [list(getattr(model, "objects", model).values()) for model in models]
    call_command("loaddata", "papers", "documents", "follow_up", verbosity=0)

    assert [list(getattr(model, "objects", model).values()) for model in models] == before
