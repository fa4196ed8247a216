"""Files that offices really made come to their right end."""

from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from units.imports.cells import clean_code, same_value
from units.imports.headings import NotAList, StatisticalForm, find_table, propose_mapping
from units.imports.workbook import DamagedFile, read_workbook

from .reading_files import UNITS

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
SCHOOLS = "schools_thai_nguyen_2025-06-23.xlsx"

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not here")


def table_in(name, **how):
    return find_table(read_workbook(SAMPLES / name).sheet(), UNITS, **how)


def test_the_schools_of_a_province():
    table = table_in(SCHOOLS, wanted_headings=["MA_TRUONG", "TEN_TRUONG_HOC", "LOAI_HINH_DAO_TAO"])
    assert (table.sheet_name, table.header_row, len(table.rows)) == ("Sheet1", 4, 814)
    assert table.ignored == []
    proposals = propose_mapping(table, UNITS)
    assert proposals["unit_code"].heading == "MA_TRUONG *"
    assert proposals["unit_name"].heading == "TEN_TRUONG_HOC *"
    assert "agency" not in proposals


def test_public_schools_by_agency_equal_a_plain_recount():
    table = table_in(SCHOOLS)
    kind, agency = table.column("LOAI_HINH_DAO_TAO"), table.column("MA_DON_VI")
    counted = Counter(
        clean_code(row.cells[agency]) for row in table.rows if same_value(row.cells[kind], "1")
    )
    sheet = openpyxl.load_workbook(SAMPLES / SCHOOLS, read_only=True).worksheets[0]
    lines = list(sheet.iter_rows(min_row=4, values_only=True))
    headings = [str(cell).strip(" *") for cell in lines[0]]
    kind, agency = headings.index("LOAI_HINH_DAO_TAO"), headings.index("MA_DON_VI")
    recounted = Counter(str(line[agency]) for line in lines[1:] if str(line[kind]) == "1")
    assert counted == recounted
    assert sum(counted.values()) > 600


def test_codes_of_agencies_are_not_looked_up_on_the_sheets_beside():
    table = table_in(SCHOOLS)
    column = table.column("MA_DON_VI")
    assert all(isinstance(row.cells[column], str) for row in table.rows)
    assert {row.cells[column] for row in table.rows} >= {"19", "172"}


def test_the_health_units_of_a_province_are_understood_by_their_english_headings():
    table = table_in("health_units_bac_ninh.xlsx")
    assert len(table.rows) == 174
    assert {name: one.heading for name, one in propose_mapping(table, UNITS).items()} == {
        "unit_code": "Code", "unit_name": "Name",
    }  # fmt: skip


def test_the_units_of_a_ministry():
    table = table_in("ministry_units_32.xlsx")
    assert len(table.rows) == 32
    assert set(propose_mapping(table, UNITS)) == {"unit_name"}


def test_the_damaged_file():
    with pytest.raises(DamagedFile, match="damaged"):
        read_workbook(SAMPLES / "damaged.xlsx")


@pytest.mark.parametrize("wanted", [(), ("Chỉ tiêu",), ("Mã Số", "Chỉ tiêu"), ("Đơn vị tính",)])
def test_the_statistical_form_is_no_list(wanted):
    with pytest.raises(StatisticalForm):
        table_in("statistical_form_not_a_list.xlsx", wanted_headings=wanted)


def test_no_sheet_of_the_statistical_forms_is_a_list():
    for sheet in read_workbook(SAMPLES / "statistical_forms_home_affairs.xlsx").sheets:
        with pytest.raises(NotAList):
            find_table(sheet, UNITS)
