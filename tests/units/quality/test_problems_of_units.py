"""Units whose record can't be right: agency, name, code, versions."""

import pytest
from django.db.models import F
from django.utils import timezone

from tests.factories import day, make_agency, make_province, make_unit
from tests.units.quality.world import DAY, TODAY, add_version, happen, problems, told
from units.models import Agency, Province, Unit, UnitVersion
from units.tally_keeping import keeping

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def agency(province):
    return make_agency(province=province)


def end_version(unit, on):
    with keeping([unit.pk]):
        unit.versions.filter(valid_to=None).update(valid_to=on)


def test_a_unit_in_force_without_agency(province, agency):
    unit = make_unit(province, name="Trường A")
    make_unit(province, name="Trường B", agency=agency)
    assert problems() == {"units_without_agency": 1}
    assert told("units_without_agency")[0].address == unit.get_absolute_url()
    assert problems(on=day("2010-01-01")) == {}, "nothing was in force then"


def test_an_agency_that_ended_with_units_in_force(province):
    heir = make_agency("Ủy ban nhân dân xã Minh Họa", province=province)
    ended = make_agency(
        "Ủy ban nhân dân huyện Minh Họa", province=province, valid_to=DAY, succeeded_by=heir
    )
    units = [make_unit(province, agency=ended) for _n in range(3)]
    make_agency("Sở Minh Họa không có đơn vị", province=province, valid_to=DAY)
    assert problems() == {"ended_agencies_with_units": 1}
    (finding,) = told("ended_agencies_with_units")
    assert finding.subject == ended.name
    assert "3" in finding.note
    assert heir.name in finding.note
    assert finding.address.endswith(f"/unit/?agency={ended.pk}")
    assert finding.proposal.endswith(f"/agency/transfer/?agency={ended.pk}")
    assert problems(on=day("2020-02-29")) == {}
    moved = [{"unit": unit, "agency": heir} for unit in units]
    happen(province, "transfer", day("2020-06-01"), surviving=moved)
    assert problems() == {}


def test_likely_duplicates_by_folded_name_within_an_agency_on_the_day(province, agency):
    other = make_agency(province=province)
    for name in ("Trường Mầm non Hoà Bình", "Trường mầm non Hòa  Bình", "TRUONG MAM NON HOA BINH"):
        make_unit(province, name=name, agency=agency)
    make_unit(province, name="Trường Mầm non Hòa Bình", agency=other)
    make_unit(province, name="Trường Mầm non Hòa Bình 2", agency=agency)
    make_unit(province, name="Trường Mầm non Hòa Bình 2", agency=agency, valid_from=TODAY)
    make_unit(province, name="Trường không rõ cơ quan")
    make_unit(province, name="Trường không rõ cơ quan")
    assert problems(on=day("2026-11-21")) == {"likely_duplicates": 1, "units_without_agency": 2}
    assert problems()["likely_duplicates"] == 2
    finding = told("likely_duplicates")[0]
    assert finding.subject.endswith("× 3")
    assert f"agency={agency.pk}" in finding.address


def test_a_code_that_named_another_unit_before(province, agency):
    first = make_unit(province, name="Trường A", code="MN1", agency=agency)
    happen(province, "dissolve", DAY, closing=first)
    second = make_unit(province, name="Trường B", code="MN1", agency=agency, valid_from=DAY)
    assert problems() == {"codes_reused": 1}
    (finding,) = told("codes_reused")
    assert finding.subject == "MN1"
    assert finding.note.index("Trường A") < finding.note.index("Trường B")
    assert finding.address == second.get_absolute_url()


def test_a_code_in_another_area_or_of_the_same_unit_is_no_problem(province, agency):
    elsewhere = make_province("MX", "Minh Họa Khác")
    unit = make_unit(province, name="Trường A", code="MN1", agency=agency)
    happen(province, "rename", DAY, surviving=[{"unit": unit, "name": "Trường B"}])
    make_unit(elsewhere, name="Trường A", code="MN1", agency=make_agency(province=elsewhere))
    make_unit(province, name="Trường C", code="", agency=agency)
    UnitVersion.objects.filter(name="Trường C").update(code="")
    make_unit(None, name="Viện D", code="MN1", agency=agency)
    assert problems() == {}


