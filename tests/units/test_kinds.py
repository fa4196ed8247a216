"""Every kind of event does what the table of kinds says: who continues, what changes, the count."""

import pytest
from django.utils import timezone

from tests.factories import day, make_agency, make_event, make_province, make_unit
from units.counts import count_units
from units.kinds import KINDS
from units.models import Succession, Unit, UnitVersion
from units.reorganization import put_into_effect

pytestmark = pytest.mark.django_db
DAY, LATER = day("2020-03-01"), day("2021-01-01")


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def units(province):
    agency = make_agency(province=province)
    return [
        make_unit(province, name=f"Đơn vị {n}", code=f"MH{n}", agency=agency, autonomy_group="4")
        for n in range(4)
    ]


def happen(province, kind, **roles):
    event = make_event(kind, roles.pop("on", DAY), province=province, **roles)
    put_into_effect(event, by=None, at=timezone.now())
    return event


def on_the_day(unit) -> UnitVersion:
    return UnitVersion.objects.on(DAY).get(unit=unit)


def edges(event) -> set[tuple[str, str, str]]:
    rows = Succession.objects.known().filter(event=event)
    name = dict(UnitVersion.objects.known().values_list("unit_id", "name"))
    return {(name[row.predecessor_id], name[row.successor_id], row.extent) for row in rows}


#: kind: (participants, change in the number of units, number of succession edges).
CASES = {
    "establish": (lambda u: {"new": [{"name": "A"}]}, 1, 0),
    "merge": (lambda u: {"closing": u[:2], "surviving": u[2]}, -2, 2),
    "consolidate": (lambda u: {"closing": u[:3], "new": [{"name": "A"}]}, -2, 3),
    "divide": (lambda u: {"closing": u[:1], "new": [{"name": "A"}, {"name": "B"}]}, 1, 2),
    "separate": (lambda u: {"source": u[0], "new": [{"name": "A"}]}, 1, 1),
    "dissolve": (lambda u: {"closing": u[:1]}, -1, 0),
    "transfer": (lambda u: {"surviving": [{"unit": u[0], "agency": make_agency()}]}, 0, 0),
    "equitize": (lambda u: {"exiting": u[:1]}, -1, 0),
    "convert": (lambda u: {"closing": u[:1], "new": [{"name": "A"}]}, 0, 1),
    "rename": (lambda u: {"surviving": [{"unit": u[0], "name": "Tên mới"}]}, 0, 0),
    "reclassify": (lambda u: {"surviving": [{"unit": u[0], "autonomy_group": "2"}]}, 0, 0),
    "recode": (lambda u: {"surviving": [{"unit": u[0], "code": "MOI"}]}, 0, 0),
    "create_from_parts": (lambda u: {"source": u[:3], "new": [{"name": "A"}]}, 1, 3),
    "compound": (lambda u: {"closing": u[:3], "new": [{"name": "A"}, {"name": "B"}]}, -1, 6),
    "reestablish": (lambda u: {"former": [u[3]], "new": [{"name": "Lập lại"}]}, 1, 1),
}


def test_every_kind_has_its_case():
    assert set(CASES) == set(KINDS)


@pytest.mark.parametrize("kind", CASES)
def test_count_and_successions(kind, province, units):
    roles, change, number = CASES[kind]
    if kind == "reestablish":
        happen(province, "dissolve", on=day("2018-01-01"), closing=[units[3]])
    before = count_units(day("2020-02-29"), province=province).total
    event = happen(province, kind, **roles(units))
    assert count_units(DAY, province=province).total == before + change
    assert Succession.objects.known().filter(event=event).count() == number
    tally = {role: event.participants.filter(role=role).count() for role in KINDS[kind].roles}
    assert KINDS[kind].count_effect(tally) == change


def test_transfer_changes_the_agency_and_nothing_else(province, units):
    new = make_agency("Sở Minh Họa mới", province=province)
    happen(province, "transfer", surviving=[{"unit": one, "agency": new} for one in units])
    assert {on_the_day(one).agency for one in units} == {new}
    assert [on_the_day(one).name for one in units] == [f"Đơn vị {n}" for n in range(4)]
    assert set(Unit.objects.on(DAY)) == set(units), "the same units"


def test_company_that_follows_is_kept_by_name_and_tax_code(province, units):
    company = {"company_name": "Công ty cổ phần Minh Họa", "company_tax_code": "0000000000"}
    event = happen(province, "equitize", exiting=[{"unit": units[0], **company}])
    one = event.participants.get()
    assert (one.company_name, one.company_tax_code) == tuple(company.values())
    units[0].refresh_from_db()
    assert units[0].ceased_on == DAY


def test_recoded_unit_keeps_its_identity(province, units):
    happen(province, "recode", surviving=[{"unit": units[0], "code": "MOI"}])
    codes = units[0].versions.known().order_by("valid_from").values_list("code", flat=True)
    assert list(codes) == ["MH0", "MOI"]


def test_compound_without_pairs_links_all_in_part(province, units):
    event = happen(province, "compound", closing=units[:2], new=[{"name": "A"}, {"name": "B"}])
    assert edges(event) == {(f"Đơn vị {n}", new, "partial") for n in range(2) for new in ("A", "B")}


def test_compound_with_pairs_links_what_the_decision_says(province, units):
    event = make_event(
        "compound", DAY, province=province, closing=units[:3], new=[{"name": "A"}, {"name": "B"}]
    )
    closing = list(event.participants.filter(role="closing").order_by("unit_id"))
    a, b = event.participants.filter(role="new").order_by("name")
    closing[0].goes_to.add(a)
    closing[1].goes_to.add(a, b)
    closing[2].goes_to.add(b)
    put_into_effect(event, by=None, at=timezone.now())
    assert edges(event) == {
        ("Đơn vị 0", "A", "full"),
        ("Đơn vị 1", "A", "partial"),
        ("Đơn vị 1", "B", "partial"),
        ("Đơn vị 2", "B", "full"),
    }


def test_decision_above_provinces_may_move_a_unit_to_another(province, units):
    other = make_province("MX", "Minh Họa khác")
    agency = make_agency("Sở của tỉnh khác", province=other)
    happen(None, "transfer", surviving=[{"unit": units[0], "agency": agency}])
    assert count_units(DAY, province=province).total == 3
    assert count_units(DAY, province=other).total == 1
