"""What a clerk can say on the pages of the desk can be said at a terminal."""

import json
from io import StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.factories import day, make_province, make_unit
from tests.units.imports.desk_lists import as_csv, state
from tests.units.imports.reading_files import fill_xlsx
from units.management.list_options import instructions_from, meanings
from units.management.terminal import PHASES, line
from units.models import Agency, ImportBatch, Unit, UnitVersion

pytestmark = pytest.mark.django_db
HEADINGS = ["Mã đơn vị", "Tên đơn vị", "Cơ quan chủ quản"]


@pytest.fixture(autouse=True)
def province():
    return make_province()


@pytest.fixture
def book(tmp_path):
    def write(**sheets) -> str:
        made = openpyxl.Workbook()
        made.remove(made.active)
        for name, rows in sheets.items():
            fill_xlsx(made.create_sheet(name), rows)
        made.save(tmp_path / "book.xlsx")
        return str(tmp_path / "book.xlsx")

    return write


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def said(path: str, *options: str, stderr=None) -> str:
    out = StringIO()
    given = ("--as-of", "2024-12-31", "--province", "MH", *options)
    call_command("import_sheet", path, *given, stdout=out, stderr=stderr or StringIO())
    return out.getvalue()


def run(path: str, *options: str, stderr=None) -> dict:
    return json.loads(said(path, *options, "--json", stderr=stderr))


def test_several_sheets_are_one_list_and_their_names_say_something(book):
    path = book(**{
        "Sở Y tế": [HEADINGS[:2], ["A1", "Trạm A"]],
        "Sở Giáo dục": [HEADINGS[:2], ["B1", "Trường B"]],
    })  # fmt: skip
    options = ("--sheet", "Sở Y tế", "--sheet", "Sở Giáo dục", "--sheet-names", "agency")
    assert run(path, *options, "--create-agencies")["created"] == 2
    found = UnitVersion.objects.values_list("code", "agency__name")
    assert dict(found) == {"A1": "Sở Y tế", "B1": "Sở Giáo dục"}


def test_one_sheet_is_chosen_by_its_name(book):
    path = book(One=[HEADINGS[:2], ["A1", "Trạm A"]], Two=[HEADINGS[:2], ["B1", "Trường B"]])
    run(path, "--sheet", "Two")
    assert UnitVersion.objects.get().code == "B1"


def test_a_text_means_what_the_command_line_says(book):
    path = book(One=[HEADINGS, ["A1", "Trạm A", "SYT"], ["A2", "Trạm B", "?"]])
    run(path, "--values", "agency:SYT=Sở Y tế", "--values", "agency:?=", "--new-agency", "Sở Y tế")
    found = UnitVersion.objects.values_list("code", "agency__name")
    assert dict(found) == {"A1": "Sở Y tế", "A2": None}
    assert Agency.objects.count() == 1


def test_codes_are_explained_on_another_sheet(book):
    codes = [["Mã cơ quan", "Tên cơ quan"], ["01", "Sở Y tế"], ["02", "Sở Nội vụ"]]
    path = book(List=[HEADINGS, ["A1", "Trạm A", "01"]], Codes=codes)
    run(path, "--sheet", "List", "--lookup", "agency=Codes", "--create-agencies")
    assert UnitVersion.objects.get().agency.name == "Sở Y tế"


def test_the_month_may_stand_before_the_day(book):
    path = book(One=[[*HEADINGS[:2], "Ngày thành lập"], ["A1", "Trạm A", "03/25/2001"]])
    run(path, "--map", "established_on=Ngày thành lập", "--swap-dates")
    assert Unit.objects.get().established_on == day("2001-03-25")


@pytest.mark.parametrize("by_handle", [True, False])
def test_a_row_may_mean_a_unit_that_is_named(book, province, by_handle):
    unit = make_unit(province, code="K1", name="Trạm Cũ")
    path = book(One=[HEADINGS[:2], ["A1", "Trạm A"], ["A2", "Trạm B"]])
    chosen = unit.handle if by_handle else str(unit.pk)
    report = run(path, "--choose", f"2={chosen}", "--choose", "3=NEW")
    assert (report["changed"], report["created"]) == (1, 1)
    assert UnitVersion.objects.known().get(code="A1").unit == unit


WRONG = {
    "a choice that is no unit": ("--choose", "2=Trạm A"),
    "a meaning without its text": ("--values", "agency=Sở Y tế"),
    "a field without its sheet": ("--lookup", "agency"),
    "a sheet that is no list of codes": ("--lookup", "agency=One"),
    "a field that does not exist": ("--values", "colour:x=y"),
    "a unit that does not exist": ("--choose", "2=DV9999999"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_followed_gets_one_sentence(case, book, files):
    path = book(One=[HEADINGS, ["A1", "Trạm A", ""]])
    with pytest.raises(CommandError) as refused:
        run(path, *WRONG[case])
    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)
    assert (state(), ImportBatch.objects.count()) == ([], 0)
    assert [one for one in files.rglob("*") if one.is_file()] == []


def test_a_meaning_may_hold_signs_of_its_own():
    assert meanings(["agency:a:b=c=d", "agency:x="]) == {"agency": {"a:b": "c=d", "x": ""}}


def test_nothing_said_is_no_instruction():
    lists = ("map", "where", "set", "values", "lookup", "choose", "sheet", "new_agency")
    silent = {name: [] for name in lists}
    options = silent | dict.fromkeys(("create_agencies", "swap_dates"), False)
    found = instructions_from(options | {"block": "", "sheet_names": ""})
    assert not any(found.as_options().values())


# What somebody who waits sees


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(as_csv([{"code": f"A{n}", "name": f"Trường {n}"} for n in range(30)]))
    return str(path)


def test_a_terminal_hears_of_every_phase_and_keeps_nothing_of_it(path):
    terminal = Terminal()
    report = run(path, stderr=terminal)
    assert report["created"] == 30
    lines = terminal.getvalue().split("\r")
    assert len(lines) > len(PHASES)
    number = ImportBatch.objects.get().pk
    assert lines[-1].startswith("\x1b[K")
    assert f"undo_import {number}" in lines[-1]


def test_no_terminal_hears_nothing(path):
    quiet = StringIO()
    run(path, stderr=quiet)
    assert quiet.getvalue() == ""


def test_the_number_of_the_batch_is_said_in_words(path):
    words = said(path)
    assert f"undo_import {ImportBatch.objects.get().pk}" in words


BARS = {
    (0, 100, 0.0): "Writing ░░░░░░░░░░░░░░░░░░░░░░░░ 0 / 100",
    (50, 100, 5.0): "Writing ████████████░░░░░░░░░░░░ 50 / 100 · 10 rows/s, 0:05 left",
    (10, 7_510, 1.0): "Writing ░░░░░░░░░░░░░░░░░░░░░░░░ 10 / 7,510 · 10 rows/s, 12:30 left",
    (100, 100, 9.0): "Writing ████████████████████████ 100 / 100 · 11 rows/s, 0:00 left",
}  # fmt: skip


@pytest.mark.parametrize("state", BARS)
def test_the_bar_tells_rows_done_rate_and_time_left(state):
    with translation.override("en"):
        assert line("Writing", *state) == BARS[state]
