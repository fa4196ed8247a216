"""Annexes A, B and C: units counted by agency, sector, level and autonomy group."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from django.db.models import Count

from units.counts import UNKNOWN, count_units, versions_counted
from units.models import Agency, AgencyLevel, Province, Sector
from units.names import sort_key

from .tables import ANNEXES, GROUPS, LEVELS, Table
from .wording import short_day

NO_AGENCY, NO_SECTOR, NO_LEVEL = (
    "Chưa rõ cơ quan quản lý", "Chưa rõ lĩnh vực", "Chưa rõ cấp quản lý",
)  # fmt: skip
#: Level of an agency -> its column.
COLUMN_OF = {code: key for key, (_heading, codes) in LEVELS.items() for code in codes}


class UnitsOnADay:
    """The units of a province (None: of the country) in force on a day, counted once."""

    def __init__(
        self, province: Province | None, on: dt.date, known: dt.datetime | None = None
    ) -> None:
        self.province, self.on, self.known = province, on, known

    @cached_property
    def counted(self) -> list[tuple[int | None, int | None, str, int]]:
        """(sector, agency, autonomy group, number)."""
        versions = versions_counted(self.on, province=self.province, known=self.known).order_by()
        told = versions.values_list("sector", "agency", "autonomy_group")
        return list(told.annotate(number=Count("*")))

    @cached_property
    def levels(self) -> dict[int, str]:
        """{agency: the code of its level}, without those whose level nobody knows."""
        known = Agency.objects.exclude(level=None)
        return dict(known.values_list("pk", "level__code"))

    @cached_property
    def by_sector(self) -> Table:
        found: dict[int | None, Counter] = {}
        for sector, agency, _group, number in self.counted:
            column = COLUMN_OF.get(self.levels.get(agency), "other")
            found.setdefault(sector, Counter())[column] += number
        names = {row.pk: row.name for row in Sector.objects.all()}
        rows = [
            {"sector": names[pk] if pk else NO_SECTOR, **spread(found[pk], LEVELS)}
            for pk in (*names, None)
            if pk in found
        ]
        return Table(ANNEXES["b"], rows, of_day(self.on))

    @cached_property
    def by_level(self) -> Table:
        column_of = {group: key for key, group in GROUPS.items()}
        found: dict[str | None, Counter] = {}
        for _sector, agency, group, number in self.counted:
            row = found.setdefault(self.levels.get(agency), Counter())
            row[column_of[group]] += number
        names = {row.code: row.name for row in AgencyLevel.objects.all()}
        rows = [
            {"level": names.get(code, NO_LEVEL), **spread(found[code], GROUPS)}
            for code in (*names, None)
            if code in found
        ]
        return Table(ANNEXES["c"], rows, of_day(self.on))


def spread(counted: Counter, columns: Iterable[str]) -> dict[str, int]:
    """A number for each column, and their sum."""
    return {**{key: counted[key] for key in columns}, "total": counted.total()}


def of_day(day: dt.date) -> str:
    return f"Số liệu đến ngày {short_day(day)}"


def before_and_after(
    province: Province | None,
    before: tuple[dt.date, dt.datetime | None] | None,
    after: dt.date,
) -> Table:
    """Annex A of a province: ``before`` is a day and the moment of knowledge; None: not known."""
    then = None
    if before is not None:
        then = count_units(before[0], by="agency", province=province, known=before[1]).by
    now = count_units(after, by="agency", province=province).by
    days = f"Trước: {short_day(before[0] if before else None)}; sau: {short_day(after)}"
    return Table(ANNEXES["a"], agency_rows(then, now), days)


def agency_rows(then: Mapping[str, int] | None, now: Mapping[str, int]) -> list[dict[str, object]]:
    """A row for each agency that has units on one of the sides, in Vietnamese order."""
    names = sorted({*(then or ()), *now} - {UNKNOWN}, key=sort_key)
    if UNKNOWN in {*(then or ()), *now}:
        names.append(UNKNOWN)
    return [
        {
            "agency": NO_AGENCY if name == UNKNOWN else name,
            "before": None if then is None else then.get(name, 0),
            "after": now.get(name, 0),
            "change": None if then is None else now.get(name, 0) - then.get(name, 0),
        }
        for name in names
    ]
