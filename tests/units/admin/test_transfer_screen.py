"""The end of the district level through the admin: by rule to new agencies, in one decision."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import day, make_agency, make_province, make_unit, make_units
from units.choices import EventStatus
from units.counts import count_units
from units.models import (
    Agency,
    Bundle,
    Province,
    ReorganizationEvent,
    Sector,
    Unit,
    UnitVersion,
)

pytestmark = pytest.mark.django_db
AGENCIES, PAGE = "/admin/units/agency/", "/admin/units/agency/transfer/"
END, EVE = day("2025-07-01"), day("2025-06-30")


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def districts(province):
    return [
        make_agency(f"Huyện Minh Họa {name}", level="district", province=province, valid_to=END)
        for name in "AB"
    ]


@pytest.fixture
def heirs(province):
    commune = {"level": "commune", "province": province, "valid_from": END}
    return {
        "health": make_agency("Sở Y tế Minh Họa", province=province),
        "A": make_agency("Xã Minh Họa 1", **commune),
        "B": make_agency("Xã Minh Họa 2", **commune),
    }


@pytest.fixture
def units(province, districts):
    return [
        make_unit(province, agency=district, sector=sector, name=f"{sector} {district} {n}")
        for district in districts
        for sector, number in (("education", 4), ("health", 1), (None, 1))
        for n in range(number)
    ]


def page(agencies, on="2025-07-01") -> str:
    chosen = "&".join(f"agency={agency.pk}" for agency in agencies)
    return f"{PAGE}?{chosen}" + (f"&on={on}" if on is not None else "")


def sector(code: str) -> int:
    return Sector.objects.get(code=code).pk


def rules(districts, heirs, **more) -> dict[str, int]:
    return {
        f"sector-{sector('health')}": heirs["health"].pk,
        f"agency-{districts[0].pk}": heirs["A"].pk,
        f"pair-{districts[1].pk}-{sector('education')}": heirs["B"].pk,
        **more,
    }


def test_the_list_of_agencies_leads_here(login, province, districts, heirs, units):
    client = login("preparer", province)
    form = {"action": "transfer_units", "_selected_action": [one.pk for one in districts]}
    answer = client.post(f"{AGENCIES}?in_force=no", form)
    assert answer.headers["Location"] == page(districts, on=None)
    shown = client.get(answer.headers["Location"])
    assert shown.context["choice"].day == END, "the day on which all of them end"
    offered = [field.name for field in shown.context["rules"]]
    assert offered == [
        *(f"sector-{sector(code)}" for code in ("education", "health")),
        *(f"agency-{one.pk}" for one in districts),
        *(f"pair-{one.pk}-{sector(code)}" for one in districts for code in ("education", "health")),
    ], "only what occurs"
    goes_to = shown.context["holdings"].destinations
    assert set(goes_to) == {heir.pk for heir in heirs.values()}


def test_too_many_agencies_for_an_address_are_refused_with_a_number(login, province):
    many = [Agency(name=f"Xã {n}", bloc="government", province=province) for n in range(201)]
    for agency in many:
        agency.write_keys()
    Agency.objects.bulk_create(many)
    form = {"action": "transfer_units", "_selected_action": [many[0].pk], "select_across": "1"}
    answer = login("preparer", province).post(AGENCIES, form, follow=True)
    assert ["200" in message.message for message in answer.context["messages"]] == [True]


@pytest.mark.parametrize("ends", [("2025-07-01", "2024-01-01"), ("2025-07-01", None), (None, None)])
def test_a_day_is_asked_where_the_agencies_share_no_end(ends, login, province, heirs):
    chosen = [make_agency(province=province, valid_to=end and day(end)) for end in ends]
    shown = login("preparer", province).get(page(chosen, on=None))
    assert shown.context["choice"].day is None
    assert "rules" not in shown.context
    assert login("preparer", province).get(page(chosen, on="mai")).context["choice"].errors["on"]


def test_a_successor_is_proposed_for_the_rest(login, province, districts, heirs, units):
    Agency.objects.filter(pk=districts[0].pk).update(succeeded_by=heirs["A"])
    shown = login("preparer", province).get(page(districts)).context["rules"]
    assert shown[f"agency-{districts[0].pk}"].initial == heirs["A"].pk
    assert shown[f"agency-{districts[1].pk}"].initial is None


def test_preview_counts_from_to_and_lists_what_no_rule_names(
    login, province, districts, heirs, units
):
    client = login("preparer", province)
    shown = client.post(page(districts), {**rules(districts, heirs), "_preview": "1"})
    table = shown.context["table"]
    assert table.columns == ["Sở Y tế Minh Họa", "Xã Minh Họa 1", "Xã Minh Họa 2"]
    assert [(row.numbers, row.left, row.total) for row in table.rows] == [
        ([1, 5, 0], 0, 6),
        ([1, 0, 4], 1, 6),
    ]
    assert (table.totals, table.moving, table.left) == ([2, 5, 4], 11, 1)
    assert [version.name for version, *_rest in table.stay] == ["None Huyện Minh Họa B 0"]
    assert not Bundle.objects.exists(), "a preview writes nothing"


def test_the_district_level_ends_by_one_decision(login, province, districts, heirs, units):
    preparer = login("preparer", province)
    told = {"title": "Kết thúc cấp huyện", "decision_number": "9/QĐ-MH", "decided_on": "20/06/2025"}
    everything = rules(districts, heirs, **{f"agency-{districts[1].pk}": heirs["B"].pk})
    answer = preparer.post(page(districts), {**everything, **told, "_draft": "1"})
    bundle = Bundle.objects.get()
    effect = f"/admin/units/bundle/{bundle.pk}/effect/"
    assert answer.headers["Location"] == effect
    assert (bundle.province, bundle.created_by.username[:4]) == (province, "user")
    assert {event.decision_number for event in bundle.events.all()} == {"9/QĐ-MH"}
    assert count_units(END, by="level", province=province).by == {"district": 12}
    assert preparer.post(effect, {"seal": "x"}).status_code == 403

    administrator = login("administrator")
    shown = administrator.get(effect)
    assert (shown.context["preview"].units, shown.context["preview"].refused) == (12, 0)
    administrator.post(effect, {"seal": shown.context["seal"], "reason": "từ trước"})
    assert count_units(EVE, by="level", province=province).by == {"district": 12}
    assert count_units(END, by="level", province=province).by == {"commune": 10, "department": 2}
    administrator.post(f"/admin/units/bundle/{bundle.pk}/annul/", {"reason": "đổi ý"})
    assert count_units(END, by="level", province=province).by == {"district": 12}


WRONG = {
    "no title": ({"title": ""}, "title"),
    "a day that is none": ({"title": "x", "decided_on": "mai"}, "decided_on"),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_incomplete_decision_is_not_drafted(case, login, province, districts, heirs, units):
    given, field = WRONG[case]
    form = {**rules(districts, heirs), **given, "_draft": "1"}
    shown = login("preparer", province).post(page(districts), form)
    assert list(shown.context["decision"].errors) == [field]
    assert not Bundle.objects.exists()


def test_rules_that_move_nothing_draft_nothing(login, province, districts, heirs, units):
    form = {"title": "x", "_draft": "1"}
    shown = login("preparer", province).post(page(districts), form)
    assert shown.context["decision"].non_field_errors()
    assert not Bundle.objects.exists()


def test_only_agencies_of_the_day_and_province_can_be_chosen(
    login, province, districts, heirs, units
):
    strange = make_agency("Xã khác", province=make_province("MX", "Minh Họa Khác"))
    ended = make_agency("Sở đã hết", province=province, valid_to=END)
    client = login(is_superuser=True)
    for agency in (strange, ended, districts[0]):
        form = {f"agency-{districts[0].pk}": agency.pk, "title": "x", "_draft": "1"}
        shown = client.post(page(districts), form)
        assert list(shown.context["rules"].errors) == [f"agency-{districts[0].pk}"]
    assert not Bundle.objects.exists()


def test_a_province_that_was_merged_hands_over_to_its_successor(login):
    """Bình Thuận's districts ended with Bình Thuận: the decision is Lâm Đồng's."""
    old = Province.objects.get(name="Bình Thuận")
    new = old.succeeded_by
    district = make_agency("Huyện cũ", level="district", province=old, valid_to=END)
    commune = make_agency("Xã mới", level="commune", province=new, valid_from=END)
    make_unit(old, agency=district)
    form = {f"agency-{district.pk}": commune.pk, "title": "x", "_draft": "1"}
    login("preparer", new).post(page([district]), form)
    assert Bundle.objects.get().province == new


REFUSED = ["appraiser", "approver", "reader", "ministry_reader", "inspector", ""]


@pytest.mark.parametrize("role", REFUSED)
def test_only_who_prepares_may_draft(role, login, province, districts, heirs, units):
    where = None if role in ("ministry_reader", "") else province
    client = login(role, where)
    form = {**rules(districts, heirs), "title": "x", "_draft": "1"}
    assert client.get(page(districts)).status_code in (302, 403)
    assert client.post(page(districts), form).status_code in (302, 403)
    assert "transfer_units" not in client.get(AGENCIES).content.decode()
    assert not Bundle.objects.exists()


def test_agencies_of_elsewhere_do_not_exist(login, province, districts, heirs, units):
    elsewhere = make_province("MX", "Minh Họa Khác")
    client = login("preparer", elsewhere)
    form = {**rules(districts, heirs), "title": "x", "_draft": "1"}
    for answer in (client.get(page(districts)), client.post(page(districts), form)):
        assert answer.headers["Location"] == AGENCIES
    mixed = [*districts, make_agency(province=elsewhere)]
    answer = login(is_superuser=True).post(page(mixed), form)
    assert answer.headers["Location"] == AGENCIES
    assert not Bundle.objects.exists()


def test_writing_needs_the_role_where_the_agencies_lie(login, province, districts, heirs, units):
    """Who prepares there and reads here must not draft here."""
    client = login("preparer", make_province("MX", "Minh Họa Khác"))
    user = client.get(AGENCIES).wsgi_request.user
    user.memberships.create(role="reader", province=province, started_on=EVE)
    form = {**rules(districts, heirs), "title": "x", "_draft": "1"}
    assert client.get(page(districts)).status_code == 403
    assert client.post(page(districts), form).status_code == 403
    assert not Bundle.objects.exists()


def fill(province, district, number: int) -> None:
    education = Sector.objects.get(code="education")
    make_units(
        [
            UnitVersion(
                unit=Unit(), name=f"Trường {n}", code=f"N{n}", province=province,
                agency=district, sector=education, valid_from=day("2020-01-01"),
            )
            for n in range(number)
        ]
    )  # fmt: skip


def asked(send, *args) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = send(*args)
    assert answer.status_code in (200, 302)
    return len(queries)


def test_700_units_ask_no_more_than_12(login, province, districts, heirs, units):
    client = login(is_superuser=True)
    form = {**rules(districts, heirs), "title": "x"}

    def numbers() -> list[int]:
        counted = [
            asked(client.get, page(districts)),
            asked(client.post, page(districts), {**form, "_preview": "1"}),
            asked(client.post, page(districts), {**form, "_draft": "1"}),
        ]
        bundle = Bundle.objects.latest("pk")
        for address in (
            f"/admin/units/bundle/{bundle.pk}/change/",
            f"/admin/units/bundle/{bundle.pk}/effect/",
        ):
            counted.append(asked(client.get, address))
        return counted

    few = numbers()
    fill(province, districts[0], 700)
    many = numbers()
    assert many[:2] == few[:2]
    assert many[2] <= few[2] + 20, "SQLite takes some 60 rows in one statement"
    assert many[3:] == few[3:]
    assert max(many) <= 45


def test_an_event_of_hundreds_of_units_is_listed_page_by_page(login, province, districts, heirs):
    fill(province, districts[0], 300)
    client = login("preparer", province)
    form = {f"agency-{districts[0].pk}": heirs["A"].pk, "title": "x", "_draft": "1"}
    client.post(page(districts[:1]), form)
    event = ReorganizationEvent.objects.get()
    shown = client.get(event.get_absolute_url())
    assert list(shown.context["inline_admin_formsets"]) == []
    assert len(shown.context["crowd"].object_list) == 100
    assert asked(client.get, event.get_absolute_url()) <= 60
    ticked = [member.participant.pk for member in shown.context["crowd"].object_list[:3]]
    fields = {"kind": "transfer", "operative_on": "01/07/2025", "precision": "day", "sequence": "1"}
    saved = client.post(
        event.get_absolute_url(),
        {**fields, "province": province.pk, "reason": "mới", "take_out": ticked},
    )
    assert saved.status_code == 302
    event.refresh_from_db()
    assert (event.reason, event.participants.count(), event.status) == (
        "mới", 297, EventStatus.PROPOSED,
    )  # fmt: skip
