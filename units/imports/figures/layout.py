"""The columns of a list of yearly figures: which unit, which year, and its people and money."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ...models import YearFigures
from ...models.figures import FIGURES as NAMES
from ...sentences import Sentence
from .. import cells
from ..events.words import vocabulary, word
from ..headings import find_table
from ..instructions import Instructions
from ..layouts import MEASURE, ROW_NO, UNITS, Field, Layout
from ..tables import NotAList, Table
from ..workbook import Sheet
from .headings import FIRST_YEAR, LAST_YEAR, with_years_in_words, years_in


class NoFigures(NotAList):
    code = "no_figures"
    sentence = gettext_noop(
        "Sheet “%(sheet)s” holds no list of figures: no row has headings like “Mã đơn vị” or “Tên "
        "đơn vị” with “Số biên chế” or “Năm 2021” beside them; choose the sheet, or say which "
        "heading is the name."
    )


NO_YEAR = Sentence(
    gettext_noop("“%(value)s” is no year: type it with four digits, for example 2021.")
)
NO_FIGURE = Sentence(
    gettext_noop("“%(value)s” is no figure: write for example headcount_budget, or Số biên chế.")
)


def clean_year(cell: object) -> int | None:
    """A year alone, or that of a date; None for an empty cell."""
    if cells.is_unknown(cell):
        return None
    text = cells.shown(cell)
    found = years_in(text)
    if len(found) != 1 or not FIRST_YEAR <= found[0] <= LAST_YEAR:
        raise cells.CellError(
            "not_a_year",
            NO_YEAR % {"value": text},
        )
    return found[0]


def clean_figure(cell: object) -> str:
    """The name of a figure, from that name or from one of its headings; "" for an empty cell."""
    return word(cell, figure_words(), "figure_unknown", NO_FIGURE)


@lru_cache(maxsize=1)
def figure_words() -> dict[str, str]:
    fields = {name: YearFigures._meta.get_field(name).verbose_name for name in NAMES}
    return vocabulary({name: (label, UNITS.field(name).headings) for name, label in fields.items()})


FIGURES = Layout(
    "figures",
    (
        ROW_NO,
        MEASURE,
        UNITS.field("unit_code"),
        replace(UNITS.field("unit_name"), required=False),
        UNITS.field("agency"),
        Field("year", _("year"), ("Năm", "Năm số liệu", "Năm báo cáo", "Year"), clean_year),
        *(UNITS.field(name) for name in NAMES),
        # Said for all rows where columns bear a bare year: "Năm 2015", "Năm 2021".
        Field("figure", _("what columns with a bare year count"), (), clean_figure),
        UNITS.field("note"),
    ),
)
#: A list names its units, or else gives their codes: that is how it is found in the sheet.
BY_NAME, BY_CODE = (
    Layout(
        "figures",
        tuple(replace(field, required=field.name == name) for field in FIGURES.fields),
    )
    for name in ("unit_name", "unit_code")
)


def find_figures(sheet: Sheet, instructions: Instructions) -> Table:
    """The list of figures in a sheet; raises :class:`NoFigures` and what reading a list raises."""
    sheet = with_years_in_words(sheet, FIGURES)
    asked = instructions.headings, instructions.block
    try:
        return find_table(sheet, BY_NAME, *asked)
    except NotAList as error:
        if type(error) is not NotAList:
            raise
    try:
        return find_table(sheet, BY_CODE, *asked)
    except NotAList as error:
        if type(error) is not NotAList:
            raise
        raise NoFigures(sheet=sheet.name) from error
