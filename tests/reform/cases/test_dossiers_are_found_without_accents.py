"""A dossier is found by number and title, accents or not, in lists, pickers and what lies around
it; the key is written where the title is, and for the dossiers that were there before."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from reform.cases import desk
from reform.cases.desk import Said
from reform.cases.notes import write_note
from reform.models import Case

from .people import TODAY, Office

pytestmark = pytest.mark.django_db
TITLE = "Giải thể Trung tâm Đào tạo"


@pytest.fixture
def office():
    return Office()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("giai the", True),
        ("GIẢI THỂ", True),
        ("dao tao giai", True),
        ("ĐÀO TẠO", True),
        ("Giai  thể", True),
        ("sap nhap", False),
        ("giai the sap nhap", False),
        ("–", False),
        ("", True),
    ],
)
def test_the_list_is_searched_by_folded_words(office, client, asked, found):
    case = office.case(title=TITLE)
    client.force_login(office.people["appraiser"])
    page = client.get(reverse("admin:reform_case_changelist"), {"q": asked})
    assert (case in page.context["cl"].result_list) is found


def test_a_number_finds_its_dossier_alone(office, client):
    first, second = office.case(title=TITLE), office.case(title=TITLE)
    client.force_login(office.people["appraiser"])
    page = client.get(reverse("admin:reform_case_changelist"), {"q": second.number})
    assert list(page.context["cl"].result_list) == [second]
    assert first.search_key != second.search_key


def test_a_new_title_is_found_and_the_old_one_no_more(office, client):
    case = office.case(title=TITLE)
    said = Said(title="Sáp nhập hai trường")
    about = {"expected_version": case.version, "at": timezone.now(), "today": TODAY}
    desk.move(case, "amend", by=office.people["preparer"], said=said, **about)
    client.force_login(office.people["appraiser"])
    for asked, found in (("sap nhap", [case]), ("giai the", [])):
        page = client.get(reverse("admin:reform_case_changelist"), {"q": asked})
        assert list(page.context["cl"].result_list) == found, asked


def test_a_picker_finds_it(office, client):
    case = office.case(title=TITLE)
    client.force_login(office.people["preparer"])
    field = {"app_label": "reform", "model_name": "planmeasure", "field_name": "case"}
    answer = client.get(reverse("admin:autocomplete"), {**field, "term": "giai the"})
    assert [one["id"] for one in answer.json()["results"]] == [str(case.pk)]


def test_what_lies_around_a_dossier_is_found_by_it(office, client):
    case = office.case(title=TITLE)
    by = office.people["preparer"]
    note = write_note(case, text="Đã gọi điện", by=by, at=timezone.now())
    client.force_login(by)
    for asked, found in (("giai the", [note]), ("gọi", [note]), ("gọi giai", [note]), ("tho", [])):
        page = client.get(reverse("admin:reform_note_changelist"), {"q": asked})
        assert list(page.context["cl"].result_list) == found, asked


def test_the_migration_writes_the_key_of_older_dossiers(office):
    case = office.case(title=TITLE)
    written = case.search_key
    Case.objects.update(search_key="")
    migration = importlib.import_module("reform.migrations.0008_dossier_search")
    migration.fold(apps, SimpleNamespace(connection=connection))
    case.refresh_from_db()
    assert case.search_key == written != ""
