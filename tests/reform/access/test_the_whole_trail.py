"""Every screen has a history that says who did what and when; an inspector reads all of it and
changes nothing."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.test import Client
from django.utils import timezone

from tests.factories import day, make_user
from tests.reform.access.pages import ROWS, address, names, row_of, visits
from tests.reform.access.walking import walker
from tests.units.imports.desk_lists import previewed
from units.imports import desk
from units.models import Agency, ImportBatch, Unit

pytestmark = pytest.mark.django_db
HISTORIES = [
    name
    for name in names()
    if name.endswith("_history") and not name.endswith("_simple_history") and "dbtask" not in name
]


def test_every_screen_has_a_history():
    """The worklist is no table, and what the worker does is told on the pages of its lists."""
    with_history = {name.removeprefix("admin:").removesuffix("_history") for name in HISTORIES}
    screens = {
        f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry
    }
    assert screens - with_history == {"units_worklist", "django_tasks_database_dbtaskresult"}
    assert with_history <= set(ROWS)


@pytest.mark.parametrize("name", HISTORIES)
def test_an_inspector_reads_in_it_who_did_what_and_when(here, name):
    row, actor = row_of(name, here), make_user("nguoi_da_sua", full_name="Người đã sửa")
    if hasattr(row, "history"):
        row._history_user, row._change_reason = actor, "Đã sửa vì lý do này"
        row.save()
    else:
        LogEntry.objects.log_actions(
            actor.pk, [row], CHANGE, "Đã sửa vì lý do này", single_object=True
        )
    inspector = walker("inspector", here)
    page = inspector.get(address(name, here))
    assert page.status_code == 200
    assert "Người đã sửa" in page.text
    assert "Đã sửa vì lý do này" in page.text
    assert f"{timezone.localdate().year}" in page.text


def everything() -> dict[str, list]:
    """All that the project holds, but for what a person keeps for themselves, and the number that
    tells pages that somebody has sent something."""
    own = {"SavedFilter", "FirstStep", "Mention", "ApiToken", "DataVersion"}
    models = [
        model
        for room in ("units", "resolutions", "reform")
        for model in apps.get_app_config(room).get_models()
        if model.__name__ not in own
    ]
    return {
        model._meta.label: list(model.objects.order_by("pk").values_list())
        for model in [*models, LogEntry]
    }


@pytest.mark.parametrize("role", ["inspector", "reader", "ministry_reader"])
def test_who_only_reads_changes_nothing_whatever_they_send(here, unguarded, role):
    client = walker(role, here)
    asked = [(name, path) for name, path, _door in visits(here) if is_of_the_office(name)]
    form = {"post": "yes", "reason": "thử", "title": "thử", "name": "thử", "version": 1}
    before = everything()
    for _name, path in asked:
        client.post(path, form)
    for screen in names():
        if screen.endswith("_changelist"):
            actions = {"action": "delete_selected", "_selected_action": "1", "post": "yes"}
            for action in ("delete_selected", "merge_selected", "take_second_factor", "log_out",
                           "transfer_units", "send_again"):  # fmt: skip
                client.post(address(screen, here), actions | {"action": action})
    assert everything() == before
    assert len(asked) > 100


def is_of_the_office(name: str) -> bool:
    """Not of one's own account."""
    return name.startswith("admin:") and "password" not in name and "log" not in name


def test_what_a_list_wrote_stands_in_the_histories(here):
    preparer = make_user("nguoi_nhap", role="preparer", province=here.place.province,
                         full_name="Người nhập danh sách")  # fmt: skip
    batch = imported_by(preparer, here.place.province)
    inspector = walker("inspector", here)
    agency, unit = Agency.objects.get(name="Sở khác"), Unit.objects.get(versions__code="MH778")
    for page in (
        f"/admin/units/agency/{agency.pk}/history/",
        f"/admin/units/unit/{unit.pk}/history/",
        f"/admin/units/registerentry/{batch.entries.get().pk}/change/",
    ):
        text = inspector.get(page).text
        assert "khac.csv" in text, page
        assert "Người nhập danh sách" in text, page


def imported_by(person, province) -> ImportBatch:
    rows = [{"code": "MH778", "name": "Trường khác", "agency": "Sở khác"}]
    batch = previewed(province, day("2021-12-31"), rows, filename="khac.csv", by=person)
    desk.apply(batch, by=person, at=timezone.now())
    return batch


def test_strangers_read_no_history(here):
    client = Client()
    for name in HISTORIES:
        assert client.get(address(name, here)).url.startswith("/login/"), name
