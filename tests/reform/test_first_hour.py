"""The first hour of each role: on the desk until it is done or put aside; what the tables show is
ticked by itself, and each person sees their own."""

import pytest
from django.utils import timezone

from reform.doors import DOORS
from reform.first_hour import ASIDE, ROLES, STEPS, first_hour, mark
from reform.models import Case
from tests.factories import day, make_province, make_user
from tests.reform.cases.people import Office
from units.choices import MemberRole
from units.models import Membership

pytestmark = pytest.mark.django_db
TODAY = day("2026-03-02")


def done(user) -> dict[str, bool]:
    return {step.key: step.is_done for step in first_hour(user, TODAY)}


@pytest.mark.parametrize("role", MemberRole)
def test_every_role_has_one_and_may_go_where_it_leads(client, role):
    user = make_user(role=role, province=make_province())
    client.force_login(user)
    steps = first_hour(user, TODAY)
    assert [step.key for step in steps] == list(ROLES[role])
    for step in steps:
        assert role in DOORS[STEPS[step.key].page].see, step.key
        assert client.get(step.link).status_code == 200, step.key
    assert 'id="first-hour"' in client.get("/admin/").text


def test_who_holds_two_roles_does_each_step_once():
    user = make_user(role=MemberRole.READER, province=make_province())
    Membership.objects.create(user=user, role=MemberRole.INSPECTOR, started_on=day("2020-01-01"))
    keys = [step.key for step in first_hour(make_user_again(user), TODAY)]
    assert sorted(keys) == sorted({*ROLES[MemberRole.READER], *ROLES[MemberRole.INSPECTOR]})


def make_user_again(user):
    """Roles are read once for the length of a request."""
    return type(user).objects.get(pk=user.pk)


def test_what_the_tables_show_is_ticked_by_itself():
    office = Office()
    preparer = office.people["preparer"]
    assert not done(preparer)["dossier"]
    office.case()
    told = done(preparer)
    assert (told["dossier"], told["file"], told["submit"]) == (True, True, False)
    assert Case.objects.count() == 1
    other = make_user(role=MemberRole.PREPARER, province=office.province)
    assert not any(done(other).values())


def test_a_step_is_ticked_by_the_person(client):
    user = make_user(role=MemberRole.READER, province=make_province())
    client.force_login(user)
    assert client.post("/first-hour/late/").status_code == 302
    assert client.post("/first-hour/late/").status_code == 302
    assert [key for key, is_done in done(user).items() if is_done] == ["late"]
    assert client.get("/first-hour/late/").status_code == 405
    assert client.post("/first-hour/no-such-step/").status_code == 404


@pytest.mark.parametrize("marks", [[ASIDE], ROLES[MemberRole.READER]])
def test_it_goes_away_when_done_or_put_aside(client, marks):
    user = make_user(role=MemberRole.READER, province=make_province())
    for step in marks:
        mark(user, step, at=timezone.now())
    client.force_login(user)
    assert first_hour(user, TODAY) == []
    assert 'id="first-hour"' not in client.get("/admin/").text


@pytest.mark.parametrize("role", MemberRole)
def test_it_takes_one_query(role, django_assert_num_queries):
    user = make_user(role=role, province=make_province())
    user.get_all_permissions()
    with django_assert_num_queries(1):
        first_hour(user, TODAY)


def test_without_a_role_there_is_none(django_assert_num_queries):
    assert first_hour(make_user(), TODAY) == []
