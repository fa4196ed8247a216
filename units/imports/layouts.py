"""Which fields a list can have, under which headings they are known, and how their cells read."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ..names import match_key, search_key
from . import cells
from .workbook import UnreadableFile

_PUNCTUATION = re.compile(r"[\W_]+")


class UnknownField(UnreadableFile):
    code = "unknown_field"
    sentence = gettext_noop("There is no field “%(field)s”: use one of %(fields)s.")


@lru_cache(maxsize=2**12)
def heading_key(text: str) -> str:
    """A heading without case, punctuation and line breaks; accents count."""
    return _PUNCTUATION.sub(" ", match_key(text)).strip()


@dataclass(frozen=True, eq=False)
class Field:
    """``headings`` are known wordings, the most telling first; ``clean`` takes a raw cell. ``day``
    marks a field of days that has a cleaner of its own."""

    name: str
    label: str | Promise
    headings: tuple[str, ...]
    clean: Callable[[object], object] = cells.clean_text
    required: bool = False
    aliases: tuple[str, ...] = ()
    imported: bool = True
    day: bool = False

    @property
    def is_day(self) -> bool:
        return self.day or self.clean is cells.clean_date


@dataclass(frozen=True, eq=False)
class Layout:
    """``sheets_together``: a list may be cut into several sheets that are read as one.
    ``looked_up`` are fields whose words, also those of section rows, the engine looks up in the
    register with the clerk's answers at hand."""

    name: str
    fields: tuple[Field, ...]
    sheets_together: bool = False
    looked_up: tuple[str, ...] = ()

    def field(self, name: str) -> Field:
        """The importable field of that name or alias."""
        for field in self.importable():
            if name == field.name or name in field.aliases:
                return field
        names = ", ".join(field.name for field in self.importable())
        raise UnknownField(field=name, fields=names)

    def importable(self) -> Iterator[Field]:
        return (field for field in self.fields if field.imported)

    @property
    def required(self) -> list[Field]:
        return [field for field in self.fields if field.required]

    @cached_property
    def by_heading(self) -> dict[str, tuple[Field, int]]:
        """Each known wording, folded: its field, and how far back in that field's list it is."""
        return self._wordings(heading_key)

    @cached_property
    def by_bare_heading(self) -> dict[str, tuple[Field, int]]:
        """The same without accents, as MA_DON_VI has it."""
        return self._wordings(search_key)

    def _wordings(self, fold: Callable[[str], str]) -> dict[str, tuple[Field, int]]:
        return {
            fold(text): (field, place)
            for field in reversed(self.fields)
            for place, text in enumerate((*field.headings, field.name))
        }


# Headings that are recognised so that they are not taken for something else.
ROW_NO = Field(
    "row_no", _("row number"), ("STT", "TT", "Số TT", "Số thứ tự", "Thứ tự", "No"), imported=False
)
MEASURE = Field("measure", _("unit of measure"), ("Đơn vị tính", "ĐVT"), imported=False)

