"""Lists of units as large as one likes: 18 columns, plainly artificial, the same every time."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import xlsxwriter

HEADINGS = (
    "STT", "Mã đơn vị", "Tên đơn vị", "Cơ quan quản lý trực tiếp", "Lĩnh vực", "Nhóm tự chủ",
    "Loại dịch vụ", "Ngày thành lập", "Số lượng người làm việc hưởng lương từ NSNN",
    "Số lượng người làm việc hưởng lương từ nguồn thu", "Viên chức có mặt", "Hợp đồng lao động",
    "Số lượng cấp phó", "Kinh phí NSNN cấp (triệu đồng)", "Nguồn thu sự nghiệp (triệu đồng)",
    "Địa chỉ", "Điện thoại", "Ghi chú",
)  # fmt: skip
#: The names of the same columns in a plain model, in the same order.
NAMES = (
    "row_no", "code", "name", "agency", "sector", "autonomy_group", "service_class",
    "established_on", "headcount_budget", "headcount_revenue", "headcount_present", "contracts",
    "deputies", "budget_spending", "own_revenue", "address", "telephone", "note",
)  # fmt: skip
SECTORS = (
    "Giáo dục và đào tạo",
    "Y tế - dân số",
    "Văn hóa, thể thao và du lịch",
    "Giáo dục nghề nghiệp",
)
CLASSES = ("cơ bản, thiết yếu", "phục vụ quản lý nhà nước", "theo nhu cầu thị trường")
KINDS = (
    "Trường Tiểu học",
    "Trường Mầm non",
    "Trạm Y tế",
    "Trung tâm Văn hóa",
    "Trung tâm Dạy nghề",
)
PLACES = ("Minh Họa", "Thí Dụ", "Ví Von", "Tưởng Tượng", "Giả Định", "Mẫu Mực", "Không Có Thật")
AGENCIES = tuple(f"Sở Minh Họa {number}" for number in range(1, 41))
EDITIONS = ("as it was", "five in a hundred", "all")


def row(n: int, *, changed: bool) -> tuple[object, ...]:
    """Unit ``n``; a ``changed`` row has another autonomy group, agency and headcount."""
    return (
        n + 1,
        f"MH{n:06d}",
        f"{KINDS[n % 5]} {PLACES[n % 7]} {PLACES[n // 7 % 7]} số {n}",
        AGENCIES[(n + changed) % 40],
        SECTORS[n % 4],
        1 + (n + changed) % 4,
        CLASSES[n % 3],
        dt.date(1960, 1, 1) + dt.timedelta(days=n % 20_000),
        10 + n % 90 + changed,
        n % 30,
        10 + n % 80,
        n % 12,
        n % 4,
        500 + n % 9_000,
        n % 2_000,
        f"Thôn {n % 400}, xã {PLACES[n % 7]}",
        f"0000 {n:06d}",
        "",
    )


def write_sheet(path: Path, rows: int, edition: str) -> Path:
    """An .xlsx of ``rows`` rows; of the edition "five in a hundred" each twentieth is changed."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "d/m/y"})
    sheet = book.add_worksheet("Danh sách")
    sheet.write_row(0, 0, HEADINGS)
    step = {"as it was": 0, "five in a hundred": 20, "all": 1}[edition]
    for n in range(rows):
        sheet.write_row(n + 1, 0, row(n, changed=bool(step) and n % step == 0))
    book.close()
    return path
