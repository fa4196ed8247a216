"""A task has one person, a day and a result; handing it over leaves a trail."""

import pytest
from django.utils import timezone

from reform.cases.tasks import TaskRefused, finish, give_task, hand_over, in_turn
from reform.choices import CaseStatus
from reform.models import CaseTask, Mail
from tests.factories import day, make_province, make_user

from .people import TODAY, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    office = Office()
    for name, user in office.people.items():
        user.email = f"{name}@example.vn"
        user.save()
    return office


def give(office, *, case=None, to="preparer", by="appraiser", title="Bổ sung số liệu", **fields):
    return give_task(
        case or office.case(), title=title, person=office.people.get(to, to),
        by=office.people[by], at=timezone.now(), today=TODAY,
        **{"due_on": day("2026-03-06"), **fields},
    )  # fmt: skip


def test_who_gets_a_task_is_told_and_whoever_gives_it_to_themselves_is_not(office):
    given = give(office)
    assert Mail.objects.get().person == office.people["preparer"]
    assert given.title in Mail.objects.get().subject
    give(office, to="appraiser")
    assert Mail.objects.count() == 1


def test_a_task_handed_over_tells_who_had_it(office):
    given = give(office)
    other = make_user(role="preparer", province=office.province, email="other@example.vn")
    moved = hand_over(
        given, to=other, reason="Đi công tác", by=office.people["preparer"], at=timezone.now()
    )
    back = hand_over(
        moved, to=office.people["preparer"], reason="Đã về", by=other, at=timezone.now()
    )
    assert back.person == office.people["preparer"]
    trail = [(one.from_person, one.to_person, one.reason) for one in given.handovers.all()]
    first = (office.people["preparer"], other, "Đi công tác")
    assert trail == [first, (other, office.people["preparer"], "Đã về")]
    assert Mail.objects.filter(person=other).count() == 1


def test_a_result_closes_the_task_for_good(office):
    given = give(office)
    done = finish(given, result="Đã gửi", by=office.people["preparer"], at=timezone.now())
    assert (done.done_by, done.result) == (office.people["preparer"], "Đã gửi")
    with pytest.raises(TaskRefused):
        finish(given, result="Lần nữa", by=office.people["preparer"], at=timezone.now())
    with pytest.raises(TaskRefused):
        hand_over(
            given, to=office.people["approver"], reason="x", by=office.people["preparer"],
            at=timezone.now(),
        )  # fmt: skip


def test_only_who_has_or_gave_a_task_handles_it(office):
    given = give(office)
    finish(give(office), result="Xong", by=office.people["appraiser"], at=timezone.now())
    for stranger in (office.people["approver"], make_user(role="administrator")):
        with pytest.raises(TaskRefused):
            finish(given, result="Xong", by=stranger, at=timezone.now())


@pytest.mark.parametrize("role", ["reader", "inspector", "elsewhere"])
def test_a_task_goes_only_to_people_who_work_on_the_province(office, role):
    there = make_province("MX", "Minh Họa Khác")
    place = there if role == "elsewhere" else office.province
    person = make_user(role="preparer" if role == "elsewhere" else role, province=place)
    with pytest.raises(TaskRefused):
        give(office, to=person)
    with pytest.raises(TaskRefused):
        hand_over(
            give(office), to=person, reason="x", by=office.people["appraiser"], at=timezone.now()
        )


@pytest.mark.parametrize("role", ["reader", "inspector"])
def test_readers_give_no_tasks(office, role):
    with pytest.raises(TaskRefused):
        give(office, by=role)


@pytest.mark.parametrize("fields", [{"title": " "}, {"due_on": day("2026-03-01")}])
def test_a_task_says_what_and_until_a_day_to_come(office, fields):
    with pytest.raises(TaskRefused):
        give(office, **fields)


@pytest.mark.parametrize("status", CaseStatus.values)
def test_a_closed_dossier_gets_no_tasks(office, status):
    case = office.at(status)
    if status in ("executed", "rejected", "withdrawn"):
        with pytest.raises(TaskRefused):
            give(office, case=case)
    else:
        assert give(office, case=case).case == case


def test_overdue_tasks_stand_on_top_and_done_ones_last(office):
    case = office.case()
    late, soon, someday, done = (
        give(office, case=case, title=title, due_on=due_on)
        for title, due_on in (
            ("late", TODAY), ("soon", day("2026-03-20")), ("someday", None), ("done", TODAY),
        )
    )  # fmt: skip
    finish(done, result="Xong", by=office.people["preparer"], at=timezone.now())
    assert list(in_turn(CaseTask.objects.all())) == [late, soon, someday, done]


def test_from_the_page_of_the_dossier(office, client):
    case = office.case()
    at = case.get_absolute_url().removesuffix("change/")
    client.force_login(office.people["appraiser"])
    said = {"title": "Gọi điện", "person": office.people["preparer"].pk, "due_on": ""}
    assert client.post(f"{at}tasks/add/", said).status_code == 302
    task = case.tasks.get()
    over = {"to": office.people["approver"].pk, "reason": "Đúng người hơn"}
    client.force_login(office.people["preparer"])
    assert client.post(f"{at}tasks/{task.pk}/hand-over/", over).status_code == 302
    assert client.post(f"{at}tasks/{task.pk}/done/", {"result": "x"}).status_code == 403
    client.force_login(office.people["approver"])
    assert client.post(f"{at}tasks/{task.pk}/done/", {"result": "Đã gọi"}).status_code == 302
    shown = client.get(case.get_absolute_url()).content.decode()
    assert "Đã gọi" in shown
    assert "Đúng người hơn" in shown
