"""What a dead worker left is taken up again by itself, and given up after some attempts."""

import datetime as dt

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.factories import make_province
from units.imports.revival import is_waiting_in_vain, revive
from units.imports.tasks import work_on
from units.models import ImportBatch

from .desk_lists import state
from .test_worker_claims import LONG_AGO, status_of, waiting

pytestmark = pytest.mark.django_db
WORN_OUT = settings.IMPORT_ATTEMPTS


@pytest.fixture
def province():
    return make_province()


def in_line() -> list[int]:
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return [task.args_kwargs["args"][0] for task in ready]


@pytest.mark.parametrize("status", ["queued", "comparing", "writing"])
def test_a_list_without_a_task_gets_one(status, province):
    batch = waiting(province, status)
    assert revive(timezone.now()) == in_line() == [batch.pk]
    assert revive(timezone.now()) == [], "one is enough"


def test_a_list_that_is_worked_on_is_left_alone(province):
    waiting(province, "writing", beat_at=timezone.now(), attempts=1)
    assert revive(timezone.now()) == []


@pytest.mark.parametrize(
    ("status", "attempts", "cancel_asked", "becomes"),
    [
        ("writing", WORN_OUT, False, "previewed"),
        ("comparing", WORN_OUT, False, "uploaded"),
        ("writing", 1, True, "cancelled"),
        ("comparing", WORN_OUT, True, "cancelled"),
    ],
)
def test_what_cannot_go_on_ends_with_a_reason(status, attempts, cancel_asked, becomes, province):
    batch = waiting(
        province,
        status,
        attempts=attempts,
        cancel_asked=cancel_asked,
        beat_at=timezone.now() - LONG_AGO,
    )
    assert revive(timezone.now()) == []
    assert status_of(batch) == becomes
    assert (str(WORN_OUT) in str(batch.problem)) == (becomes != "cancelled")
    assert (batch.attempts, batch.beat_at, batch.cancel_asked) == (0, None, False)


def test_a_task_of_a_dead_worker_does_not_run_for_ever(province):
    batch = waiting(province, "writing", attempts=1, beat_at=timezone.now() - LONG_AGO)
    lost = work_on.enqueue(batch.pk)
    begun = timezone.now() - LONG_AGO
    running = DBTaskResult.objects.filter(pk=lost.id)
    running.update(status=TaskResultStatus.RUNNING, started_at=begun, worker_ids=["gone"])
    revive(timezone.now())
    task = running.get()
    assert task.status == TaskResultStatus.FAILED
    assert "gone" in task.traceback
    assert in_line() == [batch.pk]


def test_a_task_that_is_worked_on_stays_running(province):
    batch = waiting(province, "writing", attempts=1, beat_at=timezone.now())
    task = work_on.enqueue(batch.pk)
    running = DBTaskResult.objects.filter(pk=task.id)
    running.update(status=TaskResultStatus.RUNNING, started_at=timezone.now() - LONG_AGO)
    revive(timezone.now())
    assert running.get().status == TaskResultStatus.RUNNING


@pytest.mark.django_db(transaction=True)
def test_the_worker_looks_for_what_was_left():
    batch = waiting(make_province(), "writing", attempts=1, beat_at=timezone.now() - LONG_AGO)
    assert in_line() == []
    call_command("worker", "--batch", "--no-startup-delay", verbosity=0)
    assert (status_of(batch), len(state())) == ("applied", 1)


def test_a_list_waits_in_vain_only_where_nobody_works(province):
    now = timezone.now()
    since = {"since": now.isoformat()}
    batch = waiting(province, progress=since)
    late = now + dt.timedelta(seconds=settings.IMPORT_BEAT_LIMIT + 5)
    assert not is_waiting_in_vain(batch, now)
    assert is_waiting_in_vain(batch, late)
    other = waiting(province, "writing", beat_at=late, progress=since)
    assert not is_waiting_in_vain(batch, late), "the worker is busy with another one"
    ImportBatch.objects.filter(pk=other.pk).update(status="applied")
    assert is_waiting_in_vain(batch, late)
