"""To which units a page is narrowed: those of one sector, of one governing agency, or all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from units.models import Agency, Participant, Sector, UnitVersion


@dataclass(frozen=True)
class Narrowing:
    """``sector`` and ``agency`` None: any. It speaks of versions, so a unit that changes its sector
    or agency leaves the one and comes to the other."""

    sector: Sector | None = None
    agency: Agency | None = None

    def __bool__(self) -> bool:
        return self.sector is not None or self.agency is not None

    @property
    def sector_code(self) -> str | None:
        return self.sector and self.sector.code

    @property
    def agency_id(self) -> int | None:
        return self.agency and self.agency.pk

    @property
    def versions(self) -> Q:
        """The condition on versions of units."""
        wanted = {"sector": self.sector, "agency": self.agency}
        return Q(**{name: value for name, value in wanted.items() if value is not None})

    def figures(self, day: dt.date, known: dt.datetime | None) -> Q:
        """The condition on yearly figures: what the unit was at the end of the year, or on ``day``
        if that comes first."""
        if not self:
            return Q()
        lasting = Q(valid_to=None) | Q(valid_to__year__gt=OuterRef("year")) | Q(valid_to__gt=day)
        begun = Q(valid_from__year__lte=OuterRef("year"), valid_from__lte=day)
        versions = UnitVersion.objects.known(known).filter(self.versions, begun, lasting)
        return Q(Exists(versions.filter(unit=OuterRef("unit"))))

    def events(self, known: dt.datetime | None) -> Q:
        """The condition on events: one of the units was so at some time before or from that day, or
        is described so."""
        if not self:
            return Q()
        of_event = Participant.objects.filter(event=OuterRef("pk"))
        borne = UnitVersion.objects.known(known).filter(self.versions, unit=OuterRef("unit"))
        return Q(Exists(of_event.filter(self.versions | Q(Exists(borne)))))


EVERYTHING = Narrowing()
