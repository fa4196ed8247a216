"""Problem cells marked in the clerk's own workbook: nothing else of it changes, whoever made it and
however long it is. Marked by itself here, as the child process does it, and opened by a library."""

import copy
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from units.imports.marking import mark_workbook
from units.imports.marks import DOUBTFUL, REFUSED, WRONG, Mark, Order, as_bytes
from units.imports.package import Unmarkable
from units.imports.workbook import ROOT, plain_answer

SHEET, AUTHOR, TITLE = "Danh sách", "Bàn nhập", "Lỗi"
HEADINGS = ["Mã", "Tên", "Nhóm", "Ghi chú"]
#: Row, column from 0, whether the row is refused for it.
MARKS = [(3, 2, True), (4, 1, False), (5, 3, True)]
LOOKS = ("font", "border", "alignment", "number_format", "protection")


def marks(*places: tuple[int, int, bool], commented: bool = True) -> list[Mark]:
    return [
        Mark(SHEET, row, column, HEADINGS[column], "v", f"sai <{row}> & sửa", "rejected", blocking,
             commented)
        for row, column, blocking in places or MARKS
    ]  # fmt: skip


def order(found: list[Mark]) -> Order:
    headings = ["sheet", "row", "column", "value", "wrong", "outcome"]
    return Order(found, TITLE, ["note"], ["note"], headings, AUTHOR, own=True)


def by_openpyxl(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append(HEADINGS)
    for n in range(2, 7):
        sheet.append([f"A{n}", f"Trường {n}", n, None])
    sheet["B3"].font = Font(bold=True, name="Times New Roman")
    sheet["A3"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["C3"].border = Border(bottom=Side("thin"))
    sheet["C3"].number_format = "#,##0"
    sheet["C3"].comment = Comment("xem lại", "Văn thư")
    sheet["B9"].comment = Comment("ký tên", "Văn thư")
    sheet.column_dimensions["B"].width = 44
    sheet.row_dimensions[4].height = 30
    sheet.merge_cells("A8:D8")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = "A1:D6"
    allowed = DataValidation(type="list", formula1='"1,2,3,4"')
    allowed.add("C2:C6")
    sheet.add_data_validation(allowed)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=2, max_row=6))
    sheet.add_chart(chart, "F2")
    book.create_sheet("Khác").append(["không động đến"])
    book.save(path)


