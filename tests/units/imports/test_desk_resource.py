"""The library's resource: every format out, and datasets in by the same way as files."""

import pytest
from django.core.files.base import ContentFile
from import_export.formats.base_formats import DEFAULT_FORMATS
from tablib import Dataset

from tests.factories import day, make_agency, make_figures, make_province, make_unit
from units.imports import desk
from units.imports.resources import UnitListResource
from units.models import ImportBatch, Unit, UnitVersion

from .desk_lists import counts, imported

pytestmark = pytest.mark.django_db

DAY = day("2024-12-31")
FULL = {
    "code": "007", "name": "Trường Tiểu học Minh Họa", "agency": "Sở Minh Họa", "autonomy": "4",
    "sector": "education", "founded": "25/10/2017", "people": 12, "spending": "1.234,5",
}  # fmt: skip


@pytest.fixture
def province():
    return make_province()


def exported(on=DAY, units=None) -> Dataset:
    return UnitListResource(day=on).export(units)


def test_it_holds_the_units_in_force_on_the_day(province):
    make_unit(province, name="Trường A", valid_to=day("2020-01-01"))
    make_unit(province, name="Trường Đ")
    make_unit(province, name="Trường D")
    assert exported()["Tên đơn vị sự nghiệp công lập"] == ["Trường D", "Trường Đ"]
    assert len(exported(day("2019-12-31"))) == 3
    one = Unit.objects.filter(versions__name="Trường Đ")
    assert exported(units=one)["Tên đơn vị sự nghiệp công lập"] == ["Trường Đ"]


@pytest.mark.parametrize("kind", DEFAULT_FORMATS, ids=lambda kind: kind.__name__)
def test_every_format_of_the_library(kind, province):
    make_unit(province, agency=make_agency(), sector="education")
    assert kind().export_data(exported())


def test_what_is_exported_comes_back_unchanged(province):
    imported(province, DAY, [FULL])
    file = ContentFile(exported().export("xlsx"))
    batch = desk.receive(
        file, filename="again.xlsx", as_of=DAY, province=province, today=day("2026-12-31")
    )
    desk.preview(batch)
    assert counts(batch) == {"unchanged": 1}


FORMULAS = ['=HYPERLINK("x")', "+1", "-1", "@SUM(A1)"]


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_in_it_is_a_formula(text, province):
    make_unit(province, name=f"{text} Trường", code=text)
    for cell in exported()[0]:
        assert not str(cell).startswith(("=", "+", "-", "@"))


def test_a_long_export_asks_the_same_few_questions(province, django_assert_max_num_queries):
    for number in range(30):
        make_figures(make_unit(province, agency=make_agency()), 2024, headcount_budget=number)
    with django_assert_max_num_queries(3):
        assert len(exported()) == 30


def dataset(*rows) -> Dataset:
    return Dataset(*rows, headers=["Mã đơn vị", "Tên đơn vị", "Nhóm tự chủ"], title="list")


def test_a_dataset_goes_in_by_the_desk(province):
    resource = UnitListResource(day=DAY, province=province)
    given = dataset(("A1", "Trường A", "4"), ("B1", "Trường B", ""))
    tried = resource.import_data(given, dry_run=True)
    assert (tried.totals["new"], UnitVersion.objects.count()) == (2, 0)
    assert ImportBatch.objects.count() == 0
    assert resource.import_data(given).totals["new"] == 2
    assert UnitVersion.objects.get(code="A1").recorded_by.batch.as_of == DAY
    assert resource.import_data(given).totals["skip"] == 2


def test_rejected_rows_are_the_librarys_invalid_rows(province):
    resource = UnitListResource(day=DAY, province=province)
    result = resource.import_data(dataset(("A1", "Trường A", "9"), ("B1", "Trường B", "")))
    assert result.has_validation_errors()
    assert [row.number for row in result.invalid_rows] == [2]
    assert (result.totals["new"], UnitVersion.objects.count()) == (1, 0)


def test_an_unusable_dataset_is_a_base_error(province):
    resource = UnitListResource(day=DAY, province=province)
    nothing = Dataset(("x", "y"), headers=["Màu", "Số"])
    assert resource.import_data(nothing).has_errors()
    with pytest.raises(desk.UNUSABLE):
        resource.import_data(nothing, raise_errors=True)
    assert ImportBatch.objects.count() == 0
