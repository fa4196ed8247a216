"""A page that has not changed is not made again; a change of anything that it shows is seen."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from resolutions.models import LegalDocument, SourceClaim, Target
from tests.factories import (
    day,
    make_agency,
    make_event,
    make_figures,
    make_province,
    make_unit,
    make_user,
)
from tests.reform.pages import real_province
from tests.resolutions.promises import make_document, make_target
from tests.units.imports.desk_lists import previewed
from units.annulment import annul
from units.corrections import correct
from units.imports import desk
from units.models import Agency, Province, ReorganizationEvent, UnitVersion
from units.reorganization import carry_out

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 1, 3, tzinfo=dt.UTC)
PAGES = (
    "/provinces/MH/",
    "/provinces/",
    "/provinces/MH/?on=2024-06-30&known=2026-01-31",
    "/overview/",
    "/overdue/",
)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def mh() -> Province:
    province = make_province()
    agency = make_agency("Sở Minh Họa", province=province)
    unit = make_unit(province, name="Trường A", agency=agency, sector="education")
    make_unit(province, name="Trường B")
    make_figures(unit, 2025, headcount_budget=10)
    make_target(province, "units_reduction_percent", 10)
    make_event("dissolve", day("2027-01-01"), province=province, closing=unit, reason="Ít học sinh")
    SourceClaim.objects.create(source="Báo", position=1, province=province, measure="units")
    return province


@pytest.fixture
def editor(mh) -> Client:
    """Somebody who may change everything, in the admin."""
    client = Client()
    client.force_login(make_user("editor", is_superuser=True))
    return client


def tag(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "private" in answer.headers["Cache-Control"]
    assert "no-cache" in answer.headers["Cache-Control"]
    return answer.headers["ETag"]


def is_unchanged(client: Client, path: str, known: str) -> bool:
    status = client.get(path, HTTP_IF_NONE_MATCH=known).status_code
    assert status in (200, 304)
    return status == 304


@pytest.mark.parametrize("path", PAGES)
def test_an_unchanged_page_answers_304_in_one_query(path, mh):
    client = Client()
    known = tag(client, path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path, HTTP_IF_NONE_MATCH=known)
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", known)
    assert len(captured) == 1  # the provinces, with how often their data have changed


def test_a_reader_who_is_logged_in_gets_it_too(mh):
    client = Client()
    client.force_login(make_user(role="reader", province=mh))
    tag(client, "/provinces/MH/")  # sets the cookie whose token the page holds
    assert is_unchanged(client, "/provinces/MH/", tag(client, "/provinces/MH/"))


def change(client: Client, row, **values: object) -> None:
    """Edit a row on its admin screen, as a person does."""
    meta = row._meta
    path = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    form = client.get(path).context["adminform"].form
    sent = {name: form[name].value() for name in form.fields}
    formsets = client.get(path).context["inline_admin_formsets"]
    for formset in (inline.formset for inline in formsets):
        sent |= {f"{formset.prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    sent = {name: "" if value is None else value for name, value in (sent | values).items()}
    answer = client.post(path, sent)
    assert answer.status_code == 302, answer.context["adminform"].form.errors


def first_version() -> UnitVersion:
    return UnitVersion.objects.known().get(name="Trường A")


def take_in_a_list(client, mh) -> None:
    batch = previewed(mh, day("2026-01-01"), [{"code": "X1", "name": "Trường X"}])
    desk.apply(batch, by=None, at=NOW)


def take_in_a_list_that_changes_nothing(client, mh) -> None:
    version = first_version()
    batch = previewed(mh, day("2026-01-01"), [{"code": version.code, "name": version.name}])
    assert desk.apply(batch, by=None, at=NOW) is None


def put_into_effect(client, mh) -> None:
    carry_out(ReorganizationEvent.objects.all(), by=None, at=NOW)


def annul_it(client, mh) -> None:
    annul(ReorganizationEvent.objects.get(), by=None, at=NOW, reason="nhầm")


def correct_it(client, mh) -> None:
    correct(first_version(), {"name": "Trường A1"}, by=None, at=NOW, reason="nhầm")


#: What a page shows, and an act that changes it.
CHANGES = {
    "units, by a list": take_in_a_list,
    "lists": take_in_a_list_that_changes_nothing,
    "events": put_into_effect,
    "names, by a correction": correct_it,
    "figures": lambda client, mh: make_figures(first_version().unit, 2024, headcount_budget=3),
    "provinces": lambda client, mh: change(client, mh, note="mới"),
    "agencies": lambda client, mh: change(client, Agency.objects.get(), bloc="party"),
    "targets": lambda client, mh: change(client, Target.objects.get(), value="12"),
    "documents": lambda client, mh: change(client, LegalDocument.objects.get(), title="Khác"),
    "claims": lambda client, mh: change(client, SourceClaim.objects.get(), value="5"),
    "whatever is sent": lambda client, mh: client.post(
        reverse("choose-language"), {"language": "en"}
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_of_what_is_shown_makes_another_edition(what, editor, mh):
    reader = Client()
    known = {path: tag(reader, path) for path in PAGES}
    CHANGES[what](editor, mh)
    assert not any(is_unchanged(reader, path, known[path]) for path in PAGES)


def test_taking_back_makes_another_edition_too(mh):
    put_into_effect(None, mh)
    reader = Client()
    known = tag(reader, "/provinces/MH/")
    annul_it(None, mh)
    assert not is_unchanged(reader, "/provinces/MH/", known)


def test_the_register_of_another_province_changes_only_the_list(mh):
    reader, other = Client(), real_province("68", "2026-01-01")
    known = {path: tag(reader, path) for path in PAGES}
    make_unit(other, name="Trường Khác")
    assert [is_unchanged(reader, path, known[path]) for path in PAGES] == [
        True,
        False,
        True,
        False,
        False,
    ]


def test_the_day_the_language_and_the_reader_make_editions_of_their_own(mh):
    path, stranger, member, english = "/provinces/MH/", Client(), Client(), Client()
    member.force_login(make_user(role="reader", province=mh))
    english.cookies["django_language"] = "en"
    tags = {
        tag(stranger, path),
        tag(member, path),
        tag(english, path),
        tag(stranger, f"{path}?on=2025-01-01"),
    }
    with time_machine.travel(NOW + dt.timedelta(days=1), tick=False):
        tags.add(tag(stranger, path))
    assert len(tags) == 5


def test_looking_and_failing_change_nothing(editor, mh):
    reader = Client()
    known = tag(reader, "/provinces/MH/")
    editor.get("/admin/")
    assert Client().post(reverse("admin:index")).status_code == 302  # to the login
    assert is_unchanged(reader, "/provinces/MH/", known)


def test_a_document_that_nobody_reads_yet_is_no_exception(editor, mh):
    """Which pages a paper touches is not guessed: every act of a person counts for all pages."""
    reader = Client()
    known = tag(reader, "/provinces/MH/")
    change(editor, make_document(), title="Khác")
    assert not is_unchanged(reader, "/provinces/MH/", known)
