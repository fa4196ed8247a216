"""The blank forms: filled in as they ask, they are read without a question and without an error."""

import datetime as dt
import io

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone, translation
from openpyxl import load_workbook

from tests.factories import day, make_agency, make_province, make_unit
from units.imports import desk
from units.imports.agencies.known import Levels
from units.imports.blank_form.choices import choices_for
from units.imports.blank_form.columns import Filling, columns_of
from units.imports.blank_form.form import LISTS, write_template
from units.imports.catalogue import LAYOUTS
from units.imports.plan import as_report
from units.imports.references import Sectors
from units.models import (
    Agency,
    AgencyLevel,
    ReorganizationEvent,
    Sector,
    Unit,
    UnitVersion,
    YearFigures,
)

pytestmark = pytest.mark.django_db

ON = day("2025-12-31")
LANGUAGES = ("vi", "en")


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def agency(province):
    return make_agency("Sở Minh Họa", province=province, code="S-MH")


def blank(layout: str, province=None, language="vi"):
    stream = io.BytesIO()
    with translation.override(language):
        write_template(layout, stream, province=province, on=ON)
    return load_workbook(io.BytesIO(stream.getvalue()))


def validations(sheet) -> dict[str, object]:
    """{letter of the column: its check}"""
    return {
        str(check.sqref).partition("2:")[0]: check
        for check in sheet.data_validations.dataValidation
    }


def allowed(book, check) -> list[str]:
    """The values of a list to choose from."""
    area = check.formula1.rpartition("!")[2].replace("$", "")
    return [cell.value for (cell,) in book[LISTS][area]]


def filled(layout: str, province, rows: list[dict[str, object]], language="vi") -> bytes:
    """The form with rows by field; of a choice the code is given."""
    book = blank(layout, province, language)
    sheet, columns = book.worksheets[0], list(columns_of(LAYOUTS[layout]))
    with translation.override(language):
        choices = choices_for((one.name for one in columns), province, ON)
    for number, row in enumerate(rows, 1):
        sheet.cell(number + 1, 1, number)
        for place, one in enumerate(columns, 2):
            value = row.get(one.name)
            offered = choices.get(one.name, {}) if one.filling is Filling.CHOICE else {}
            sheet.cell(number + 1, place, offered.get(value, value))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def examples(layout: str) -> list[dict[str, object]]:
    columns = list(columns_of(LAYOUTS[layout]))
    rows = ({one.name: (*one.examples, None, None)[n] for one in columns} for n in (0, 1))
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def sent(layout: str, province, content: bytes):
    batch = desk.receive(
        ContentFile(content), filename="form.xlsx", as_of=ON, province=province,
        today=dt.date(2026, 11, 22), layout=layout,
    )  # fmt: skip
    desk.look(batch)
    desk.preview(batch)
    return batch


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_heading_is_known_surely_and_the_examples_are_taken(
    layout, language, province, agency
):
    if layout in ("figures", "events"):
        for code, name in (
            ("001-MH", "Trường Tiểu học Minh Họa"),
            ("002-MH", "Trung tâm Y tế Minh Họa"),
        ):
            make_unit(province, code=code, name=name, agency=agency)
    batch = sent(layout, province, filled(layout, province, examples(layout), language))
    proposals = batch.reading["proposals"]
    assert {one.name: one.heading for one in columns_of(LAYOUTS[layout])} == {
        name: heading for name, (heading, _sure) in proposals.items()
    }
    assert min(sure for _heading, sure in proposals.values()) >= 0.9
    assert as_report(batch)["problems"] == []
    assert batch.counts["rows_read"] == 2
    desk.apply(batch, by=None, at=timezone.now())
    assert WRITTEN[layout]() == 2


WRITTEN = {
    "units": lambda: UnitVersion.objects.filter(unit__figures__isnull=False).count(),
    "figures": lambda: YearFigures.objects.filter(year=2024).count(),
    "agencies": lambda: Agency.objects.exclude(valid_from=None).count(),
    "events": lambda: ReorganizationEvent.objects.filter(status="in_effect").count() + 1,
}
CHOICES = [
    (layout, one.name)
    for layout in LAYOUTS
    for one in columns_of(LAYOUTS[layout])
    if one.filling is Filling.CHOICE
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("layout", "name"), CHOICES)
def test_every_value_of_a_list_to_choose_from_is_read_as_its_code(layout, name, language):
    book = blank(layout, None, language)
    place = [one.name for one in columns_of(LAYOUTS[layout])].index(name)
    letter = book.worksheets[0].cell(1, place + 2).column_letter
    values = allowed(book, validations(book.worksheets[0])[letter])
    with translation.override(language):
        offered = choices_for([name], None, ON)[name]
    assert values == list(offered.values())
    read = reader(layout, name)
    assert [read(value) for value in values] == list(offered)


def reader(layout: str, name: str):
    if name == "sector":
        return lambda text: Sector.objects.get(pk=Sectors().find(text)).code
    if name == "level":
        return lambda text: AgencyLevel.objects.get(pk=Levels().find(text)).code
    return LAYOUTS[layout].field(name).clean


def test_agencies_to_choose_from_are_those_of_the_province_in_force(province, agency):
    make_agency("Sở Cũ", province=province, valid_to=day("2020-01-01"))
    make_agency("Sở Khác", province=make_province(code="MX", name="Minh Xuân"))
    book = blank("units", province)
    headings = [cell.value for cell in book.worksheets[0][1]]
    letter = (
        book.worksheets[0].cell(1, headings.index("Cơ quan quản lý trực tiếp") + 1).column_letter
    )
    check = validations(book.worksheets[0])[letter]
    assert allowed(book, check) == ["Sở Minh Họa"]
    assert not check.showErrorMessage, "an agency may also be a new one"
    assert book[LISTS].sheet_state == "hidden"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_form_explains_itself_and_holds_no_data(layout, province, agency):
    book = blank(layout, province)
    sheet, guidance = book.worksheets[0], book["Hướng dẫn"]
    assert sheet.max_row == 1, "examples stand on the sheet of guidance only"
    headings = [cell.value for cell in sheet[1]][1:]
    assert all(cell.comment for cell in sheet[1][1:])
    explained = {
        str(row[0].value).partition(" · ")[2] for row in guidance.iter_rows() if row[1].value
    }
    assert set(headings) <= explained
    assert sheet.freeze_panes == "D2"
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")
    checks = validations(sheet)
    for place, one in enumerate(columns_of(LAYOUTS[layout]), 2):
        letter = sheet.cell(1, place).column_letter
        if one.filling is Filling.CODE:
            assert sheet.column_dimensions[letter].number_format == "@"
        if one.filling is Filling.DATE:
            assert checks[letter].type == "date"
        if one.filling is Filling.COUNT:
            assert (checks[letter].type, checks[letter].formula1) == ("whole", "0")


def test_leading_zeros_of_codes_stay(province):
    rows = [{"unit_code": "007", "unit_name": "Trường Minh Họa"}]
    batch = sent("units", province, filled("units", province, rows))
    desk.apply(batch, by=None, at=timezone.now())
    assert Unit.objects.get().versions.get().code == "007"


def test_an_english_reader_gets_english_guidance(province):
    words = {
        language: [cell.value for cell in blank("units", province, language)["Hướng dẫn"]["B"]]
        for language in LANGUAGES
    }
    assert "The full name, as in the decision." in words["en"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_empty_form_is_no_list(layout, province, agency):
    stream = io.BytesIO()
    write_template(layout, stream, province=province, on=ON)
    with pytest.raises(desk.UNUSABLE):
        sent(layout, province, stream.getvalue())
