"""Every mess that offices send, through the whole desk: from a file to what confirming writes."""

import datetime as dt
import unicodedata

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from tests.factories import day, make_province
from units.imports import desk
from units.imports.instructions import Instructions
from units.imports.plan import as_report
from units.models import Agency, ImportBatch, Sector, UnitVersion, YearFigures

from .messes import (
    FOUNDED,
    IN_WORDS,
    NAMES,
    PEOPLE,
    TCVN3,
    TITLES,
    UNIT_A,
    UNIT_B,
    VNI,
    A,
    B,
    H,
    Mess,
    counted,
    people,
)

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")
UNDER = {"read": ("name", "agency")}
SECTORS = {"read": ("name", "sector")}
NFD = [[unicodedata.normalize("NFD", c) if isinstance(c, str) else c for c in r] for r in (H, A, B)]
ONE_DAY = dt.date(2017, 10, 25)
DAYS = ["25/10/2017", "25.10.2017", "25-10-2017", "ngày 25 tháng 10 năm 2017", "2017-10-25", 43033,
        "43033", ONE_DAY, dt.datetime(2017, 10, 25), "10/25/2017"]  # fmt: skip

MESSES = {
    # around the table
    "titles above": Mess([*TITLES, H, A, B]),
    "titles merged over the table": Mess([*TITLES, H, A, B], merge=("A1:E1", "A2:E2", "A3:E3")),
    "column numbers in brackets": Mess([H, ["(1)", "(2)", "(3)", "(4)", "(5)"], A, B]),
    "column numbers with sums": Mess([H, [1, 2, 3, "4", "(5=3+4)"], A, B]),
    "column numbers with letters": Mess([H, ["A", "B", "C", 1, 2], A, B]),
    "signatures below": Mess([
        H, A, B, [None], ["Ghi chú: số liệu đến 31/12/2024"],
        [None, None, None, "Minh Họa, ngày 31 tháng 12 năm 2024"],
        ["NGƯỜI LẬP BIỂU", None, None, "GIÁM ĐỐC"], [None], ["Nguyễn Văn A", None, None, "Trần B"],
    ]),
    "phantom rows below": Mess([H, A, B, *[["", " ", "\xa0", None, "\u200b"]] * 200]),
    "empty rows between": Mess([H, A, [None], [None], B]),
    "headings repeated on each page": Mess([H, A, H, B]),
    "empty columns and rows before": Mess([[None], *([None, None, *row] for row in (H, A, B))]),
    # headings
    "two rows of headings": Mess(
        [["STT", "Mã đơn vị", "Tên đơn vị", "Cơ quan chủ quản", "Số lượng người làm việc", None],
         [None, None, None, None, "Số biên chế", "Có mặt"], [*A, 11], [*B, 29]],
        merge=("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1"),
        read=("code", "name", "agency", "headcount_budget", "headcount_present"),
        units=((*UNIT_A, 11), (*UNIT_B, 29)),
    ),
    "three rows of headings": Mess(
        [["STT", "Tên đơn vị", "Số lượng người làm việc được giao năm 2025", None, None],
         [None, None, "Tổng", "Trong đó", None],
         [None, None, None, "Hưởng lương từ NSNN", "Hưởng lương từ nguồn thu"],
         [1, "Trường A", 12, 10, 2], [2, "Trường B", 30, 30, "-"]],
        merge=("A1:A3", "B1:B3", "C1:E1", "C2:C3", "D2:E2"),
        read=("name", "headcount_budget", "headcount_revenue"),
        units=(("Trường A", 10, 2), ("Trường B", 30, None)),
    ),
    "merged parents in an xls": Mess(
        [["STT", "Mã đơn vị", "Tên đơn vị", "Cơ quan chủ quản", "Người làm việc", None],
         [None, None, None, None, "Số biên chế", "Có mặt"], [*A, 11], [*B, 29]],
        kind="xls",
    ),
    "line breaks and spaces in headings": Mess(
        [["TT", "Mã\nđơn vị", "TÊN  ĐƠN VỊ ", "Cơ quan\r\nquản lý", "Số biên chế (người)"], A, B]
    ),
    "headings without accents": Mess([["STT", "MA_DON_VI", "TEN_DON_VI", "CO_QUAN_QUAN_LY",
                                       "SO_BIEN_CHE"], A, B]),
    # rows that are no units
    "Roman sections name the agency": Mess(
        [["STT", "Tên đơn vị", "Số biên chế"], ["I", "Sở Y tế", None], [1, "Trường A", 1],
         ["II", "Sở Nội vụ", None], [1, "Trường B", 2]],
        units=((NAMES[0], "Sở Y tế"), (NAMES[1], "Sở Nội vụ")), **UNDER,
    ),
    "lettered sections name the sector": Mess(
        [["STT", "Tên đơn vị", "Biên chế"], ["A", "LĨNH VỰC Y TẾ", None], [1, "Trường A", 1],
         ["B", "Sự nghiệp giáo dục", None], [1, "Trường B", 2]],
        units=((NAMES[0], "health"), (NAMES[1], "education")), **SECTORS,
    ),
    "sections within sections": Mess(
        [["STT", "Tên đơn vị"], ["A", "Khối tỉnh"], ["I", "Sở Y tế"], [1, "Trường A"],
         ["B", "Khối huyện"], ["I", "UBND huyện Minh An"], [1, "Trường B"]],
        units=((NAMES[0], "Sở Y tế"), (NAMES[1], "UBND huyện Minh An")), **UNDER,
    ),
    "sections merged over the table": Mess(
        [["STT", "Tên đơn vị", "Số biên chế"], ["I. Sở Y tế", None, None], [1, "Trường A", 1],
         ["II. Sở Nội vụ", None, None], [2, "Trường B", 2]],
        merge=("A2:C2", "A4:C4"),
        units=((NAMES[0], "Sở Y tế"), (NAMES[1], "Sở Nội vụ")), **UNDER,
    ),
    "totals that agree": Mess(
        [H, [None, None, "TỔNG CỘNG", None, 42], A, B, [None, None, "Cộng", None, 42]]
    ),
    "a total that does not agree": Mess(
        [H, A, B, [None, None, "Tổng số (I+II)", None, 43]], totals=1
    ),
    "subtotals of sections": Mess(
        [["STT", "Tên đơn vị", "Số biên chế"], ["I", "Sở Y tế", 3], [1, "Trường A", 3],
         ["II", "Sở Nội vụ", 5], [1, "Trường B", 4], [None, "Tổng", 7]],
        units=counted(3, 4), totals=1, **PEOPLE,
    ),
    "the number column tells a total": Mess([H, A, B, ["Tổng cộng", None, None, None, 42]]),
    # cells
    "agencies merged over their rows": Mess(
        [["STT", "Tên đơn vị", "Cơ quan quản lý"], [1, "Trường A", "Sở Y tế"], [2, "Trường B"]],
        merge=("C2:C3",), units=tuple((name, "Sở Y tế") for name in NAMES), **UNDER,
    ),
    "hidden rows are taken": Mess([H, A, B], hidden_rows=(3,)),
    "hidden columns are taken": Mess([H, A, B], hidden_columns=("E",)),
    "a hidden sheet is not": Mess([H, A, B], hidden_sheet=[H, [9, "9", "Khác", "Sở", 1]]),
    "signs for none": Mess(people("-", "x", "…", 0, "0", None), units=counted(
        None, None, None, 0, 0, None), **PEOPLE),
    "numbers as text": Mess(people("12 ", "\xa030", "1.097", "1 097", "7 người"), units=counted(
        12, 30, 1097, 1097, 7), **PEOPLE),
    "a number with a dot is no thousand": Mess(
        people(1.097, 5), units=(("Trường B", 5),),
        problems=((2, "count_with_decimals"),), **PEOPLE,
    ),
    "text as numbers": Mess(
        [H, [1, 123.0, *A[2:]], [2, 124, *B[2:]]],
        units=(("123", *UNIT_A[1:]), ("124", *UNIT_B[1:])),
    ),
    "about so many": Mess(
        people("~20", 5), units=(("Trường B", 5),), problems=((2, "approximate_number"),), **PEOPLE
    ),
    "dates in every form": Mess(
        [["Tên đơn vị", "Ngày thành lập"], *([f"Trường {n}", on] for n, on in enumerate(DAYS))],
        units=tuple((f"Trường {n}", ONE_DAY) for n in range(len(DAYS))), **FOUNDED,
    ),
    "months and years alone stay empty": Mess(
        [["Tên đơn vị", "Ngày thành lập"], ["Trường A", "10/2017"], ["Trường B", "2017"]],
        units=tuple((name, None) for name in NAMES),
        problems=((2, "incomplete_date"), (3, "incomplete_date")), **FOUNDED,
    ),
    "money in millions with a comma": Mess(
        [["Tên đơn vị", "Kinh phí NSNN cấp (triệu đồng)"], ["Trường A", "13,4"],
         ["Trường B", "1.097"]],
        read=("name", "budget_spending"),
        units=((NAMES[0], 13_400_000), (NAMES[1], 1_097_000_000)),
    ),
    "a former name in brackets": Mess(
        [["Tên đơn vị", "Biên chế"], ["Trường A (tên cũ: Trường cấp 1 A)", 1], ["Trường B", 2]],
        units=(("Trường A (tên cũ: Trường cấp 1 A)", 1), ("Trường B", 2)), **PEOPLE,
    ),
    "a note or a date beside a name is no signature": Mess(
        [["Tên đơn vị", "Ngày thành lập", "Ghi chú"],
         ["Trường A", "ngày 25 tháng 10 năm 2017", "Ghi chú: mới"], ["Trường B", None, "Xác nhận"]],
        units=((NAMES[0], ONE_DAY), (NAMES[1], None)), **FOUNDED,
    ),
    "one name in many communes": Mess(
        [["Tên đơn vị", "Cơ quan quản lý"], ["Trường A", "UBND xã Một"],
         ["Trường A", "UBND xã Hai"]],
        units=(("Trường A", "UBND xã Một"), ("Trường A", "UBND xã Hai")), **UNDER,
    ),
    # letters
    "NBSP, zero-width, trailing spaces": Mess(
        [H, [1, "0123 ", "Trường\xa0Mầm non \u200bHoa Ban", " Sở Giáo dục  và Đào tạo", 12], B]
    ),
    "decomposed letters": Mess(NFD),
    "another place of the tone": Mess(
        [["Tên đơn vị", "Cơ quan quản lý"], ["Trường A", "Sở Văn hóa"], ["Trường B", "Sở Văn hoá"]],
        units=tuple((name, "Sở Văn hóa") for name in NAMES), **UNDER,
    ),
    "eth for Đ": Mess(
        [["Tên đơn vị", "Cơ quan quản lý"], ["Trường A", "Sở Ðiện"], ["Trường B", "Sở Điện"]],
        units=tuple((name, "Sở Điện") for name in NAMES), **UNDER,
    ),
    "TCVN3": Mess(TCVN3, font=".VnTime", **IN_WORDS),
    "TCVN3 without its font": Mess(TCVN3, **IN_WORDS),
    "VNI": Mess(VNI, font="VNI-Times", **IN_WORDS),
    "an old font over Unicode": Mess([H, A, B], font=".VnTime"),
    # sheets and formats
    "a cover sheet first": Mess(
        [["BÌA"], ["Danh sách", "năm 2024"]], more_sheets={"DS": [H, A, B]}
    ),
    "a sheet of codes beside": Mess(
        [["STT", "Tên đơn vị", "Cơ quan quản lý", "Số biên chế"], [1, "Trường A", 22, 3],
         [2, "Trường B", 23, 4]],
        more_sheets={"DM": [["Mã", "Tên"], [22, "Sở Y tế"], [23, "Sở Nội vụ"]]},
        said={"lookups": {"agency": "DM"}},
        units=((NAMES[0], "Sở Y tế"), (NAMES[1], "Sở Nội vụ")), **UNDER,
    ),
    "one sheet for each sector": Mess(
        [["Lĩnh vực y tế"], H, [1, "0123", "Trường A", None, 12]],
        more_sheets={"Giáo dục": [H, [1, "0124", "Trường B", None, 30]]},
        said={"sheets": ("Sheet", "Giáo dục")},
        read=("code", "name", "headcount_budget"),
        units=(("0123", "Trường A", 12), ("0124", "Trường B", 30)),
    ),
    "two tables side by side": Mess(
        [["Trước", None, None, "Sau", None], ["STT", "Tên đơn vị", "Biên chế", "Tên đơn vị",
         "Biên chế"], [1, "Trường A", 1, "Trường AB", 3], [2, "Trường B", 2, None, None]],
        merge=("A1:C1", "D1:E1"), said={"block": "Trước"}, units=counted(1, 2), **PEOPLE,
    ),
    "swapped days": Mess(
        [["Tên đơn vị", "Ngày thành lập"], ["Trường A", dt.date(2017, 5, 10)],
         ["Trường B", "25/10/2017"]],
        said={"dates": "swapped"},
        units=((NAMES[0], dt.date(2017, 10, 5)), (NAMES[1], ONE_DAY)), **FOUNDED,
    ),
    "xls": Mess([*TITLES, H, A, B], kind="xls"),
    "ods": Mess([*TITLES, H, A, B], kind="ods"),
    "csv in UTF-8": Mess([H, A, B], kind="csv"),
    "csv in UTF-8 with a mark": Mess([H, A, B], kind="csv", how={"encoding": "utf-8-sig"}),
    "csv in UTF-16": Mess([H, A, B], kind="csv", how={"encoding": "utf-16", "delimiter": "\t"}),
    "csv in cp1258": Mess(
        [H[:4], A[:4], B[:4]], kind="csv", how={"encoding": "cp1258"}, **IN_WORDS
    ),
    "csv in cp1252 holding TCVN3": Mess(TCVN3, kind="csv", how={"encoding": "cp1252"}, **IN_WORDS),
    "xls with TCVN3": Mess(TCVN3, kind="xls", **IN_WORDS),
    "one file in two encodings": Mess([TCVN3[0], [*TCVN3[1][:3], A[3]], [*TCVN3[2][:3], B[3]]],
                                      **IN_WORDS),
    "csv with ;": Mess([H, A, B], kind="csv", how={"delimiter": ";"}),
    "csv with |": Mess([H, A, B], kind="csv", how={"delimiter": "|"}),
    "csv with tab": Mess([H, A, B], kind="csv", how={"delimiter": "\t"}),
}  # fmt: skip


