"""Delimited text is read in the encodings and with the delimiters that offices save it in."""

import unicodedata

import pytest

from units.imports.headings import find_table
from units.imports.workbook import read_workbook

from .reading_files import HEADINGS, ROWS, UNITS, csv_bytes, write_csv

LIST = [HEADINGS, *ROWS]
NAMES = [row[2] for row in ROWS]


def names_in(path):
    table = find_table(read_workbook(path).sheet(), UNITS)
    column = table.column("Tên đơn vị")
    return [row.cells[column] for row in table.rows]


def cp1258(rows, delimiter):
    """As Windows writes Vietnamese: some letters whole, tones as marks of their own."""
    out = bytearray()
    for char in csv_bytes(rows, delimiter=delimiter).decode():
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", char)
            base = unicodedata.normalize("NFC", "".join(m for m in marks if m not in TONE_MARKS))
            out += (base + "".join(m for m in marks if m in TONE_MARKS)).encode("cp1258")
    return bytes(out)


TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings_and_delimiters(tmp_path, delimiter, encoding):
    path = write_csv(tmp_path / "list.csv", LIST, delimiter=delimiter, encoding=encoding)
    assert names_in(path) == NAMES


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_windows_vietnamese(tmp_path, delimiter):
    path = tmp_path / "list.csv"
    path.write_bytes(cp1258(LIST, delimiter))
    assert names_in(path) == NAMES


def test_windows_western_where_the_text_is_no_vietnamese(tmp_path):
    rows = [["No", "Code", "Name"], ["1", "A", "École française"], ["2", "B", "Café René"]]
    path = write_csv(tmp_path / "list.csv", rows, encoding="cp1252")
    table = find_table(read_workbook(path).sheet(), UNITS)
    assert [row.cells[2] for row in table.rows] == ["École française", "Café René"]


def test_commas_inside_the_cells_do_not_hide_the_real_delimiter(tmp_path):
    rows = [HEADINGS, *([n, "1", "Trường A, B, C", "Sở Y tế, tỉnh", 1] for n in range(1, 9))]
    path = write_csv(tmp_path / "list.csv", rows, delimiter=";")
    assert names_in(path) == ["Trường A, B, C"] * 8


def test_a_sep_line_names_the_delimiter_and_is_no_row(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"sep=|\r\n" + csv_bytes(LIST, delimiter="|"))
    assert names_in(path) == NAMES


def test_quoted_line_breaks_stay_inside_their_cell(tmp_path):
    rows = [HEADINGS, [1, "2", "Trường A\n(tên cũ: B)", "Sở Y tế", 3], *ROWS]
    path = write_csv(tmp_path / "list.csv", rows)
    assert names_in(path)[0] == "Trường A\n(tên cũ: B)"


def test_titles_above_a_table_do_not_disturb(tmp_path):
    rows = [["DANH SÁCH ĐƠN VỊ, NĂM 2025"], ["(Kèm theo Kế hoạch số 1)"], [], *LIST]
    path = write_csv(tmp_path / "list.csv", rows, delimiter=";")
    assert names_in(path) == NAMES


def test_leading_zeros_of_codes_are_kept(tmp_path):
    path = write_csv(tmp_path / "list.csv", LIST)
    assert [row[1] for row in read_workbook(path).sheet().rows] == [
        "Mã đơn vị", "0123", "0124", "0125",
    ]  # fmt: skip
