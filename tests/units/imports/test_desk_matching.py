"""Which unit a row means: by code, else by exact name, never by likeness; else it is a new one."""

import pytest
from django.utils import timezone

from tests.factories import day, make_agency, make_event, make_province, make_unit, make_units
from units.imports import desk
from units.models import Province, Unit, UnitVersion
from units.reorganization import put_into_effect

from .desk_lists import counts, imported, previewed, problems, versions

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def agency(province):
    return make_agency("Sở Minh Họa", province=province)


def without_code(province, name, agency=None):
    version = UnitVersion(
        unit=Unit(), valid_from=day("2015-12-31"), name=name, province=province, agency=agency
    )
    return make_units([version])[0]


def test_by_a_code_borne_at_another_time(province):
    """A list later than a change of code still finds the unit by the code it once had."""
    unit = make_unit(province, code="OLD", name="Trường Minh Họa")
    imported(province, day("2020-12-31"), [{"code": "OLD", "name": "Trường Minh Họa"}])
    make_event(
        "merge",
        day("2021-01-01"),
        province=province,
        closing=[make_unit(province)],
        surviving=[{"unit": unit, "code": "NEW"}],
    )
    event = unit.participations.get().event
    put_into_effect(event, by=None, at=timezone.now())
    batch = previewed(province, AS_OF, [{"code": "OLD", "name": "Trường Minh Họa"}])
    assert counts(batch)["changed"] == 1
    assert batch.rows.get(outcome="changed").unit == unit


def test_without_a_code_by_exact_name_under_its_agency(province, agency):
    """Two schools of one name: the agency tells which."""
    other = make_agency("Sở Khác", province=province)
    wanted = make_unit(province, name="Trường Minh Họa", agency=agency)
    make_unit(province, name="Trường Minh Họa", agency=other)
    row = {"name": "Trường Minh Hoạ", "agency": "Sở Minh Họa", "autonomy": "4"}
    batch = imported(province, AS_OF, [row])
    assert counts(batch) == {"changed": 1, "missing_from_list": 1}
    changed = UnitVersion.objects.known().get(autonomy_group="4")
    assert changed.unit == wanted
    assert changed.code != "", "a list without codes takes none away"


def test_without_a_code_by_a_name_that_is_unique_in_the_province(province, agency):
    make_unit(province, name="Trường Minh Họa", agency=agency)
    batch = previewed(province, AS_OF, [{"name": "Trường Minh Họa", "agency": "Sở Mới"}])
    assert counts(batch) == {"changed": 1}


def test_without_code_and_agency_two_of_one_name_are_ambiguous(province, agency):
    units = [make_unit(province, name="Trường Minh Họa") for _ in range(2)]
    batch = previewed(province, AS_OF, [{"name": "Trường Minh Họa", "autonomy": "4"}])
    assert problems(batch) == [(2, "ambiguous_name")]
    message = str(batch.rows.get().problems[0]["message"])
    assert all(unit.handle in message for unit in units)
    assert counts(batch) == {"rejected": 1}, "neither of the two is missing"


def test_of_several_elsewhere_none_is_meant(province, agency):
    for number in (1, 2):
        make_unit(province, name="Trường Minh Họa", agency=make_agency(f"Sở {number}"))
    batch = previewed(province, AS_OF, [{"name": "Trường Minh Họa", "agency": "Sở Minh Họa"}])
    assert counts(batch) == {"created": 1, "missing_from_list": 2}


def test_a_similar_name_is_another_unit(province, agency):
    make_unit(province, name="Trường Tiểu học Minh Họa 1", agency=agency)
    row = {"name": "Trường Tiểu học Minh Hoạ I", "agency": "Sở Minh Họa"}
    assert counts(previewed(province, AS_OF, [row])) == {"created": 1, "missing_from_list": 1}


def test_a_unit_without_a_code_gets_the_one_that_a_list_gives_it(province, agency):
    unit = without_code(province, "Trường Minh Họa", agency)
    row = {"code": "A1", "name": "Trường Minh Họa", "agency": "Sở Minh Họa"}
    batch = imported(province, AS_OF, [row])
    assert counts(batch) == {"changed": 1}
    assert versions(unit=unit)[-1][3] == "A1"


