"""Whoever holds a role in one province can neither see nor change anything of another: by address,
by list, filter and search, in forms and pickers, by lists that come in, in files and exports."""

import dataclasses
import io
from collections.abc import Iterator

import openpyxl
import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.reform.access.pages import address, is_about_a_row, names, parts, visits
from tests.reform.access.walking import exports, opens, walker
from tests.reform.access.world import AS_OF, ELSEWHERE
from tests.units.imports.desk_lists import as_csv, previewed
from units.imports import desk
from units.models import Agency, ImportBatch, Unit, UnitVersion

pytestmark = pytest.mark.django_db
ROLES = ["preparer", "appraiser", "approver", "reader", "inspector"]
#: Leads on to the row's own page, which is tried by itself.
LEADS_ON = {"admin:view_on_site"}
LISTS = [name for name in names() if name.endswith("_changelist")]
SHEETS = [name for name in names() if name.endswith("_export")]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ROLES)
def test_by_address(here, there, unguarded, role, method):
    client = walker(role, here)
    found = {
        name
        for name, path, door in visits(there, about_rows=True)
        if name not in LEADS_ON and (door.see or method == "post")
        if opens(client, path, method, {"post": "yes"})
    }
    assert found == set()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ROLES)
def test_by_the_address_of_an_own_row_with_a_part_of_theirs(here, there, unguarded, role, method):
    """Their paper under our dossier, their version under our unit."""
    rows = {"paper", "check", "participant", "correction", "version", "task", "opinion"}
    mixed = dataclasses.replace(here, **{name: getattr(there, name) for name in rows})
    client = walker(role, here)
    tried = [name for name in names() if len(parts(name)) > 1 and name not in LEADS_ON]
    for name in tried:
        answer = getattr(client, method)(address(name, mixed))
        assert answer.status_code in (302, 403, 404, 405) or ELSEWHERE not in body(answer), name
        if answer.status_code == 302:
            assert ELSEWHERE not in body(client.get(answer.url, follow=True)), name
    assert len(tried) >= 7


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_anything_of_it_and_no_form_offers_or_takes_it(here, there, unguarded, role):
    client, seen = walker(role, here), 0
    for name, path, door in visits(here):
        if role not in door.see or name in LEADS_ON or "sign-on" in path:
            continue
        answer = client.get(path)
        assert ELSEWHERE not in body(answer), name
        for form in forms_in(answer):
            for label, field in form.fields.items():
                offered = getattr(field, "queryset", None)
                if offered is not None:
                    assert not [row for row in offered if ELSEWHERE in str(row)], (name, label)
        seen += 1
    assert seen > 60


def body(answer) -> str:
    content = b"".join(answer) if answer.streaming else answer.content
    return content.decode("utf-8", errors="replace")


def forms_in(answer) -> Iterator[forms.BaseForm]:
    for layer in answer.context or ():
        for found in layer.dicts if hasattr(layer, "dicts") else [layer]:
            for value in found.values():
                yield from forms_of(value)


def forms_of(value) -> Iterator[forms.BaseForm]:
    if isinstance(value, forms.BaseForm):
        yield value
    elif isinstance(getattr(value, "form", None), forms.BaseForm):
        yield value.form
    elif isinstance(value, list) and value and hasattr(value[0], "formset"):
        for inline in value:
            yield from [*inline.formset.forms, inline.formset.empty_form]


@pytest.mark.parametrize("role", ROLES)
def test_no_search_and_no_filter_finds_it(here, there, unguarded, role):
    client, pk, asked = walker(role, here), there.place.province.pk, 0
    for name in LISTS:
        queries = (f"q={ELSEWHERE}", f"province={pk}", f"province__id__exact={pk}",
                   f"case__province__id__exact={pk}", f"agency={there.place.agency.pk}",
                   f"officer__id__exact={there.place.membership.user.pk}")  # fmt: skip
        for query in queries:
            answer = client.get(f"{address(name, here)}?{query}", follow=True)
            if answer.status_code == 200 and "cl" in (answer.context or {}):
                rows = [str(row) for row in answer.context["cl"].result_list]
                assert not [row for row in rows if ELSEWHERE in row], (name, query)
                asked += 1
    assert asked > 60


