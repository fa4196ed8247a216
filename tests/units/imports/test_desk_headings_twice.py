"""A heading that stands over two columns is never taken silently: the clerk says which is meant."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from tests.factories import make_province, make_user
from units.models import ImportBatch, UnitVersion, YearFigures

from .test_desk_pages import page

pytestmark = pytest.mark.django_db

TWICE = [
    ["Mã đơn vị", "Tên đơn vị", "Có mặt", "Nhóm tự chủ", "Có mặt"],
    ["A1", "Trường A", "11", "1", "12"],
    ["A2", "Trường B", "21", "2", "22"],
]
EMPTY_BESIDE = [[*row[:4], "" if at else row[4]] for at, row in enumerate(TWICE)]
SAME_BESIDE = [[*row[:4], row[2]] for row in TWICE]
NAMES_TWICE = [
    ["Mã đơn vị", "Tên đơn vị", "Tên đơn vị"],
    ["A1", "Trường A", "Trường Mới A"],
    ["A2", "Trường B", "Trường Mới B"],
]


def as_csv(rows) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def clerk(client, province):
    client.force_login(make_user(role="preparer", province=province))
    with translation.override("en"):
        yield client


def sent(clerk, province, rows) -> ImportBatch:
    said = {"file": SimpleUploadedFile("list.csv", as_csv(rows)), "province": province.pk,
            "as_of": "31/12/2024", "layout": "units"}  # fmt: skip
    assert clerk.post(reverse("admin:units_importbatch_add"), said).status_code == 302
    return ImportBatch.objects.get()


def answers(response) -> dict[str, object]:
    form = response.context["form"]
    return {name: value for name in form.fields if (value := form[name].value())}


def test_both_columns_are_shown_with_their_values_and_none_is_taken(clerk, province):
    batch = sent(clerk, province, TWICE)
    shown = clerk.get(page("mapping", batch))
    [doubt] = shown.context["form"].doubts
    assert doubt["heading"] == "Có mặt"
    assert doubt["columns"] == [("C", ["11", "21"]), ("E", ["12", "22"])]
    refused = clerk.post(page("mapping", batch), answers(shown))
    assert "column_headcount_present" in refused.context["form"].errors
    batch.refresh_from_db()
    assert not batch.counts


@pytest.mark.parametrize(
    ("choice", "present"), [("Có mặt#1", [11, 21]), ("Có mặt#2", [12, 22]), ("#", [])]
)
def test_the_column_that_the_clerk_chooses_is_read(clerk, province, choice, present):
    batch = sent(clerk, province, TWICE)
    told = answers(clerk.get(page("mapping", batch))) | {"column_headcount_present": choice}
    assert clerk.post(page("mapping", batch), told).status_code == 302
    shown = clerk.get(batch.get_absolute_url())
    clerk.post(page("confirm", batch), {"seal": shown.context["seal"]})
    held = YearFigures.objects.order_by("pk").values_list("headcount_present", flat=True)
    assert [value for value in held if value is not None] == present


@pytest.mark.parametrize("rows", [EMPTY_BESIDE, SAME_BESIDE], ids=["empty", "the same"])
def test_a_column_that_says_nothing_else_is_no_doubt(clerk, province, rows):
    batch = sent(clerk, province, rows)
    shown = clerk.get(page("mapping", batch))
    assert shown.context["form"].doubts == []
    assert clerk.post(page("mapping", batch), answers(shown)).status_code == 302


def run(tmp_path, rows, *options: str) -> dict:
    path = tmp_path / "list.csv"
    path.write_bytes(as_csv(rows))
    out = io.StringIO()
    call_command("import_sheet", str(path), "--as-of", "2024-12-31", "--province", "MH", "--json",
                 *options, stdout=out)  # fmt: skip
    return json.loads(out.getvalue())


ASKED = {
    "not named": (),
    "named as both are": ("--map", "unit_name=Tên đơn vị"),
    "named without accents": ("--map", "unit_name=ten don vi"),
}


@pytest.mark.parametrize("options", ASKED.values(), ids=ASKED)
def test_a_terminal_is_told_how_to_name_the_column(tmp_path, province, options, files):
    with pytest.raises(CommandError) as refused, translation.override("en"):
        run(tmp_path, NAMES_TWICE, *options)
    sentence = str(refused.value)
    assert "“Tên đơn vị#1” (B)" in sentence
    assert "“Tên đơn vị#2” (C)" in sentence
    assert "\n" not in sentence
    assert (ImportBatch.objects.count(), UnitVersion.objects.count()) == (0, 0)


def test_a_terminal_takes_the_column_that_is_named(tmp_path, province):
    assert run(tmp_path, NAMES_TWICE, "--map", "unit_name=Tên đơn vị#2")["created"] == 2
    names = UnitVersion.objects.order_by("pk").values_list("name", flat=True)
    assert list(names) == ["Trường Mới A", "Trường Mới B"]


def test_a_terminal_takes_the_only_column_that_holds_anything(tmp_path, province):
    assert run(tmp_path, EMPTY_BESIDE)["created"] == 2
    held = YearFigures.objects.order_by("pk").values_list("headcount_present", flat=True)
    assert list(held) == [11, 21]
