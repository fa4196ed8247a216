"""The list of dossiers at 20,000: a constant number of queries, and filters served by an index."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reform.choices import CaseStatus
from reform.models import Case
from units.models import Bundle

from .people import TODAY, Office

pytestmark = pytest.mark.django_db
#: Query string: the most queries, whatever the number of dossiers.
BUDGET = {
    "": 12,
    "?status__exact=appraising": 12,
    "?due=late": 12,
    "?due=week": 12,
    "?due=nobody": 12,
    "?due=mine": 12,
    "?q=giai+the": 12,
    "?p=300": 12,
}


@pytest.fixture
def office():
    return Office()


def many(office, number: int) -> None:
    now = timezone.now()
    statuses = CaseStatus.values
    bundles = Bundle.objects.bulk_create(
        [Bundle(title="Giải thể", province=office.province) for _number in range(number)]
    )
    Case.objects.bulk_create(
        Case(
            number=f"HS-MH-2020-{serial:05d}", province=office.province, year=2020, serial=serial,
            title="Giải thể trường", search_key=f"hs mh 2020 {serial:05d} giai the truong",
            procedure=office.procedure, bundle=bundle,
            status=statuses[serial % len(statuses)], created_at=now, held_since=now,
            due_on=TODAY + dt.timedelta(days=serial % 60 - 30),
            officer=office.people["appraiser"] if serial % 3 else None,
        )
        for serial, bundle in enumerate(bundles, 1)
    )  # fmt: skip


def test_the_list_keeps_its_budget(office, client):
    many(office, 20_000)
    client.force_login(office.people["appraiser"])
    over = {}
    for query, most in BUDGET.items():
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(reverse("admin:reform_case_changelist") + query)
        assert answer.status_code == 200, query
        if len(asked) > most:
            over[query] = len(asked)
    assert not over


def test_what_is_late_is_found_by_an_index(office):
    many(office, 2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    late = Case.objects.filter(province=office.province).overdue(TODAY - dt.timedelta(days=29))
    late = late.order_by()
    plan = late.explain()
    assert "case_desk" in plan or "case_late" in plan, plan
