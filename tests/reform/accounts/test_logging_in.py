"""One login page, by name and password; failures are counted; nobody signs up."""

import pytest
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from tests.factories import make_province, make_user
from tests.reform.accounts.people import DESK, PASSWORD, is_in, log_in

pytestmark = pytest.mark.django_db
WRONG = "not the password at all"


def test_name_and_password_open_the_desk(client):
    user = make_user(role="reader", province=make_province())
    assert log_in(client, user).url == DESK
    assert is_in(client)


def test_the_page_asked_for_is_opened_after_the_login(client):
    user = make_user(role="ministry_reader")
    assert client.get("/admin/units/unit/").url == "/login/?next=/admin/units/unit/"
    assert (
        client.get("/admin/login/?next=/admin/units/unit/").url == "/login/?next=/admin/units/unit/"
    )
    assert log_in(client, user, next="/admin/units/unit/").url == "/admin/units/unit/"


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:x"]
)
def test_a_login_never_leads_elsewhere(client, target):
    assert log_in(client, make_user(), next=target).url == DESK


@pytest.mark.parametrize(
    ("fields", "password"), [({}, WRONG), ({}, ""), ({"is_active": False}, PASSWORD)]
)
def test_a_wrong_password_or_a_closed_account_opens_nothing(client, fields, password):
    user = make_user(role="ministry_reader", **fields)
    answer = log_in(client, user, password)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not is_in(client)


def test_a_wrong_name_is_answered_like_a_wrong_password(client):
    user = make_user()
    with translation.override("en"):
        answers = [
            client.post("/login/", {"username": name, "password": WRONG}).context["form"].errors
            for name in (user.username, "nobody_of_this_name")
        ]
    assert answers[0] == answers[1]


def test_after_five_failures_even_the_right_password_waits(client):
    user, other = make_user(), make_user()
    for _time in range(5):
        log_in(client, user, WRONG)
    assert log_in(client, user).status_code == 200
    assert not is_in(client)
    assert log_in(client, other).status_code == 302


def test_failures_from_one_address_are_counted_over_all_names(client):
    for number in range(20):
        log_in(client, make_user(f"nguoi_{number}"), WRONG)
    assert log_in(client, make_user()).status_code == 200
    assert not is_in(client)


def test_too_many_logins_are_told_on_our_own_page(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    answers = [client.post("/login/", {"username": "x", "password": "y"}) for _time in range(3)]
    assert answers[-1].status_code == 429
    assert "reform/tokens.css" in answers[-1].text


def test_failures_are_counted_where_all_processes_see_them(client):
    table = caches["default"]._table
    assert table in connection.introspection.table_names()
    log_in(client, make_user(), WRONG)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
        assert cursor.fetchone()[0] > 0


@pytest.mark.django_db(transaction=True)
def test_migrate_makes_the_table_of_the_cache():
    table = connection.ops.quote_name(caches["default"]._table)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {table}")
    call_command("migrate", verbosity=0)
    cache.set("kept", 1)
    assert cache.get("kept") == 1


@pytest.mark.parametrize(
    "name", ["account_signup", "account_reset_password", "account_email", "socialaccount_signup"]
)
def test_nobody_signs_up_or_resets_by_mail(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_somebody_without_a_place_at_the_desk_is_told_so(client):
    user = make_user(role="ministry_reader")
    user.is_staff = False
    user.save()
    client.force_login(user)
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/login/?next=/admin/").status_code == 403


@pytest.mark.parametrize(
    ("new", "taken"),
    [
        ("mot mat khau that dai", True),
        ("ngan qua", False),
        ("123456789012345", False),
        ("nguyen_van_minh_hoa", False),
        ("password1234", False),
    ],
)
def test_a_new_password_is_long_and_not_the_own_name(client, new, taken):
    user = make_user("nguyen_van_minh_hoa", role="ministry_reader")
    client.force_login(user)
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post("/account/password/", form)
    user.refresh_from_db()
    assert user.check_password(new) is taken


def test_the_desk_changes_passwords_on_the_same_page(client):
    client.force_login(make_user(role="ministry_reader"))
    assert client.get("/admin/password_change/").url == "/account/password/"


def test_without_a_password_there_is_none_to_change(client):
    user = make_user(role="ministry_reader")
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    assert client.get("/account/password/").status_code == 403
