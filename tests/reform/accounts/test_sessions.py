"""People see where they are logged in, and log out elsewhere."""

import pytest
from django.test import Client

from tests.factories import make_user
from tests.reform.accounts.people import PASSWORD, is_in, log_in

pytestmark = pytest.mark.django_db
SESSIONS = "/account/sessions/"


@pytest.fixture
def two():
    """One person in two browsers, and somebody else."""
    user = make_user(role="ministry_reader")
    clients = [Client(headers={"user-agent": f"Browser {number}"}) for number in (1, 2)]
    for client in clients:
        log_in(client, user)
    other = Client()
    log_in(other, make_user(role="ministry_reader"))
    return (*clients, other)


def test_the_own_sessions_are_listed(two):
    here = two[0]
    page = here.get(SESSIONS)
    assert [one.user_agent for one in page.context["sessions"]] == ["Browser 1", "Browser 2"]
    assert page.text.count("badge--met") == 1


def test_log_out_elsewhere_leaves_this_one_and_other_people(two):
    here = two[0]
    here.post(SESSIONS)
    assert [is_in(client) for client in two] == [True, False, True]
    assert len(here.get(SESSIONS).context["sessions"]) == 1


def test_a_new_password_logs_out_elsewhere(two):
    here = two[0]
    new = "mot mat khau that dai"
    here.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert [is_in(client) for client in two] == [True, False, True]
