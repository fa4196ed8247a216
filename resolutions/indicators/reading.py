"""What the register says of a province: each question is asked of the database once.

The targets of a page ask for the same few days, so a reading lives as long as a page is made and
remembers its answers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Min
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from units.choices import AutonomyGroup, EntryKind, ServiceClass
from units.counts import FigureSum, figures_total, versions_counted
from units.models import Agency, Province, UnitVersion
from units.periods import holds

#: "Self-insuring recurrent expenditure or above": Decree 60/2021/NĐ-CP, Article 9, and Resolution
#: 31/2021/QH15. Group 3 insures only a part of it and does not count.
AUTONOMOUS = frozenset({AutonomyGroup.GROUP_1, AutonomyGroup.GROUP_2})
MEETING_DEMAND = frozenset({ServiceClass.MARKET})


class NotKnown(Exception):
    """The register can't answer; the message is the reason, in the middle of a sentence."""


@dataclass(frozen=True)
class Part:
    """``counted`` of ``whole`` units are so; of ``unknown`` more the register does not know it."""

    counted: Decimal
    unknown: Decimal
    whole: Decimal


class Reading:
    """The register's answers about ``province`` (None: the country) as it was known at ``known``.

    Every question raises :class:`NotKnown` for a day of which the register holds no list: a count
    of 0 would be a lie.
    """

    def __init__(self, province: Province | None, known: dt.datetime | None = None) -> None:
        self.province = province
        self.known = known
        self._tallies: dict[tuple, list[tuple[int | None, str, int]]] = {}
        self._sums: dict[tuple, FigureSum] = {}

    def units(self, day: dt.date, bloc: str = "") -> Decimal:
        """Number of units in force."""
        return self._part(day, bloc, "autonomy_group", AUTONOMOUS).whole

    def autonomous(self, day: dt.date, bloc: str = "") -> Part:
        """Units of Groups 1 and 2."""
        return self._part(day, bloc, "autonomy_group", AUTONOMOUS)

    def meeting_demand(self, day: dt.date, bloc: str = "") -> Part:
        """Units that serve neither state management nor basic needs, but a demand."""
        return self._part(day, bloc, "service_class", MEETING_DEMAND)

    def figure(self, field: str, year: int, day: dt.date, bloc: str = "") -> Decimal:
        """Sum of a yearly figure over the units in force on ``day``, if all of them have it."""
        self._must_know(day)
        if bloc:
            raise NotKnown(_("yearly figures are not split by bloc"))
        if not lived_through(self.province, year):
            raise NotKnown(_("the province ended before %(year)s was over") % {"year": year})
        if (field, year, day) not in self._sums:
            found = figures_total(self.province, year, field, on=day, known=self.known)
            self._sums[field, year, day] = found
        found = self._sums[field, year, day]
        if found.units_without:
            raise NotKnown(figures_missing(year, found))
        return Decimal(found.total or 0)

    def _part(self, day: dt.date, bloc: str, column: str, counted: frozenset[str]) -> Part:
        self._must_know(day)
        rows = self._tally(day, column)
        if bloc:
            rows = self._of_bloc(rows, bloc)
        return Part(
            Decimal(sum(number for _agency, value, number in rows if value in counted)),
            Decimal(sum(number for _agency, value, number in rows if not value)),
            Decimal(sum(number for _agency, _value, number in rows)),
        )

    def _tally(self, day: dt.date, column: str) -> list[tuple[int | None, str, int]]:
        """(agency, value of ``column``, number of units) in one grouped query."""
        if (day, column) not in self._tallies:
            versions = versions_counted(day, province=self.province, known=self.known).order_by()
            rows = versions.values_list("agency_id", column).annotate(number=Count("pk"))
            self._tallies[day, column] = list(rows)
        return self._tallies[day, column]

    def _of_bloc(self, rows: list, bloc: str) -> list:
        unknown = sum(number for agency, _value, number in rows if not self._blocs.get(agency))
        if unknown:
            sentence = ngettext(
                "the bloc of %(number)s unit is not known",
                "the bloc of %(number)s units is not known",
                unknown,
            )
            raise NotKnown(sentence % {"number": number_format(unknown, force_grouping=True)})
        return [row for row in rows if self._blocs.get(row[0]) == bloc]

    @cached_property
    def _blocs(self) -> dict[int, str]:
        return dict(Agency.objects.values_list("pk", "bloc"))

    @cached_property
    def _provinces(self) -> dict[int, Province]:
        return {province.pk: province for province in Province.objects.all()}

    @cached_property
    def _first_days(self) -> dict[int, dt.date]:
        """Province id -> the first day of which the register holds any of its units by a list or by
        hand: that an event set up one of them does not tell what else there was."""
        versions = UnitVersion.objects.known(self.known).exclude(opened_by__kind=EntryKind.EVENT)
        if self.province is not None:
            versions = versions.in_province(self.province)
        rows = versions.order_by().values_list("province").annotate(first=Min("valid_from"))
        return dict(rows)

    def _must_know(self, day: dt.date) -> None:
        """All of today's territory must be in the register on ``day``: a province that was merged
        in and whose lists are missing would make the whole look smaller than it was."""
        origins = list(self._origins())
        silent = [chain for chain in origins if not self._first_day(chain, until=day)]
        if not silent:
            return
        if self.province is None:
            held = {"held": len(origins) - len(silent), "all": len(origins)}
            raise NotKnown(_("the register holds lists of %(held)s of %(all)s provinces") % held)
        name, first = silent[0][0].full_name, self._first_day(silent[0])
        if first is None:
            raise NotKnown(_("the register holds no list of %(province)s") % {"province": name})
        sentence = _("the register's first list of %(province)s is dated %(day)s")
        raise NotKnown(sentence % {"province": name, "day": date_format(first)})

    def _origins(self) -> Iterator[list[Province]]:
        """Each province that succeeds nobody, with its successors up to the one that is read."""
        heirs = {one.succeeded_by_id for one in self._provinces.values()}
        for province in self._provinces.values():
            if province.pk in heirs or (self.province is None and province.is_fictional):
                continue
            chain = [province]
            while chain[-1] != self.province and chain[-1].succeeded_by_id:
                chain.append(self._provinces[chain[-1].succeeded_by_id])
            if self.province in (None, chain[-1]):
                yield chain

    def _first_day(self, chain: list[Province], until: dt.date | None = None) -> dt.date | None:
        days = [self._first_days[one.pk] for one in chain if one.pk in self._first_days]
        return min((day for day in days if until is None or day <= until), default=None)


def lived_through(province: Province | None, year: int) -> bool:
    """Did the province see the end of ``year``? What is reported later is its successor's to tell:
    nothing that happens after its last day changes what is said of a province."""
    return province is None or holds(None, province.valid_to, dt.date(year, 12, 31))


def figures_missing(year: int, found: FigureSum) -> str:
    units = found.units + found.units_without
    sentence = ngettext(
        "figures of %(year)s are missing for %(without)s of %(units)s unit",
        "figures of %(year)s are missing for %(without)s of %(units)s units",
        units,
    )
    without = number_format(found.units_without, force_grouping=True)
    return sentence % {
        "year": year,
        "without": without,
        "units": number_format(units, force_grouping=True),
    }
