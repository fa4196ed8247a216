"""The workbook: office style, numbers as numbers, totals as formulas that agree with ours."""

import datetime as dt
import itertools
import tracemalloc
import zipfile

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from reform.models import PaperVersion
from reform.papers.books import write_later
from reform.papers.province_book import STATISTICS, sheets, write_book
from reform.papers.tables import Column, text
from reform.papers.wording import BLANK
from reform.papers.workbook import FIRST, HEADINGS, NUMBERS, Sheet, write_workbook
from tests.factories import make_unit
from tests.reform.papers.world import TODAY

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "book.xlsx"


@pytest.fixture
def written(desk, path):
    """The same workbook with its formulas, and as the sums beside them."""
    write_book(path, desk.province, TODAY)
    return openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)


def test_each_annex_the_statistics_and_the_list_have_a_sheet(written):
    assert written[0].sheetnames == [
        *(f"Phụ lục {letter}" for letter in "ABCDEFGH"), "Thống kê", "Danh sách",
    ]  # fmt: skip


def test_annex_f_names_the_units_that_are_to_close_and_leaves_the_rest_to_the_office(written):
    rows = list(written[0]["Phụ lục F"].iter_rows(min_row=FIRST + 1, values_only=True))
    assert [row[1] for row in rows if row[1]] == ["Trường Minh Họa 0"]
    assert set(rows[0][2:]) == {BLANK}


def test_every_sheet_is_dressed_as_offices_do(written):
    for sheet in written[0]:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9  # A4
        assert sheet.freeze_panes == f"C{FIRST + 1}"
        assert sheet.print_title_rows == f"${HEADINGS + 1}:${NUMBERS + 1}"
        area = sheet.print_area.rpartition("!")[2].replace("$", "")
        assert area == f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
        heads = [cell.value for cell in sheet[NUMBERS + 1]]
        assert heads == [f"({place})" for place in range(1, len(heads) + 1)]
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in [cell.value for cell in sheet[1]]
        for cell in itertools.chain(*sheet.iter_rows()):
            if cell.value is not None:
                assert (cell.font.name, cell.font.sz in (12, 13)) == ("Times New Roman", True)


def test_totals_are_formulas_that_agree_with_our_sums(written):
    formulas, sums = written
    checked = 0
    for sheet in formulas:
        for cell in itertools.chain(*sheet.iter_rows(min_row=FIRST + 1)):
            if isinstance(cell.value, str) and cell.value.startswith("=SUM("):
                area = sums[sheet.title][cell.value[5:-1]]
                found = [one.value for one in itertools.chain(*area) if one.value is not None]
                assert sum(found) == sums[sheet.title][cell.coordinate].value
                assert cell.number_format == "#,##0"
                checked += 1
    assert checked > 30


def test_the_total_row_is_bold_and_counts_the_units(written):
    formulas, sums = written
    last = formulas["Phụ lục B"].max_row
    assert all(cell.font.b for cell in formulas["Phụ lục B"][last])
    assert sums["Phụ lục B"].cell(last, formulas["Phụ lục B"].max_column).value == 3


def test_the_statistics_split_the_same_total_twice(desk):
    (rows,) = (one.rows for one in sheets(desk.province, TODAY) if one.title == STATISTICS.title)
    total, *parts = rows
    assert total["total"] == total["government"] == 3
    for word in ("Cấp quản lý", "Mức tự chủ"):
        split = [row["total"] for row in parts if row["label"].startswith(word)]
        assert sum(split) == 3
    assert [row["code"] for row in rows] == [f"{n:02}" for n in range(1, len(rows) + 1)]


def test_unknown_is_an_empty_cell_and_not_nought(desk, path):
    write_book(path, desk.province, TODAY)
    sheet = openpyxl.load_workbook(path)["Phụ lục D"]
    assert [sheet.cell(FIRST + 1, column).value for column in (3, 4, 5, 6, 7)] == [None] * 4 + [3]


def test_a_name_that_looks_like_a_formula_is_text(desk, path):
    make_unit(desk.province, name="=HYPERLINK(1)", code="+1")
    write_book(path, desk.province, TODAY)
    with zipfile.ZipFile(path) as archive:
        last = archive.read(f"xl/worksheets/sheet{len(sheets(desk.province, TODAY))}.xml")
    assert b"<f>" not in last
    sheet = openpyxl.load_workbook(path)["Danh sách"]
    found = [cell for row in sheet.iter_rows(min_row=FIRST + 1) for cell in row if cell.value]
    assert {cell.data_type for cell in found} == {"s", "n"}
    assert "'=HYPERLINK(1)" in [cell.value for cell in found]


def grown(path, number: int) -> int:
    """Bytes of memory at most, while a list of ``number`` rows is written."""
    row = {"code": "MH1", "name": "Trường Minh Họa", "people": 12}
    columns = (text("code", "Mã", 20), text("name", "Tên", 60), Column("people", "Người", 20))
    rows = itertools.repeat(row, number)
    sheet = Sheet("Danh sách", "DANH SÁCH", "", columns, rows, adds_up=True, is_long=True)
    tracemalloc.start()
    try:
        write_workbook(path, "ỦY BAN NHÂN DÂN", [sheet])
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_sixty_thousand_rows_take_no_more_memory_than_a_few(path):
    grown(path, 100)  # what is imported and cached once
    few, many = grown(path, 2_000), grown(path, 60_000)
    assert many < 1.5 * few + 500_000
    assert openpyxl.load_workbook(path, read_only=True).active.max_row == FIRST + 60_001


def address(desk) -> str:
    place = reverse("admin:reform_paper_workbook", args=[desk.province.pk])
    return f"{place}?on={TODAY.isoformat()}"


def test_a_short_workbook_is_written_at_once(desk, client):
    client.force_login(desk.office.people["preparer"])
    assert client.post(address(desk)).status_code == 302
    version = PaperVersion.objects.get()
    page = client.get(address(desk))
    assert page.context["kept"].versions == [version]
    file = client.get(reverse("admin:reform_paper_file", args=[version.pk]))
    assert b"".join(file).startswith(b"PK")


def test_a_workbook_is_out_of_date_once_the_data_of_its_day_are_others(desk, client):
    client.force_login(desk.office.people["preparer"])
    client.post(address(desk))
    assert not client.get(address(desk)).context["kept"].is_stale
    make_unit(desk.province, name="Trường của ngày hôm sau", valid_from=TODAY + DAY)
    assert not client.get(address(desk)).context["kept"].is_stale
    make_unit(desk.province, name="Trường ghi muộn")
    assert client.get(address(desk)).context["kept"].is_stale
    client.post(address(desk))
    page = client.get(address(desk))
    assert not page.context["kept"].is_stale
    assert len(page.context["kept"].versions) == 2


def test_a_long_one_is_left_to_the_worker(
    desk, client, settings, django_capture_on_commit_callbacks
):
    settings.BOOK_INLINE_ROWS = 2
    client.force_login(desk.office.people["preparer"])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(desk))
    assert not PaperVersion.objects.exists()
    assert client.get(address(desk)).context["waiting"]
    told = DBTaskResult.objects.get().args_kwargs
    for _twice in range(2):
        write_later.func(*told["args"])
    assert PaperVersion.objects.get().drawn_at <= timezone.now()
    assert not client.get(address(desk)).context["waiting"]


def test_readers_see_workbooks_and_write_none(desk, client):
    client.force_login(desk.office.people["reader"])
    assert client.get(address(desk)).status_code == 200
    assert client.post(address(desk)).status_code == 403
