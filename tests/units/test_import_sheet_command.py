"""``import_sheet`` does from a terminal what the desk does, and reports in one JSON object."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import day, make_province, make_unit
from tests.units.imports.desk_lists import as_csv, state
from units.models import ImportBatch, RegisterEntry, UnitVersion

pytestmark = pytest.mark.django_db

A = {"code": "A1", "name": "Trường A", "agency": "Sở Minh Họa", "kind": "1"}
B = {"code": "B1", "name": "Trường B", "agency": "Sở Minh Họa", "kind": "2"}
KEYS = ["rows_read", "created", "changed", "unchanged", "rejected", "ignored", "missing_from_list"]


@pytest.fixture(autouse=True)
def province():
    return make_province()


@pytest.fixture
def sheet(tmp_path):
    def write(*rows):
        path = tmp_path / "danh sách.csv"
        path.write_bytes(as_csv(list(rows)))
        return str(path)

    return write


def run(path: str, *options: str) -> dict:
    out = StringIO()
    given = ("--as-of", "2024-12-31", "--province", "MH", "--json", *options)
    call_command("import_sheet", path, *given, stdout=out)
    return json.loads(out.getvalue())


def numbers(report: dict) -> list[int]:
    return [report[key] for key in KEYS]


def test_it_writes_and_says_what(sheet):
    report = run(sheet(A, B), "--create-agencies")
    assert list(report) == [*KEYS, "problems"]
    assert numbers(report) == [2, 2, 0, 0, 0, 0, 0]
    assert report["problems"] == []
    entry = RegisterEntry.objects.get()
    assert (entry.recorded_by, entry.batch.filename) == (None, "danh sách.csv")


def test_the_counts_add_up(sheet, province):
    make_unit(province, code="C1")
    path = sheet(A, B | {"kind": "1"}, B | {"code": "B2"}, A | {"code": "A9", "autonomy": "9"})
    options = ("--create-agencies", "--where", "Công lập=1", "--accept-good-rows")
    report = run(path, *options)
    assert numbers(report) == [4, 2, 0, 0, 1, 1, 0]
    assert numbers(run(path, *options)) == [4, 0, 0, 2, 1, 1, 0]
    assert [set(problem) for problem in report["problems"]] == [
        {"row", "column", "code", "message"}
    ]
    assert (report["problems"][0]["row"], report["problems"][0]["column"]) == (5, "Nhóm tự chủ")


def test_a_dry_run_shows_and_leaves_nothing(sheet, files):
    report = run(sheet(A, B | {"autonomy": "9"}), "--create-agencies", "--dry-run")
    assert numbers(report) == [2, 1, 0, 0, 1, 0, 0]
    assert (state(), ImportBatch.objects.count()) == ([], 0)
    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_rejected_rows_stop_it_with_a_report_and_one_sentence(sheet):
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command(
            "import_sheet", sheet(A, B), "--as-of", "2024-12-31", "--province", "MH", "--json",
            stdout=out,
        )  # fmt: skip
    assert refused.value.returncode == 2
    assert "--accept-good-rows" in str(refused.value)
    assert [one["code"] for one in json.loads(out.getvalue())["problems"]] == ["agency_unknown"] * 2
    assert (state(), ImportBatch.objects.count()) == ([], 0)


def test_fields_and_headings_can_be_named(sheet):
    options = ["--map", "code=Mã đơn vị", "--map", "unit_name=ten don vi", "--map", "agency="]
    run(sheet(A), *options, "--set", "sector=Y tế", "--set", "autonomy=4")
    version = UnitVersion.objects.get()
    assert (version.agency, version.sector.code, version.autonomy_group) == (None, "health", "4")


def test_without_a_province_units_belong_to_ministries(sheet):
    call_command(
        "import_sheet", sheet(A), "--as-of", "2024-12-31", "--create-agencies", stdout=StringIO()
    )
    assert UnitVersion.objects.get().province is None


def test_without_json_it_says_the_same_in_words(sheet):
    out = StringIO()
    path = sheet(A, A | {"code": "A2"})
    call_command(
        "import_sheet", path, "--as-of", "2024-12-31", "--province", "MH", "--create-agencies",
        stdout=out,
    )  # fmt: skip
    lines = out.getvalue().splitlines()
    assert [int(line.split()[0]) for line in lines[:7]] == [2, 2, 0, 0, 0, 0, 0]
    assert any("Tên đơn vị" in line for line in lines[7:])


WRONG = {
    "no such file": ({"path": "nowhere.csv"}, "nowhere.csv"),
    "no such sheet": ({"options": ["--sheet", "Màu"]}, "Màu"),
    "no such field": ({"options": ["--map", "colour=Công lập"]}, "colour"),
    "no such heading": ({"options": ["--map", "sector=Màu"]}, "Màu"),
    "no such column": ({"options": ["--where", "Màu=1"]}, "Màu"),
    "no row with that value": ({"options": ["--where", "Công lập=7"]}, "1, 2"),
    "no such sector": ({"options": ["--set", "sector=Màu"]}, "Màu"),
    "no pair": ({"options": ["--map", "unit_name"]}, "--map"),
    "no day": ({"options": ["--as-of", "31/12/2024"]}, "2025-06-30"),
    "a day to come": ({"options": ["--as-of", "2199-12-31"]}, "31/12/2199"),
    "no such province": ({"options": ["--province", "99"]}, "99"),
    "a province of other days": (
        {"options": ["--province", "30", "--as-of", "2025-07-01"]},
        "Hải Dương",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_used_gets_one_sentence_and_changes_nothing(case, sheet, files):
    given, said = WRONG[case]
    path = given.get("path") or sheet(A, B)
    with pytest.raises(CommandError) as refused:
        run(path, "--create-agencies", *given.get("options", ()))
    assert refused.value.returncode == 2
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert (state(), ImportBatch.objects.count()) == ([], 0)
    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_a_later_list_changes_only_what_it_says(sheet):
    run(sheet(A), "--create-agencies")
    report = run(sheet(A | {"name": "Trường Mới"}), "--as-of", "2025-12-31")
    assert numbers(report) == [1, 0, 1, 0, 0, 0, 0]
    assert [row[1:4] for row in state()] == [
        (day("2024-12-31"), day("2025-12-31"), "Trường A"),
        (day("2025-12-31"), None, "Trường Mới"),
    ]
