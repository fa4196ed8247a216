"""A wrong record is put right at the desk: old and new stay readable, and it can be taken back."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import day, make_agency, make_event, make_figures, make_unit, make_user
from units.choices import EntryKind
from units.corrections import corrections_of
from units.counts import count_units
from units.models import RegisterEntry, UnitVersion
from units.reorganization import carry_out

pytestmark = pytest.mark.django_db
UNITS = "/admin/units/unit/"
ASKED = day("2020-01-01")


@pytest.fixture
def unit(here):
    """Two periods under the same misspelt name: its group was classified anew in 2019."""
    unit = make_unit(
        here.province,
        name="Trường Mịnh Họa",
        code="MH-X",
        agency=here.agency,
        sector="education",
    )
    regrouped = {"unit": unit, "autonomy_group": "2"}
    event = make_event("reclassify", day("2019-01-01"), province=here.province, surviving=regrouped)
    carry_out([event], by=None, at=timezone.now())
    return unit


@pytest.fixture
def stray(here):
    """A unit that no event speaks of."""
    unit = make_unit(here.province, name="Trường thừa", agency=here.agency)
    make_figures(unit, 2019, headcount_budget=5)
    return unit


def versions(unit):
    return list(unit.versions.known().order_by("valid_from"))


def page(unit, name, number=0) -> str:
    tail = f"correct/{versions(unit)[number].pk}/" if name == "correct" else f"{name}/"
    return f"{UNITS}{unit.pk}/{tail}"


def filled(unit, number=0, **typed) -> dict[str, str]:
    version = versions(unit)[number]
    form = {
        "code": version.code,
        "name": version.name,
        "agency": version.agency_id or "",
        "sector": version.sector_id or "",
        "service_class": version.service_class,
        "autonomy_group": version.autonomy_group,
        "reason": "lỗi đánh máy",
    }
    return {name: str(value) for name, value in {**form, **typed}.items()}


def put_right(client, unit, number=0, **typed) -> RegisterEntry:
    answer = client.post(page(unit, "correct", number), filled(unit, number, **typed))
    entry = RegisterEntry.objects.filter(kind=EntryKind.CORRECTION).latest("pk")
    assert answer.headers.get("Location") == f"{UNITS}corrections/{entry.pk}/"
    return entry


@pytest.mark.parametrize("role", ["preparer", "administrator"])
def test_the_page_of_a_unit_leads_to_correcting_each_period(role, login, here, unit):
    client = login(role, here.province if role == "preparer" else None)
    text = client.get(f"{UNITS}{unit.pk}/change/").content.decode()
    for number in (0, 1):
        address = page(unit, "correct", number)
        assert f'href="{address}"' in text
        form = client.get(address).context["form"]
        assert form.initial["name"] == "Trường Mịnh Họa"
        assert not form.initial.get("throughout")
    assert f'href="{page(unit, "strike-out")}"' in text
    assert f'href="{page(unit, "corrections")}"' in text


def test_old_and_new_who_and_why_are_shown(login, here, unit):
    client = login("preparer", here.province)
    entry = put_right(client, unit, name="Trường Minh Họa", sector="")
    assert [one.name for one in versions(unit)] == ["Trường Minh Họa", "Trường Mịnh Họa"]
    result = client.get(f"{UNITS}corrections/{entry.pk}/")
    rows = {(row.old, row.new) for row in result.context["rows"]}
    assert ("Trường Mịnh Họa", "Trường Minh Họa") in rows
    assert {new for old, new in rows if "Trường" not in old} == {""}, "a sector that is not known"
    for address in (page(unit, "corrections"), f"{UNITS}corrections/"):
        text = client.get(address).content.decode()
        assert "lỗi đánh máy" in text
        assert entry.recorded_by.username in text
    assert LogEntry.objects.filter(object_id=unit.pk, user=entry.recorded_by).count() == 1


def test_all_periods_with_the_same_wrong_value(login, here, unit):
    client = login("preparer", here.province)
    put_right(client, unit, number=1, name="Trường Minh Họa", autonomy_group="3", throughout="on")
    assert [(one.name, one.autonomy_group) for one in versions(unit)] == [
        ("Trường Minh Họa", ""),
        ("Trường Minh Họa", "3"),
    ]
    assert len(client.get(page(unit, "corrections")).context["rows"]) == 3


WRONG = {
    "no reason": {"name": "Khác", "reason": " "},
    "no name": {"name": " "},
    "nothing differs": {},
    "a code that is another's": {"code": "MH001"},
    "a group that is none": {"autonomy_group": "9"},
}


@pytest.mark.parametrize("case", WRONG)
def test_refused_beside_the_field_and_nothing_written(case, login, here, unit):
    before = list(UnitVersion.objects.order_by("pk").values())
    answer = login("preparer", here.province).post(
        page(unit, "correct"), filled(unit, **WRONG[case])
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert list(UnitVersion.objects.order_by("pk").values()) == before


def test_agencies_offered_are_those_of_the_province_and_the_day(login, here, there, unit):
    later = make_agency("Sở lập sau", province=here.province, valid_from=day("2024-01-01"))
    client = login(is_superuser=True)
    offered = client.get(page(unit, "correct")).context["form"].fields["agency"].queryset
    assert here.agency in offered
    assert not {later, there.agency} & set(offered)
    form = filled(unit, agency=there.agency.pk)
    assert client.post(page(unit, "correct"), form).context["form"].errors


def test_an_agency_out_of_reach_stays_when_the_rest_is_corrected(login, here):
    """A ministry's agency governs a unit of the province: the form keeps it."""
    ministry = make_agency("Bộ Minh Họa")
    unit = make_unit(here.province, name="Trường Mịnh Họa", agency=ministry)
    client = login("preparer", here.province)
    form = client.get(page(unit, "correct")).context["form"]
    assert ministry in form.fields["agency"].queryset
    put_right(client, unit, name="Trường Minh Họa")
    assert [(one.name, one.agency_id) for one in versions(unit)] == [
        ("Trường Minh Họa", ministry.pk)
    ]


