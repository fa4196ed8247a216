"""Blank forms are offered where lists are sent in, to who may send them, within their reach."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories import day, make_agency, make_province, make_user
from units.imports.blank_form.form import LISTS
from units.imports.catalogue import LAYOUTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def clerk(client, province):
    client.force_login(make_user(role="preparer", province=province))
    return client


def address(layout: str) -> str:
    return reverse("admin:units_importbatch_template", args=[layout])


def book_of(response):
    return load_workbook(io.BytesIO(b"".join(response.streaming_content)))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_page_leads_to_the_form_of_each_kind_of_list(layout, clerk):
    assert address(layout) in clerk.get(reverse("admin:units_importbatch_add")).content.decode()
    response = clerk.get(address(layout))
    assert f'filename="{layout}.xlsx"' in response["Content-Disposition"]
    assert book_of(response).worksheets[0]["A1"].value == "STT"


def test_it_offers_the_agencies_of_the_users_province(clerk, province):
    make_agency("Sở Minh Họa", province=province)
    make_agency("Sở Khác", province=make_province(code="MX", name="Minh Xuân"))
    values = {cell.value for row in book_of(clerk.get(address("units")))[LISTS] for cell in row}
    assert "Sở Minh Họa" in values
    assert "Sở Khác" not in values


def test_no_agencies_of_a_province_out_of_reach(clerk):
    other = make_province(code="MX", name="Minh Xuân")
    for asked in (other.pk, "x", 0):
        assert clerk.get(address("units"), {"province": asked}).status_code == 404


def test_who_acts_in_the_whole_country_names_the_province(client, province):
    make_agency("Sở Minh Họa", province=province, valid_from=day("2016-01-01"))
    client.force_login(make_user(role="administrator"))
    book = book_of(client.get(address("units"), {"province": province.pk}))
    assert "Sở Minh Họa" in {cell.value for row in book[LISTS] for cell in row}


def test_there_is_no_form_of_another_name(clerk):
    assert clerk.get(address("nothing")).status_code == 404


def test_forms_are_for_who_may_send_lists_in(client, province):
    client.force_login(make_user(role="reader", province=province))
    assert client.get(address("units")).status_code == 403
    client.logout()
    assert "login" in client.get(address("units")).url
