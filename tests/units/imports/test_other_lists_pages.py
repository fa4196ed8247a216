"""Lists of figures and of agencies on the pages of the desk, from upload to undo, within reach."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import day, make_agency, make_province, make_unit, make_user
from units.models import Agency, ImportBatch, YearFigures

from .figure_lists import as_xlsx, previewed

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")
FIGURE_ROWS = [
    ["STT", "Mã đơn vị", "Năm 2021", None, "Năm 2024", None],
    [None, None, "Biên chế", "Có mặt", "Biên chế", "Có mặt"],
    [1, "A1", 20, 18, 16, 15], [2, "Z9", 1, 1, 1, 1],
]  # fmt: skip
AGENCY_ROWS = [
    ["STT", "Tên cơ quan", "Mã cơ quan", "Cơ quan cấp trên", "Khối"],
    [1, "Chi cục Minh Họa", "C1", "Sở Minh Họa", None], [2, "Sở Minh Họa", "S1", None, "Khối Đảng"],
    [3, "Phòng Lạ", None, "Sở Lạ", None],
]  # fmt: skip
ROADS = {
    "figures": (FIGURE_ROWS, ("A1:A2", "B1:B2", "C1:D1", "E1:F1"), YearFigures.objects.known),
    "agencies": (AGENCY_ROWS, (), lambda: Agency.objects.filter(province__code="MH")),
}


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def clerk(client, province):
    client.force_login(make_user(role="preparer", province=province))
    return client


def page(step: str, batch: ImportBatch | None = None) -> str:
    return reverse(f"admin:units_importbatch_{step}", args=[batch.pk] if batch else [])


@pytest.mark.parametrize("layout", ROADS)
def test_the_whole_road(layout, clerk, province):
    rows, merged, written = ROADS[layout]
    make_unit(province, code="A1", name="Trường Minh Họa")
    make_agency("Sở Thiếu", province=province)
    before = written().count()
    file = SimpleUploadedFile("bảng.xlsx", as_xlsx(rows, merged))
    said = {"file": file, "province": province.pk, "as_of": "31/12/2024", "layout": layout}
    response = clerk.post(page("add"), said)
    batch = ImportBatch.objects.get()
    assert response.url == page("mapping", batch)
    form = clerk.get(response.url).context["form"]
    answers = {name: bound.value() or "" for name in form.fields if (bound := form[name])}
    response = clerk.post(page("mapping", batch), answers)
    assert response.url == page("change", batch)
    for kind in ("created", "rejected", "missing"):
        shown = clerk.get(response.url, {"rows": kind})
        assert shown.status_code == 200
    shown = clerk.get(response.url)
    seal = re.search(r'name="seal" value="(\w+)"', shown.content.decode())[1]
    assert written().count() == before, "nothing is written before it is confirmed"
    clerk.post(page("confirm", batch), {"seal": seal, "accept_good_rows": "on"})
    batch.refresh_from_db()
    assert (batch.status, written().count()) == ("applied", before + 2)
    clerk.get(page("change", batch))
    clerk.post(page("undo", batch), {"reason": "sai tệp"})
    batch.refresh_from_db()
    assert (batch.status, written().count()) == ("undone", before)


def test_what_bare_years_count_is_said_on_the_page_of_columns(clerk, province):
    make_unit(province, code="A1")
    rows = [["STT", "Mã đơn vị", "Năm 2021", "Năm 2024"], [1, "A1", 20, 16]]
    batch = previewed("figures", province, AS_OF, rows)
    form = clerk.get(page("mapping", batch)).context["form"]
    answers = {name: bound.value() or "" for name in form.fields if (bound := form[name])}
    clerk.post(page("mapping", batch), answers | {"value_figure": "headcount_present"})
    batch.refresh_from_db()
    changes = batch.rows.get(outcome="created").changes
    assert changes == {"headcount_present:2021": [None, 20], "headcount_present:2024": [None, 16]}


@pytest.mark.parametrize("layout", ROADS)
def test_they_are_for_who_may_act_in_the_province(layout, client, province):
    rows, merged, written = ROADS[layout]
    make_unit(province, code="A1")
    batch = previewed(layout, province, AS_OF, rows, merged=merged)
    elsewhere = make_province(code="MX", name="Minh Xuân")
    for role, area, status in (("reader", province, 403), ("preparer", elsewhere, 404)):
        client.force_login(make_user(role=role, province=area))
        for step in ("mapping", "confirm", "undo"):
            assert client.post(page(step, batch)).status_code == status
    assert written().count() == 0


def test_a_list_of_one_province_never_touches_an_agency_of_another(clerk, province):
    other = make_province(code="MX", name="Minh Xuân")
    theirs = make_agency("Sở Minh Xuân", code="X1", province=other, bloc="")
    rows = [["STT", "Mã cơ quan", "Tên cơ quan", "Khối"], [1, "X1", "Sở Minh Xuân", "Khối Đảng"]]
    batch = previewed("agencies", province, AS_OF, rows)
    assert batch.counts["rejected"] == 1
    theirs.refresh_from_db()
    assert theirs.bloc == ""
