"""A choice of rows kept under a name: one's own, or shared within the one province."""

import pytest
from django.utils import timezone

from reform.models import SavedFilter
from reform.saved_filters import FilterRefused, essence, keep_filter
from tests.factories import make_province, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return make_province()


def keep(by, name="Quá hạn", query="?due=late", *, is_shared=False, screen="reform.case"):
    return keep_filter(
        screen=screen, name=name, query=query, is_shared=is_shared, by=by, at=timezone.now(),
        today=timezone.localdate(),
    )  # fmt: skip


def shown(client, user, screen="reform/case"):
    client.force_login(user)
    page = client.get(f"/admin/{screen}/")
    assert page.status_code == 200
    return [one.name for one in page.context["saved_filters"]]


ESSENCES = {
    "?due=late&p=3": "due=late",
    "q=h%E1%BB%93&o=-1": "q=h%E1%BB%93&o=-1",
    "?p=2&e=1&_popup=1": "",
    "?officer__id__exact=3&officer__id__exact=4": "officer__id__exact=3&officer__id__exact=4",
    "javascript:alert(1)": "javascript%3Aalert%281%29=",
}


@pytest.mark.parametrize("query", ESSENCES)
def test_what_is_kept_of_an_address(query):
    assert essence(query) == ESSENCES[query]


def test_a_filter_stands_above_its_own_list_for_its_own_person(here, client):
    user, other = (make_user(role="reader", province=here) for _time in range(2))
    keep(user)
    assert shown(client, user) == ["Quá hạn"]
    assert shown(client, user, "units/unit") == []
    assert shown(client, other) == []


def test_a_shared_one_is_seen_in_the_province_and_nowhere_else(here, client):
    there = make_province("MX", "Minh Họa Khác")
    user, colleague = (make_user(role="preparer", province=here) for _time in range(2))
    keep(user, is_shared=True)
    assert shown(client, colleague) == ["Quá hạn"]
    assert shown(client, make_user(role="preparer", province=there)) == []


def test_the_same_name_replaces(here):
    user = make_user(role="reader", province=here)
    keep(user)
    keep(user, query="?due=week")
    assert [one.query for one in SavedFilter.objects.all()] == ["due=week"]


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"query": "?p=2"}, {"query": f"?q={'x' * 3000}"}, {"name": "x" * 81}]
)
def test_what_cannot_be_kept_is_refused(here, wrong):
    with pytest.raises(FilterRefused):
        keep(make_user(role="reader", province=here), **wrong)


def test_sharing_needs_one_province(here):
    there = make_province("MX", "Minh Họa Khác")
    user = make_user(role="reader", province=here)
    user.memberships.create(role="reader", province=there, started_on="2020-01-01")
    for one in (user, make_user(role="ministry_reader"), make_user(is_superuser=True)):
        with pytest.raises(FilterRefused):
            keep(one, is_shared=True)


def test_from_the_list_and_back(here, client):
    user, other = (make_user(role="reader", province=here) for _time in range(2))
    client.force_login(user)
    said = {"name": "Sắp đến hạn", "query": "?due=week&p=1", "shared": "on"}
    answer = client.post("/admin/filters/reform/case/save/", said)
    assert answer["Location"] == "/admin/reform/case/?due=week"
    kept = SavedFilter.objects.get()
    assert (kept.person, kept.province) == (user, here)
    assert "?due=week" in client.get("/admin/reform/case/").content.decode()
    client.force_login(other)
    assert client.post(f"/admin/filters/{kept.pk}/drop/").status_code == 404
    client.force_login(user)
    assert client.get(f"/admin/filters/{kept.pk}/drop/").status_code == 405
    assert client.post(f"/admin/filters/{kept.pk}/drop/").status_code == 302
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("table", ["reform/user", "units/membership"])
def test_nothing_is_kept_of_a_list_out_of_sight(here, client, table):
    client.force_login(make_user(role="reader", province=here))
    said = {"name": "x", "query": "?q=a"}
    assert client.post(f"/admin/filters/{table}/save/", said).status_code == 403
    assert client.post("/admin/filters/reform/nothing/save/", said).status_code == 404
