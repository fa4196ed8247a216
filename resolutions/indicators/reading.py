"""What the register says of a province, in the terms of indicators: units, parts, sums of figures.

The targets of a page ask for the same few days, so a reading lives as long as a page is made; its
answers remember what they have read.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from units.choices import AutonomyGroup, ServiceClass
from units.counts import FigureSum
from units.models import Province
from units.periods import holds
from units.tally_subjects import Subject

from .answers import Answers, answers_about

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

    def __init__(
        self,
        province: Province | None,
        known: dt.datetime | None = None,
        *,
        answers: Answers | None = None,
    ) -> None:
        self.province = province
        self.answers = answers or answers_about(province, known)

    def units(self, day: dt.date, bloc: str = "") -> Decimal:
        """Number of units in force."""
        return self._part(day, bloc, Subject.AUTONOMY, AUTONOMOUS).whole

    def autonomous(self, day: dt.date, bloc: str = "") -> Part:
        """Units of Groups 1 and 2."""
        return self._part(day, bloc, Subject.AUTONOMY, AUTONOMOUS)

    def meeting_demand(self, day: dt.date, bloc: str = "") -> Part:
        """Units that serve neither state management nor basic needs, but a demand."""
        return self._part(day, bloc, Subject.SERVICE, MEETING_DEMAND)

    def figure(self, field: str, year: int, day: dt.date, bloc: str = "") -> Decimal:
        """Sum of a yearly figure over the units in force on ``day``, if all of them have it."""
        self._must_know(day)
        if bloc:
            raise NotKnown(_("yearly figures are not split by bloc"))
        if not lived_through(self.province, year):
            raise NotKnown(_("the province ended before %(year)s was over") % {"year": year})
        found = self.answers.figures(field, year, day)
        if found.units_without:
            raise NotKnown(figures_missing(year, found))
        return Decimal(found.total or 0)

    def moved(self, since: dt.date, on: dt.date, bloc: str = "") -> tuple[Decimal, Decimal]:
        """How many units went to other provinces since ``since``, and how many came from them."""
        found = self.answers.moved(since, on)
        out, into = (
            [one for one in blocs if not bloc or one == bloc] for blocs in (found.out, found.into)
        )
        return Decimal(len(out)), Decimal(len(into))

    def into_companies(self, after: dt.date | None, on: dt.date, bloc: str = "") -> Decimal:
        """How many units became companies after ``after``, by ``on``."""
        self._must_know(on)
        found = self.answers.into_companies(after, on)
        return Decimal(sum(not bloc or one == bloc for one in found))

    def _part(self, day: dt.date, bloc: str, subject: Subject, counted: frozenset[str]) -> Part:
        self._must_know(day)
        rows = self.answers.units(day, subject)
        if bloc:
            rows = self._of_bloc(rows, bloc)
        return Part(
            Decimal(sum(number for _bloc, value, number in rows if value in counted)),
            Decimal(sum(number for _bloc, value, number in rows if not value)),
            Decimal(sum(number for _bloc, _value, number in rows)),
        )

    def _of_bloc(self, rows: list, bloc: str) -> list:
        unknown = sum(number for known, _value, number in rows if not known)
        if unknown:
            sentence = ngettext(
                "the bloc of %(number)s unit is not known",
                "the bloc of %(number)s units is not known",
                unknown,
            )
            raise NotKnown(sentence % {"number": number_format(unknown, force_grouping=True)})
        return [row for row in rows if row[0] == bloc]

    def _must_know(self, day: dt.date) -> None:
        """All of today's territory must be in the register on ``day``: a province that was merged
        in and whose lists are missing would make the whole look smaller than it was."""
        origins = self._origins
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

    @cached_property
    def _origins(self) -> list[list[Province]]:
        """Each province that succeeds nobody, with its successors up to the one that is read."""
        provinces, found = self.answers.provinces, []
        heirs = {one.succeeded_by_id for one in provinces.values()}
        own = self.province and self.province.pk
        for province in provinces.values():
            if province.pk in heirs or (own is None and province.is_fictional):
                continue
            chain = [province]
            while chain[-1].pk != own and chain[-1].succeeded_by_id:
                chain.append(provinces[chain[-1].succeeded_by_id])
            if own in (None, chain[-1].pk):
                found.append(chain)
        return found

    def _first_day(self, chain: list[Province], until: dt.date | None = None) -> dt.date | None:
        known = self.answers.first_days
        days = [known[one.pk] for one in chain if one.pk in known]
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