def batch_of(mess: Mess, path) -> ImportBatch:
    """The file as a clerk sends it: looked into, compared with the register."""
    batch = desk.receive(
        ContentFile(mess.file(path)),
        filename=f"list.{mess.kind}",
        as_of=AS_OF,
        province=make_province(),
        today=AS_OF,
        instructions=Instructions(**{"create_agencies": True, **mess.said}),
    )
    desk.look(batch)
    desk.preview(batch)
    return batch


def written(mess: Mess) -> list[tuple]:
    """What the register holds afterwards, in the order of the list."""
    agencies = dict(Agency.objects.values_list("pk", "name"))
    sectors = dict(Sector.objects.values_list("pk", "code"))
    figures = {one.unit_id: one for one in YearFigures.objects.known()}
    found = []
    for version in UnitVersion.objects.known().select_related("unit").order_by("source_row", "pk"):
        facts = {
            "code": version.code,
            "name": version.name,
            "agency": agencies.get(version.agency_id),
            "sector": sectors.get(version.sector_id),
            "established_on": version.unit.established_on,
        }
        figure = figures.get(version.unit_id)
        found.append(tuple(facts.get(name, getattr(figure, name, None)) for name in mess.read))
    return found


@pytest.mark.parametrize("case", MESSES)
def test_a_mess_comes_to_the_units_it_holds(case, tmp_path):
    mess = MESSES[case]
    batch = batch_of(mess, tmp_path)
    said = tuple((one["row"], one["code"]) for one in as_report(batch)["problems"])
    assert said == mess.problems
    assert len(batch.reading["totals"]) == mess.totals
    desk.apply(batch, by=None, at=timezone.now(), accept_good_rows=True)
    assert sorted(written(mess), key=str) == sorted(mess.units, key=str)
