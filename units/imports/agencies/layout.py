"""The columns of a list of governing agencies."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ...choices import Bloc
from ...sentences import Sentence
from .. import cells
from ..events.words import vocabulary, word
from ..headings import find_table
from ..instructions import Instructions
from ..layouts import ROW_NO, Field, Layout
from ..tables import NotAList, Table
from ..workbook import Sheet

BLOC_WORDS = {
    Bloc.GOVERNMENT: (
        "khối chính quyền", "chính quyền", "khối nhà nước", "khối ubnd", "khối cơ quan nhà nước",
        "khối các cơ quan hành chính nhà nước",
    ),
    Bloc.PARTY: ("khối đảng", "đảng", "khối cơ quan đảng", "khối các cơ quan đảng", "cơ quan đảng"),
    Bloc.FRONT: (
        "khối mặt trận tổ quốc và các tổ chức chính trị - xã hội", "mặt trận tổ quốc", "mặt trận",
        "khối mttq", "mttq", "khối đoàn thể", "đoàn thể", "tổ chức chính trị - xã hội",
        "khối mặt trận, đoàn thể", "mttq và các tổ chức chính trị - xã hội",
        "mặt trận tổ quốc và các tổ chức chính trị - xã hội",
    ),
}  # fmt: skip


class NoAgencies(NotAList):
    code = "no_agencies"
    sentence = gettext_noop(
        "Sheet “%(sheet)s” holds no list of governing agencies: no row has headings like “Tên cơ "
        "quan” and “Cấp”; choose the sheet, or say which heading is the name."
    )


NO_BLOC = Sentence(
    gettext_noop(
        "“%(value)s” is no bloc: write government, party or front, or for example khối Đảng."
    )
)


def clean_bloc(cell: object) -> str:
    """The code of a bloc, from the code or as offices write it; "" for an empty cell."""
    return word(cell, blocs(), "bloc_unknown", NO_BLOC)


@lru_cache(maxsize=1)
def blocs() -> dict[str, str]:
    return vocabulary({one.value: (one.label, BLOC_WORDS[one]) for one in Bloc})


AGENCIES = Layout(
    "agencies",
    (
        ROW_NO,
        # Named like those of a list of units: that is how rows are told from sections and totals.
        Field(
            "unit_code",
            _("agency code"),
            ("Mã cơ quan", "Mã cơ quan quản lý", "Mã cơ quan, đơn vị", "Mã định danh",
             "Mã đơn vị", "Agency code", "Code", "Mã"),
            cells.clean_code,
            aliases=("code", "agency_code"),
        ),
        Field(
            "unit_name",
            _("agency name"),
            (
                "Tên cơ quan quản lý", "Tên cơ quan", "Tên cơ quan, đơn vị", "Tên cơ quan chủ quản",
                "Cơ quan quản lý", "Cơ quan, đơn vị", "Sở, ban, ngành", "Sở/ngành", "Tên đơn vị",
                "Cơ quan", "Agency name", "Governing agency", "Đơn vị", "Name", "Tên", "Tên gọi",
            ),
            cells.clean_name,
            required=True,
            aliases=("name", "agency_name", "agency"),
        ),
        Field(
            "level",
            _("level"),
            ("Cấp quản lý", "Cấp cơ quan", "Cấp", "Loại cơ quan", "Level"),
        ),
        Field("bloc", _("bloc"), ("Khối cơ quan", "Khối", "Thuộc khối", "Bloc"), clean_bloc),
        Field(
            "parent",
            _("parent agency"),
            ("Cơ quan cấp trên", "Cơ quan quản lý cấp trên", "Cơ quan cấp trên trực tiếp",
             "Trực thuộc", "Trực thuộc cơ quan", "Thuộc cơ quan", "Parent agency", "Parent"),
        ),
        Field(
            "valid_from",
            _("exists from"),
            ("Hoạt động từ ngày", "Thành lập từ ngày", "Ngày thành lập", "Có từ ngày",
             "Ngày bắt đầu hoạt động", "Ngày bắt đầu", "Từ ngày", "Exists from"),
            cells.clean_date,
        ),
        Field(
            "last_day",
            _("last day"),
            ("Hoạt động đến hết ngày", "Hoạt động đến ngày", "Tồn tại đến hết ngày", "Đến hết ngày",
             "Đến ngày", "Ngày cuối cùng", "Last day", "Exists until"),
            cells.clean_date,
        ),
        Field(
            "valid_to",
            _("ended on (no longer exists on this day)"),
            ("Chấm dứt hoạt động từ ngày", "Chấm dứt từ ngày", "Ngày chấm dứt hoạt động",
             "Ngày giải thể", "Ngày chấm dứt", "Ngày kết thúc", "Ended on"),
            cells.clean_date,
        ),
        Field(
            "succeeded_by",
            _("succeeded by"),
            ("Cơ quan kế thừa", "Cơ quan tiếp nhận", "Cơ quan kế tiếp", "Kế thừa bởi",
             "Succeeded by", "Successor"),
            aliases=("successor",),
        ),
        Field("note", _("note"), ("Ghi chú", "GC", "Note", "Notes")),
    ),
)  # fmt: skip


def find_agencies(sheet: Sheet, instructions: Instructions) -> Table:
    """The list of agencies in a sheet; raises :class:`NoAgencies` and what reading raises."""
    try:
        return find_table(sheet, AGENCIES, instructions.headings, instructions.block)
    except NotAList as error:
        if type(error) is not NotAList:
            raise
        raise NoAgencies(sheet=sheet.name) from error
