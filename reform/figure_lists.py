"""The yearly figures and the events behind a number."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum

from resolutions.indicators.reading import lived_through
from units.asked import Asked
from units.models import Province, ReorganizationEvent, UnitVersion, YearFigures

from .chronicle import events_of, in_effect, proposed
from .event_lines import named_participants
from .filters import EventFilter
from .legal_lists import legal_lists
from .narrowing import Narrowing
from .people import figures_counted

AHEAD, PROPOSED = "ahead", "proposed"


@dataclass(frozen=True)
class FigureList:
    """The figures of ``year`` with the unit's name then, and what they sum up to; money in đồng."""

    year: int
    figures: QuerySet[YearFigures]
    people: int | None
    people_units: int
    budget: int | None
    budget_units: int


def figure_list(
    provinces: Collection[Province],
    territory: Collection[int],
    year: int,
    asked: Asked,
    narrowed: Narrowing,
) -> FigureList:
    """Of the units that had not ceased by the end of the year, or by the day asked for; nothing
    where no province of ``provinces`` saw the end of the year."""
    rows = figures_counted(territory, asked.on, asked.moment, narrowed).filter(year=year)
    if not any(lived_through(one, year) for one in provinces):
        rows = rows.none()
    sums = rows.order_by().aggregate(
        people=Sum("headcount_budget"),
        people_units=Count("headcount_budget"),
        budget=Sum("budget_spending"),
        budget_units=Count("budget_spending"),
    )
    versions = UnitVersion.objects.known(asked.moment).filter(unit=OuterRef("unit"))
    last = versions.filter(valid_from__lte=asked.on).order_by("-valid_from")
    rows = rows.annotate(
        unit_name=Subquery(last.values("name")[:1]), unit_key=Subquery(last.values("sort_key")[:1])
    )
    return FigureList(year, rows.order_by("unit_key", "pk"), **sums)


def event_filter(
    province: Province, territory: Collection[int], asked: Asked, query, *, insider: bool
) -> tuple[EventFilter, QuerySet[ReorganizationEvent]]:
    """The events of ``?state=`` (in effect by the day asked for, ahead of it, proposed), as the
    address narrows them: what is done newest first, what is to come next first."""
    chosen = EventFilter(query, legal_lists(territory))
    events = events_of(province, territory, asked.moment, chosen.narrowed)
    state = query.get("state")
    if state == PROPOSED:
        chosen.queryset = events.filter(proposed(asked.moment)) if insider else events.none()
    elif state == AHEAD:
        chosen.queryset = events.filter(in_effect(asked.moment), operative_on__gt=asked.on)
    else:
        chosen.queryset = events.filter(in_effect(asked.moment), operative_on__lte=asked.on)
    found = chosen.qs.reverse() if state in (AHEAD, PROPOSED) else chosen.qs
    return chosen, found.prefetch_related(named_participants(asked.moment))
