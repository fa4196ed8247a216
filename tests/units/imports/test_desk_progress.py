"""The page of a list in the background tells what is done with it, until there is something new."""

import datetime as dt
import re

import pytest
from django.conf import settings as given
from django.core.management import call_command
from django.utils import timezone, translation

import units.admin.import_batch  # noqa: F401  (registers the screen)
from tests.factories import make_province, make_user
from units.admin.import_progress import standing_of
from units.models import ImportBatch

from .desk_lists import received, state
from .test_desk_pages import AS_OF, A, B, confirmed, page, said_on, sent
from .test_worker_claims import status_of, waiting

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 8, 0, 10, tzinfo=dt.UTC)  # 15:00:10 in Viet Nam
SINCE = {"since": "2026-11-22T08:00:00+00:00"}


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def clerk(client, province):
    client.force_login(make_user(role="preparer", province=province))
    return client


def told(phase: str, done: int, total: int) -> dict:
    return SINCE | {"claim": "x", "phase": phase, "done": done, "total": total}


#: (status, progress, seconds since the last beat) -> (title, line)
STANDINGS = [
    ("queued", SINCE, None, "Waiting for its turn", ""),
    ("comparing", SINCE, None, "Waiting for its turn", ""),
    ("writing", SINCE, 0, "Waiting for its turn", ""),
    ("comparing", told("reading", 0, 0), 1, "Reading the file", "since 15:00:00 (10 seconds)"),
    (
        "comparing",
        told("comparing", 0, 50_000),
        1,
        "Comparing the rows with the register",
        "50,000 rows, since 15:00:00 (10 seconds)",
    ),
    (
        "writing",
        told("writing", 8_000, 50_000),
        2,
        "Writing to the register",
        "8,000 of 50,000 rows, 1,000 a second, about 42 seconds left",
    ),
    (
        "writing",
        told("preparing", 80, 50_000),
        2,
        "Preparing what is to be written",
        "80 of 50,000 rows, 10 a second, about 83 minutes left",
    ),
]


@pytest.mark.parametrize(("status", "progress", "ago", "title", "line"), STANDINGS)
def test_how_far_it_is(status, progress, ago, title, line):
    beat_at = None if ago is None else NOW - dt.timedelta(seconds=ago)
    batch = ImportBatch(status=status, progress=progress, beat_at=beat_at)
    with translation.override("en"):
        standing = standing_of(batch, NOW)
    assert (standing.title, standing.line, standing.lacks_worker) == (title, line, False)


def test_where_nobody_works_the_page_says_what_to_start(clerk, province):
    long_ago = timezone.now() - dt.timedelta(seconds=given.IMPORT_BEAT_LIMIT + 1)
    batch = waiting(province, progress={"since": long_ago.isoformat()})
    assert "manage.py worker" in clerk.get(page("change", batch)).content.decode()
    ImportBatch.objects.update(progress={"since": timezone.now().isoformat()})
    assert "manage.py worker" not in clerk.get(page("change", batch)).content.decode()


@pytest.mark.parametrize("status", ["uploaded", "previewed", "applied", "cancelled", "undone"])
def test_a_list_at_rest_is_no_longer_asked_about(status, clerk, province):
    batch = waiting(province, status)
    assert clerk.get(page("progress", batch)).headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("status", ["queued", "comparing", "writing"])
def test_the_page_asks_again_and_can_be_asked_by_hand(status, clerk, province):
    progress = told("writing", 3, 9) if status == "writing" else SINCE
    batch = waiting(province, status, beat_at=timezone.now(), progress=progress)
    for shown in (clerk.get(page("change", batch)), clerk.get(page("progress", batch))):
        text = shown.content.decode()
        assert f'hx-get="{page("progress", batch)}"' in text
        assert f'href="{page("change", batch)}"' in text
        bar = re.search(r"<progress[^>]*>", text)
        assert (bar is not None) == (status == "writing")
        if bar:
            assert 'max="9" value="3"' in bar[0]
            assert 'aria-labelledby="underway_title"' in bar[0]


def test_the_bar_is_plain_numbers_in_any_language(clerk, province):
    batch = waiting(
        province, "writing", beat_at=timezone.now(), progress=told("writing", 3100, 9000)
    )
    assert 'max="9000" value="3100"' in clerk.get(page("progress", batch)).content.decode()


def test_a_worker_is_asked_to_stop_once(clerk, province):
    batch = waiting(
        province, "writing", beat_at=timezone.now(), progress=told("writing", 3, 9), attempts=1
    )
    stop = f'action="{page("cancel", batch)}"'
    assert stop in clerk.get(page("change", batch)).content.decode()
    clerk.post(page("cancel", batch))
    assert (status_of(batch), batch.cancel_asked) == ("writing", True)
    assert stop not in clerk.get(page("change", batch)).content.decode()


@pytest.mark.parametrize("status", ["queued", "comparing", "writing"])
def test_a_reader_sees_it_and_stops_nothing(status, client, province):
    batch = waiting(province, status, progress=SINCE)
    client.force_login(make_user(role="reader", province=province))
    text = client.get(page("change", batch)).content.decode()
    assert page("progress", batch) in text
    assert page("cancel", batch) not in text
    assert client.post(page("cancel", batch)).status_code == 403
    client.force_login(make_user(role="preparer", province=make_province(code="MX", name="Xa")))
    assert client.get(page("progress", batch)).status_code == 404


def test_why_a_comparison_came_to_nothing_is_said_where_it_can_be_mended(clerk, province):
    sent(clerk, province, [A])
    ImportBatch.objects.update(problem="Không có cột tên đơn vị.")
    response = clerk.get(page("change", ImportBatch.objects.get()), follow=True)
    assert response.redirect_chain
    assert "Không có cột tên đơn vị." in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_long_list_is_compared_by_the_worker(client, settings):
    settings.IMPORT_INLINE_ROWS = 1
    province = make_province()
    client.force_login(make_user(role="preparer", province=province))
    sent(client, province, [A, B])
    batch = ImportBatch.objects.get()
    form = client.get(page("mapping", batch)).context["form"]
    answers = {name: bound.value() or "" for name in form.fields if (bound := form[name])}
    response = client.post(page("mapping", batch), answers | {"create_agencies": "on"})
    assert response.url == page("change", batch)
    assert status_of(batch) == "comparing"
    assert page("progress", batch) in client.get(page("change", batch)).content.decode()

    call_command("worker", "--batch", "--no-startup-delay", verbosity=0)
    assert (status_of(batch), batch.counts["created"]) == ("previewed", 2)
    response = confirmed(client, batch)
    assert said_on(response)
    assert status_of(batch) == "queued"
    call_command("worker", "--batch", "--no-startup-delay", verbosity=0)
    assert (status_of(batch), len(state())) == ("applied", 2)
    assert batch.applied_by == batch.asked_by == batch.created_by


@pytest.mark.django_db(transaction=True)
def test_what_the_worker_cannot_follow_is_said(settings):
    settings.IMPORT_INLINE_ROWS = 1
    batch = received(make_province(), AS_OF, [A, B], mapping={"unit_name": "Không có"})
    ImportBatch.objects.update(status="comparing", progress={"since": timezone.now().isoformat()})
    call_command("worker", "--batch", "--no-startup-delay", verbosity=0)
    assert status_of(batch) == "uploaded"
    assert "Không có" in str(batch.problem)
