"""The numbers in the menu: what waits for this person, each the length of the list it opens."""

import pytest

from reform.menu_counts import menu_counts
from tests.factories import day, make_user
from tests.reform.access.world import HERE, make_world
from tests.reform.cases.people import Office

pytestmark = pytest.mark.django_db
TODAY = day("2026-03-02")


def told(user) -> dict[str, int]:
    return {one["screen"]: one["number"] for one in menu_counts(user, TODAY)}


def test_each_number_is_the_length_of_its_list(client):
    world = make_world("MH", HERE)
    preparer = world.case.preparer
    client.force_login(preparer)
    counted = client.get("/admin/counts/").json()["counts"]
    assert {one["screen"] for one in counted} == {
        "case", "casetask", "opinionrequest", "importbatch",
    }  # fmt: skip
    for one in counted:
        assert client.get(one["link"]).context["cl"].result_count == one["number"], one
        assert one["label"].endswith(f": {one['number']}")


def test_nothing_of_another_province_is_counted():
    there = make_world("MX", "Xa Lạ")
    office = Office()
    assert told(office.people["reader"]) == {}
    assert told(there.case.preparer)["importbatch"] == 1


def test_without_a_role_there_is_nothing(client):
    assert menu_counts(make_user(), TODAY) == []


@pytest.mark.parametrize("cases", [1, 4])
def test_it_takes_one_query(cases, django_assert_num_queries):
    office = Office()
    for _number in range(cases):
        office.case()
    user = office.people["preparer"]
    user.get_all_permissions()
    assert told(user)["case"] == cases
    with django_assert_num_queries(1):
        menu_counts(user, TODAY)
