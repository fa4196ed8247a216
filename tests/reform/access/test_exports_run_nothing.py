"""What people typed leaves as text: no cell of a file of ours is run by a spreadsheet."""

import csv
import io

import openpyxl
import pytest

from tests.factories import make_agency, make_province, make_unit, make_user
from tests.reform.access.walking import exports
from tests.resolutions.promises import make_document, make_target
from units.imports.resources import harmless

pytestmark = pytest.mark.django_db
SIGNS = "=+-@\t\r"
TEXTS = [f"{sign}cmd|' /C calc'!A0" for sign in "=+-@"]


@pytest.fixture
def desk(client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    province = make_province()
    for text in TEXTS:
        agency = make_agency(text, province=province)
        make_unit(province, name=text, agency=agency)
        document = make_document(title=text, issuer=text)
        make_target(province, "units_reduction_percent", document=document, quote=text, note=text)
    client.force_login(make_user(role="administrator", full_name=TEXTS[0]))
    return client


@pytest.mark.parametrize(
    "path",
    [
        "units/unit/export/",
        "units/agency/export/",
        "resolutions/legaldocument/export/",
        "resolutions/target/export/",
    ],
)
def test_an_export_in_any_format(desk, path):
    found = 0
    for answer in exports(desk, f"/admin/{path}"):
        cells = cells_of(answer)
        assert not [cell for cell in cells if cell.startswith(tuple(SIGNS))]
        found += sum("calc" in cell for cell in cells)
    assert found >= len(TEXTS)


@pytest.mark.parametrize("table", ["units/registerentry", "reform/user", "units/membership"])
def test_a_list_taken_along(desk, table):
    cells = cells_of(desk.get(f"/admin/csv/{table}/"))
    assert len(cells) > 3
    assert not [cell for cell in cells if cell.startswith(tuple(SIGNS))]


def test_a_blank_form_with_agencies_to_choose_from(desk):
    cells = cells_of(desk.get("/admin/units/importbatch/template/units/"))
    assert not [cell for cell in cells if cell.startswith(tuple(SIGNS))]


def cells_of(answer) -> list[str]:
    """Text cells as a spreadsheet gets them; a formula begins with its sign."""
    assert answer.status_code == 200
    content = b"".join(answer) if answer.streaming else answer.content
    kind = answer.headers["Content-Type"]
    if "spreadsheetml" in kind:
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        return [str(cell.value) for cell in cells if isinstance(cell.value, str)]
    if "csv" in kind:
        return [
            cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row
        ]
    return []


@pytest.mark.parametrize("sign", SIGNS)
def test_what_begins_like_a_formula_is_quoted(sign):
    assert harmless(f"{sign}1") == f"'{sign}1"


@pytest.mark.parametrize("value", [-5, 0, None, "a=b", "Trường +1", ""])
def test_all_else_stays_as_it_is(value):
    assert harmless(value) == value
