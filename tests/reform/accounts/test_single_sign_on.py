"""Single sign-on opens accounts that exist, and makes none."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ImproperlyConfigured

from reform import environment
from tests.factories import make_user
from tests.reform.accounts.people import is_in
from tests.reform.accounts.provider import PERSON, Provider, state_of

pytestmark = pytest.mark.django_db
SIGN_ON, BACK = "/sign-on/oidc/", "/sign-on/oidc/back/"


@pytest.fixture
def provider(settings):
    server = Provider()
    settings.SOCIALACCOUNT_PROVIDERS = server.settings()
    yield server
    server.shutdown()
    server.server_close()


def sign_on(client, query: str = ""):
    """To the provider and back; the last answer is ours."""
    away = client.get(SIGN_ON + query)
    return client.get(BACK, {"code": "c", "state": state_of(away.url)})


def member(**fields):
    return make_user(role="ministry_reader", **{"email": PERSON["email"], **fields})


def test_off_unless_a_provider_is_named(client):
    assert client.get(SIGN_ON).status_code == 404
    assert "sign-on" not in client.get("/login/").text


def test_all_three_values_or_none():
    assert environment.sign_on({}) == {}
    with pytest.raises(ImproperlyConfigured, match="set all three"):
        environment.sign_on({"OIDC_SERVER": "https://id.example.vn"})


def test_the_login_page_leads_to_the_provider(client, provider):
    assert SIGN_ON in client.get("/login/").text
    away = client.get(SIGN_ON).url
    assert away.startswith(f"{provider.address}/authorization_endpoint?")
    assert "code_challenge_method=S256" in away


@pytest.mark.parametrize("address", [PERSON["email"], PERSON["email"].upper()])
def test_a_vouched_address_opens_the_account_that_has_it(client, provider, address):
    user = member(email=address)
    sign_on(client)
    assert is_in(client)
    assert "code_verifier" in provider.asked
    assert SocialAccount.objects.get().user == user
    assert LogEntry.objects.filter(object_id=str(user.pk)).count() == 1


def test_then_the_identity_counts_and_no_longer_the_address(client, provider):
    member()
    sign_on(client)
    client.post("/logout/")
    provider.person["email"] = "another@example.vn"
    sign_on(client)
    assert is_in(client)


def test_an_identity_that_an_administrator_tied_opens_the_account(client, provider):
    user = member(email="")
    SocialAccount.objects.create(user=user, provider="oidc", uid=PERSON["sub"])
    sign_on(client)
    assert is_in(client)


def nobody():
    return None


def closed():
    member(is_active=False)


def two_of_them():
    member(), member()


def closed_since():
    user = member(is_active=False, email="")
    SocialAccount.objects.create(user=user, provider="oidc", uid=PERSON["sub"])


@pytest.mark.parametrize("there", [nobody, closed, two_of_them, closed_since])
def test_a_stranger_stays_outside(client, provider, django_user_model, there):
    there()
    before = django_user_model.objects.count(), SocialAccount.objects.count()
    answer = sign_on(client)
    assert answer.url == "/login/"
    assert not is_in(client)
    assert (django_user_model.objects.count(), SocialAccount.objects.count()) == before


@pytest.mark.parametrize("vouched", [False, None, "false", "true"])
def test_an_address_that_is_not_vouched_for_opens_nothing(client, provider, vouched):
    member()
    provider.person["email_verified"] = vouched
    sign_on(client)
    assert not is_in(client)


def test_nobody_ties_a_foreign_identity_to_the_own_account(client, provider):
    client.force_login(make_user(role="ministry_reader"))
    assert sign_on(client, "?process=connect").url == "/login/"
    assert not SocialAccount.objects.exists()


def test_an_answer_to_a_question_nobody_asked_is_refused(client, provider):
    member()
    assert client.get(BACK, {"code": "c", "state": "made up"}).url == "/login/"
    assert not is_in(client)


def test_a_provider_that_says_no_leads_back_to_the_login(client, provider):
    state = state_of(client.get(SIGN_ON).url)
    answer = client.get(BACK, {"error": "access_denied", "state": state})
    assert answer.url == "/login/"


def test_who_decides_needs_the_second_factor_here_too(client, provider, required):
    make_user(role="approver", email=PERSON["email"])
    sign_on(client)
    assert client.get("/admin/").url == "/account/second-factor/on/"
