"""What an administrator may do with accounts, and what not."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.test import Client

from tests.factories import make_province, make_user
from tests.reform.accounts.people import (
    PASSWORD,
    factors,
    is_in,
    log_in,
    set_up_second_factor,
)

pytestmark = pytest.mark.django_db
USERS = "/admin/reform/user/"


@pytest.fixture
def administrator(client):
    client.force_login(make_user(role="administrator"))
    return client


def act(client, action: str, *users):
    return client.post(USERS, {"action": action, "_selected_action": [one.pk for one in users]})


def test_a_lost_device_is_taken_away_and_the_history_says_by_whom(administrator):
    user = make_user(role="approver")
    device = Client()
    log_in(device, user)
    set_up_second_factor(device)
    act(administrator, "take_second_factor", user)
    assert factors(user) == set()
    assert (
        LogEntry.objects.get(object_id=str(user.pk)).user.memberships.get().role == "administrator"
    )


def test_somebody_is_logged_out_everywhere(administrator):
    user, other = make_user(role="reader"), make_user(role="reader")
    clients = Client(), Client()
    for browser, one in zip(clients, (user, other), strict=True):
        log_in(browser, one)
    act(administrator, "log_out", user)
    assert [is_in(browser) for browser in clients] == [False, True]


def test_an_administrator_is_not_a_password_away_from_being_a_superuser(administrator):
    above = make_user("above", is_superuser=True)
    new = {"password1": "mot mat khau that dai", "password2": "mot mat khau that dai"}
    form = {**new, "usable_password": "true"}
    assert administrator.post(f"{USERS}{above.pk}/password/", form).status_code == 403
    changed = administrator.post(f"{USERS}{above.pk}/change/", {"username": "x", "is_active": "on"})
    assert changed.status_code == 403
    act(administrator, "take_second_factor", above)
    act(administrator, "log_out", above)
    above.refresh_from_db()
    assert above.check_password(PASSWORD)
    assert not LogEntry.objects.filter(object_id=str(above.pk)).exists()


def test_an_administrator_cannot_make_a_superuser(administrator):
    user = make_user(role="reader")
    data = account_form(user) | {"is_superuser": "on", "full_name": "Người đọc"}
    assert administrator.post(f"{USERS}{user.pk}/change/", data).status_code == 302
    user.refresh_from_db()
    assert (user.full_name, user.is_superuser) == ("Người đọc", False)


def account_form(user) -> dict[str, object]:
    counts = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    managed = {f"socialaccount_set-{name}": number for name, number in counts.items()}
    kept = {"username": user.username, "language": user.language}
    return {**kept, "is_active": "on", "is_staff": "on", **managed}


def test_an_administrator_ties_an_identity_to_an_account(administrator):
    user = make_user(role="reader")
    data = account_form(user) | {
        "socialaccount_set-TOTAL_FORMS": 1,
        "socialaccount_set-0-uid": "42",
        "socialaccount_set-0-user": user.pk,
    }
    assert administrator.post(f"{USERS}{user.pk}/change/", data).status_code == 302
    tied = SocialAccount.objects.get()
    assert (tied.user, tied.provider, tied.uid) == (user, "oidc", "42")


def test_accounts_are_closed_and_never_deleted(administrator):
    user = make_user(role="reader")
    assert administrator.post(f"{USERS}{user.pk}/delete/", {"post": "yes"}).status_code == 403


def test_an_inspector_of_a_province_sees_the_people_who_hold_roles_there(client):
    here, there = make_province(), make_province("MX", "Minh Họa Khác")
    ours = make_user(role="reader", province=here)
    theirs = make_user(role="reader", province=there)
    inspector = make_user(role="inspector", province=here)
    client.force_login(inspector)
    assert set(client.get(USERS).context["cl"].result_list) == {ours, inspector}
    assert client.get(f"{USERS}{theirs.pk}/change/").status_code in (302, 404)
    assert client.get(f"{USERS}{ours.pk}/change/").status_code == 200
