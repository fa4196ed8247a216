"""Codes that named more than one unit of an area."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Province, Unit, UnitVersion
from ..periods import holds
from .duplicates import likeness
from .problem import Finding, Review, problem


@dataclass(frozen=True)
class SharedCode:
    """A code with the first version of each unit that bore it in one area, the earliest first."""

    code: str
    bearers: list[UnitVersion]


def tell_bearers(shared: SharedCode) -> Finding:
    since = gettext("%(name)s (since %(day)s)")
    names = [
        since % {"name": one.name, "day": date_format(one.valid_from, "SHORT_DATE_FORMAT")}
        for one in shared.bearers
    ]
    last = Unit(pk=shared.bearers[-1].unit_id)
    return Finding(shared.code, "; ".join(names), last.get_absolute_url())


@problem(
    _("Codes that named another unit of the area before"),
    cure=_("Enter a change of code for the unit that took it last: codes are never reused."),
    tell=tell_bearers,
)
def codes_reused(review: Review) -> list[SharedCode]:
    """Likely duplicates that share a code are left out: they are a problem of their own."""
    coded = review.versions().exclude(code="")
    units = coded.order_by().values("code").annotate(units=Count("unit", distinct=True))
    rows = coded.filter(code__in=units.filter(units__gt=1).values("code"))
    area_of = areas(review.on)
    found: dict[tuple[str, int | None], list[UnitVersion]] = defaultdict(list)
    for version in rows.order_by("code", "valid_from", "pk"):
        found[version.code, area_of(version.province_id)].append(version)
    return [
        SharedCode(code, first_of_each_unit(versions))
        for (code, _area), versions in found.items()
        if different(versions, review.on)
    ]


def areas(on: dt.date) -> Callable[[int | None], int | None]:
    """The id of the province that holds a province's territory on ``on``: codes are told apart
    within it. Units of ministries have an area of their own."""
    provinces = Province.objects.in_bulk()

    def area(pk: int | None) -> int | None:
        province = provinces.get(pk)
        while province and not province.holds_on(on) and province.succeeded_by_id:
            province = provinces[province.succeeded_by_id]
        return province and province.pk

    return area


def different(versions: list[UnitVersion], on: dt.date) -> bool:
    """Do the versions belong to units that are not likely duplicates of one another?"""
    units: dict[int, object] = {version.unit_id: version.unit_id for version in versions}
    for version in versions:
        if version.agency_id and holds(version.valid_from, version.valid_to, on):
            units[version.unit_id] = likeness(version.agency_id, version.name)
    return len(set(units.values())) > 1


def first_of_each_unit(versions: list[UnitVersion]) -> list[UnitVersion]:
    first: dict[int, UnitVersion] = {}
    for version in versions:
        first.setdefault(version.unit_id, version)
    return list(first.values())
