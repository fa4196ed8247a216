"""Lists as offices make them, one for each mess: what is in the file, and the units it holds."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

import openpyxl
from openpyxl.styles import Font

from units.names import TONES

from .reading_files import csv_bytes, fill_xlsx, write_ods, write_xls

H = ["STT", "Mã đơn vị", "Tên đơn vị", "Cơ quan chủ quản", "Số biên chế"]
A = [1, "0123", "Trường Mầm non Hoa Ban", "Sở Giáo dục và Đào tạo", 12]
B = [2, "0124", "Trung tâm Y tế Minh Họa", "Sở Y tế", 30]
#: What these two rows are: (code, name, agency, people).
UNIT_A, UNIT_B = tuple(A[1:]), tuple(B[1:])
BOTH = (UNIT_A, UNIT_B)
NAMES = ("Trường A", "Trường B")


@dataclass
class Mess:
    """``rows`` of the first sheet, in an .xlsx unless ``kind`` says xls, ods or csv; ``units`` are
    {field: value} for ``read`` fields, or (code, name, agency, people). ``said`` are instructions,
    ``remarks`` and ``problems`` what the preview must say."""

    rows: list[list]
    units: tuple = BOTH
    kind: str = "xlsx"
    merge: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    hidden_sheet: list[list] | None = None
    more_sheets: dict[str, list[list]] = field(default_factory=dict)
    font: str = ""
    said: dict = field(default_factory=dict)
    how: dict = field(default_factory=dict)
    read: tuple[str, ...] = ("code", "name", "agency", "headcount_budget")
    problems: tuple = ()
    totals: int = 0

    def file(self, path) -> bytes:
        if self.kind == "csv":
            return in_bytes(self.rows, self.how)
        if self.kind == "xls":
            return write_xls(path / "list.xls", self.rows).read_bytes()
        if self.kind == "ods":
            return write_ods(path / "list.ods", self.rows).read_bytes()
        book = openpyxl.Workbook()
        if self.hidden_sheet:
            book.active.title = "Ẩn"
            fill_xlsx(book.active, self.hidden_sheet)
            book.active.sheet_state = "hidden"
            book.active = book.create_sheet("DS")
        fill_xlsx(book.active, self.rows, self.merge)
        for name, rows in self.more_sheets.items():
            fill_xlsx(book.create_sheet(name), rows)
        sheet = book.active
        for number in self.hidden_rows:
            sheet.row_dimensions[number].hidden = True
        for letter in self.hidden_columns:
            sheet.column_dimensions[letter].hidden = True
        for row in sheet.iter_rows() if self.font else ():
            for cell in row:
                cell.font = Font(name=self.font)
        book.save(path / "list.xlsx")
        return (path / "list.xlsx").read_bytes()


def in_bytes(rows: list[list], how: dict) -> bytes:
    if how.get("encoding") == "cp1258":  # it has tones as letters of their own
        return "".join(map(toned, csv_bytes(rows).decode())).encode("cp1258")
    return csv_bytes(rows, **how)


def toned(letter: str) -> str:
    """A letter with its tone behind it, as cp1258 writes it: "ầ" is "â" and a grave accent."""
    marks = unicodedata.normalize("NFD", letter)
    tones = "".join(mark for mark in marks if mark in TONES)
    return unicodedata.normalize("NFC", "".join(m for m in marks if m not in TONES)) + tones


def people(*cells, heading="Số biên chế") -> list[list]:
    """A list with one unit for each cell."""
    return [["Tên đơn vị", heading], *([f"Trường {chr(65 + n)}", c] for n, c in enumerate(cells))]


def counted(*numbers) -> tuple:
    return tuple((f"Trường {chr(65 + place)}", number) for place, number in enumerate(numbers))


PEOPLE = {"read": ("name", "headcount_budget")}
FOUNDED = {"read": ("name", "established_on")}
TITLES = [
    ["ỦY BAN NHÂN DÂN TỈNH MINH HỌA"],
    ["Phụ lục I"],
    ["(Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2024)"],
    ["Đơn vị tính: người"],
    [None],
]
TCVN3 = [
    ["STT", "M· ®¬n vÞ", "Tªn ®¬n vÞ", "C¬ quan qu¶n lý"],
    [1, "0123", "Tr­êng MÇm non Hoa Ban", "Së Gi¸o dôc vµ §µo t¹o"],
    [2, "0124", "Trung t©m Y tÕ Minh Häa", "Së Y tÕ"],
]
VNI = [
    ["STT", "Maõ ñôn vò", "Teân ñôn vò", "Cô quan quaûn lyù"],
    [1, "0123", "Tröôøng Maàm non Hoa Ban", "Sôû Giaùo duïc vaø Ñaøo taïo"],
    [2, "0124", "Trung taâm Y teá Minh Hoïa", "Sôû Y teá"],
]
IN_WORDS = {"read": ("code", "name", "agency"), "units": tuple(one[:3] for one in BOTH)}
