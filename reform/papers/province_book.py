"""The workbook of a province on a day: annexes, statistics, and the list of its units."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import orjson
from django.utils import translation

from resolutions.progress import progress_of_province
from units.choices import AutonomyGroup, Bloc
from units.counts import known_since, versions_counted
from units.models import Agency, AgencyLevel, Province

from . import annex_assets, annex_people, annex_promises
from .annex_units import NO_AGENCY, UnitsOnADay, before_and_after, of_day
from .heading import committee
from .tables import Annex, Column, Row, Table, text
from .wording import BLANK, padded
from .workbook import Sheet, sheet_of, write_workbook

CHUNK = 2000
BLOCS = {"government": Bloc.GOVERNMENT, "party": Bloc.PARTY, "front": Bloc.FRONT, "unknown": ""}
#: As the forms of home affairs are built: what is counted, its code, the total and its parts.
STATISTICS = Annex(
    "s",
    "THỐNG KÊ SỐ LƯỢNG ĐƠN VỊ SỰ NGHIỆP CÔNG LẬP THEO CẤP QUẢN LÝ VÀ MỨC TỰ CHỦ",
    (text("label", "Chỉ tiêu", 90), text("code", "Mã số", 16), Column("total", "Tổng số", 26),
     Column("government", "Khối chính quyền", 26), Column("party", "Khối Đảng", 26),
     Column("front", "Khối Mặt trận, đoàn thể", 26), Column("unknown", "Chưa rõ khối", 26)),
    is_of_parts=False,
)  # fmt: skip
LISTED = (
    text("code", "Mã đơn vị", 28), text("name", "Tên đơn vị", 76),
    text("agency", "Cơ quan quản lý", 60), text("sector", "Lĩnh vực", 36),
    text("group", "Nhóm tự chủ", 16), text("since", "Có hiệu lực từ", 24),
)  # fmt: skip


class Digest:
    """Changes with any value that the sheets hold; takes each row as it passes by."""

    def __init__(self) -> None:
        self.sum = hashlib.sha256()

    def of(self, sheet: Sheet) -> Sheet:
        return replace(sheet, rows=self.passing(sheet))

    def passing(self, sheet: Sheet) -> Iterator[Row]:
        self.sum.update(f"{sheet.name}\n{sheet.note}\n".encode())
        for row in sheet.rows:
            self.sum.update(orjson.dumps(row, default=str))
            yield row


def write_book(path: Path, province: Province, on: dt.date) -> str:
    """All in Vietnamese, whatever the reader's language; returns the digest of what it says."""
    digest = Digest()
    with translation.override("vi"):
        told = [digest.of(sheet) for sheet in sheets(province, on)]
        write_workbook(path, committee(province).name.upper(), told)
    return digest.sum.hexdigest()


def digest_of_book(province: Province, on: dt.date) -> str:
    """The same of the workbook as it would be written now, without writing it."""
    digest = Digest()
    with translation.override("vi"):
        for sheet in sheets(province, on):
            deque(digest.passing(sheet), maxlen=0)
    return digest.sum.hexdigest()


def sheets(province: Province, on: dt.date) -> list[Sheet]:
    units = UnitsOnADay(province, on)
    began, since = dt.date(on.year - 1, 12, 31), known_since(province)
    before = (began, None) if since and since <= began else None
    progress = progress_of_province(province, on)
    tables = {
        "A": before_and_after(province, before, on),
        "B": units.by_sector,
        "C": units.by_level,
        "D": annex_people.people(province, on),
        "E": annex_people.deputies(province, on),
        "F": annex_assets.assets(province, on),
        "G": annex_promises.targets(progress, on),
        "H": annex_promises.proposals(province, on),
        "Thống kê": statistics(units),
    }
    made = [sheet_of(table, f"Phụ lục {name}" if len(name) == 1 else name)
            for name, table in tables.items()]  # fmt: skip
    title = "DANH SÁCH ĐƠN VỊ SỰ NGHIỆP CÔNG LẬP"
    rows = rows_of_units(province, on)
    listed = Sheet("Danh sách", title, of_day(on), LISTED, rows, adds_up=False, is_long=True)
    return [*made, listed]


def statistics(units: UnitsOnADay) -> Table:
    """Units by level and by autonomy group, each split by bloc; codes count the rows."""
    blocs = dict(Agency.objects.values_list("pk", "bloc"))
    column_of = {bloc: key for key, bloc in BLOCS.items()}
    told = [
        (units.levels.get(agency), group, column_of[blocs.get(agency, "")], number)
        for _sector, agency, group, number in units.counted
    ]
    levels = [(level.code, level.name) for level in AgencyLevel.objects.all()]
    groups = [(group.value, str(group.label)) for group in AutonomyGroup]
    asked = [
        (TOTAL, lambda row: True),
        *((f"Cấp quản lý: {name}", lambda row, code=code: row[0] == code)
          for code, name in (*levels, (None, "chưa rõ"))),
        *((f"Mức tự chủ: {name}", lambda row, code=code: row[1] == code)
          for code, name in (*groups, ("", "chưa rõ"))),
    ]  # fmt: skip
    rows = [
        {"label": label, "code": padded(place), **by_bloc(filter(holds, told))}
        for place, (label, holds) in enumerate(asked, 1)
    ]
    return Table(STATISTICS, rows, of_day(units.on))


TOTAL = "Tổng số"


def by_bloc(told) -> dict[str, int]:
    found = dict.fromkeys(BLOCS, 0)
    for _level, _group, column, number in told:
        found[column] += number
    return {"total": sum(found.values()), **found}


def rows_of_units(province: Province, on: dt.date) -> Iterator[Row]:
    """Every unit in force, read as it is written; by agency, then by name, in Vietnamese order."""
    versions = versions_counted(on, province=province).order_by(
        "agency__sort_key", "sort_key", "pk"
    )
    names = ("code", "name", "agency__name", "sector__name", "autonomy_group", "valid_from")
    for code, name, agency, sector, group, since in versions.values_list(*names).iterator(CHUNK):
        yield {
            "code": code,
            "name": name,
            "agency": agency or NO_AGENCY,
            "sector": sector or BLANK,
            "group": group or BLANK,
            "since": f"{since:%d/%m/%Y}",
        }
