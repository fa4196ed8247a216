"""Every heading that offices are known to write over a column is known, in the kind of list that
keeps what stands below it; what the register doesn't keep is taken for nothing else."""

import pytest

from units.imports.catalogue import LAYOUTS
from units.imports.figures.headings import dated
from units.imports.headers import SURE, likeness

KNOWN = {
    ("units", "row_no"): ["STT", "TT", "Số TT", "Số thứ tự", "No"],
    ("units", "unit_code"): ["Mã đơn vị", "Mã ĐV", "Mã đơn vị QHNS", "Mã QHNS", "MSĐVQHNS",
                             "Mã định danh"],
    ("units", "unit_name"): ["Tên đơn vị", "Tên đơn vị sự nghiệp công lập", "Tên ĐVSNCL",
                             "Tên ĐVSN", "Tên cơ quan, đơn vị", "Đơn vị"],
    ("units", "agency"): ["Cơ quan quản lý trực tiếp", "Cơ quan quản lý cấp trên",
                          "Cơ quan chủ quản", "Trực thuộc", "Cấp quản lý", "Sở/ngành"],
    ("units", "sector"): ["Lĩnh vực", "Ngành", "Lĩnh vực hoạt động", "Loại hình"],
    ("units", "autonomy_group"): ["Mức độ tự chủ (tài chính)", "Mức tự chủ", "Phân loại tự chủ",
                                  "Nhóm", "Nhóm tự chủ"],
    ("units", "headcount_budget"): ["Số lượng người làm việc hưởng lương từ NSNN",
                                    "SLNLV được giao", "Biên chế giao", "Biên chế được giao",
                                    "Số biên chế", "Biên chế sự nghiệp", "BC giao"],
    ("units", "headcount_revenue"): ["Số lượng người làm việc hưởng lương từ nguồn thu sự nghiệp"],
    ("units", "headcount_present"): ["Có mặt", "Hiện có", "Viên chức có mặt",
                                     "Tổng số CB-GV-NV có mặt tháng 8/2025"],
    ("units", "contracts"): ["Hợp đồng chuyên môn nghiệp vụ", "Hợp đồng hỗ trợ", "HĐLĐ", "HĐ 68",
                             "HĐ 111"],
    ("units", "deputies"): ["Số cấp phó", "Số lượng cấp phó", "Phó giám đốc", "Phó hiệu trưởng"],
    ("units", "own_revenue"): ["Nguồn thu sự nghiệp", "Dự toán thu"],
    ("units", "budget_spending"): ["Kinh phí NSNN cấp"],
    ("units", "note"): ["Ghi chú", "GC"],
    ("events", "decision_no"): ["Số quyết định", "QĐ thành lập", "Số, ký hiệu văn bản"],
    ("events", "decided_on"): ["Ngày quyết định", "Ngày ban hành", "Ngày, tháng, năm"],
    ("events", "kind"): ["Phương án sắp xếp", "Hình thức sắp xếp", "Phương án"],
    ("events", "operative_on"): ["Lộ trình", "Thời gian thực hiện", "Năm thực hiện", "Thời điểm"],
    ("events", "to"): ["Tên sau sắp xếp", "Tên đơn vị mới", "Tên gọi mới"],
}  # fmt: skip
YEARS = {"Năm 2015": 2015, "Năm 2021": 2021, "31/12/2021": 2021, "Tại thời điểm 31/7/2025": 2025}
NOT_KEPT = [
    "Số phòng",
    "Số tổ chức bên trong",
    "Số khoa/phòng",
    "Trước sắp xếp",
    "Sau sắp xếp",
    "Tăng/giảm",
    "Giảm",
    "Tỷ lệ giảm (%)",
    "Tỉ lệ",
    "Mức độ tự chủ chi thường xuyên (%)",
]
CASES = [(layout, field, text) for (layout, field), texts in KNOWN.items() for text in texts]


@pytest.mark.parametrize(("layout", "field", "heading"), CASES)
def test_a_heading_names_its_field(layout, field, heading):
    offers = likeness(heading, LAYOUTS[layout])
    assert offers[field] >= SURE
    assert max(offers, key=offers.__getitem__) == field


@pytest.mark.parametrize("typed", [str.upper, lambda text: f" {text}\n", lambda text: f"{text} *"])
@pytest.mark.parametrize(("layout", "field", "heading"), CASES)
def test_however_it_is_typed(layout, field, heading, typed):
    assert likeness(" ".join(typed(heading).split()), LAYOUTS[layout])[field] >= SURE


@pytest.mark.parametrize(("heading", "year"), YEARS.items())
def test_a_heading_may_be_a_year(heading, year):
    assert dated(heading).year == year


@pytest.mark.parametrize("heading", NOT_KEPT)
def test_what_the_register_does_not_keep_is_taken_for_nothing_else(heading):
    for layout in LAYOUTS.values():
        offers = likeness(heading, layout)
        assert max(offers.values(), default=0) < SURE
