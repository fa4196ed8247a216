"""What pages call things by, read at once: the lists of the law and the agencies of a territory."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import DateField, F, Value
from django.db.models.functions import Cast

from units.models import Agency, AgencyLevel, Sector
from units.names import sort_key

from .models import PlanPeriod

NAMES = ("pk", "code", "name", "name_en", "position")
DAYS = ("starts_on", "ends_on")
#: What stands in the union for what a list has not; PostgreSQL must be told that no day is one.
NO_DAY, NO_CODE, NO_ORDER = Cast(Value(None), DateField()), Value(""), Value(0)


@dataclass(frozen=True)
class LegalLists:
    """Rows by their ids, in the order of the law; agencies in that of their names."""

    sectors: dict[int, Sector] = field(default_factory=dict)
    levels: dict[int, AgencyLevel] = field(default_factory=dict)
    periods: dict[int, PlanPeriod] = field(default_factory=dict)
    agencies: dict[int, Agency] = field(default_factory=dict)


def legal_lists(territory: Collection[int] = ()) -> LegalLists:
    """All of them in one query; the agencies are those of the provinces (ids) of a territory."""
    parts = [
        Sector.objects.order_by().values_list(Value(0), *NAMES, NO_DAY, NO_DAY),
        AgencyLevel.objects.order_by().values_list(Value(1), *NAMES, NO_DAY, NO_DAY),
        PlanPeriod.objects.order_by().values_list(Value(2), *NAMES, *DAYS),
    ]
    if territory:
        agencies = Agency.objects.filter(province__in=territory).order_by()
        parts.append(
            agencies.values_list(
                Value(3), "pk", NO_CODE, "name", F("name"), NO_ORDER, NO_DAY, NO_DAY
            )
        )
    models = (Sector, AgencyLevel, PlanPeriod, Agency)
    found: tuple[dict, ...] = ({}, {}, {}, {})
    for place, *row in sorted(parts[0].union(*parts[1:], all=True), key=order):
        model = models[place]
        given = dict(zip((*NAMES, *DAYS), row, strict=True))
        known = {name: given[name] for name in given if hasattr(model, name)}
        found[place][row[0]] = model(**known)
    return LegalLists(*found)


def order(row: tuple) -> tuple:
    """By position, periods by their end; agencies as a dictionary has them."""
    place, _pk, code, name, _name_en, position, _begin, end = row
    return (place, position, str(end or ""), code, sort_key(name) if place == 3 else "")
