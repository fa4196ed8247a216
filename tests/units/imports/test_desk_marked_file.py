"""The file given back with its problem cells marked: the clerk's own where it can be, harmless in
any case, and fit to be sent in again."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from tests.factories import day, make_province, make_unit, make_user
from units.imports import desk
from units.imports.instructions import Instructions
from units.imports.marked import marked_file, name_of, why_values_only
from units.imports.marks import DOUBTFUL, REFUSED, WRONG, quoted
from units.imports.workbook import MissingFile
from units.models import ImportBatch

from .desk_lists import as_csv
from .reading_files import write_ods, write_xls

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")
TITLE = "Problems of the list"
HEADINGS = ["Mã đơn vị", "Tên đơn vị", "Cơ quan chủ quản", "Nhóm tự chủ", "Ngày thành lập", "Tổng"]
ROWS = [
    ["A1", "Trường A", None, "4", "01/02/2003", "=1*2"],
    ["B1", "Trường B", None, "9", "01/02/2003", "=2*2"],
    ["C1", "Trường C", "Sở Không Có", "4", "hôm nào", "=3*2"],
]


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def province():
    return make_province()


def own_workbook() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    for row in [HEADINGS, *ROWS]:
        sheet.append(row)
    sheet["B3"].font = Font(bold=True, color="FF0000FF")
    sheet["C3"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["D3"].comment = Comment("xem lại", "Văn thư")
    sheet.column_dimensions["B"].width = 44
    sheet.merge_cells("A6:B6")
    return book


def content_of(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sent(province, content: bytes, filename: str) -> ImportBatch:
    batch = desk.receive(
        ContentFile(content), filename=filename, as_of=AS_OF, province=province,
        today=dt.date(2026, 12, 31),
    )  # fmt: skip
    desk.look(batch)
    desk.preview(batch)
    return batch


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture
def marked(province):
    make_unit(province, name="Trường A", code="A1")
    batch = sent(province, content_of(own_workbook()), "danh sách.xlsx")
    return opened(marked_file(batch).content)


def shade(cell) -> str:
    return cell.fill.fgColor.rgb if cell.fill.fill_type else ""


def test_problem_cells_are_coloured_and_commented(marked):
    sheet = marked["Danh sách"]
    assert shade(sheet["D3"]) == WRONG
    assert "9" in sheet["D3"].comment.text
    assert sheet["D3"].comment.text.startswith("xem lại"), "the clerk's own comment stays"
    assert shade(sheet["C4"]) == WRONG
    assert "Sở Không Có" in sheet["C4"].comment.text
    assert shade(sheet["E4"]) == DOUBTFUL
    assert sheet["A1"].comment is None


def test_rows_that_are_not_taken_are_tinted_around_the_clerks_own_colours(marked):
    sheet = marked["Danh sách"]
    assert [shade(sheet[f"{column}3"]) for column in "ABCDEF"] == [
        REFUSED, REFUSED, "FF00FF00", WRONG, REFUSED, REFUSED,
    ]  # fmt: skip
    assert shade(sheet["A1"]) == ""


def test_formatting_and_formulas_stay(marked):
    sheet = marked["Danh sách"]
    assert sheet["B3"].font.b
    assert sheet["B3"].font.color.rgb == "FF0000FF"
    assert sheet.column_dimensions["B"].width == 44
    assert sheet["F3"].value == "=2*2"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A6:B6"]


def test_the_last_sheet_lists_every_problem_with_a_link_to_its_cell(marked):
    assert marked.sheetnames == ["Danh sách", TITLE]
    assert marked.active.title == TITLE
    lines = {
        (line[1].value, line[2].value): line
        for line in marked[TITLE].iter_rows()
        if isinstance(line[1].value, int)
    }
    assert set(lines) == {(3, "Nhóm tự chủ"), (4, "Cơ quan chủ quản"), (4, "Ngày thành lập")}
    line = lines[3, "Nhóm tự chủ"]
    assert line[1].hyperlink.location == "'Danh sách'!D3"
    assert (line[0].value, line[3].value, line[5].value) == ("Danh sách", "9", "rejected")


def test_a_mended_file_sent_in_again_loses_its_marks(province, marked):
    sheet = marked["Danh sách"]
    sheet["D3"] = "3"
    sheet["C4"] = None
    again = sent(province, content_of(marked), "danh sách (đã đánh dấu).xlsx")
    assert again.counts["rejected"] == 0
    marked_again = opened(marked_file(again).content)
    assert marked_again.sheetnames == ["Danh sách", TITLE]
    sheet = marked_again["Danh sách"]
    assert [shade(sheet[cell]) for cell in ("A3", "D3", "C4", "E4")] == ["", "", "", DOUBTFUL]
    assert sheet["C4"].comment is None
    assert sheet["E4"].comment.text.count("hôm nào") == 1


def test_each_sheet_of_a_list_is_marked_where_its_own_columns_are(province):
    book = openpyxl.Workbook()
    book.active.title = "Y tế"
    for row in [HEADINGS[:4], ["A1", "Trạm A", None, "4"], ["A2", "Trạm B", None, "9"]]:
        book.active.append(row)
    other = book.create_sheet("Giáo dục")
    for row in [
        ["Nhóm tự chủ", "Tên đơn vị", "Mã đơn vị", "Cơ quan chủ quản"],
        ["8", "Trường A", "B1", None],
        ["4", "Trường B", "B2", None],
    ]:
        other.append(row)
    batch = desk.receive(
        ContentFile(content_of(book)), filename="hai trang.xlsx", as_of=AS_OF, province=province,
        today=dt.date(2026, 12, 31), instructions=Instructions(sheets=("Y tế", "Giáo dục")),
    )  # fmt: skip
    desk.look(batch)
    desk.preview(batch)
    marked = opened(marked_file(batch).content)
    wrong = [
        (sheet.title, cell.coordinate)
        for sheet in marked.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if shade(cell) == WRONG
    ]
    assert wrong == [("Y tế", "D3"), ("Giáo dục", "A2")]
    links = [row[1].hyperlink.location for row in marked[TITLE].iter_rows() if row[1].hyperlink]
    assert links == ["'Y tế'!D3", "'Giáo dục'!A2"]


OTHERS = {
    "xls": lambda path, rows: write_xls(path, rows).read_bytes(),
    "ods": lambda path, rows: write_ods(path, rows).read_bytes(),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_of_other_formats_the_values_are_given_back(kind, province, tmp_path):
    rows = [[cell and str(cell) for cell in row[:5]] for row in (HEADINGS, *ROWS)]
    batch = sent(province, OTHERS[kind](tmp_path / f"cũ.{kind}", rows), f"cũ.{kind}")
    file = marked_file(batch)
    assert file.name == "cũ (values only, problems marked).xlsx"
    book = opened(file.content)
    sheet = book.worksheets[0]
    assert [[cell.value for cell in row] for row in sheet["A1:E4"]] == rows
    assert shade(sheet["D3"]) == WRONG
    assert shade(sheet["A3"]) == REFUSED
    assert "Sở Không Có" in sheet["C4"].comment.text
    assert f"cũ.{kind}" in " ".join(str(row[0].value) for row in book[TITLE].iter_rows(max_row=4))


def test_a_csv_file_comes_back_as_a_workbook(province):
    rows = [{"code": "A1", "name": "Trường A", "autonomy": "9"}]
    file = marked_file(sent(province, as_csv(rows), "bảng [1]/2.csv"))
    book = opened(file.content)
    assert "/" not in file.name
    assert shade(book.worksheets[0]["C2"]) == WRONG
    link = next(row[1].hyperlink for row in book[TITLE].iter_rows() if row[1].hyperlink)
    assert link.location.startswith(f"'{book.worksheets[0].title}'!")


ATTACKS = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "|calc", "%0"]


@pytest.mark.parametrize("text", ATTACKS)
def test_no_added_cell_is_a_formula(text, province):
    assert quoted(text).startswith("'")
    batch = sent(province, as_csv([{"code": "A1", "name": "Trường", "autonomy": text}]), "x.csv")
    book = opened(marked_file(batch).content)
    for row in book[TITLE].iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            assert not str(cell.value or "").startswith(tuple("=+-@"))


def test_an_own_formula_in_a_problem_cell_stays_one_and_is_quoted_in_the_summary(province):
    book = own_workbook()
    book.active["D2"] = '="9"&"9"'
    batch = sent(province, content_of(book), "a.xlsx")
    row = batch.rows.get(number=3)
    row.problems = [row.problems[0] | {"value": '="9"&"9"', "message": "=cmd"}]
    row.save()
    book = opened(marked_file(batch).content)
    assert book["Danh sách"]["D2"].value == '="9"&"9"'
    said = [cell.value for line in book[TITLE].iter_rows() for cell in line if cell.value]
    assert "'=cmd" in said
    assert "=cmd" not in said


def test_past_some_thousands_of_problems_cells_are_only_coloured(province, monkeypatch):
    monkeypatch.setattr("units.imports.marked.MOST_COMMENTS", 2)
    book = openpyxl.Workbook()
    for row in [HEADINGS, *([f"A{n}", f"Trường {n}", None, "9"] for n in range(4))]:
        book.active.append(row)
    sheet = opened(marked_file(sent(province, content_of(book), "dài.xlsx")).content).worksheets[0]
    assert {shade(sheet[f"D{row}"]) for row in range(2, 6)} == {WRONG}
    assert [bool(sheet[f"D{row}"].comment) for row in range(2, 6)] == [True, True, False, False]


def test_a_workbook_to_which_nothing_can_be_added_is_given_back_as_values(province):
    strange = io.BytesIO()
    own = io.BytesIO(content_of(own_workbook()))
    with zipfile.ZipFile(own) as old, zipfile.ZipFile(strange, "w") as new:
        for name in old.namelist():  # a style that is not there
            new.writestr(name, old.read(name).replace(b'<c r="B3" s="', b'<c r="B3" s="99'))
    file = marked_file(sent(province, strange.getvalue(), "lạ.xlsx"))
    assert file.name == "lạ (values only, problems marked).xlsx"
    sheet = opened(file.content).worksheets[0]
    assert [shade(sheet[cell]) for cell in ("D3", "B3", "D2")] == [WRONG, REFUSED, ""]


def test_the_page_says_why_the_formatting_is_not_kept(admin_client, province):
    listed = sent(province, as_csv([{"code": "A1", "name": "A", "autonomy": "9"}]), "x.csv")
    shown = admin_client.get(listed.get_absolute_url())
    assert shown.context["values_only"] == why_values_only(listed)
    assert ".xlsx" in shown.context["values_only"]
    own = sent(province, content_of(own_workbook()), "danh sách.xlsx")
    assert admin_client.get(own.get_absolute_url()).context["values_only"] == ""


def test_a_file_that_is_gone_is_said(province):
    batch = sent(province, as_csv([{"code": "A1", "name": "A", "autonomy": "9"}]), "x.csv")
    Path(batch.file.path).unlink()
    with pytest.raises(MissingFile):
        marked_file(batch)


@pytest.mark.parametrize(
    "filename", ["../../etc/passwd.xlsx", 'a"b<c>.xls', "CON\x00\n.csv", ".xlsx", "…" * 300]
)
def test_names_are_clean(filename):
    name = name_of(filename, own=True)
    assert not set(name) & set('\x00\n/\\:*?"<>|')
    assert name.endswith("(problems marked).xlsx")
    assert len(name) <= 130


def test_the_marked_file_is_for_those_who_may_see_the_batch(client, province):
    batch = sent(province, as_csv([{"code": "A1", "name": "A", "autonomy": "9"}]), "x.csv")
    address = reverse("admin:units_importbatch_marked", args=[batch.pk])
    client.force_login(make_user(role="reader", province=province))
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert address in client.get(batch.get_absolute_url()).content.decode()
    client.force_login(make_user(role="preparer", province=make_province(code="MX", name="Xa")))
    assert client.get(address).status_code == 404
    client.logout()
    assert "login" in client.get(address).url
