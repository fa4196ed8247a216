"""The columns of a list of events: one row for each participant, grouped by the event's label."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ...models import Participant, ReorganizationEvent
from .. import cells
from ..headings import find_table
from ..instructions import Instructions
from ..layouts import UNITS, Field, Layout
from ..tables import NotAList, Table
from ..workbook import Sheet
from . import words

#: What a row says of its event as a whole; it may stand on the first row of the event only.
OF_THE_EVENT = (
    "kind",
    "operative_on",
    "legal_effect_on",
    "decided_on",
    "decision_no",
    "issuer",
    "sequence",
)
#: Without these columns (or a value for all rows) nothing can be drawn up.
NEEDED = ("kind", "role", "operative_on")


class NoEvents(NotAList):
    code = "no_events"
    sentence = gettext_noop(
        "Sheet “%(sheet)s” holds no list of events: no row has headings like “Sự kiện”, “Hình thức "
        "sắp xếp”, “Vai trò” and “Mã đơn vị”; choose the sheet, or say which heading names the "
        "event."
    )


def longest(model, name: str):
    return words.text_within(model._meta.get_field(name).max_length)


def of_units(name: str) -> Field:
    """A column that lists of units have too, under the same headings."""
    return replace(UNITS.field(name), required=False)


EVENTS = Layout(
    "events",
    (
        Field("row_no", _("row number"), ("STT", "TT", "Số TT", "Số thứ tự", "No"), imported=False),
        Field(
            "event",
            _("event"),
            ("Sự kiện", "Mã sự kiện", "Số sự kiện", "Sự kiện số", "Nhóm sự kiện", "Event"),
            cells.clean_code,
            required=True,
        ),
        Field(
            "kind",
            _("kind"),
            (
                "Hình thức sắp xếp", "Hình thức sắp xếp, tổ chức lại", "Hình thức tổ chức lại",
                "Loại sự kiện", "Hình thức", "Kind", "Phương án sắp xếp", "Phương án",
            ),
            words.clean_kind,
        ),
        Field(
            "operative_on",
            _("operative on"),
            (
                "Ngày có hiệu lực thi hành", "Ngày thực hiện", "Ngày có hiệu lực",
                "Ngày hiệu lực thi hành", "Ngày hiệu lực", "Thời điểm thực hiện", "Operative on",
                "Thời gian thực hiện", "Thời điểm", "Lộ trình thực hiện", "Lộ trình",
                "Năm thực hiện",
            ),
            words.clean_operative_day,
            day=True,
        ),
        Field(
            "legal_effect_on",
            _("legal effect from"),
            ("Ngày hiệu lực pháp lý", "Ngày có hiệu lực pháp lý", "Hiệu lực pháp lý"),
            cells.clean_date,
        ),
        Field(
            "decided_on",
            _("decided on"),
            ("Ngày quyết định", "Ngày ban hành quyết định", "Ngày ban hành", "Ngày ký",
             "Ngày, tháng, năm"),
            cells.clean_date,
        ),
        Field(
            "decision_no",
            _("decision number"),
            (
                "Số quyết định", "Số, ký hiệu quyết định", "Số hiệu quyết định", "Quyết định số",
                "Số, ký hiệu văn bản", "Số văn bản", "Quyết định", "Decision number",
                "QĐ thành lập", "Quyết định thành lập",
            ),
            longest(ReorganizationEvent, "decision_number"),
            aliases=("decision_number",),
        ),
        Field(
            "issuer",
            _("issued by"),
            ("Cơ quan ban hành", "Cơ quan ban hành quyết định", "Cơ quan quyết định"),
            longest(ReorganizationEvent, "issuer"),
        ),
        Field(
            "sequence",
            _("order within the day"),
            ("Thứ tự", "Thứ tự thực hiện", "Thứ tự trong ngày"),
            words.clean_sequence,
        ),
        Field("role", _("role"), ("Vai trò", "Vai trò trong sự kiện", "Role"), words.clean_role),
        of_units("unit_code"),
        of_units("unit_name"),
        of_units("agency"),
        of_units("sector"),
        Field(
            "extent",
            _("extent"),
            ("Mức độ chuyển", "Mức độ chuyển giao", "Phạm vi chuyển", "Mức độ", "Extent"),
            words.clean_extent,
        ),
        Field(
            "to",
            _("goes to"),
            ("Chuyển đến", "Chuyển về", "Đơn vị nhận", "Đơn vị tiếp nhận", "Goes to",
             "Tên sau sắp xếp", "Đơn vị sau sắp xếp", "Tên đơn vị mới", "Tên gọi mới"),
            aliases=("goes_to",),
        ),
        of_units("autonomy_group"),
        Field(
            "company_name",
            _("company that follows it"),
            ("Tên công ty cổ phần", "Tên công ty", "Tên doanh nghiệp"),
            longest(Participant, "company_name"),
        ),
        Field(
            "company_tax_code",
            _("tax code of the company"),
            ("Mã số thuế", "MST", "Mã số doanh nghiệp"),
            lambda cell: words.short_enough(cells.clean_code(cell), 20),
        ),
        Field("note", _("note"), ("Ghi chú", "GC", "Note", "Notes"), longest(Participant, "note")),
    ),
)  # fmt: skip


def find_events(sheet: Sheet, instructions: Instructions) -> Table:
    """The list of events in a sheet; raises :class:`NoEvents` and what reading a list raises."""
    try:
        return find_table(sheet, EVENTS, instructions.headings, instructions.block)
    except NotAList as error:
        if type(error) is not NotAList:
            raise
        raise NoEvents(sheet=sheet.name) from error
