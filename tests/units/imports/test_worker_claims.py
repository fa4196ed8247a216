"""A batch in the background belongs to one worker at a time; what the others do with it is void."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests.factories import day, make_province
from units.imports import desk
from units.imports.claims import CancelAsked, ClaimLost, claim
from units.imports.heartbeat import Heartbeat
from units.imports.tasks import work_on
from units.models import ImportBatch

from .desk_lists import previewed, received, state

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")
A = {"code": "A1", "name": "Trường A", "agency": "Sở Minh Họa"}
LONG_AGO = dt.timedelta(seconds=settings.IMPORT_BEAT_LIMIT + 1)


@pytest.fixture
def province():
    return make_province()


def waiting(province, status: str = "queued", **values) -> ImportBatch:
    """A list that waits for a worker."""
    batch = (received if status == "comparing" else previewed)(province, AS_OF, [A])
    ImportBatch.objects.filter(pk=batch.pk).update(status=status, **values)
    batch.refresh_from_db()
    return batch


def status_of(batch: ImportBatch) -> str:
    batch.refresh_from_db()
    return batch.status


NOW = timezone.now()
#: (status, age of the last beat or None, attempts, cancel asked) -> what a claim turns it into
TAKEN = {
    ("queued", None, 0, False): "writing",
    ("comparing", None, 0, False): "comparing",
    ("comparing", LONG_AGO, 1, False): "comparing",
    ("writing", LONG_AGO, 1, False): "writing",
    ("writing", None, 1, False): "writing",
    ("writing", dt.timedelta(seconds=1), 1, False): None,
    ("comparing", dt.timedelta(seconds=1), 1, False): None,
    ("writing", LONG_AGO, settings.IMPORT_ATTEMPTS, False): None,
    ("writing", LONG_AGO, 1, True): None,
    ("previewed", None, 0, False): None,
    ("uploaded", None, 0, False): None,
    ("applied", None, 0, False): None,
    ("cancelled", None, 0, False): None,
    ("undone", None, 0, False): None,
}


@pytest.mark.parametrize("found", TAKEN, ids=str)
def test_only_what_nobody_attends_to_is_taken(found, province):
    status, age, attempts, cancel_asked = found
    now = timezone.now()
    batch = waiting(
        province, status, beat_at=age and now - age, attempts=attempts, cancel_asked=cancel_asked
    )
    taken = claim(batch.pk, now=now)
    assert (taken is not None) == (TAKEN[found] is not None)
    assert status_of(batch) == (TAKEN[found] or status)
    if taken:
        assert (batch.attempts, batch.beat_at) == (attempts + 1, now)
        assert claim(batch.pk, now=now) is None, "it is taken once"


def test_who_was_taken_for_dead_writes_nothing(province):
    batch = waiting(province)
    first = claim(batch.pk, now=timezone.now())
    second = claim(batch.pk, now=timezone.now() + LONG_AGO)
    assert second
    with pytest.raises(ClaimLost), Heartbeat(first) as heart:
        desk.apply(first.batch, by=None, at=timezone.now(), work=heart)
    assert state() == []
    with Heartbeat(second) as heart:
        desk.apply(second.batch, by=None, at=timezone.now(), work=heart)
    assert (status_of(batch), len(state())) == ("applied", 1)


def test_who_was_taken_for_dead_in_the_middle_writes_nothing(province):
    """The last look is the last statement of the transaction."""
    batch = waiting(province)
    first = claim(batch.pk, now=timezone.now())

    class Slow(Heartbeat):
        def hold(self, *args) -> None:
            super().hold(*args)
            ImportBatch.objects.filter(pk=batch.pk).update(beat_at=None)
            assert claim(batch.pk, now=timezone.now())

    with pytest.raises(ClaimLost), Slow(first) as heart:
        desk.apply(first.batch, by=None, at=timezone.now(), work=heart)
    assert state() == []


MOMENTS = ("phase", "progress", "hold", "settle")


@pytest.mark.parametrize("status", ["comparing", "writing"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_wish_to_stop_is_heeded_at_every_step(moment, status, province):
    batch = waiting(province, "comparing" if status == "comparing" else "queued")
    taken = claim(batch.pk, now=timezone.now())

    class Stopped(Heartbeat):
        pass

    def step(one: ImportBatch, heart: Heartbeat) -> None:
        heart.progress(0, 1)
        if status == "comparing":
            desk.preview(one, work=heart)
        else:
            desk.apply(one, by=None, at=timezone.now(), work=heart)

    def stop(heart, *args, **values):
        assert not desk.cancel(ImportBatch.objects.get(pk=batch.pk)), "it is only asked for"
        heart.beat()
        return getattr(Heartbeat, moment)(heart, *args, **values)

    setattr(Stopped, moment, stop)
    with pytest.raises(CancelAsked), Stopped(taken) as heart:
        step(taken.batch, heart)
    taken.give_way()
    assert (status_of(batch), state()) == ("cancelled", [])
    assert (batch.progress, batch.beat_at, batch.cancel_asked) == ({}, None, False)


@pytest.mark.parametrize("status", ["queued", "comparing", "writing"])
def test_what_no_worker_has_is_put_aside_at_once(status, province):
    batch = waiting(province, status)
    assert desk.cancel(batch)
    work_on.call(batch.pk)
    assert (status_of(batch), state()) == ("cancelled", [])


def test_an_unforeseen_error_leaves_the_list_to_the_next(province):
    batch = waiting(province)
    taken = claim(batch.pk, now=timezone.now())
    with pytest.raises(ZeroDivisionError), Heartbeat(taken):
        raise ZeroDivisionError
    again = claim(batch.pk, now=timezone.now())
    assert again
    assert again.batch.attempts == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_gets_the_list():
    batch = waiting(make_province())
    start = Barrier(4)

    def take(_number: int) -> bool:
        start.wait()
        try:
            return claim(batch.pk, now=timezone.now()) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        assert sorted(workers.map(take, range(4))) == [False, False, False, True]


@pytest.mark.postgres
@pytest.mark.parametrize("of_a_province", [True, False], ids=["province", "ministries"])
@pytest.mark.django_db(transaction=True)
def test_two_queued_lists_of_one_territory_are_kept_apart(of_a_province):
    """Both are taken by workers at once; the second finds that the register has moved."""
    province = make_province() if of_a_province else None
    rows = [A | {"code": f"A{n}", "name": f"Trường {n}"} for n in range(50)]
    batches = [previewed(province, AS_OF, rows) for _ in range(2)]
    ImportBatch.objects.update(status="queued")
    start = Barrier(2)

    def work(pk: int) -> None:
        start.wait()
        try:
            work_on.call(pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(work, [batch.pk for batch in batches]))
    assert sorted(status_of(batch) for batch in batches) == ["applied", "previewed"]
    moved = next(batch for batch in batches if batch.status == "previewed")
    assert moved.problem
    assert moved.counts["unchanged"] == len(state()) == 50


def test_sqlite_does_one_list_after_the_other(province):
    one, other = waiting(province), waiting(province)
    first = claim(one.pk, now=timezone.now())
    several = connection.features.has_select_for_update
    assert (claim(other.pk, now=timezone.now()) is not None) == several
    if not several:
        first.settle(status="applied")
        assert claim(other.pk, now=timezone.now())