def test_a_new_code_under_a_known_name_is_a_new_unit_and_is_pointed_out(province, agency):
    """Real lists have two schools of one name under one agency."""
    make_unit(province, code="A1", name="Trường Minh Họa", agency=agency)
    row = {"code": "A2", "name": "Trường Minh Họa", "agency": "Sở Minh Họa"}
    batch = imported(province, AS_OF, [row])
    assert counts(batch) == {"created": 1, "missing_from_list": 1}
    assert problems(batch) == [(2, "possible_duplicate"), (2, "resembles")]


def test_two_new_units_of_one_name_in_the_list_are_pointed_out(province):
    rows = [{"code": code, "name": "Trường Minh Họa", "agency": "Sở"} for code in ("A1", "A2")]
    batch = imported(province, AS_OF, rows)
    assert counts(batch) == {"created": 2}
    assert problems(batch) == [(2, "possible_duplicate"), (3, "possible_duplicate")]


def test_a_code_that_two_units_bear_is_ambiguous():
    """Bắc Kạn and the old Thái Nguyên had two systems of codes; one list follows both."""
    olds = [Province.objects.bearing(code, AS_OF) for code in ("06", "19")]
    units = [make_unit(old, code="A1") for old in olds]
    after = day("2025-12-31")
    new = Province.objects.bearing("19", after)
    batch = previewed(new, after, [{"code": "A1", "name": "Trường Minh Họa"}])
    assert problems(batch) == [(2, "ambiguous_code")]
    message = str(batch.rows.get().problems[0]["message"])
    assert all(unit.handle in message for unit in units)


def test_provinces_that_merge_later_each_have_their_own_codes():
    """Bắc Kạn and the old Thái Nguyên: the same code names two units, and both lists come in."""
    bac_kan, old = (Province.objects.bearing(code, AS_OF) for code in ("06", "19"))
    theirs = make_unit(bac_kan, code="001", name="Trường Minh Họa 1")
    batch = previewed(old, AS_OF, [{"code": "001", "name": "Trường Minh Họa 2"}])
    assert batch.counts["created"] == 1
    desk.apply(batch, by=None, at=timezone.now())
    after = day("2025-12-31")
    merged = Province.objects.bearing("19", after)
    rows = [{"code": "001", "name": f"Trường Minh Họa {n}"} for n in (1, 2)]
    for row in rows:
        assert previewed(merged, after, [row]).counts["unchanged"] == 1, "the name says who"
    assert Unit.objects.on(after).count() == 2
    assert theirs in Unit.objects.on(after)


def test_the_successor_finds_the_units_of_the_provinces_merged_into_it():
    """Nothing is written only because a province has a new name."""
    bac_kan = Province.objects.bearing("06", AS_OF)
    make_unit(bac_kan, code="001", name="Trường Minh Họa")
    after = day("2025-12-31")
    new = Province.objects.bearing("19", after)
    batch = previewed(new, after, [{"code": "001", "name": "Trường Minh Họa"}])
    assert counts(batch) == {"unchanged": 1}


def test_an_older_list_of_a_merged_province_finds_units_first_met_under_its_successor():
    after = day("2025-12-31")
    make_unit(Province.objects.bearing("19", after), code="001", valid_from=after, name="Trường A")
    old = Province.objects.bearing("06", AS_OF)
    batch = imported(old, AS_OF, [{"code": "001", "name": "Trường A"}])
    assert counts(batch) == {"changed": 1}
    assert [row[:2] for row in versions()] == [(AS_OF, after), (after, None)]


def test_the_same_code_in_another_province_is_another_unit(province):
    make_unit(Province.objects.bearing("01", AS_OF), code="A1")
    batch = previewed(province, AS_OF, [{"code": "A1", "name": "Trường Minh Họa"}])
    assert counts(batch) == {"created": 1}
