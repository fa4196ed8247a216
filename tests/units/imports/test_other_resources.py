"""Figures and agencies as sheets: every format out, and back in unchanged."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from import_export.formats.base_formats import DEFAULT_FORMATS
from tablib import Dataset

from tests.factories import day, make_agency, make_figures, make_province, make_unit, make_user
from units.imports import desk
from units.imports.agencies.resource import AgencyListResource
from units.imports.figures.resource import FigureListResource
from units.models import Agency, ImportBatch, YearFigures

from .desk_lists import counts

pytestmark = pytest.mark.django_db

DAY = day("2025-12-31")


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def held(province):
    """Agencies with all that can be said of them, and units with figures of several years."""
    top = make_agency("Sở Minh Họa", code="S1", province=province, valid_from=day("2016-03-01"))
    old = make_agency("Huyện Minh Họa", province=province, level="district", bloc="",
                      valid_to=day("2025-07-01"), succeeded_by=top)  # fmt: skip
    make_agency("Phòng Minh Họa", province=province, parent=old, valid_to=day("2025-07-01"))
    for code, name in (("007", "Trường Minh Họa"), ("", "Trường Thứ Hai")):
        unit = make_unit(province, code=code, name=name, agency=top)
        for year in (2015, 2024):
            make_figures(unit, year, headcount_budget=12, contracts=0, budget_spending=1_234_500)


RESOURCES = {"figures": FigureListResource, "agencies": AgencyListResource}


@pytest.mark.parametrize("layout", RESOURCES)
def test_what_is_exported_comes_back_unchanged(layout, held, province):
    exported = RESOURCES[layout](day=DAY).export()
    assert len(exported) == {"figures": 4, "agencies": 3}[layout]
    batch = desk.receive(
        ContentFile(exported.export("xlsx")), filename="again.xlsx", as_of=DAY, province=province,
        today=day("2026-12-31"), layout=layout,
    )  # fmt: skip
    desk.preview(batch)
    assert counts(batch) == {"unchanged": len(exported)}


@pytest.mark.parametrize("layout", RESOURCES)
@pytest.mark.parametrize("kind", DEFAULT_FORMATS, ids=lambda kind: kind.__name__)
def test_every_format_of_the_library(kind, layout, held):
    assert kind().export_data(RESOURCES[layout](day=DAY).export())


@pytest.mark.parametrize("layout", RESOURCES)
def test_a_long_export_asks_the_same_few_questions(
    layout, held, province, django_assert_max_num_queries
):
    for number in range(20):
        make_figures(make_unit(province, agency=make_agency()), 2024, headcount_budget=number)
    with django_assert_max_num_queries(3):
        assert len(RESOURCES[layout](day=DAY).export()) > 20


def test_datasets_go_in_by_the_desk(held, province):
    given = Dataset(("C1", "Chi cục Minh Họa", "S1"), headers=["Mã", "Tên cơ quan", "Trực thuộc"])
    agencies = AgencyListResource(day=DAY, province=province)
    assert agencies.import_data(given, dry_run=True).totals["new"] == 1
    assert (ImportBatch.objects.count(), Agency.objects.filter(code="C1").count()) == (0, 0)
    agencies.import_data(given)
    assert Agency.objects.get(code="C1").parent.code == "S1"
    given = Dataset(("007", 2023, 9), headers=["Mã đơn vị", "Năm", "Số biên chế"])
    result = FigureListResource(day=DAY, province=province).import_data(given)
    assert result.totals["new"] == 1
    assert YearFigures.objects.get(year=2023).headcount_budget == 9


def test_the_screens_hand_them_out_within_reach(client, held, province):
    make_agency("Sở Khác", province=make_province(code="MX", name="Minh Xuân"))
    client.force_login(make_user(role="reader", province=province))
    said = {"format": "1", "resource": "0"}
    columns = {f"shownagencies_{name}": "on" for name in AgencyListResource.fields}
    response = client.post(reverse("admin:units_agency_export"), said | columns)
    text = response.content.decode("utf-8-sig")
    assert "Sở Minh Họa" in text
    assert "Sở Khác" not in text
    columns = {f"shownfigures_{name}": "on" for name in FigureListResource.fields}
    response = client.post(reverse("admin:units_unit_export"), said | {"resource": "1"} | columns)
    assert "Trường Thứ Hai" in response.content.decode("utf-8-sig")