def test_a_period_that_has_moved_on_is_not_corrected(login, here, unit):
    client = login("preparer", here.province)
    address, form = page(unit, "correct"), filled(unit, name="Sai")
    put_right(client, unit, name="Trường Minh Họa")
    assert client.post(address, form).headers["Location"] == unit.get_absolute_url()
    assert versions(unit)[0].name == "Trường Minh Họa"


def test_a_correction_is_taken_back_once(login, here, unit):
    client = login("preparer", here.province)
    entry = put_right(client, unit, name="Trường Minh Họa")
    address = f"{UNITS}corrections/{entry.pk}/"
    assert client.post(address, {"reason": " "}).context["form"].errors
    client.post(address, {"reason": "đúng từ đầu"})
    assert versions(unit)[0].name == "Trường Mịnh Họa"
    shown = client.get(address)
    assert shown.context["standing"].reversal.reason == "đúng từ đầu"
    client.post(address, {"reason": "lần nữa"})
    assert RegisterEntry.objects.filter(kind=EntryKind.REVERSAL, reverses=entry).count() == 1
    assert [row.taken_back for row in client.get(page(unit, "corrections")).context["rows"]] == [
        True
    ]


def test_what_builds_on_a_correction_is_listed_with_its_page(login, here, unit):
    client = login("preparer", here.province)
    first = put_right(client, unit, name="Trường Minh Họa")
    second = put_right(client, unit, name="Trường Minh Họa A")
    address = f"{UNITS}corrections/{first.pk}/"
    refused = client.post(address, {"reason": "nhầm"})
    assert [cause.url for cause in refused.context["later"]] == [f"{UNITS}corrections/{second.pk}/"]
    assert versions(unit)[0].name == "Trường Minh Họa A"
    for entry in (second, first):
        client.post(f"{UNITS}corrections/{entry.pk}/", {"reason": "nhầm"})
    assert versions(unit)[0].name == "Trường Mịnh Họa"


def test_a_unit_entered_in_error_counts_on_no_day_until_that_is_taken_back(login, here, stray):
    client = login("preparer", here.province)
    before = count_units(ASKED, province=here.province).total
    shown = client.get(page(stray, "strike-out"))
    assert [version.name for version in shown.context["versions"]] == ["Trường thừa"]
    assert list(shown.context["years"]) == [2019]
    assert count_units(ASKED, province=here.province).total == before, "asking strikes nothing out"
    assert client.post(page(stray, "strike-out"), {"reason": " "}).context["form"].errors

    answer = client.post(page(stray, "strike-out"), {"reason": "nhập hai lần"}, follow=True)
    assert [(row.old, row.new) for row in answer.context["rows"]] == [("Trường thừa", None)]
    assert count_units(ASKED, province=here.province).total == before - 1
    assert client.get(f"{UNITS}{stray.pk}/change/").status_code == 404
    assert [row.name for row in client.get(f"{UNITS}corrections/").context["rows"]] == [
        "Trường thừa"
    ]

    address = answer.redirect_chain[-1][0]
    client.post(address, {"reason": "vẫn hoạt động"})
    assert count_units(ASKED, province=here.province).total == before
    assert stray.figures.known().count() == 1
    assert client.get(f"{UNITS}{stray.pk}/change/").status_code == 200


