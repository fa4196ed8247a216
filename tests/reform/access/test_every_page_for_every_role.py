"""Every page stands in the map of permissions, and opens for the roles named there and no others.

The screens are asked without the map at their door, so that each of them is seen to hold by itself.
"""

import pytest
from django.test import Client

from reform.doors import DOORS
from tests.factories import make_user
from tests.reform.access.pages import names, visits
from tests.reform.access.walking import opens, walker
from units.choices import MemberRole

pytestmark = pytest.mark.django_db
#: Logging out is open to all, and would end the walk; the way in leads on who is in already.
NOT_WALKED = {
    "logout", "admin:logout", "login", "account_login", "admin:login", "mfa_authenticate",
    "openid_connect_login", "openid_connect_callback", "account_inactive", "choose-language",
}  # fmt: skip
#: Of one's own account or filters, where it depends on what has been set up.
OWN = {
    "admin:reform_apitoken_change", "admin:reform_apitoken_history", "admin:reform_apitoken_end",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_reauthenticate", "admin:drop_filter",
}  # fmt: skip
SKIPPED = NOT_WALKED | OWN


def test_every_page_stands_in_the_map():
    unknown = [name for name in names() if name not in DOORS]
    assert unknown == [], (
        "These pages are in no line of the map of permissions. For each, add to reform/doors.py"
        " who may see it and who may send its form (a line of DOORS, or of TABLES for a screen),"
        " and to tests/reform/access/pages.py the row that its address is about (ROWS or SPECIAL)."
    )


def test_the_map_names_no_page_that_is_gone():
    assert set(DOORS) - set(names()) == set(), "Take these lines out of reform/doors.py."


def wrongly(found: dict[str, bool], told: dict[str, bool]) -> dict[str, str]:
    """Page -> what it does although the map says otherwise."""
    return {
        name: "opens" if let else "does not open"
        for name, let in found.items()
        if let is not told[name]
    }


@pytest.mark.parametrize("role", MemberRole)
def test_a_page_is_seen_by_the_roles_that_the_map_names(here, unguarded, role):
    client, found, told = walker(role, here), {}, {}
    for name, address, door in visits(here):
        if name not in SKIPPED and (door.see or not door.act):
            found[name] = opens(client, address)
            told[name] = role in door.see
    assert wrongly(found, told) == {}
    assert len(found) > 100


@pytest.mark.parametrize("role", MemberRole)
def test_a_form_is_taken_from_the_roles_that_the_map_names(here, unguarded, role):
    client, found, told = walker(role, here), {}, {}
    for name, address, door in visits(here):
        if name not in SKIPPED and (door.act or not door.see):
            found[name] = opens(client, address, "post", {"post": "yes"})
            told[name] = role in door.act
    assert wrongly(found, told) == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_find_only_the_way_in(here, method):
    open_to_them = {
        name
        for name, address, _door in visits(here)
        if opens(Client(), address, method) and not address.startswith("/sign-on/")
    }
    public = {name for name, door in DOORS.items() if door.public and not door.by_setting}
    assert open_to_them <= public


@pytest.mark.parametrize("role", ["", "ended"])
def test_without_a_role_there_is_only_the_own_account(here, role):
    user = make_user()
    client = Client()
    client.force_login(user)
    found = {name for name, address, _door in visits(here) if opens(client, address)}
    assert found <= {name for name, door in DOORS.items() if door.members}