UNITS = Layout(
    "units",
    (
        ROW_NO,
        MEASURE,
        Field(
            "unit_code",
            _("unit code"),
            (
                "Mã đơn vị sự nghiệp công lập", "Mã đơn vị sự nghiệp", "Mã trường", "Mã cơ sở",
                "Mã đơn vị QHNS", "Mã QHNS", "MSĐVQHNS", "Mã quan hệ ngân sách", "Mã định danh",
                "Mã đơn vị", "Mã ĐV", "Mã số đơn vị", "Unit code", "Code", "Mã",
            ),
            cells.clean_code,
            aliases=("code",),
        ),
        Field(
            "unit_name",
            _("unit name"),
            (
                "Tên đơn vị sự nghiệp công lập", "Tên ĐVSNCL", "Tên ĐVSN", "Tên đơn vị sự nghiệp",
                "Tên trường học", "Tên trường", "Tên cơ sở", "Tên đơn vị", "Tên cơ quan, đơn vị",
                "Tên cơ quan", "Đơn vị sự nghiệp công lập", "Đơn vị sự nghiệp", "ĐVSNCL",
                "Cơ quan, đơn vị", "Unit name", "Name of unit", "Đơn vị", "Name", "Tên", "Tên gọi",
            ),
            cells.clean_name,
            required=True,
            aliases=("name",),
        ),
        Field(
            "agency",
            _("governing agency"),
            (
                "Cơ quan quản lý trực tiếp", "Cơ quan quản lý cấp trên", "Cơ quan chủ quản",
                "Cơ quan quản lý", "CQQL", "CQCQ", "Đơn vị chủ quản", "Đơn vị quản lý",
                "Trực thuộc cơ quan", "Trực thuộc", "Cấp quản lý", "Sở/ngành", "Sở, ngành",
                "Sở, ban, ngành", "Governing agency", "Managing agency",
            ),
            cells.clean_text,
            aliases=("governing", "governing_agency"),
        ),
        Field(
            "sector",
            _("sector"),
            ("Lĩnh vực hoạt động", "Lĩnh vực", "Ngành, lĩnh vực", "Ngành", "Loại hình", "Sector"),
        ),
        Field(
            "autonomy_group",
            _("autonomy group"),
            (
                "Nhóm tự chủ", "Mức độ tự chủ tài chính", "Mức độ tự chủ", "Mức tự chủ",
                "Phân loại tự chủ", "Phân loại mức độ tự chủ", "Autonomy group", "Nhóm",
            ),
            cells.clean_autonomy_group,
            aliases=("autonomy", "autonomy_level"),
        ),
        Field(
            "service_class",
            _("service class"),
            ("Loại dịch vụ", "Nhóm dịch vụ", "Phân loại dịch vụ", "Loại hình dịch vụ"),
            cells.clean_service_class,
        ),
        Field(
            "established_on",
            _("established on"),
            ("Ngày thành lập", "Ngày, tháng, năm thành lập", "Thời điểm thành lập", "Năm thành lập",
             "Established on"),
            cells.clean_date,
        ),
        Field(
            "headcount_budget",
            _("assigned headcount paid from the state budget"),
            (
                "Số lượng người làm việc hưởng lương từ NSNN", "SLNLV hưởng lương từ NSNN",
                "Số lượng người làm việc hưởng lương từ ngân sách nhà nước",
                "Hưởng lương từ NSNN", "Hưởng lương từ ngân sách nhà nước", "SLNLV được giao",
                "Số lượng người làm việc được giao", "Số người làm việc được giao",
                "Biên chế được giao", "Biên chế giao", "BC giao", "Số biên chế",
                "Biên chế sự nghiệp", "Biên chế", "Assigned headcount",
            ),
            cells.clean_count,
            aliases=("headcount_assigned_budget",),
        ),
        Field(
            "headcount_revenue",
            _("assigned headcount paid from service revenue"),
            (
                "Số lượng người làm việc hưởng lương từ nguồn thu sự nghiệp",
                "Số lượng người làm việc hưởng lương từ nguồn thu",
                "SLNLV hưởng lương từ nguồn thu sự nghiệp", "SLNLV hưởng lương từ nguồn thu",
                "Hưởng lương từ nguồn thu sự nghiệp", "Hưởng lương từ nguồn thu",
            ),
            cells.clean_count,
            aliases=("headcount_assigned_revenue",),
        ),
        Field(
            "headcount_present",
            _("people present"),
            (
                "Viên chức có mặt", "Số người có mặt", "Số lượng có mặt", "Số có mặt", "Có mặt",
                "Hiện có", "Tổng số CB-GV-NV có mặt", "People present",
            ),
            cells.clean_count,
        ),
        Field(
            "contracts",
            _("labour contracts"),
            (
                "Hợp đồng lao động", "HĐLĐ", "Lao động hợp đồng", "Hợp đồng", "HĐ 111", "HĐ 68",
                "Hợp đồng chuyên môn nghiệp vụ", "Hợp đồng hỗ trợ", "Contracts",
            ),
            cells.clean_count,
        ),
        Field(
            "deputies",
            _("deputy heads"),
            ("Số lượng cấp phó", "Số cấp phó", "Cấp phó", "Phó giám đốc", "Phó hiệu trưởng"),
            cells.clean_count,
        ),
        Field(
            "budget_spending",
            _("state budget spending"),
            ("Kinh phí NSNN cấp", "Kinh phí ngân sách nhà nước cấp", "NSNN cấp", "Chi từ NSNN"),
            cells.clean_amount,
            aliases=("state_support",),
        ),
        Field(
            "own_revenue",
            _("own revenue"),
            ("Nguồn thu sự nghiệp", "Thu sự nghiệp", "Dự toán thu", "Nguồn thu"),
            cells.clean_amount,
            aliases=("revenue",),
        ),
        Field("note", _("note"), ("Ghi chú", "GC", "Note", "Notes")),
    ),
    sheets_together=True,
    looked_up=("agency", "sector"),
)  # fmt: skip
