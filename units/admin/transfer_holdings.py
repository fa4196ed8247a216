"""What agencies hold on the day before a mass transfer, and to whom their units could go."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from ..models import Agency, Province, Sector, UnitVersion
from ..periods import day_before


class AgenciesOfSeveralProvinces(ValueError):
    def __init__(self) -> None:
        super().__init__(
            _("The selected agencies lie in different provinces. Select agencies of one province.")
        )


@dataclass(frozen=True)
class Holdings:
    """How many units each agency governs the day before, by sector; and where they could go."""

    agencies: list[Agency]
    sectors: list[Sector]
    tally: dict[tuple[int, int | None], int]
    destinations: dict[int, str]

    @property
    def pairs(self) -> list[tuple[Agency, Sector]]:
        """The pairs that occur; units without a sector go with the rest of their agency."""
        return [(a, s) for a in self.agencies for s in self.sectors if (a.pk, s.pk) in self.tally]

    def number(self, agency: Agency | None = None, sector: Sector | None = None) -> int:
        return sum(
            number
            for (agency_id, sector_id), number in self.tally.items()
            if (agency is None or agency.pk == agency_id)
            and (sector is None or sector.pk == sector_id)
        )


def province_of(agencies: Sequence[Agency], on: dt.date) -> Province | None:
    """The province that holds the agencies' territory ``on`` the day; None for ministries'.

    Raises :class:`AgenciesOfSeveralProvinces`.
    """
    found = {agency.province and in_force_on(agency.province, on) for agency in agencies}
    if len(found) > 1:
        raise AgenciesOfSeveralProvinces
    return found.pop()


def in_force_on(province: Province, on: dt.date) -> Province:
    while not province.holds_on(on) and province.succeeded_by:
        province = province.succeeded_by
    return province


def holdings_of(
    agencies: Sequence[Agency], on: dt.date, province: Province | None, *, user
) -> Holdings:
    versions = UnitVersion.objects.on(day_before(on)).filter(agency__in=agencies).order_by()
    counted = versions.values_list("agency", "sector").annotate(number=Count("*"))
    tally = {(agency, sector): number for agency, sector, number in counted}
    alive = Agency.objects.for_user(user).on(on)
    where = {"province__in": province.territory_ids()} if province else {"province": None}
    return Holdings(
        agencies=sorted(agencies, key=lambda agency: agency.sort_key),
        sectors=list(Sector.objects.filter(pk__in={sector for _agency, sector in tally})),
        tally=tally,
        destinations=told_apart(alive.filter(**where)),
    )


def told_apart(agencies) -> dict[int, str]:
    """Key -> name in dictionary order; namesakes with their code, or else their number."""
    rows = list(agencies.order_by("sort_key", "pk").values_list("pk", "name", "code"))
    often = Counter(name for _pk, name, _code in rows)
    return {pk: f"{name} ({code or pk})" if often[name] > 1 else name for pk, name, code in rows}