def by_xlsxwriter(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(SHEET)
        dated = book.add_format({"num_format": "dd/mm/yyyy", "border": 1})
        sheet.set_column(1, 1, 44, book.add_format({"bg_color": "#EEEEEE"}))
        sheet.write_row(0, 0, HEADINGS)
        for n in range(1, 6):
            sheet.write_row(n, 0, [f"A{n}", f"Trường <{n}> & bạn"])
            sheet.write_formula(n, 2, f"={n}*2", dated, n * 2)
        sheet.write_comment(2, 2, "xem lại", {"author": "Văn thư"})
        sheet.conditional_format("A1:D6", {"type": "cell", "criteria": ">", "value": 3,
                                           "format": book.add_format({"bold": True})})  # fmt: skip
        sheet.add_table("F1:G4")
        sheet.insert_textbox("I2", "một hình vẽ")
        book.add_worksheet("Khác").set_first_sheet()


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    """What :func:`by_openpyxl` wrote, each part changed."""
    by_openpyxl(path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, change(name, content))


def prefixed(name: str, content: bytes) -> bytes:
    """As some programs write it: every element with a prefix."""
    if name not in ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"):
        return content
    content = re.sub(rb"<(/?)(\w+)(?=[\s/>])", rb"<\1x:\2", content)
    return content.replace(b" xmlns=", b" xmlns:x=", 1)


def unplaced(name: str, content: bytes) -> bytes:
    """Rows and cells that do not say where they stand."""
    if name != "xl/worksheets/sheet1.xml":
        return content
    return re.sub(rb'(<(?:row|c)\b[^>]*?)\sr="\w+"', rb"\1", content)


def without_view(name: str, content: bytes) -> bytes:
    if name != "xl/workbook.xml":
        return content
    return re.sub(rb"<bookViews>.*?</bookViews>", b"", content, flags=re.DOTALL)


def with_macros(name: str, content: bytes) -> bytes:
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return content.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")


MAKERS = {
    "openpyxl": by_openpyxl,
    "xlsxwriter": by_xlsxwriter,
    "every element with a prefix": lambda path: rewritten(path, prefixed),
    "cells that tell no place": lambda path: rewritten(path, unplaced),
    "no view of the workbook": lambda path: rewritten(path, without_view),
    "macros": lambda path: rewritten(path, with_macros),
}


@pytest.fixture(params=MAKERS)
def own(request, tmp_path) -> Path:
    path = tmp_path / "own.xlsx"
    MAKERS[request.param](path)
    return path


def opened(content: bytes | Path, **options) -> openpyxl.Workbook:
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    return openpyxl.load_workbook(source, **options)


def shade(cell) -> str:
    return cell.fill.fgColor.rgb if cell.fill.fill_type else ""


def test_all_but_the_marks_is_as_it_was(own):
    content = mark_workbook(own, order(marks()))
    for options in ({}, {"data_only": True}):  # formulas, and what they last came to
        before, after = opened(own, **options), opened(content, **options)
        assert after.sheetnames == [*before.sheetnames, TITLE]
        for was in before.worksheets:
            same_sheet(was, after[was.title])


def same_sheet(was, now) -> None:
    for row in was.iter_rows():
        for cell in row:
            other = now[cell.coordinate]
            assert other.value == cell.value
            for look in LOOKS:
                assert copy.copy(getattr(other, look)) == copy.copy(getattr(cell, look)), look
    assert now.merged_cells.ranges == was.merged_cells.ranges
    assert now.freeze_panes == was.freeze_panes
    assert {at: one.width for at, one in now.column_dimensions.items()} == {
        at: one.width for at, one in was.column_dimensions.items()
    }
    assert [row.height for row in now.row_dimensions.values() if row.height] == [
        row.height for row in was.row_dimensions.values() if row.height
    ]
    assert len(now._charts) == len(was._charts)


def test_problem_cells_are_shaded_and_commented_in_any_make(own):
    sheet = opened(mark_workbook(own, order(marks())))[SHEET]
    clerks = opened(own)[SHEET]
    assert [shade(sheet[cell]) for cell in ("C3", "B4", "D5")] == [WRONG, DOUBTFUL, WRONG]
    assert "sai <4> & sửa" in sheet["B4"].comment.text
    assert shade(sheet["A5"]) == REFUSED
    assert shade(sheet["A3"]) == (shade(clerks["A3"]) or REFUSED)
    assert shade(sheet["A2"]) == shade(clerks["A2"])
    assert sheet["C3"].comment.text.startswith("xem lại")
    assert "sai <3>" in sheet["C3"].comment.text


def test_every_part_is_whole_and_listed(own):
    with zipfile.ZipFile(io.BytesIO(mark_workbook(own, order(marks())))) as made:
        assert made.testzip() is None
        names = made.namelist()
        assert len(set(names)) == len(names)
        types = parsed(made.read("[Content_Types].xml"))
        listed = {one.get("PartName") for one in types} | {
            f".{one.get('Extension')}" for one in types if one.get("Extension")
        }
        for name in names:
            if name.endswith((".xml", ".rels", ".vml")):
                parsed(made.read(name))
            assert f"/{name}" in listed or f".{name.rpartition('.')[2]}" in listed, name
        for name in (name for name in names if name.endswith(".rels")):
            for relation in parsed(made.read(name)):
                target = relation.get("Target").rpartition("/")[2]
                assert any(one.endswith(target) for one in names), target


def parsed(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)  # noqa: S314 - made here


def test_parts_that_bear_no_marks_pass_byte_by_byte(tmp_path):
    by_xlsxwriter(tmp_path / "own.xlsx")
    content = mark_workbook(tmp_path / "own.xlsx", order(marks()))
    with (
        zipfile.ZipFile(tmp_path / "own.xlsx") as was,
        zipfile.ZipFile(io.BytesIO(content)) as now,
    ):
        changed = {name for name in was.namelist() if was.read(name) != now.read(name)}
        assert changed == {
            "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
            "xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
        }  # fmt: skip


def test_marked_again_nothing_of_the_first_marking_is_left(own, tmp_path):
    first = tmp_path / "first.xlsx"
    first.write_bytes(mark_workbook(own, order(marks())))
    book = opened(mark_workbook(first, order(marks((6, 2, True)))))
    assert book.sheetnames == [*opened(own).sheetnames, TITLE]
    clerks, sheet = opened(own)[SHEET], book[SHEET]
    for row in sheet.iter_rows(max_row=5):
        for cell in row:
            was = clerks[cell.coordinate]
            marked = cell.coordinate in ("C3", "B4", "D5")  # whose own colour was painted over
            assert shade(cell) == ("" if marked else shade(was)), cell.coordinate
            assert (cell.comment and cell.comment.text) == (was.comment and was.comment.text)
    assert shade(sheet["C6"]) == WRONG
    assert [row[1].value for row in book[TITLE].iter_rows(min_row=3)] == [6]


def test_a_problem_within_a_merged_area_is_marked_where_it_shows(tmp_path):
    by_openpyxl(tmp_path / "own.xlsx")
    book = opened(mark_workbook(tmp_path / "own.xlsx", order(marks((8, 2, True)))))
    assert shade(book[SHEET]["A8"]) == WRONG
    assert book[SHEET]["A8"].comment is not None


def test_the_sheet_of_problems_is_the_only_one_that_is_chosen(own):
    book = opened(mark_workbook(own, order(marks())))
    assert book.active.title == TITLE
    chosen = [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected]
    assert chosen == [TITLE]


STRANGE = {
    "the strict namespace": lambda name, content: content.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    ),
    "styles that are not there": lambda name, content: re.sub(
        rb'(<c r="B3") s="\d+"', rb'\1 s="999"', content
    ),
    "rows that are cut off": lambda name, content: (
        content[: content.find(b"</sheetData")] if name == "xl/worksheets/sheet1.xml" else content
    ),
}