def test_a_code_that_was_given_away_meanwhile_keeps_a_correction_standing(login, here, stray):
    client = login("preparer", here.province)
    code = versions(stray)[0].code
    client.post(page(stray, "strike-out"), {"reason": "nhập hai lần"})
    entry = RegisterEntry.objects.latest("pk")
    make_unit(here.province, name="Trường khác", code=code)
    address = f"{UNITS}corrections/{entry.pk}/"
    refused = client.post(address, {"reason": "vẫn hoạt động"}, follow=True)
    assert [code in message.message for message in refused.context["messages"]][-1]
    assert versions(stray) == []


def test_events_stand_in_the_way_of_striking_out(login, here, unit):
    client = login("preparer", here.province)
    shown = client.get(page(unit, "strike-out"))
    [event] = shown.context["obstacles"]
    assert event.get_absolute_url() in shown.content.decode()
    refused = client.post(page(unit, "strike-out"), {"reason": "nhầm"})
    assert refused.context["form"].non_field_errors()
    assert len(versions(unit)) == 2


def test_proposed_events_that_would_fail_are_named(login, here):
    named = here.units[0]
    shown = login("preparer", here.province).get(page(named, "strike-out"))
    assert shown.context["proposed"] == [here.events["proposed"]]


OTHERS = {
    "appraiser": 0, "approver": 0, "reader": 0, "inspector": 0, "ministry_reader": None,
    "preparer": 1, "": None,
}  # fmt: skip


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_corrects_strikes_out_or_takes_back(role, login, here, there, unit, stray):
    entry = put_right(login("preparer", here.province), unit, name="Trường Minh Họa")
    where = {0: here.province, 1: there.province, None: None}[OTHERS[role]]
    before = list(UnitVersion.objects.order_by("pk").values())
    client = login(role, where)
    for address, form in {
        page(unit, "correct"): filled(unit, name="Sai"),
        page(stray, "strike-out"): {"reason": "x"},
        f"{UNITS}corrections/{entry.pk}/": {"reason": "x"},
    }.items():
        assert client.post(address, form).status_code in (403, 404), address
    if role not in ("preparer", ""):
        text = client.get(f"{UNITS}{unit.pk}/change/").content.decode()
        assert "/correct/" not in text
        assert "/strike-out/" not in text
        assert client.get(page(unit, "corrections")).status_code == 200, "to read is allowed"
    assert list(UnitVersion.objects.order_by("pk").values()) == before


def test_corrections_of_elsewhere_do_not_exist(login, here, there, unit):
    entry = put_right(login("preparer", here.province), unit, name="Trường Minh Họa")
    client = login("preparer", there.province)
    assert client.get(f"{UNITS}corrections/{entry.pk}/").status_code == 404
    assert client.get(page(unit, "corrections")).status_code == 404
    assert list(client.get(f"{UNITS}corrections/").context["rows"]) == []


def test_only_corrections_are_taken_back_here(login, here, unit):
    event = RegisterEntry.objects.filter(kind=EntryKind.EVENT).latest("pk")
    answer = login(is_superuser=True).post(f"{UNITS}corrections/{event.pk}/", {"reason": "x"})
    assert answer.status_code == 404


def test_a_role_elsewhere_and_reading_here_is_not_enough(login, here, there, unit):
    user = make_user(role="preparer", province=there.province)
    user.memberships.create(role="reader", province=here.province, started_on=ASKED)
    client = login()
    client.force_login(user)
    assert client.get(f"{UNITS}{unit.pk}/change/").status_code == 200
    assert client.get(page(unit, "correct")).status_code == 403
    assert client.post(page(unit, "strike-out"), {"reason": "x"}).status_code == 403
    assert not corrections_of([unit.pk])


#: Page -> queries for who sees the country, and for who prepares in one province.
BUDGETS = {"correct": (9, 22), "strike-out": (8, 17), "corrections": (8, 16), "": (12, 20)}


def asked(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", BUDGETS)
def test_a_screen_keeps_its_budget(name, login, here, unit):
    preparer = login("preparer", here.province)
    entry = put_right(preparer, unit, name="Trường Minh Họa", sector="", throughout="on")
    address = page(unit, name) if name else f"{UNITS}corrections/{entry.pk}/"
    ministry, province = BUDGETS[name]
    assert asked(login("preparer", here.province), address) <= province
    assert asked(login(is_superuser=True), address) <= ministry


def test_more_corrections_need_no_more_queries(login, here, unit):
    client = login(is_superuser=True)
    addresses = (page(unit, "corrections"), f"{UNITS}corrections/")
    put_right(client, unit, name="Tên 0", agency="")
    few = [asked(client, address) for address in addresses]
    for number in range(1, 6):
        put_right(client, unit, name=f"Tên {number}", agency=here.agency.pk if number % 2 else "")
    assert [asked(client, address) for address in addresses] == few
