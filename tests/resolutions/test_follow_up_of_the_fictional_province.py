"""The fictional province shows every state of task, proposal, practice and request."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from reform.demonstration import set_up_agencies, set_up_province
from resolutions.follow_up_file import load_follow_up
from resolutions.models import (
    GoodPractice,
    LegalDocument,
    MonitoringVisit,
    ProgressReport,
    Proposal,
    Task,
    VisitRequest,
)
from resolutions.plan_file import load_plan
from resolutions.standing import (
    PracticeStanding,
    ProposalStanding,
    RequestStanding,
    TaskStanding,
)
from tests.factories import day, make_user

pytestmark = pytest.mark.django_db
FOLDER = settings.BASE_DIR / "fixtures" / "minh_hoa"
TODAY = day("2026-11-22")
#: State -> how many rows have it on that day.
SHOWN = {
    Task: {TaskStanding.OVERDUE: 3, TaskStanding.NOT_BEGUN: 1, TaskStanding.UNDER_WAY: 2,
           TaskStanding.DONE: 2},
    Proposal: dict.fromkeys(ProposalStanding, 1),
    GoodPractice: dict.fromkeys(PracticeStanding, 1),
    VisitRequest: {RequestStanding.OVERDUE: 1, RequestStanding.WAITING: 1,
                   RequestStanding.CAME_BACK: 2},
}  # fmt: skip


@pytest.fixture
def load():
    call_command("loaddata", "papers", verbosity=0)
    province = set_up_province()
    set_up_agencies(province)
    load_plan(FOLDER / "plan.json", province)
    by, at = make_user(role="preparer", province=province), timezone.now()

    def again(today=TODAY) -> None:
        load_follow_up(FOLDER / "follow_up.json", province, by=by, at=at, today=today)

    return again


@pytest.mark.parametrize("model", SHOWN)
def test_every_state_is_shown(load, model):
    load()
    found = [row.standing for row in model.objects.standing_on(TODAY)]

    assert {state: found.count(state) for state in set(found)} == SHOWN[model]


def test_some_tasks_are_complete_and_some_are_not(load):
    load()
    missing = {task.position: [str(need) for need in task.missing] for task in Task.objects.all()}

    assert {position: needs for position, needs in missing.items() if needs} == {
        5: ["person"],
        8: ["person", "deadline", "result"],
    }


def test_people_are_plainly_invented(load):
    load()
    named = set(Task.objects.exclude(person_name="").values_list("person_name", flat=True))

    assert named == {f"Cán bộ minh họa {number}" for number in range(1, 7)}
    for model in (Proposal, MonitoringVisit):
        for row in model.objects.all():
            assert "minh họa" in (getattr(row, "addressee", "") or row.visitor)


def test_loading_twice_changes_nothing_and_writes_no_history(load):
    models = (LegalDocument, Task, ProgressReport, Proposal, GoodPractice, MonitoringVisit,
              VisitRequest)  # fmt: skip

    def everything() -> list:
        histories = [model.history.count() for model in models if hasattr(model, "history")]
        return [list(model.objects.order_by("pk").values()) for model in models] + histories

    load()
    before = everything()
    load()
    assert everything() == before


def test_reports_of_days_to_come_wait(load):
    load(day("2025-06-30"))
    assert ProgressReport.objects.latest("reported_on").reported_on == day("2025-06-30")
    load()
    assert ProgressReport.objects.count() == 11
