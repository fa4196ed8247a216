"""What a list calls agencies and sectors: found by code or exact name, created only if asked."""

import pytest

from tests.factories import day, make_agency, make_province
from units.imports import desk
from units.imports.instructions import UnusableOption
from units.models import Agency, Province, Sector, UnitVersion

from .desk_lists import counts, imported, previewed, problems, received

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")
A = {"code": "A1", "name": "Trường A"}


@pytest.fixture
def province():
    return make_province()


SPELLINGS = ["SYT", "Sở Y tế Minh Họa", "SỞ Y TẾ MINH HOẠ", " Sở  Y tế Minh Họa "]


@pytest.mark.parametrize("text", SPELLINGS)
def test_an_agency_is_known_by_code_and_by_any_spelling_of_its_name(text, province):
    agency = make_agency("Sở Y tế Minh Họa", province=province, code="SYT")
    imported(province, AS_OF, [A | {"agency": text}], create_agencies=False)
    assert UnitVersion.objects.get().agency == agency


def test_an_unknown_agency_is_rejected(province):
    batch = previewed(province, AS_OF, [A | {"agency": "Sở Mới"}], create_agencies=False)
    assert problems(batch) == [(2, "agency_unknown")]
    assert Agency.objects.count() == 0


def test_or_created_if_asked_once_and_only_when_confirmed(province):
    rows = [A | {"agency": "164"}, {"code": "B1", "name": "Trường B", "agency": "164"}]
    batch = previewed(province, AS_OF, rows)
    assert Agency.objects.count() == 0
    desk.apply(batch, by=None, at=batch.created_at)
    agency = Agency.objects.get()
    assert (agency.name, agency.code, agency.province) == ("164", None, province)
    assert (agency.valid_from, agency.valid_to) == (None, None)
    assert counts(imported(province, AS_OF, rows)) == {"unchanged": 2}
    assert Agency.objects.count() == 1


def test_two_spellings_of_a_new_agency_are_one(province):
    rows = [A | {"agency": "Sở Y tế"}, {"code": "B1", "name": "Trường B", "agency": "sở y tế"}]
    imported(province, AS_OF, rows)
    assert Agency.objects.get().name == "Sở Y tế"


def test_an_agency_of_another_province_is_not_meant(province):
    make_agency("Sở Y tế", province=Province.objects.bearing("01", AS_OF))
    imported(province, AS_OF, [A | {"agency": "Sở Y tế"}])
    assert UnitVersion.objects.get().agency.province == province


def test_the_nearest_agency_of_a_name_is_meant(province):
    make_agency("Sở Y tế", province=None)
    own = make_agency("Sở Y tế", province=province)
    imported(province, AS_OF, [A | {"agency": "Sở Y tế"}])
    assert UnitVersion.objects.get().agency == own


def test_two_agencies_of_one_name_are_ambiguous(province):
    for _ in range(2):
        make_agency("Sở Y tế", province=province)
    assert problems(previewed(province, AS_OF, [A | {"agency": "Sở Y tế"}])) == [
        (2, "agency_ambiguous")
    ]


LIVES = {
    "ended": ({"valid_to": day("2024-07-01")}, "30/06/2024"),
    "to come": ({"valid_from": day("2025-07-01")}, "01/07/2025"),
}


@pytest.mark.parametrize("life", LIVES)
def test_an_agency_that_was_not_there_on_that_day(life, province):
    period, said = LIVES[life]
    make_agency("Phòng Minh Họa", province=province, **period)
    batch = previewed(province, AS_OF, [A | {"agency": "Phòng Minh Họa"}])
    assert problems(batch) == [(2, "agency_not_alive")]
    assert said in str(batch.rows.get().problems[0]["message"])


SECTORS = {
    "education": "education",
    "Giáo dục và đào tạo": "education",
    "GDĐT": "education",
    "Education and training": "education",
    "y tế": "health",
    "KHCN": "science",
}


@pytest.mark.parametrize("text", SECTORS)
def test_a_sector_is_known_by_any_of_its_names(text, province):
    imported(province, AS_OF, [A | {"sector": text}])
    assert UnitVersion.objects.get().sector == Sector.objects.get(code=SECTORS[text])


def test_a_value_for_all_rows_fills_only_what_the_list_leaves_open(province):
    rows = [A | {"sector": ""}, {"code": "B1", "name": "Trường B", "sector": "Y tế"}]
    columns = {"sector": "Lĩnh vực"}
    imported(province, AS_OF, rows, constants={"sector": "education"}, mapping=columns)
    found = UnitVersion.objects.order_by("source_row").values_list("sector__code", flat=True)
    assert list(found) == ["education", "health"]


def test_a_value_for_all_rows_stands_against_a_column_nobody_asked_for(province):
    imported(province, AS_OF, [A | {"sector": "Y tế"}], constants={"sector": "education"})
    assert UnitVersion.objects.get().sector.code == "education"


UNUSABLE = [{"sector": "Vũ trụ"}, {"agency": "Sở Mới"}, {"autonomy_group": "9"}]


@pytest.mark.parametrize("constants", UNUSABLE, ids=str)
def test_an_unusable_value_for_all_rows_is_said_once(constants, province):
    batch = received(province, AS_OF, [A], constants=constants, create_agencies=False)
    with pytest.raises(UnusableOption):
        desk.preview(batch)
