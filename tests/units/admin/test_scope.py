"""Whoever holds a role in one province sees and touches nothing of another through the desk."""

import pytest

from tests.factories import day, make_user
from tests.units.admin.forms import ADD, merger
from units.models import Agency, Membership, Province, ReorganizationEvent, Unit

pytestmark = pytest.mark.django_db
FIELD = "app_label=units&model_name=participant&field_name="
PICK = f"/admin/units/unit/pick/?{FIELD}unit&on=01/01/2019"
AUTOCOMPLETE = f"/admin/autocomplete/?{FIELD}agency"

ROWS = {
    "province": lambda place: place.province,
    "agency": lambda place: place.agency,
    "unit": lambda place: place.units[3],
    "reorganizationevent": lambda place: place.events["proposed"],
    "membership": lambda place: place.membership,
    "registerentry": lambda place: place.entry,
}
ROLES = ["preparer", "appraiser", "approver", "reader", "inspector"]


def listed(client, table: str, query: str = "") -> set:
    answer = client.get(f"/admin/units/{table}/{query}")
    assert answer.status_code == 200
    return set(answer.context["cl"].result_list)


@pytest.mark.parametrize("table", ROWS)
def test_lists_hold_only_what_lies_within_reach(table, here, there, login):
    seen = listed(login("inspector", here.province), table)
    assert ROWS[table](here) in seen
    assert ROWS[table](there) not in seen
    everything = listed(login("administrator"), table)
    assert {ROWS[table](here), ROWS[table](there)} <= everything


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("table", ROWS)
def test_a_row_of_another_province_does_not_exist(table, role, here, there, login):
    client = login(role, here.province)
    for name in ("change", "delete", "history"):
        address = f"/admin/units/{table}/{ROWS[table](there).pk}/{name}/"
        assert client.get(address).status_code in (403, 404), name
        assert client.post(address, {"post": "yes"}).status_code in (403, 404), name


@pytest.mark.parametrize("table", ["agency", "reorganizationevent", "unit"])
def test_a_filter_finds_nothing_elsewhere(table, here, there, login):
    name = "province" if table == "unit" else "province__id__exact"
    client = login("preparer", here.province)
    assert ROWS[table](there) not in listed(client, table, f"?{name}={there.province.pk}")
    assert listed(client, table, "?q=Minh Họa Khác") == set()


def test_pickers_offer_nothing_elsewhere(here, there, login):
    client = login("preparer", here.province)
    for url in (PICK, f"{PICK}&province={there.province.pk}", AUTOCOMPLETE):
        for term in ("", "Khác", "MX"):
            found = client.get(f"{url}&term={term}").json()["results"]
            assert not any("Khác" in one["text"] for one in found)
    assert client.get(f"{PICK}&term=MH").json()["results"]


def test_forms_accept_nothing_from_elsewhere(here, there, login):
    client = login("preparer", here.province)
    before = ReorganizationEvent.objects.count()
    strange = [
        merger(here.units[:1], here.units[1], province=there.province.pk),
        merger(there.units[:1], there.units[1], province=here.province.pk),
        merger(here.units[:1], here.units[1], province=""),
    ]
    for form in strange:
        answer = client.post(ADD, form)
        assert answer.status_code == 200
        assert answer.context["errors"]
    assert ReorganizationEvent.objects.count() == before
    assert client.post(ADD, merger(here.units[:1], here.units[1], province=here.province.pk))
    assert ReorganizationEvent.objects.count() == before + 1


def test_a_preparer_keeps_the_agencies_of_the_own_province(here, there, login):
    client = login("preparer", here.province)
    form = {"name": "Sở Y tế Minh Họa", "bloc": "government", "level": here.agency.level.pk}
    refused = client.post("/admin/units/agency/add/", {**form, "province": there.province.pk})
    assert refused.context["errors"]
    client.post("/admin/units/agency/add/", {**form, "province": here.province.pk})
    made = Agency.objects.get(name="Sở Y tế Minh Họa")
    assert (made.search_key, made.province) == ("so y te minh hoa", here.province)
    assert listed(client, "agency", "?q=so y te") == {made}
    change = f"/admin/units/agency/{made.pk}/change/"
    client.post(change, {**form, "name": "Sở Y tế mới", "province": here.province.pk})
    made.refresh_from_db()
    assert made.search_key == "so y te moi"


def test_writing_needs_the_role_there_and_not_only_reach(here, there, login):
    """A preparer here who may read there is offered only the own province."""
    user = make_user(role="preparer", province=here.province)
    Membership.objects.create(
        user=user, role="reader", province=there.province, started_on=day("2020-01-01")
    )
    client = login()
    client.force_login(user)
    assert ROWS["reorganizationevent"](there) in listed(client, "reorganizationevent")
    form = client.get(f"{ADD}?kind=merge").context["adminform"].form
    assert list(form.fields["province"].queryset) == [here.province]
    strange = merger(there.units[:1], there.units[1], province=there.province.pk)
    assert client.post(ADD, strange).context["errors"]
    change = f"/admin/units/reorganizationevent/{there.events['proposed'].pk}/change/"
    assert client.post(change, {}).status_code == 403


def test_reach_passes_to_the_successor_province(login):
    """On 1/7/2025 Bình Thuận became part of Lâm Đồng: its people see what became of their units."""
    old = Province.objects.get(name="Bình Thuận")
    new = old.succeeded_by
    seen = listed(login("reader", old), "province", "?in_force=all")
    assert {old, new} <= seen
    assert Province.objects.get(name="Hà Nội") not in seen


def test_a_role_that_ended_opens_nothing(here, login):
    user = make_user(role="preparer", province=here.province)
    user.memberships.update(ended_on=day("2020-01-01"))
    client = login()
    client.force_login(user)
    for table in ROWS:
        assert client.get(f"/admin/units/{table}/").status_code == 403


def test_units_are_never_added_or_deleted_by_hand(here, login):
    client = login(is_superuser=True)
    number = Unit.objects.count()
    assert client.get("/admin/units/unit/add/").status_code == 403
    address = f"/admin/units/unit/{here.units[0].pk}"
    assert client.post(f"{address}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{address}/change/", {"ceased_on": "01/01/2020"}).status_code == 403
    assert Unit.objects.count() == number
