"""Whoever decides or gives rights shows a code too; the server asks at every request."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ImproperlyConfigured

from reform.accounts.second_factor import SecondFactorAdapter
from tests.factories import day, make_province, make_user
from tests.reform.accounts.people import (
    CODES,
    DESK,
    SET_UP,
    code_of,
    factors,
    is_in,
    log_in,
    set_up_second_factor,
)
from units.choices import MemberRole

pytestmark = pytest.mark.django_db
LOGIN_CODE = "/login/code/"
NEEDED = {MemberRole.APPROVER, MemberRole.ADMINISTRATOR}


@pytest.mark.parametrize("role", MemberRole)
def test_who_must_have_one(client, required, role):
    log_in(client, make_user(role=role))
    for path in (DESK, "/units/", "/admin/units/unit/", "/account/sessions/"):
        answer = client.get(path)
        led = answer.status_code == 302 and answer.url == SET_UP
        assert led is (role in NEEDED), path


def test_a_superuser_must_have_one(client, required):
    log_in(client, make_user(is_superuser=True))
    assert client.get(DESK).url == SET_UP
    assert client.post("/admin/reform/user/add/", {"username": "x"}).url == SET_UP


def test_on_a_laptop_nobody_must(client):
    log_in(client, make_user(role="administrator"))
    assert is_in(client)


def test_a_role_given_today_counts_at_the_next_request(client, required):
    user = make_user(role="reader", province=make_province())
    log_in(client, user)
    assert is_in(client)
    user.memberships.create(
        role="approver", province=user.memberships.get().province, started_on=day("2020-01-01")
    )
    assert client.get(DESK).url == SET_UP


def test_from_the_login_straight_to_the_set_up_and_on_to_the_desk(client, required):
    user = make_user(role="approver", province=make_province())
    log_in(client, user)
    page = client.get(SET_UP)
    assert page.status_code == 200
    assert "<svg" in page.text
    assert page.context["form"].secret in page.text
    set_up_second_factor(client)
    assert factors(user) == {"totp", "recovery_codes"}
    assert len(client.get(CODES).context["unused_codes"]) == 10
    assert is_in(client)


def test_a_wrong_code_sets_nothing_up(client, required):
    user = make_user(role="approver")
    log_in(client, user)
    client.get(SET_UP)
    assert client.post(SET_UP, {"code": "000000"}).context["form"].errors
    assert factors(user) == set()


@pytest.fixture
def secret(client, required):
    """The key on the device of `approver`, who has logged out since."""
    user = make_user("approver", role="approver")
    log_in(client, user)
    made = set_up_second_factor(client)
    client.post("/logout/")
    return made


@pytest.fixture
def approver(secret, django_user_model):
    return django_user_model.objects.get(username="approver")


def test_then_a_password_alone_opens_nothing(client, approver):
    assert log_in(client, approver).url.startswith(LOGIN_CODE)
    assert not is_in(client)
    assert client.get("/account/sessions/").url.startswith("/login/")


@pytest.mark.parametrize(("ago", "opens"), [(0, True), (1, True), (3, False)])
def test_the_code_of_now_opens(client, approver, secret, ago, opens):
    log_in(client, approver)
    client.post(LOGIN_CODE, {"code": code_of(secret, ago)})
    assert is_in(client) is opens


def test_a_code_opens_once(client, approver, secret):
    for opens in (True, False):
        log_in(client, approver)
        client.post(LOGIN_CODE, {"code": code_of(secret)})
        assert is_in(client) is opens
        client.post("/logout/")


def test_a_recovery_code_opens_once(client, approver, secret):
    codes = Authenticator.objects.get(user=approver, type="recovery_codes").wrap()
    code = codes.get_unused_codes()[0]
    for opens in (True, False):
        log_in(client, approver)
        client.post(LOGIN_CODE, {"code": code})
        assert is_in(client) is opens
        client.post("/logout/")


def test_guessing_codes_is_stopped(client, approver, secret):
    log_in(client, approver)
    for _time in range(5):
        client.post(LOGIN_CODE, {"code": "000000"})
    client.post(LOGIN_CODE, {"code": code_of(secret)})
    assert not is_in(client)


def test_who_must_have_one_cannot_turn_it_off(client, approver, secret):
    client.force_login(approver)
    off = "/account/second-factor/off/"
    asked_again = client.get(off)
    assert asked_again.url.startswith("/account/again/")
    client.post(asked_again.url, {"password": "a long test password"})
    assert client.get(off).context["form"].errors
    client.post(off)
    assert "totp" in factors(approver)


def test_recovery_codes_are_shown_only_to_who_proves_it_again(client, approver):
    client.force_login(approver)
    assert client.get(CODES).url.startswith("/account/again/")


def test_recovery_codes_alone_are_no_second_factor(client, required):
    user = make_user(role="approver")
    Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "x"})
    client.force_login(user)
    assert client.get(DESK).url == SET_UP


def test_a_copy_of_the_database_makes_no_codes(approver, secret, settings):
    kept = Authenticator.objects.get(user=approver, type="totp").data["secret"]
    assert secret not in kept
    adapter = SecondFactorAdapter()
    assert adapter.decrypt(kept) == secret
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 50, [settings.SECRET_KEY]
    assert adapter.decrypt(kept) == secret
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FALLBACKS"):
        adapter.decrypt(kept)
