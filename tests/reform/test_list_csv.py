"""Any list of the desk goes out as CSV: the rows and columns shown, no formula, no stranger."""

import csv
import io

import pytest
from django.contrib import admin
from django.urls import reverse
from import_export.admin import ExportMixin

from reform.csv_files import MARK
from reform.list_csv import is_offered, plain
from reform.models import CodedReason, Note
from tests.factories import make_province, make_user
from tests.reform.cases.people import Office

pytestmark = pytest.mark.django_db
ROOMS = ("units", "resolutions", "reform", "auth")
#: Not a table of rows: each problem is a page of its own.
NO_LIST = {"units.worklist"}


def screens():
    found = [
        screen for model, screen in admin.site._registry.items() if model._meta.app_label in ROOMS
    ]
    return sorted((one for one in found if one.opts.label_lower not in NO_LIST), key=str)


def taken(client, table: str, query: str = "") -> list[list[str]]:
    answer = client.get(f"/admin/csv/{table.replace('.', '/')}/{query}")
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith(MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(MARK))))


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.opts.label_lower)
def test_every_list_goes_out_by_exactly_one_button(screen, admin_client):
    label, opts = screen.opts.label_lower, screen.opts
    page = admin_client.get(reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"))
    shown = page.content.decode()
    offers = (f"/admin/csv/{label.replace('.', '/')}/" in shown, "/export/" in shown)
    assert offers == (is_offered(screen), isinstance(screen, ExportMixin))
    assert sum(offers) == 1
    if is_offered(screen):
        columns = [name for name in page.context["cl"].list_display if name != "action_checkbox"]
        rows = taken(admin_client, label)
        assert {len(row) for row in rows} == {len(columns)}
        assert len(rows) == page.context["cl"].result_count + 1


@pytest.fixture
def offices():
    return Office(), Office(make_province("MX", "Minh Họa Khác"))


def test_the_filtered_list_and_nothing_out_of_reach(offices, client):
    here, there = offices
    mine, other = here.case(title="Hồ sơ của ta"), here.at("submitted", title="Hồ sơ khác")
    there.case(title="Hồ sơ nơi khác")
    client.force_login(here.people["reader"])
    assert {row[1] for row in taken(client, "reform.case")[1:]} == {mine.title, other.title}
    assert [row[1] for row in taken(client, "reform.case", "?status__exact=draft")[1:]] == [
        mine.title
    ]
    assert [row[1] for row in taken(client, "reform.case", "?q=khác")[1:]] == [other.title]
    assert taken(client, "reform.case", f"?province__id__exact={there.province.pk}")[1:] == []


def test_all_pages_of_a_list_go_out_in_its_order(client, admin_client):
    CodedReason.objects.bulk_create(
        CodedReason(code=f"x{n:03}", act="return", name=f"Lý do Z{n:03}") for n in range(250)
    )
    rows = taken(admin_client, "reform.codedreason", "?q=Lý do Z&o=-1&p=2")
    assert [row[0] for row in rows[1:]] == [f"Lý do Z{n:03}" for n in reversed(range(250))]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_taken_for_a_formula(offices, client, sign):
    here, _there = offices
    text = f"{sign}HYPERLINK(1)"
    case = here.case()
    Note.objects.create(
        case=case, text=text, written_at=case.created_at, written_by=here.people["preparer"]
    )
    client.force_login(here.people["reader"])
    assert taken(client, "reform.note")[1][1].replace("\r", "").startswith("'")


def test_the_words_of_a_page_without_its_markup():
    from django.utils.safestring import mark_safe

    assert plain(mark_safe("<b>A &amp; B</b>")) == "A & B"
    assert plain("<b>A</b>") == "<b>A</b>"
    assert [plain(None), plain(0), plain(-3)] == ["", 0, -3]


def test_who_may_not_see_a_list_may_not_take_it(offices, client):
    here, _there = offices
    client.force_login(here.people["reader"])
    for table in ("reform/user", "units/membership", "reform/mail"):
        assert client.get(f"/admin/csv/{table}/").status_code == 403
    assert client.get("/admin/csv/reform/nothing/").status_code == 404
    assert client.get("/admin/csv/units/unit/").status_code == 404
    client.force_login(make_user())
    assert client.get("/admin/csv/reform/case/").status_code == 403
    client.logout()
    assert client.get("/admin/csv/reform/case/").status_code == 302


def test_a_filter_that_does_not_exist_leads_back_to_the_list(admin_client):
    answer = admin_client.get("/admin/csv/reform/case/?nothing__exact=1")
    assert answer.status_code == 302


def test_the_library_s_export_neutralises_formulas_too(admin_client):
    from resolutions.admin.export import DocumentExport
    from resolutions.models import LegalDocument

    LegalDocument.objects.create(number="=1+1", issuer="+A", kind="decision", title="@x")
    row = DocumentExport().export(LegalDocument.objects.filter(title="@x")).dict[0]
    assert {"'=1+1", "'+A", "'@x"} <= set(row.values())
