"""How tasks, proposals, practices and requests stand follows from what is filled in, on any day."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from resolutions.models import GoodPractice, Proposal, Task, VisitRequest
from tests.factories import day, make_province
from tests.resolutions.follow_up import (
    make_practice,
    make_proposal,
    make_report,
    make_task,
    make_visit,
)
from tests.resolutions.promises import make_document

pytestmark = pytest.mark.django_db
DAYS = ("2024-01-31", "2025-06-30", "2025-12-31", "2026-03-01")

#: Reports (day, done of 12) -> standing on each of DAYS; the deadline is 31/12/2025.
TASKS = {
    "nothing reported": ([], ["not_begun", "not_begun", "not_begun", "overdue"]),
    "counted, none done": ([("2025-06-01", 0)], ["not_begun", "not_begun", "not_begun", "overdue"]),
    "some done": ([("2025-06-30", 3)], ["not_begun", "under_way", "under_way", "overdue"]),
    "words only": ([("2025-06-01", None)], ["not_begun", "under_way", "under_way", "overdue"]),
    "done in time": ([("2025-01-01", 3), ("2025-12-31", 12)],
                     ["not_begun", "under_way", "done", "done"]),
    "done late": ([("2026-02-01", 12)], ["not_begun", "not_begun", "not_begun", "done"]),
    "words after the count": ([("2025-06-01", 12), ("2025-07-01", None)],
                              ["not_begun", "done", "done", "done"]),
    "put right downwards": ([("2025-06-01", 12), ("2026-01-15", 11)],
                            ["not_begun", "done", "done", "overdue"]),
    "two on one day": ([("2025-06-01", 11), ("2025-06-01", 12)],
                       ["not_begun", "done", "done", "done"]),
}  # fmt: skip


def standings(rows, days=DAYS) -> list[str]:
    return [rows.standing_on(day(one)).get().standing for one in days]


@pytest.mark.parametrize("case", TASKS)
def test_a_task(case):
    reports, expected = TASKS[case]
    task = make_task(make_province())
    for on, done in reports:
        make_report(task, on, done)

    assert standings(Task.objects.all()) == expected


def test_a_task_without_deadline_is_never_late_and_without_a_whole_never_done():
    task = make_task(None, deadline=None, whole=None)
    make_report(task, "2025-06-01")

    assert standings(Task.objects.all()) == ["not_begun", "under_way", "under_way", "under_way"]


def test_reports_written_later_than_the_day_of_knowledge_do_not_count():
    task = make_task(None)
    make_report(task, "2025-06-01", 12)
    before = timezone.now() - timezone.timedelta(days=1)

    known, now = (Task.objects.standing_on(day("2026-03-01"), at).get() for at in (before, None))
    assert (known.standing, known.done) == ("overdue", None)
    assert (now.standing, now.done) == ("done", 12)


#: What is filled in -> standing on each of DAYS; it was asked on 01/01/2024.
PROPOSALS = {
    "nothing": ({}, ["asked"] * 4),
    "acknowledged": ({"acknowledged_on": "2025-06-30"}, ["asked", *["acknowledged"] * 3]),
    "granted": ({"answer_kind": "in_full", "answered_on": "2025-12-31"},
                ["asked", "asked", "answered", "answered"]),
    "granted, day unknown": ({"answer_kind": "in_full"}, ["answered"] * 4),
    "in part": ({"acknowledged_on": "2024-01-31", "answer_kind": "in_part",
                 "answered_on": "2025-12-01"},
                ["acknowledged", "acknowledged", "in_part", "in_part"]),
    "refused": ({"answer_kind": "refusal", "answered_on": "2025-06-30"},
                ["asked", *["refused"] * 3]),
    "withdrawn": ({"withdrawn_on": "2025-12-31"}, ["asked", "asked", "withdrawn", "withdrawn"]),
    "withdrawn after a refusal": (
        {"answer_kind": "refusal", "answered_on": "2024-01-02", "withdrawn_on": "2026-01-01"},
        ["refused", "refused", "refused", "withdrawn"]),
}  # fmt: skip


def with_days(fields: dict) -> dict:
    return {
        name: day(value) if name.endswith("_on") and value else value
        for name, value in fields.items()
    }


@pytest.mark.parametrize("case", PROPOSALS)
def test_a_proposal(case):
    fields, expected = PROPOSALS[case]
    make_proposal(make_province(), asked_on=day("2024-01-01"), **with_days(fields))

    assert standings(Proposal.objects.all()) == expected


@pytest.mark.parametrize(
    "fields",
    [
        {"answered_on": "2025-01-01"},
        {"answer": "Đã tiếp thu"},
        {"answer_kind": "in_full", "answered_on": "2023-12-31"},
        {"acknowledged_on": "2023-12-31"},
        {"withdrawn_on": "2023-12-31"},
    ],
)
def test_an_answer_says_what_it_grants_and_nothing_comes_before_it_is_asked(fields):
    with pytest.raises(ValidationError):
        make_proposal(None, asked_on=day("2024-01-01"), **with_days(fields))


#: What is filled in -> standing on each of DAYS.
PRACTICES = {
    "nothing": ({}, ["noted"] * 4),
    "proposed": ({"proposed_by": "Sở Nội vụ", "proposed_on": "2025-06-30"},
                 ["noted", *["proposed"] * 3]),
    "proposed, day unknown": ({"proposed_by": "Sở Nội vụ"}, ["proposed"] * 4),
    "replicated": ({"proposed_by": "Sở Nội vụ", "proposed_on": "2024-01-01",
                    "outcome": "taken_up", "outcome_on": "2025-12-31"},
                   ["proposed", "proposed", "taken_up", "taken_up"]),
    "not replicated": ({"outcome": "declined"}, ["declined"] * 4),
}  # fmt: skip


@pytest.mark.parametrize("case", PRACTICES)
def test_a_practice(case):
    fields, expected = PRACTICES[case]
    make_practice(make_province(), **with_days(fields))

    assert standings(GoodPractice.objects.all()) == expected


@pytest.mark.parametrize("fields", [{"proposed_on": "2025-06-30"}, {"outcome_on": "2025-06-30"}])
def test_a_practice_says_who_proposed_it_and_what_the_outcome_is(fields):
    with pytest.raises(ValidationError):
        make_practice(None, **with_days(fields))


#: What is filled in -> standing on each of DAYS.
REQUESTS = {
    "no day": ({}, ["waiting"] * 4),
    "due": ({"due_on": "2025-06-30"}, ["waiting", "waiting", "overdue", "overdue"]),
    "came back late": ({"due_on": "2025-06-30", "answered_on": "2026-03-01"},
                       ["waiting", "waiting", "overdue", "came_back"]),
    "came back, day unknown": ({"due_on": "2025-06-30", "answer": "Đã gửi lại"}, ["came_back"] * 4),
    "came back with a document": ({"answer_document": True}, ["came_back"] * 4),
}  # fmt: skip


@pytest.mark.parametrize("case", REQUESTS)
def test_a_request_of_a_visit(case):
    fields, expected = REQUESTS[case]
    if fields.get("answer_document"):
        fields = {"answer_document": make_document()}
    make_visit(make_province(), with_days(fields))

    assert standings(VisitRequest.objects.all()) == expected
