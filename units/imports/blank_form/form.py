"""A blank workbook for each layout, for offices to fill in: headings that the desk knows, lists to
choose from, formats that keep codes whole, and a sheet that explains every column."""

from __future__ import annotations

import datetime as dt
from typing import IO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ...models import Province
from .choices import Choices, choices_for
from .columns import Filling, FormColumn, columns_of, layout_called
from .guidance import write_guidance

SHEETS = {
    "units": "Danh sách đơn vị",
    "figures": "Số liệu hằng năm",
    "agencies": "Danh sách cơ quan",
    "events": "Danh sách sự kiện",
}
LISTS = "Danh mục"
#: Rows that the lists and checks of a form reach down to.
LAST_ROW = 50_001
NUMBER_COLUMN = "STT"
THIN = Side(style="thin", color="FF999999")
FORMATS = {
    Filling.CODE: "@",
    Filling.DATE: "dd/mm/yyyy",
    Filling.COUNT: "0",
    Filling.AMOUNT: "#,##0.0##",
}
WIDTHS = {Filling.TEXT: 34, Filling.OFFER: 34, Filling.CHOICE: 26, Filling.CODE: 18}
NARROW = 14


def write_template(
    layout: str, stream: IO[bytes], *, province: Province | None = None, on: dt.date
) -> None:
    """Write the blank form of a layout as .xlsx, in the language in use.

    Agencies to choose from are those of ``province`` (None: of the ministries) on the day ``on``.
    Raises KeyError for a name that is none of the layouts'.
    """
    columns = list(columns_of(layout_called(layout)))
    choices = choices_for((one.name for one in columns), province, on)
    book = Workbook()
    sheet = book.active
    sheet.title = SHEETS[layout]
    write_headings(sheet, columns)
    guidance = book.create_sheet("Hướng dẫn")
    write_guidance(guidance, layout, columns, choices, province)
    write_lists(book.create_sheet(LISTS), columns, choices, sheet)
    add_checks(sheet, columns)
    lay_out(sheet, len(columns) + 1)
    book.save(stream)


def write_headings(sheet: Worksheet, columns: list[FormColumn]) -> None:
    sheet.append([NUMBER_COLUMN, *(one.heading for one in columns)])
    for place, cell in enumerate(sheet[1]):
        required = place > 0 and columns[place - 1].is_required
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="FFFFE7B8" if required else "FFE8EEF5")
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
    for place, one in enumerate(columns, 2):
        cell = sheet.cell(1, place)
        note = Comment(note_on(one), _("Register of public service units"))
        note.width, note.height = 320, 110
        cell.comment = note
        letter = get_column_letter(place)
        dimension = sheet.column_dimensions[letter]
        dimension.width = WIDTHS.get(one.filling, NARROW)
        if one.filling in FORMATS:
            dimension.number_format = FORMATS[one.filling]
    sheet.column_dimensions["A"].width = 6
    sheet.row_dimensions[1].height = 62


def note_on(column: FormColumn) -> str:
    required = _("Required.") if column.is_required else _("Leave it empty when it is not known.")
    return f"{column.meaning}\n{required}"


def write_lists(
    sheet: Worksheet, columns: list[FormColumn], choices: dict[str, Choices], form: Worksheet
) -> None:
    """A hidden sheet with a column for each list, and the cells of the form that choose from it."""
    sheet.sheet_state = "hidden"
    for place, one in enumerate(columns, 2):
        if not (values := list(choices.get(one.name, {}).values())):
            continue
        column = sheet.max_column + 1 if sheet["A1"].value else 1
        letter = get_column_letter(column)
        for row, value in enumerate([one.heading, *values], 1):
            sheet.cell(row, column, value)
        area = f"'{LISTS}'!${letter}$2:${letter}${len(values) + 1}"
        check = DataValidation(type="list", formula1=area, allow_blank=True)
        if one.filling is Filling.CHOICE:
            refuse(check, _("Choose a value from the list, or leave the cell empty."))
        add(form, check, place)


def add_checks(sheet: Worksheet, columns: list[FormColumn]) -> None:
    """Dates are dates, people are whole numbers from nought up, and so on."""
    for place, one in enumerate(columns, 2):
        if one.filling is Filling.DATE:
            check = DataValidation(type="date", operator="between", formula1="1", formula2="73050")
            refuse(check, _("Type a day as day/month/year, for example 25/10/2017."))
        elif one.filling is Filling.COUNT:
            check = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
            refuse(check, _("Type a whole number from 0 up, or leave the cell empty."))
        elif one.filling is Filling.AMOUNT:
            check = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
            refuse(check, _("Type a number from 0 up, in million đồng, or leave the cell empty."))
        else:
            continue
        check.allow_blank = True
        add(sheet, check, place)


def refuse(check: DataValidation, sentence: str) -> None:
    check.showErrorMessage = True
    check.errorTitle, check.error = _("This can't be"), sentence[:255]


def add(sheet: Worksheet, check: DataValidation, place: int) -> None:
    letter = get_column_letter(place)
    check.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(check)


def lay_out(sheet: Worksheet, width: int) -> None:
    """Headings stay in sight on the screen and on every printed page."""
    sheet.freeze_panes = "D2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.center.text = "&P / &N"
    sheet.auto_filter.ref = f"A1:{get_column_letter(width)}1"
