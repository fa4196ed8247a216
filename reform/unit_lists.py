"""The units behind a number: in force on a day, or come and gone between two days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from units.asked import Asked, day_of
from units.counts import UNKNOWN
from units.models import Province, UnitVersion

from .change import signed
from .filters import UnitFilter
from .legal_lists import LegalLists
from .people import figures_counted

CAME, LEFT = "came", "left"
#: Yearly figures of which a list can tell the units that have not reported them.
REPORTED = ("headcount_budget", "budget_spending")


@dataclass(frozen=True)
class Ground:
    """Where a list lies: the provinces of a territory; with ``ministries`` the whole country's
    units, those that lie in no province too."""

    territory: Collection[int]
    ministries: bool = False

    @property
    def versions(self) -> Q:
        inside = Q(province__in=self.territory)
        return inside | Q(province=None) if self.ministries else inside


@dataclass(frozen=True)
class UnitList:
    """``units`` are shown; ``total`` is what the number on the page said. Between two days it is
    ``came`` less ``left``, and ``units`` are those of ``side``."""

    asked: Asked
    chosen: UnitFilter
    units: QuerySet[UnitVersion]
    total: int
    since: dt.date | None = None
    side: str = ""
    came: int = 0
    left: int = 0
    without: str = ""

    @property
    def signed_total(self) -> str:
        return signed(self.total)

    @property
    def number(self) -> int:
        """How many units are shown, over all pages."""
        return {CAME: self.came, LEFT: self.left}.get(self.side, self.total)


def unit_list(ground: Ground, asked: Asked, query: QueryDict, lists: LegalLists) -> UnitList:
    """What the address asks for: the day, what it is narrowed to, ``since`` another day, those
    ``without`` a figure of a year. ``lists`` are what may be chosen from."""
    problems: list[str] = []
    since = day_of(query.get("since", ""), problems)
    now = narrowed(ground, asked, asked.on, query, lists)
    versions, without = unreported(now.qs, ground, asked, query)
    if since is None:
        return UnitList(asked, now, shown(versions), versions.count(), without=without)
    then = narrowed(ground, asked, since, query, lists).qs
    came = versions.exclude(unit__in=then.order_by().values("unit"))
    left = then.exclude(unit__in=versions.order_by().values("unit"))
    counted = {CAME: came.count(), LEFT: left.count()}
    side = query.get("side")
    if side not in counted:
        side = max(counted, key=lambda one: counted[one])
    return UnitList(
        asked=asked,
        chosen=now,
        units=shown(came if side == CAME else left),
        total=counted[CAME] - counted[LEFT],
        since=since,
        side=side,
        **counted,
    )


def narrowed(
    ground: Ground, asked: Asked, day: dt.date, query: QueryDict, lists: LegalLists
) -> UnitFilter:
    versions = UnitVersion.objects.on(day, known=asked.moment).filter(ground.versions)
    return UnitFilter(query, lists, versions.order_by("sort_key"))


def unreported(
    versions: QuerySet[UnitVersion], ground: Ground, asked: Asked, query: QueryDict
) -> tuple[QuerySet[UnitVersion], str]:
    """Of ``versions`` those without the figure of the year asked for, and the sentence of it."""
    year, figure = query.get("without", ""), query.get("figure", REPORTED[0])
    if not (year.isdecimal() and len(year) == 4 and figure in REPORTED):
        return versions, ""
    have = figures_counted(ground.territory, asked.on, asked.moment).filter(
        year=int(year), **{f"{figure}__isnull": False}
    )
    words = _("without figures of %(year)s") % {"year": year}
    return versions.exclude(unit__in=have.values("unit")), words


def shown(versions: QuerySet[UnitVersion]) -> QuerySet[UnitVersion]:
    """With what a row tells; the order of names is Vietnamese."""
    order = versions.query.order_by or ("sort_key",)
    return versions.select_related("agency", "sector", "province").order_by(*order, "pk")


def desk_choices(unit_list: UnitList, province: Province | None) -> dict[str, object] | None:
    """What the desk's own list must be asked to show the same units; None where it can't."""
    chosen = {name: one for name, one in unit_list.chosen.form.cleaned_data.items() if one}
    chosen.pop("sort", None)
    plain = {"sector", "agency", "autonomy"}
    groups = chosen.get("autonomy", [])
    if unit_list.since or unit_list.without or unit_list.asked.known:
        return None
    if set(chosen) - plain or len(groups) > 1 or chosen.get("sector") == UNKNOWN:
        return None
    sector = unit_list.chosen.sectors.get(chosen.get("sector"))
    asked = {
        "on": unit_list.asked.on.isoformat(),
        "province": province and province.pk,
        "sector": sector and sector.pk,
        "agency": chosen.get("agency"),
        "autonomy": groups[0] if groups else None,
    }
    return {name: value for name, value in asked.items() if value}
