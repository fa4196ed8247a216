"""The first page of the desk: every number is the length of the list that it leads to."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reform.cases.notes import write_note
from reform.cases.opinions import ask
from reform.cases.tasks import give_task
from reform.choices import CaseStatus
from reform.desk_page import desk_of
from reform.models import Case
from tests.factories import make_agency, make_province, make_user
from units.models import Bundle

from .people import Office

pytestmark = pytest.mark.django_db
QUERIES = 13
AGES = (0, 7, 8, 30, 31, 90, 91, 400)


def crowd(office, number, officers) -> list[Case]:
    """So many dossiers in every status and of every age, written at once."""
    now, today = timezone.now(), timezone.localdate()
    first = Case.objects.count() + 1
    bundles = Bundle.objects.bulk_create(
        Bundle(title=f"{n}", province=office.province) for n in range(number)
    )
    statuses = list(CaseStatus)
    return Case.objects.bulk_create(
        Case(
            number=f"T-{first + n}", province=office.province, year=2020, serial=first + n,
            title=f"Hồ sơ {n}", procedure=office.procedure, bundle=bundle,
            status=statuses[n % len(statuses)], preparer=office.people["preparer"],
            officer=officers[n % len(officers)], held_since=now,
            due_on=(None, today - dt.timedelta(days=3), today, today + dt.timedelta(days=7),
                    today + dt.timedelta(days=8))[n // 7 % 5],
            created_at=now - dt.timedelta(days=AGES[n // 3 % len(AGES)]),
        )
        for n, bundle in enumerate(bundles)
    )  # fmt: skip


@pytest.fixture
def office():
    office = Office()
    people = office.people
    crowd(office, 120, [people["appraiser"], None, make_user(role="appraiser")])
    crowd(Office(make_province("MX", "Minh Họa Khác")), 30, [None])
    at, today = timezone.now(), timezone.localdate()
    case = office.at("appraising")
    people["appraiser"].username = "tham.dinh"
    people["appraiser"].save()
    for n in range(9):
        write_note(case, "Nhờ @tham.dinh xem", by=people["preparer"], at=at)
        ask(case, agency=make_agency(province=office.province), subject="?", due_on=today,
            by=people["appraiser"], at=at, today=today)  # fmt: skip
        task = give_task(
            case, title=f"Việc {n}", person=people["appraiser"], by=people["preparer"], at=at,
            due_on=today if n else None, today=today,
        )  # fmt: skip
        if n > 6:
            type(task).objects.filter(pk=task.pk).update(due_on=today - dt.timedelta(days=n))
    return office


def every_figure(desk):
    yield from (*desk.numbers, *desk.statuses, *desk.ages, *desk.officers)
    yield from (one.whole for one in (desk.cases, desk.tasks, desk.opinions, desk.mentions))


@pytest.mark.parametrize("role", ["preparer", "appraiser", "approver", "reader", "inspector", ""])
def test_every_number_is_the_length_of_its_list(office, client, role):
    user = office.people.get(role) or make_user(is_superuser=True)
    client.force_login(user)
    desk = client.get("/admin/").context["desk"]
    figures = list(every_figure(desk))
    listed = {one.link: client.get(one.link).context["cl"].result_count for one in figures}
    assert {one.link: one.number for one in figures} == listed
    assert sum(one.number for one in desk.statuses) == Case.objects.for_user(user).count()
    assert sum(one.number for one in desk.ages) == Case.objects.for_user(user).open().count()


def test_nothing_counted_is_always_nothing(office):
    """Numbers that can't be told from a broken filter would prove nothing."""
    desk = desk_of(office.people["appraiser"], timezone.localdate())
    assert all(one.number for one in desk.ages)
    assert {one.key: one.number > 0 for one in desk.numbers} == {
        "work": True, "hands": False, "team": True, "nobody": True, "late": True, "week": True,
    }  # fmt: skip
    assert desk.tasks.whole.number == desk.opinions.whole.number == 9
    assert desk.mentions.whole.number == 9
    assert (desk.tasks.late, desk.opinions.late) == (2, 0)
    assert [task.title for task in desk.tasks.rows[:2]] == ["Việc 8", "Việc 7"]


def test_each_dossier_in_hand_is_shown_to_who_has_it(office):
    fresh = office.case()
    desk = desk_of(office.people["preparer"], timezone.localdate())
    hands = Case.objects.filter(
        preparer=office.people["preparer"], status__in=["draft", "supplement"]
    )
    assert {one.key: one.number for one in desk.numbers}["hands"] == hands.count()
    assert fresh in hands


def test_the_desk_asks_no_more_when_there_are_thousands(office, client):
    client.force_login(office.people["appraiser"])
    ContentType.objects.get_for_models(Case)
    few = asked(client)
    crowd(office, 20_000, [office.people["appraiser"], None])
    assert asked(client) == few
    assert few <= QUERIES


def asked(client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/admin/").status_code == 200
    return len(queries)


def test_the_list_of_screens_is_still_there(office, client):
    client.force_login(office.people["reader"])
    page = client.get("/admin/").content.decode()
    assert 'id="desk"' in page
    assert "/admin/units/unit/" in page


def test_who_sees_no_dossiers_has_no_desk(client):
    client.force_login(make_user())
    assert client.get("/admin/").context["desk"] is None
