"""Real spreadsheets, sent in by the form of the admin as a clerk sends them: to the same right end
as from a terminal."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from tests.factories import day
from tests.units.imports.test_desk_pages import confirmed, page
from units.models import ImportBatch, Province, UnitVersion

from .test_real_lists import NO_LISTS, SCHOOLS

pytestmark = pytest.mark.django_db

#: File: (code of the province, day, words that the page of columns asks for, how many units).
LISTS = {
    SCHOOLS: ("19", "2025-06-23", {
        "column_unit_code": "MA_TRUONG *", "column_unit_name": "TEN_TRUONG_HOC *",
        "column_agency": "MA_DON_VI *", "where_0": "LOAI_HINH_DAO_TAO *", "equals_0": "1",
        "value_sector": "education", "create_agencies": "on",
    }, 679),
    "health_units_bac_ninh.xlsx": ("27", "2025-06-30", {
        "column_unit_code": "Code", "column_unit_name": "Name",
    }, 174),
    "ministry_units_32.xlsx": ("", "2025-06-30", {}, 32),
}  # fmt: skip


def sent(client, path, province: str, on: str):
    area = Province.objects.bearing(province, day(on)).pk if province else ""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    said = {"file": file, "province": area, "as_of": f"{day(on):%d/%m/%Y}", "layout": "units"}
    return client.post(page("add"), said)


def answers(response) -> dict[str, object]:
    form = response.context["form"]
    return {name: value for name in form.fields if (value := form[name].value())}


@pytest.mark.parametrize("filename", LISTS)
def test_a_list_is_taken_in_and_taken_back(filename, samples, admin_client):
    province, on, words, number = LISTS[filename]
    with translation.override("en"):
        assert sent(admin_client, samples / filename, province, on).status_code == 302
        batch = ImportBatch.objects.get()
        told = answers(admin_client.get(page("mapping", batch))) | words
        assert admin_client.post(page("mapping", batch), told).status_code == 302
        confirmed(admin_client, batch)
        batch.refresh_from_db()
        assert (batch.counts["created"], batch.counts["rejected"]) == (number, 0)
        assert UnitVersion.objects.known().count() == number
        admin_client.post(page("undo", batch), {"reason": "nhầm tệp"})
    assert UnitVersion.objects.known().count() == 0


@pytest.mark.parametrize("filename", NO_LISTS)
def test_what_is_no_list_is_refused_on_the_form(filename, samples, admin_client):
    with translation.override("en"):
        response = sent(admin_client, samples / filename, "27", "2025-06-30")
        assert response.status_code == 200
        [sentence] = response.context["form"].errors["file"]
    assert sentence.endswith(".")
    assert ImportBatch.objects.count() == 0
    assert UnitVersion.objects.count() == 0
    assert response.request["PATH_INFO"] == reverse("admin:units_importbatch_add")
