"""A program comes in with a key that holds, as its owner; with any other it is told so."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from reform.models import ApiToken
from reform.open_data.tokens import end_token
from tests.factories import make_province, make_user

from .world import bearing, lived, make_key

pytestmark = pytest.mark.django_db
YESTERDAY = dt.timedelta(days=1)


@pytest.fixture
def province():
    province = make_province()
    lived(province)
    return province


def test_a_key_reads(client, province):
    answer = client.get("/api/v1/units/", **bearing(make_key(province=province)))
    assert answer.status_code == 200
    assert len(answer.json()["results"]) == 5


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer wrong", "Basic dXNlcjpwYXNz"])
def test_without_one_that_is_known_a_program_is_told_so(client, province, sent):
    answer = client.get("/api/v1/units/", headers={"Authorization": sent} if sent else {})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json()["detail"]


@pytest.mark.parametrize("why", ["ended", "out of date", "owner gone", "owner without role"])
def test_a_key_that_holds_no_more_opens_nothing(client, province, why):
    key = make_key(province=province)
    token = ApiToken.objects.get()
    if why == "ended":
        end_token(token, at=timezone.now())
    elif why == "out of date":
        ApiToken.objects.update(expires_on=timezone.localdate() - YESTERDAY)
    elif why == "owner gone":
        type(token.owner).objects.filter(pk=token.owner_id).update(is_active=False)
    else:
        token.owner.memberships.all().delete()
    assert client.get("/api/v1/units/", **bearing(key)).status_code in (401, 403)


def test_a_key_writes_nothing_and_opens_no_page_of_the_desk(client, province):
    key = bearing(make_key(role="administrator"))
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)("/api/v1/units/1/", **key)
        assert answer.status_code in (403, 405), method
    assert client.get(reverse("admin:index"), **key).status_code == 302


def test_only_its_digest_is_kept(province):
    key = make_key(province=province)
    assert key not in str(ApiToken.objects.values().get())


def test_the_desk_shows_a_key_once_and_ends_it(client, province):
    owner = make_user(role="reader", province=province)
    client.force_login(owner)
    sent = {"purpose": "kho dữ liệu", "expires_on": "01/01/2100"}
    page = client.post(reverse("admin:reform_apitoken_add"), sent, follow=True)
    said = str(next(iter(page.context["messages"])))
    key = said.split()[-1]
    assert client.get("/api/v1/units/", **bearing(key)).status_code == 200
    token = ApiToken.objects.get(owner=owner)
    again = client.get(reverse("admin:reform_apitoken_change", args=[token.pk]))
    assert key not in again.content.decode()
    client.post(reverse("admin:reform_apitoken_end", args=[token.pk]))
    client.logout()
    assert client.get("/api/v1/units/", **bearing(key)).status_code == 401


def test_nobody_sees_or_ends_the_keys_of_others(client, province):
    make_key(province=province)
    token = ApiToken.objects.get()
    client.force_login(make_user(role="preparer", province=province))
    assert client.get(reverse("admin:reform_apitoken_change", args=[token.pk])).status_code in (
        302, 404,
    )  # fmt: skip
    assert client.post(reverse("admin:reform_apitoken_end", args=[token.pk])).status_code == 403
    token.refresh_from_db()
    assert token.ended_at is None