@pytest.mark.parametrize("role", ROLES)
def test_no_picker_offers_it(here, there, unguarded, role):
    client, asked = walker(role, here), 0
    for field in relations():
        query = {
            "app_label": field.model._meta.app_label,
            "model_name": field.model._meta.model_name,
            "field_name": field.name,
        }
        for page in ("/admin/autocomplete/", "/admin/units/unit/pick/"):
            for term in ("", ELSEWHERE, "MX"):
                answer = client.get(
                    page, query | {"term": term, "province": there.place.province.pk}
                )
                if answer.status_code == 200:
                    texts = [one["text"] for one in answer.json()["results"]]
                    assert not [text for text in texts if ELSEWHERE in text], field
                    asked += 1
    assert asked > 20


def relations() -> Iterator:
    """Every relation of ours to a row that some screen shows."""
    for room in ("units", "resolutions", "reform"):
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.get_fields():
                if (
                    field.concrete
                    and field.is_relation
                    and field.related_model in admin.site._registry
                ):
                    yield field


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("role", ["preparer", "inspector"])
def test_no_export_holds_it(here, there, unguarded, role, name):
    client, path = walker(role, here), address(name, here)
    texts = [
        text_of(answer)
        for query in ("", f"?q={ELSEWHERE}")
        for answer in exports(client, path + query)
    ]
    assert not [text for text in texts if ELSEWHERE in text]
    assert any(len(text) > 100 for text in texts)


@pytest.mark.parametrize("role", ["preparer", "inspector"])
def test_no_list_taken_along_holds_it(here, there, unguarded, role):
    client, taken = walker(role, here), 0
    for model in admin.site._registry:
        answer = client.get(f"/admin/csv/{model._meta.app_label}/{model._meta.model_name}/")
        if answer.status_code == 200:
            assert ELSEWHERE not in text_of(answer), model
            taken += 1
    assert taken > 10


def text_of(answer) -> str:
    content = b"".join(answer) if answer.streaming else answer.content
    if "spreadsheetml" in answer.headers["Content-Type"]:
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = (
            cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
        )
        return "\n".join(str(cell) for cell in cells)
    return content.decode("utf-8", errors="replace")


@pytest.mark.parametrize("role", ROLES)
def test_no_list_comes_in_for_it(here, there, unguarded, role):
    client, before = walker(role, here), ImportBatch.objects.count()
    file = SimpleUploadedFile("x.csv", as_csv([{"code": "1", "name": "Trường"}]))
    data = {"file": file, "as_of": "01/01/2021", "layout": "units",
            "province": there.place.province.pk}  # fmt: skip
    client.post("/admin/units/importbatch/add/", data)
    assert ImportBatch.objects.count() == before
    blank = f"/admin/units/importbatch/template/units/?province={there.place.province.pk}"
    assert client.get(blank).status_code in (403, 404)


def test_a_list_of_ours_that_names_their_units_changes_none_of_them(here, there):
    theirs = UnitVersion.objects.filter(province=there.place.province)
    before = list(theirs.order_by("pk").values_list())
    agencies = list(Agency.objects.filter(province=there.place.province).values_list())
    rows = [
        {"code": version.code, "name": version.name, "agency": there.place.agency.name}
        for version in theirs.filter(superseded_by=None)
    ]
    batch = previewed(here.place.province, AS_OF, rows)
    desk.apply(batch, by=None, at=batch.created_at, accept_good_rows=True)
    assert list(theirs.order_by("pk").values_list()) == before
    assert list(Agency.objects.filter(province=there.place.province).values_list()) == agencies
    assert not Unit.objects.filter(versions__province=here.place.province).filter(
        pk__in=theirs.values("unit")
    )


@pytest.mark.parametrize("role", [*ROLES, "administrator"])
def test_no_file_has_an_address_of_its_own(here, role, settings):
    client = walker(role, here)
    for file in (here.paper.file, here.batch.file):
        for folder in ("", "media/", "files/", "static/", "static/../files/", "admin/"):
            assert not opens(client, f"/{folder}{file.name}")


def test_pages_about_rows_are_told_from_the_others():
    about = {name for name in names() if is_about_a_row(name)}
    assert {"unit", "province", "admin:units_unit_change", "admin:reform_case_paper"} <= about
    assert not {"units", "admin:units_unit_changelist", "admin:units_sector_change"} & about
