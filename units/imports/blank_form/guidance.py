"""The sheet of a form that explains it: a row for each column, with made-up examples beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ...models import Province
from ...models.imports import LAYOUT_CHOICES
from .choices import Choices
from .columns import Filling, FormColumn

WIDTHS = (34, 58, 12, 44, 28, 28)


def write_guidance(
    sheet: Worksheet,
    layout: str,
    columns: Sequence[FormColumn],
    choices: Mapping[str, Choices],
    province: Province | None,
) -> None:
    """The examples run downwards, so that no reader takes them for a list."""
    title = str(dict(LAYOUT_CHOICES)[layout])
    sheet.append([f"{title[:1].upper()}{title[1:]}" + (f" · {province}" if province else "")])
    sheet["A1"].font = Font(bold=True, size=14)
    for sentence in rules(layout):
        sheet.append([sentence])
    sheet.append([])
    sheet.append([_("Heading"), _("What to write"), pgettext("column", "Required"),
                  _("How to write it"), _("Example 1 (made up)"),
                  _("Example 2 (made up)")])  # fmt: skip
    top = sheet.max_row
    for cell in sheet[top]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color="FFE8EEF5")
    for place, one in enumerate(columns, 2):
        offered = choices.get(one.name, {})
        examples = [example(one, number, offered) for number in (0, 1)]
        required = _("yes") if one.is_required else _("no")
        # With its letter a heading explains a column, and does not look like that of a list.
        heading = f"{get_column_letter(place)} · {one.heading}"
        sheet.append([heading, str(one.meaning), required, how(one, offered), *examples])
    lay_out(sheet, top)


def rules(layout: str) -> list[str]:
    by_row = {
        "units": _("One row for each unit. The list says what was so on one day; you give that day "
                   "when you send the file."),
        "figures": _("One row for each unit and year. Units have to be in the register already."),
        "agencies": _("One row for each agency."),
        "events": _("One row for each unit that takes part in an event."),
    }[layout]  # fmt: skip
    return [
        by_row,
        _("Fill in the first sheet. Leave the headings as they are; columns you don't need may "
          "stay empty."),
        _("An empty cell says nothing: what the register knows stays. 0 says that there are none."),
        _("Codes are text: 007 stays 007. Don't add rows with totals or remarks."),
        _("The examples on this sheet are made up, and are not read."),
    ]  # fmt: skip


def how(column: FormColumn, offered: Choices) -> str:
    """What a cell may hold, as a sentence; short lists are told in full."""
    if column.filling is Filling.CHOICE:
        return _("One of: %(values)s.") % {"values": "; ".join(offered.values())}
    return {
        Filling.TEXT: _("Text."),
        Filling.CODE: _("Text, with all its zeros."),
        Filling.DATE: _("A day: day/month/year."),
        Filling.COUNT: _("A whole number from 0 up."),
        Filling.AMOUNT: _("A number from 0 up, in million đồng."),
        Filling.OFFER: _("From the list, or a full name."),
    }[column.filling]


def example(column: FormColumn, place: int, offered: Choices) -> object:
    """A made-up cell; of a choice what the list offers for its code."""
    value = column.examples[place] if place < len(column.examples) else None
    return offered.get(str(value), value) if column.filling is Filling.CHOICE else value


def lay_out(sheet: Worksheet, top: int) -> None:
    for letter, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=top):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, dt.date):
                cell.number_format = "dd/mm/yyyy"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
