"""The menu of the desk: every screen under the work it serves, once, and nothing out of reach."""

from collections import Counter

import pytest
from django.contrib import admin
from django.urls import reverse

from reform.menu import GROUPS, PLACES
from tests.factories import make_province, make_user

pytestmark = pytest.mark.django_db


def test_every_screen_stands_in_exactly_one_group():
    named = Counter(screen for group in GROUPS for screen in group.screens)
    assert set(named.values()) == {1}
    assert set(named) == {model._meta.label_lower for model in admin.site._registry}


@pytest.mark.parametrize(
    ("role", "groups"),
    [
        ("administrator", ["dossiers", "register", "promises", "lists", "people"]),
        ("preparer", ["dossiers", "register", "promises", "lists", "people"]),
    ],
)
def test_each_role_sees_its_groups_in_the_order_of_the_work(client, role, groups):
    client.force_login(make_user(role=role, province=make_province()))
    shown = client.get(reverse("admin:index")).context["app_list"]
    assert [group["app_label"] for group in shown] == groups
    for group in shown:
        places = [PLACES[one["model"]._meta.label_lower] for one in group["models"]]
        assert places == sorted(places)
        assert {name for name, _number in places} == {group["app_label"]}


def test_accounts_stand_in_the_menu_of_those_only_who_may_look_at_them(client):
    client.force_login(make_user(role="preparer", province=make_province()))
    page = client.get(reverse("admin:index"))
    shown = {one["model"]._meta.label_lower for group in page.context["app_list"]
             for one in group["models"]}  # fmt: skip
    assert "reform.apitoken" in shown
    assert not shown & {"reform.user", "units.membership", "units.registerentry"}


def test_the_page_of_one_room_lists_that_room(client):
    client.force_login(make_user(role="administrator", province=None))
    shown = client.get(reverse("admin:app_list", args=["resolutions"])).context["app_list"]
    assert [room["app_label"] for room in shown] == ["resolutions"]