def test_provinces_that_merged_are_one_area_from_that_day_on(agency):
    """On 1/7/2025 Bình Thuận became part of Lâm Đồng."""
    old = Province.objects.get(name="Bình Thuận")
    heir = old.succeeded_by
    before = Province.objects.exclude(pk=heir.pk).get(name="Lâm Đồng")
    for number, province in enumerate((old, before)):
        make_unit(province, name=f"Trường {number}", code="MN1", agency=agency)
    assert problems(on=day("2025-06-30")) == {}
    assert problems(on=day("2025-07-01")) == {"codes_reused": 1}


def test_a_duplicate_with_the_same_code_is_told_once(agency):
    """Among units of ministries; within a province the database lets one unit bear a code."""
    for _n in range(2):
        make_unit(None, name="Viện A", code="V1", agency=agency)
    assert problems() == {"likely_duplicates": 1}


def test_a_name_that_tells_of_an_event_is_proposed_as_one(province, agency):
    unit = make_unit(province, name="Trường Tiểu học A (sáp nhập 2020)", agency=agency)
    make_unit(province, name="Phòng khám Hợp Nhất", agency=agency)
    make_unit(province, name="Trường THCS Tách Giang", agency=agency)
    make_unit(province, name="Trung tâm B (tổ chức lại)", agency=agency)
    assert problems() == {"names_telling_of_events": 2}
    by_subject = {
        finding.subject.split(" (")[0]: finding for finding in told("names_telling_of_events")
    }
    finding = by_subject["Trường Tiểu học A"]
    assert finding.address == unit.get_absolute_url()
    assert "kind=merge" in finding.proposal
    assert "operative_on=01%2F01%2F2020" in finding.proposal
    assert "precision=year" in finding.proposal
    assert "kind=" not in by_subject["Trung tâm B"].proposal


def test_a_gap_between_versions(province, agency):
    unit = make_unit(province, agency=agency)
    end_version(unit, DAY)
    add_version(unit, day("2020-06-01"))
    assert problems() == {"versions_before_a_gap": 1}
    assert told("versions_before_a_gap")[0].address == unit.get_absolute_url()


@pytest.mark.parametrize("end", [None, "2021-01-01"])
def test_versions_that_overlap(end, province, agency):
    unit = make_unit(province, agency=agency, valid_to=day("2021-01-01"))
    add_version(unit, DAY, end and day("2022-01-01"))
    found = problems(on=day("2020-06-01"))
    found.pop("likely_duplicates", None)
    assert found == {"versions_that_overlap": 1}


def test_versions_that_follow_each_other_are_in_order(province, agency):
    unit = make_unit(province, agency=agency)
    happen(province, "rename", DAY, surviving=[{"unit": unit, "name": "Trường B"}])
    assert problems() == {}


@pytest.mark.parametrize("recorded", [None, "2019-01-01", "2021-01-01"])
def test_a_recorded_end_that_is_not_that_of_the_versions(recorded, province, agency):
    unit = make_unit(province, agency=agency)
    happen(province, "rename", DAY, surviving=[{"unit": unit, "name": "Trường B"}])
    happen(province, "dissolve", day("2020-09-01"), closing=unit)
    assert problems() == {}
    Unit.objects.filter(pk=unit.pk).update(ceased_on=recorded and day(recorded))
    assert problems() == {"ends_amiss": 1}


def test_a_unit_in_force_that_is_recorded_to_have_ended(province, agency):
    unit = make_unit(province, agency=agency)
    Unit.objects.filter(pk=unit.pk).update(ceased_on=DAY)
    assert problems() == {"ends_amiss": 1}


def test_what_the_register_no_longer_holds_is_no_problem(province, agency):
    """Superseded versions stay in the ledger, whatever was wrong with them."""
    unit = make_unit(province, name="Trường A (giải thể)")
    rows = UnitVersion.objects.known()
    with keeping([unit.pk]):
        rows.update(superseded_at=timezone.now(), superseded_by=F("recorded_by"))
    assert problems() == {}


def test_problems_of_units_are_limited_to_the_provinces_looked_at(province):
    elsewhere = make_province("MX", "Minh Họa Khác")
    ended = make_agency(province=province, valid_to=DAY)
    for _n in range(2):
        make_unit(province, name="Trường A (giải thể)", agency=ended)
    make_unit(province, name="Trường B", code="B", valid_to=DAY)
    make_unit(province, name="Trường C", code="B", agency=make_agency(province=province))
    assert len(problems(provinces=frozenset([province.pk]))) == 5
    assert problems(provinces=frozenset([elsewhere.pk])) == {}
    assert Agency.objects.filter(valid_to=DAY).count() == 1
