"""What a clerk says of values, codes, days, sheets and tables is heeded, and the cells stay."""

import datetime as dt

import openpyxl
import pytest
from django.core.files.base import ContentFile

from tests.factories import day, make_agency, make_province, make_unit
from units.imports import desk
from units.imports.instructions import Instructions
from units.imports.raw_cells import texts_of
from units.models import ImportBatch, UnitVersion

from . import event_lists
from .desk_lists import counts, imported, previewed, problems, received
from .reading_files import fill_xlsx

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")


@pytest.fixture
def province():
    return make_province()


def workbook(path, province, holding: dict[str, list[list]], merge=(), **said) -> ImportBatch:
    """A batch of a workbook with these sheets, looked into."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in holding.items():
        fill_xlsx(book.create_sheet(name), rows, merge)
    book.save(path / "list.xlsx")
    batch = desk.receive(
        ContentFile((path / "list.xlsx").read_bytes()),
        filename="list.xlsx",
        as_of=AS_OF,
        province=province,
        today=AS_OF,
        instructions=Instructions(**{"create_agencies": True, **said}),
    )
    desk.look(batch)
    return batch


def created(batch) -> list[tuple]:
    """(sheet, row, name, {field: new value}) of each row that creates a unit."""
    return [
        (row.sheet, row.number, row.changes["name"][1],
         {name: new for name, (_old, new) in row.changes.items() if name != "name"})
        for row in batch.rows.filter(outcome="created").order_by("pk")
    ]  # fmt: skip


ALL = Instructions(
    mapping={"unit_code": "Mã", "sector": ""},
    where=(("Loại", "1"), ("Loại", "2")),
    constants={"sector": "health"},
    create_agencies=True,
    block="Trước",
    sheets=("Y tế", "Giáo dục"),
    sheet_names="sector",
    values={"autonomy_group": {"Tự chủ 1 phần": "3", "?": ""}},
    lookups={"agency": "DM"},
    dates="swapped",
    new_agencies=("Sở Mới",),
    choices={"5": "12", "Y tế!6": "new"},
)


def test_instructions_are_kept_as_plain_values_and_found_again():
    assert Instructions.from_options(ALL.as_options()) == ALL
    assert Instructions.from_options({}) == Instructions()


# values


ROWS = [
    {"code": f"A{n}", "name": f"Trường {n}", "autonomy": "Tự túc" if n < 12 else "?"}
    for n in range(1, 14)
]


def test_values_that_cannot_be_read_are_told_with_their_rows(province):
    batch = received(province, AS_OF, ROWS)
    desk.look(batch)
    assert batch.reading["unread"] == {"autonomy_group": [["Tự túc", 11], ["?", 2]]}


@pytest.mark.parametrize("text", ["Tự túc", "TỰ TÚC ", "Tự  túc"])
def test_a_value_stands_for_what_the_clerk_says(text, province):
    batch = previewed(province, AS_OF, ROWS, values={"autonomy": {text: "2", "?": ""}})
    assert counts(batch) == {"created": 13}
    groups = [given.get("autonomy_group") for *_rest, given in created(batch)]
    assert groups == ["2"] * 11 + [None] * 2
    assert texts_of(batch.rows.first(), batch)["Nhóm tự chủ"] == "Tự túc", (
        "the cell stays as it came"
    )


def test_words_of_the_register_can_be_explained_too(province):
    make_agency("Sở Y tế", province=province)
    rows = [{"name": "Trường A", "agency": "SYT", "sector": "y học"},
            {"name": "Trường B", "agency": "(không)", "sector": "y học"}]  # fmt: skip
    said = {"agency": {"syt": "Sở Y tế", "(Không)": ""}, "sector": {"Y học": "health"}}
    batch = imported(province, AS_OF, rows, create_agencies=False, values=said)
    assert counts(batch) == {"created": 2}
    known = UnitVersion.objects.order_by("name").values_list("agency__name", "sector__code")
    assert list(known) == [("Sở Y tế", "health"), (None, "health")]


def test_an_answer_that_is_no_value_is_a_problem_of_the_row(province):
    batch = previewed(province, AS_OF, ROWS[:1], values={"autonomy_group": {"Tự túc": "9"}})
    assert problems(batch) == [(2, "unknown_autonomy_group")]


# codes


CODES = [["Mã PGD", "Tên PGD"], [164, "Phòng GD&ĐT Sông Công"], [165, "Phòng GD&ĐT Phổ Yên"]]
CODED = [["Tên trường", "PGD", "Cơ quan quản lý"], ["Trường A", 164, 164], ["Trường B", 165, 165]]


def test_codes_of_another_sheet_are_offered_and_taken_only_when_asked(tmp_path, province):
    batch = workbook(tmp_path, province, {"DS": CODED, "DM": CODES})
    offered = {one["heading"]: one["samples"] for one in batch.reading["code_lists"]}
    pair = [["164", "Phòng GD&ĐT Sông Công"], ["165", "Phòng GD&ĐT Phổ Yên"]]
    assert offered == {"PGD": pair, "Cơ quan quản lý": pair}
    desk.preview(batch)
    assert [given["agency"] for *_rest, given in created(batch)] == ["164", "165"]
    batch.options["lookups"] = {"agency": "DM"}
    desk.preview(batch)
    assert [given["agency"] for *_rest, given in created(batch)] == [name for _code, name in pair]


def test_a_code_that_the_other_sheet_lacks_is_a_problem_of_its_row(tmp_path, province):
    rows = [*CODED, ["Trường C", 166, 166]]
    batch = workbook(tmp_path, province, {"DS": rows, "DM": CODES}, lookups={"agency": "DM"})
    desk.preview(batch)
    assert problems(batch) == [(4, "unknown_code")]


@pytest.mark.parametrize("sheet", ["DS", "Không có"])
def test_codes_cannot_be_looked_up_in_what_is_no_code_list(sheet, tmp_path, province):
    batch = workbook(tmp_path, province, {"DS": CODED, "DM": CODES})
    batch.options["lookups"] = {"agency": sheet}
    with pytest.raises(desk.UNUSABLE, match=sheet):
        desk.preview(batch)


# days


SWAPPED = [dt.date(2017, 5, 10), dt.date(2018, 6, 1), dt.date(2019, 1, 12),
           "25/10/2017", "13/1/2018", "30/6/2019"]  # fmt: skip
DATED = [["Tên đơn vị", "Ngày thành lập"], *([f"Trường {n}", on] for n, on in enumerate(SWAPPED))]


def test_swapped_days_are_noticed_and_put_right_when_asked(tmp_path, province):
    batch = workbook(tmp_path, province, {"DS": DATED})
    assert batch.reading["swapped"] == ["established_on"]
    batch.options["dates"] = "swapped"
    desk.preview(batch)
    assert [given["established_on"] for *_rest, given in created(batch)] == [
        "2017-10-05", "2018-01-06", "2019-12-01", "2017-10-25", "2018-01-13", "2019-06-30",
    ]  # fmt: skip


def test_a_column_with_a_true_day_above_12_is_not_turned(tmp_path, province):
    rows = [*DATED, ["Trường X", dt.date(2020, 3, 25)]]
    batch = workbook(tmp_path, province, {"DS": rows}, dates="swapped")
    desk.preview(batch)
    assert created(batch)[0][3]["established_on"] == "2017-05-10"


# sheets


HEAD = ["STT", "Mã đơn vị", "Tên đơn vị", "Cơ quan quản lý"]
SHEETS = {
    "Bìa": [["PHỤ LỤC"]],
    "Giáo dục": [["Lĩnh vực giáo dục"], HEAD, [1, "A1", "Trường A", "Sở A"]],
    "Y tế": [["Mã đơn vị", "STT", "Tên đơn vị", "Cơ quan quản lý", "Ghi chú"],
             ["B1", 1, "Trạm B", "Sở B", "x"], ["A1", 2, "Trạm C", "Sở B", None]],
    "Khác": [["Họ và tên", "Tên đơn vị", "Chức vụ", "Ngày sinh", "Nơi sinh"],
             ["Người A", "Trường A", "Giáo viên", 1980, "Thái Nguyên"]],
}  # fmt: skip


def test_sheets_with_lists_are_offered(tmp_path, province):
    batch = workbook(tmp_path, province, SHEETS)
    assert batch.sheet == "Giáo dục"
    assert [(one["name"], one["rows"], one["alike"]) for one in batch.reading["sheets"]] == [
        ("Giáo dục", 1, True), ("Y tế", 2, True), ("Khác", 1, False),
    ]  # fmt: skip
    assert batch.reading["sheet_names"] == "sector"


def test_sheets_taken_together_are_one_list_and_each_row_keeps_its_sheet(tmp_path, province):
    said = {"sheets": ("Giáo dục", "Y tế"), "sheet_names": "sector"}
    batch = workbook(tmp_path, province, SHEETS, **said)
    desk.preview(batch)
    assert problems(batch) == [(3, "duplicate_code"), (3, "duplicate_code")]
    message = str(batch.rows.get(sheet="Giáo dục").problems[0]["message"])
    assert "Y tế · 3" in message
    rows = [row[:] for row in SHEETS["Y tế"]]
    rows[2][0] = "C1"
    batch = workbook(tmp_path, province, SHEETS | {"Y tế": rows}, **said)
    desk.preview(batch)
    desk.apply(batch, by=None, at=dt.datetime.now(dt.UTC))
    known = UnitVersion.objects.known().order_by("code")
    assert list(known.values_list("code", "source_sheet", "source_row", "sector__code")) == [
        ("A1", "Giáo dục", 3, "education"),
        ("B1", "Y tế", 2, "health"),
        ("C1", "Y tế", 3, "health"),
    ]


def test_sheets_with_other_headings_are_not_one_list(tmp_path, province):
    batch = workbook(tmp_path, province, SHEETS)
    batch.options["sheets"] = ["Giáo dục", "Khác"]
    with pytest.raises(desk.UNUSABLE, match="Khác"):
        desk.preview(batch)


def test_money_in_two_units_is_not_added_up_to_one_list(tmp_path, province):
    one, other = ([["Mã đơn vị", "Tên đơn vị", "Kinh phí NSNN cấp"], [code, "Trường", 5]]
                  for code in "AB")  # fmt: skip
    sheets = {"Một": [["Đơn vị tính: triệu đồng"], *one], "Hai": [["ĐVT: nghìn đồng"], *other]}
    batch = workbook(tmp_path, province, sheets)
    batch.options["sheets"] = ["Một", "Hai"]
    with pytest.raises(desk.UNUSABLE, match="Hai"):
        desk.preview(batch)


def test_a_choice_names_the_sheet_of_its_row(tmp_path, province):
    unit = make_unit(province, code="Z1", name="Trạm cũ")
    said = {"sheets": ("Giáo dục", "Y tế"), "choices": {"Y tế!2": unit.handle}}
    batch = workbook(tmp_path, province, SHEETS, **said)
    desk.preview(batch)
    assert batch.rows.get(unit=unit).sheet == "Y tế"


# tables side by side


BESIDE = [
    ["Trước sắp xếp", None, None, "Sau sắp xếp", None],
    ["STT", "Tên đơn vị", "Biên chế", "Tên đơn vị", "Biên chế"],
    [1, "Trường A", 10, "Trường AB", 15],
    [2, "Trường B", 7, None, None],
]


def test_of_tables_side_by_side_the_banners_are_offered(tmp_path, province):
    batch = workbook(tmp_path, province, {"DS": BESIDE}, merge=("A1:C1", "D1:E1"))
    assert batch.reading["blocks"] == ["Trước sắp xếp", "Sau sắp xếp"]
    assert batch.reading["columns"] == []


@pytest.mark.parametrize(
    ("block", "names"),
    [("Trước sắp xếp", ["Trường A", "Trường B"]), ("sau sắp xếp", ["Trường AB"])],
)
def test_one_table_is_taken_and_the_cells_of_the_other_are_no_rows_of_it(
    block, names, tmp_path, province
):
    batch = workbook(tmp_path, province, {"DS": BESIDE}, ("A1:C1", "D1:E1"), block=block)
    assert len(batch.reading["blocks"]) == 2, "the other one can still be chosen"
    desk.preview(batch)
    assert ([row[2] for row in created(batch)], counts(batch)["created"]) == (names, len(names))
    assert problems(batch) == []


def test_tables_without_banners_are_told_apart_by_their_order(tmp_path, province):
    rows = [row[1:] for row in BESIDE[1:]]
    batch = workbook(tmp_path, province, {"DS": rows})
    assert batch.reading["blocks"] == ["Tên đơn vị#1", "Tên đơn vị#2"]
    batch = workbook(tmp_path, province, {"DS": rows}, block="Tên đơn vị#2")
    desk.preview(batch)
    assert [row[2] for row in created(batch)] == ["Trường AB"]


# other kinds of list, and totals of several sheets


def test_a_total_of_one_of_several_sheets_names_its_sheet(tmp_path, province):
    rows = [["Mã đơn vị", "Tên đơn vị", "Biên chế"], ["A1", "Trường A", 3], [None, "Cộng", 4]]
    other = [rows[0], ["B1", "Trường B", 3], [None, "Cộng", 3]]
    said = {"sheets": ("Một", "Hai")}
    batch = workbook(tmp_path, province, {"Một": other, "Hai": rows}, **said)
    desk.preview(batch)
    (total,) = batch.reading["totals"]
    assert (total["sheet"], total["row"]) == ("Hai", 3)
    assert "Hai · 3" in str(total["sentence"])


def test_words_of_events_can_be_explained_too(province):
    make_unit(province, code="A1", name="Trường A")
    part = event_lists.part("đơn vị bị đóng cửa", "A1")
    rows = event_lists.event("1", "đóng cửa", "01/03/2024", part)
    said = {"kind": {"Đóng cửa": "dissolve"}, "role": {"Đơn vị bị đóng cửa": "closing"}}
    refused = event_lists.previewed(province, rows)
    assert counts(refused)["rejected"] == 1
    assert counts(event_lists.previewed(province, rows, values=said)) == {"created": 1}
