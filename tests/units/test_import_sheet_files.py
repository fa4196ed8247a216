"""At a terminal, as on the pages: profiles are saved and taken, and files are left."""

import csv
import json
from io import StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.factories import make_agency, make_province
from tests.units.imports.reading_files import csv_bytes
from units.models import ImportBatch, ImportProfile, UnitVersion

pytestmark = pytest.mark.django_db
HEADINGS = ["Mã đơn vị", "Tên đơn vị", "Loại"]
ROWS = [["A1", "Trường A", "1"], ["B1", "Trường B", "2"]]
PROVINCE = ("--province", "MH")


@pytest.fixture(autouse=True)
def province():
    return make_province()


@pytest.fixture
def sheet(tmp_path):
    def write(*rows: list, name="list.csv") -> str:
        path = tmp_path / name
        path.write_bytes(csv_bytes([HEADINGS, *rows], encoding="utf-8-sig"))
        return str(path)

    return write


def run(path: str, *options: str, on="2024-12-31") -> dict:
    out = StringIO()
    given = ("--as-of", on, *PROVINCE, "--json", *options)
    with translation.override("en"):
        call_command("import_sheet", path, *given, stdout=out)
    return json.loads(out.getvalue())


def refused(*arguments: str) -> str:
    with pytest.raises(CommandError) as refusal, translation.override("en"):
        call_command("import_sheet", *arguments, stdout=StringIO())
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


# Profiles


def test_a_profile_is_saved_and_taken_by_its_name(sheet):
    report = run(sheet(*ROWS), "--where", "Loại=1", "--save-profile", "Schools")
    assert (report["created"], report["ignored"]) == (1, 1)
    assert ImportProfile.objects.get().options["where"] == [["Loại", "1"]]
    report = run(sheet(*ROWS), "--profile", "Schools", on="2025-06-30")
    assert (report["unchanged"], report["ignored"]) == (1, 1)


def test_what_is_said_comes_before_the_profile(sheet):
    run(sheet(*ROWS), "--where", "Loại=1", "--save-profile", "Schools")
    report = run(sheet(*ROWS), "--profile", "Schools", "--where", "Loại=2", on="2025-06-30")
    assert (report["created"], report["ignored"]) == (1, 1)


def test_a_profile_is_taken_by_the_shape_of_the_file_only_where_that_is_asked(sheet):
    run(sheet(*ROWS), "--where", "Loại=1", "--save-profile", "Schools")
    assert run(sheet(*ROWS), "--dry-run")["ignored"] == 0
    assert run(sheet(*ROWS), "--fitting-profile", "--dry-run")["ignored"] == 1


def test_an_unknown_profile_is_named_with_those_there_are(sheet):
    run(sheet(*ROWS), "--save-profile", "Schools")
    before = ImportBatch.objects.count()
    said = refused(sheet(*ROWS), "--as-of", "2024-12-31", *PROVINCE, "--profile", "Clinics")
    assert "Clinics" in said
    assert "Schools" in said
    assert ImportBatch.objects.count() == before


# Files


def test_the_list_comes_back_marked_also_where_it_is_refused(sheet, tmp_path):
    path, marked = sheet(["A1", "Trường A", "1"], ["A1", "", "1"]), tmp_path / "marked.xlsx"
    said = refused(path, "--as-of", "2024-12-31", *PROVINCE, "--marked", str(marked))
    assert "--accept-good-rows" in said
    book = openpyxl.load_workbook(marked)
    comments = [cell.comment for row in book.worksheets[0].iter_rows() for cell in row]
    assert any(comments)
    assert ImportBatch.objects.count() == 0


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_difference_from_the_previous_list_is_left(sheet, tmp_path, kind):
    run(sheet(*ROWS))
    path = tmp_path / f"difference.{kind}"
    later = sheet(["A1", "Trường Khác", "1"], ["C1", "Trường C", "1"])
    run(later, "--difference", str(path), on="2025-12-31")
    if kind == "csv":
        rows = list(csv.reader(StringIO(path.read_text("utf-8-sig"))))[1:]
    else:
        sheet_left = openpyxl.load_workbook(path).worksheets[0]
        rows = [list(row) for row in sheet_left.iter_rows(min_row=3, values_only=True)]
    assert {row[1] for row in rows} == {"A1", "B1", "C1"}


def test_without_a_previous_list_there_is_no_difference(sheet, tmp_path):
    path = tmp_path / "difference.csv"
    said = refused(
        sheet(*ROWS), "--as-of", "2024-12-31", *PROVINCE, "--difference", str(path)
    )  # fmt: skip
    assert "--difference" in said
    assert not path.exists()
    assert (UnitVersion.objects.count(), ImportBatch.objects.count()) == (0, 0)


@pytest.mark.parametrize("layout", ["units", "events", "figures", "agencies"])
def test_the_blank_form_of_a_layout_needs_no_list(layout, tmp_path, province):
    make_agency("Sở Minh Họa", province=province)
    path = tmp_path / "form.xlsx"
    with translation.override("en"):
        call_command("import_sheet", "--layout", layout, *PROVINCE, "--template", str(path))
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) > 1
    assert ImportBatch.objects.count() == 0


def test_a_folder_that_does_not_exist_is_said(sheet, tmp_path):
    nowhere = str(tmp_path / "nowhere" / "x.xlsx")
    assert "nowhere" in refused("--layout", "units", "--template", nowhere)
    given = (sheet(*ROWS), "--as-of", "2024-12-31", *PROVINCE)
    assert "nowhere" in refused(*given, "--marked", nowhere)
    assert (UnitVersion.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_a_list_must_be_named(sheet):
    assert refused("--as-of", "2024-12-31").endswith(".")
