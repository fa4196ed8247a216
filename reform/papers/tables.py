"""The annexes A to H: what each is called, its columns, and its rows as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

#: A cell: text, or a number that may be unknown.
Cell = object
Row = Mapping[str, Cell]


@dataclass(frozen=True)
class Column:
    """``width`` in millimetres on paper; only numbers are added up."""

    key: str
    heading: str
    width: int
    is_number: bool = True


@dataclass(frozen=True)
class Annex:
    letter: str
    title: str
    columns: tuple[Column, ...]
    #: Rows that are parts of each other are not added up.
    is_of_parts: bool = True

    @property
    def numbers(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_number)

    @property
    def adds_up(self) -> bool:
        return self.is_of_parts and bool(self.numbers)


@dataclass(frozen=True)
class Table:
    """The rows of an annex; ``note`` says of which days they are."""

    annex: Annex
    rows: list[Row] = field(default_factory=list)
    note: str = ""

    @property
    def total(self) -> dict[str, int | None]:
        return {column.key: added(row[column.key] for row in self.rows)
                for column in self.annex.numbers}  # fmt: skip


def added(cells: Iterable[Cell]) -> int | None:
    """The sum of what is known; None where nothing is."""
    known = [cell for cell in cells if cell is not None]
    return sum(known) if known else None


def text(key: str, heading: str, width: int) -> Column:
    return Column(key, heading, width, is_number=False)


#: Columns of annex B, and the agency levels that each takes in.
LEVELS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "province": ("Cấp tỉnh", ("province", "other_provincial")),
    "department": ("Sở và tương đương", ("department",)),
    "sub_department": ("Chi cục thuộc sở", ("sub_department",)),
    "unit": ("Đơn vị sự nghiệp công lập", ("unit",)),
    "district": ("Cấp huyện", ("district",)),
    "commune": ("Cấp xã", ("commune",)),
    "other": ("Khác, chưa rõ", ()),
}
#: Columns of annex C; "" are units whose group nobody knows.
GROUPS: Mapping[str, str] = {
    "group_1": "1", "group_2": "2", "group_3": "3", "group_4": "4", "unknown": "",
}  # fmt: skip
ANNEXES: dict[str, Annex] = {
    annex.letter: annex
    for annex in (
        Annex(
            "a",
            "ĐƠN VỊ SỰ NGHIỆP CÔNG LẬP TRƯỚC VÀ SAU SẮP XẾP THEO CƠ QUAN QUẢN LÝ",
            (text("agency", "Cơ quan quản lý", 120), Column("before", "Trước sắp xếp", 40),
             Column("after", "Sau sắp xếp", 40), Column("change", "Tăng (+), giảm (-)", 40)),
        ),
        Annex(
            "b",
            "SỐ LƯỢNG ĐƠN VỊ SỰ NGHIỆP CÔNG LẬP THEO LĨNH VỰC VÀ CẤP QUẢN LÝ",
            (text("sector", "Lĩnh vực", 66),
             *(Column(key, heading, 22) for key, (heading, _levels) in LEVELS.items()),
             Column("total", "Tổng số", 22)),
        ),
        Annex(
            "c",
            "SỐ LƯỢNG ĐƠN VỊ SỰ NGHIỆP CÔNG LẬP THEO CẤP QUẢN LÝ VÀ MỨC TỰ CHỦ TÀI CHÍNH",
            (text("level", "Cấp quản lý", 72),
             *(Column(key, f"Nhóm {group}" if group else "Chưa rõ", 28)
               for key, group in GROUPS.items()),
             Column("total", "Tổng số", 28)),
        ),
        Annex(
            "d",
            "SỐ LƯỢNG NGƯỜI LÀM VIỆC ĐƯỢC GIAO, CÓ MẶT VÀ LAO ĐỘNG HỢP ĐỒNG",
            (text("label", "Lĩnh vực, đơn vị", 72),
             Column("budget", "Được giao hưởng lương từ ngân sách nhà nước", 38),
             Column("revenue", "Được giao hưởng lương từ nguồn thu sự nghiệp", 38),
             Column("present", "Có mặt", 26), Column("contracts", "Lao động hợp đồng", 28),
             Column("without", "Số đơn vị chưa có số liệu", 38)),
        ),
        Annex(
            "e",
            "SỐ LƯỢNG CẤP PHÓ VÀ CẤP PHÓ DÔI DƯ",
            (text("label", "Lĩnh vực, đơn vị", 90), Column("deputies", "Cấp phó", 36),
             Column("most", "Khung số lượng cấp phó", 38), Column("surplus", "Dôi dư", 36),
             Column("without", "Số đơn vị chưa xác định được", 40)),
        ),
        Annex(
            "f",
            "TÀI SẢN CÔNG, TRỤ SỞ LÀM VIỆC CỦA CÁC ĐƠN VỊ SẮP XẾP",
            (text("unit", "Đơn vị", 70), text("office", "Trụ sở, địa chỉ", 60),
             text("land", "Diện tích đất (m²)", 30), text("floor", "Diện tích sàn (m²)", 30),
             text("plan", "Phương án xử lý", 50)),
        ),
        Annex(
            "g",
            "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU",
            (text("indicator", "Chỉ tiêu", 70), text("deadline", "Thời hạn", 28),
             text("standing", "Tình hình thực hiện", 102), text("status", "Đánh giá", 40)),
        ),
        Annex(
            "h",
            "TỔNG HỢP KIẾN NGHỊ, ĐỀ XUẤT",
            (text("subject", "Nội dung kiến nghị", 96), text("addressee", "Cơ quan trả lời", 48),
             text("asked_on", "Ngày kiến nghị", 28), text("standing", "Tình hình trả lời", 68)),
        ),
    )
}  # fmt: skip
