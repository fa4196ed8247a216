"""Real spreadsheets come to their right end: lists are imported, all else gets one sentence."""

import json
import shutil
from collections import Counter
from io import StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from python_calamine import CalamineWorkbook

from tests.factories import day
from units.counts import count_units
from units.models import ImportBatch, Province, RegisterEntry, Unit, UnitVersion
from units.names import match_key

pytestmark = pytest.mark.django_db

SCHOOLS = "schools_thai_nguyen_2025-06-23.xlsx"
COLUMNS = ["unit_code=MA_TRUONG", "unit_name=TEN_TRUONG_HOC", "agency=MA_DON_VI"]
FOUNDED = "established_on=NGAY_THANH_LAP"
PUBLIC = ("--where", "LOAI_HINH_DAO_TAO=1", "--set", "sector=education", "--create-agencies")
THAI_NGUYEN = ("--as-of", "2025-06-23", "--province", "19")
BAC_NINH = ("--as-of", "2025-06-30", "--province", "27")


def run(path, *options: str) -> dict:
    out = StringIO()
    call_command("import_sheet", str(path), *options, "--json", stdout=out)
    return json.loads(out.getvalue())


def schools(path, *columns: str) -> dict:
    mapped = [option for column in columns for option in ("--map", column)]
    return run(path, *mapped, *PUBLIC, *THAI_NGUYEN)


def recounted(path) -> Counter:
    """Public schools by governing agency, straight from the sheet."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Sheet1").to_python()
    heading = next(row for row in rows if "MA_TRUONG *" in row)
    agency, kind = heading.index("MA_DON_VI *"), heading.index("LOAI_HINH_DAO_TAO *")
    below = rows[rows.index(heading) + 1 :]
    return Counter(row[agency] for row in below if row[kind] in (1, 1.0, "1"))


@pytest.mark.parametrize("columns", [[*COLUMNS, FOUNDED], COLUMNS], ids=["founded", "not founded"])
def test_schools_of_thai_nguyen_by_governing_agency(columns, samples):
    report = schools(samples / SCHOOLS, *columns)
    expected = recounted(samples / SCHOOLS)
    assert (report["created"], report["rejected"]) == (expected.total(), 0) == (679, 0)
    assert (report["rows_read"], report["ignored"]) == (814, 814 - 679)
    province = Province.objects.bearing("19", day("2025-06-23"))
    counts = count_units(day("2025-06-23"), by="agency", province=province)
    assert counts.by == dict(expected)
    assert counts.by["164"] == 127
    assert count_units(day("2025-06-22"), province=province).total == 0


def test_an_impossible_day_of_establishment_is_named_and_left_out(samples):
    report = schools(samples / SCHOOLS, *COLUMNS, FOUNDED)
    wrong = {
        one["row"]: one["message"] for one in report["problems"] if one["code"] == "not_a_date"
    }
    assert len(wrong) == 2
    assert any("03/07/0002" in message for message in wrong.values())
    founded = Unit.objects.exclude(established_on=None).values_list("established_on", flat=True)
    assert min(founded).year > 1900


def test_the_schools_again_under_another_name_change_nothing(samples, tmp_path):
    schools(samples / SCHOOLS, *COLUMNS, FOUNDED)
    copy = shutil.copy(samples / SCHOOLS, tmp_path / "truong hoc.xlsx")
    again = schools(copy, *COLUMNS, FOUNDED)
    assert (again["created"], again["changed"], again["unchanged"]) == (0, 0, 679)
    assert (again["missing_from_list"], UnitVersion.objects.count()) == (0, 679)


def test_health_units_of_bac_ninh(samples):
    columns = ("--map", "unit_code=Code", "--map", "unit_name=Name")
    report = run(samples / "health_units_bac_ninh.xlsx", *columns, *BAC_NINH)
    assert (report["rows_read"], report["created"], report["rejected"]) == (174, 174, 0)
    assert UnitVersion.objects.filter(code="").count() == 1
    again = run(samples / "health_units_bac_ninh.xlsx", *columns, *BAC_NINH)
    assert (again["unchanged"], again["missing_from_list"]) == (174, 0)


def test_units_of_a_ministry(samples):
    for expected in ("created", "unchanged"):
        report = run(samples / "ministry_units_32.xlsx", "--as-of", "2025-06-30")
        assert report[expected] == report["rows_read"] == 32
    assert set(UnitVersion.objects.values_list("province", flat=True)) == {None}


NO_LISTS = [
    "damaged.xlsx",
    "statistical_form_not_a_list.xlsx",
    "statistical_forms_home_affairs.xlsx",
]


@pytest.mark.parametrize("filename", NO_LISTS)
def test_what_is_no_list_gets_one_sentence_and_changes_nothing(filename, samples, files):
    with pytest.raises(CommandError) as refused:
        run(samples / filename, *BAC_NINH)
    assert refused.value.returncode == 2
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)
    assert (Unit.objects.count(), RegisterEntry.objects.count()) == (0, 0)
    assert ImportBatch.objects.count() == 0
    assert [path for path in files.rglob("*") if path.is_file()] == []


# Through the whole desk, and back


def plain_rows(path, sheet: int, first: int) -> list[tuple]:
    """The rows of a sheet from the row of headings on, as another library reads them."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return list(book.worksheets[sheet].iter_rows(min_row=first, values_only=True))


def test_the_names_of_all_schools_are_those_of_the_sheet(samples):
    schools(samples / SCHOOLS, *COLUMNS)
    lines = plain_rows(samples / SCHOOLS, 0, 4)
    headings = [str(cell).strip(" *") for cell in lines[0]]
    code, name, kind = map(headings.index, ("MA_TRUONG", "TEN_TRUONG_HOC", "LOAI_HINH_DAO_TAO"))
    told = {str(row[code]): match_key(row[name]) for row in lines[1:] if str(row[kind]) == "1"}
    held = UnitVersion.objects.values_list("code", "name")
    assert {code: match_key(name) for code, name in held} == told


LISTS = {
    SCHOOLS: [*(part for column in COLUMNS for part in ("--map", column)), *PUBLIC, *THAI_NGUYEN],
    "health_units_bac_ninh.xlsx": ["--map", "unit_code=Code", "--map", "unit_name=Name", *BAC_NINH],
    "ministry_units_32.xlsx": ["--as-of", "2025-06-30"],
}


@pytest.mark.parametrize("filename", LISTS)
def test_a_list_is_marked_shown_and_taken_back(filename, samples, tmp_path, admin_client):
    marked = tmp_path / "marked.xlsx"
    run(samples / filename, *LISTS[filename], "--marked", str(marked))
    assert openpyxl.load_workbook(marked).sheetnames
    batch = ImportBatch.objects.get()
    assert admin_client.get(batch.get_absolute_url()).status_code == 200
    call_command("undo_import", str(batch.pk), "--reason", "test", stdout=StringIO())
    assert UnitVersion.objects.known().count() == 0
    assert run(samples / filename, *LISTS[filename], "--dry-run")["unchanged"] == 0