@pytest.mark.parametrize("change", STRANGE.values(), ids=STRANGE)
def test_what_is_not_understood_is_not_touched(change, tmp_path):
    rewritten(tmp_path / "own.xlsx", change)
    with pytest.raises(Unmarkable):
        mark_workbook(tmp_path / "own.xlsx", order(marks()))


#: The child process, allowed less memory than it is otherwise.
CHILD = """
import sys
from dataclasses import replace
from units.imports import parse
parse.LIMITS = replace(parse.LIMITS, memory_bytes=400_000_000)
parse.main("mark", sys.argv[1], "long.xlsx")
"""


def test_fifty_thousand_rows_need_no_more_than_400_megabytes(tmp_path):
    path = tmp_path / "long.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        framed = book.add_format({"border": 1, "num_format": "#,##0"})
        sheet.set_column(1, 1, 44)
        sheet.write_row(0, 0, HEADINGS)
        for row in range(1, 50_001):
            sheet.write_row(row, 0, [f"A{row}", f"Trường Minh Họa {row}", *range(16)], framed)
    found = marks(*((row, 2, True) for row in range(2, 50_002)), commented=False)
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path)],
        input=as_bytes(order(found)), capture_output=True, cwd=ROOT, check=True,
    )  # fmt: skip
    is_own, content = plain_answer(io.BytesIO(done.stdout))
    assert is_own
    sheet = opened(content, read_only=True)[SHEET]
    rows = sheet.iter_rows(min_row=2, max_col=4)
    number = 0
    for number, (code, _name, wrong, other) in enumerate(rows, start=1):
        assert (code.value, shade(wrong)) == (f"A{number}", WRONG)
        assert (other.number_format, shade(other)) == ("#,##0", REFUSED)
    assert number == 50_000
