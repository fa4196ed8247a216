"""What the address of a page narrows it to, read by django-filter.

What cannot be read is said beside its field, and narrows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from resolutions.choices import Status
from units.choices import AutonomyGroup, Bloc, ProvinceKind, ServiceClass
from units.counts import UNKNOWN
from units.kinds import KIND_CHOICES
from units.models import UnitVersion

from .legal_lists import LegalLists
from .narrowing import Narrowing

NOT_KNOWN = (UNKNOWN, _("not known"))
ALL = _("All")


class PlanFilter(filters.FilterSet):
    """Of a plan page: one sector, one agency, out of ``lists``."""

    sector = filters.ChoiceFilter(label=_("Sector"), empty_label=ALL)
    agency = filters.ChoiceFilter(label=_("Governing agency"), empty_label=ALL)

    def __init__(self, data, lists: LegalLists, queryset=None) -> None:
        super().__init__(data, UnitVersion.objects.none() if queryset is None else queryset)
        self.sectors = {one.code: one for one in lists.sectors.values()}
        self.agencies = {str(pk): one for pk, one in lists.agencies.items()}
        self.offer("sector", ((code, str(one)) for code, one in self.sectors.items()))
        self.offer("agency", ((pk, one.name) for pk, one in self.agencies.items()))

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        self.filters[name].extra["choices"] = list(choices)

    @property
    def narrowed(self) -> Narrowing:
        self.form.is_valid()  # what can't be read is left out of what can
        chosen = self.form.cleaned_data if self.form.is_bound else {}
        sector, agency = chosen.get("sector"), chosen.get("agency")
        return Narrowing(self.sectors.get(sector), self.agencies.get(agency))

    @property
    def problems(self) -> list[str]:
        return [said for errors in self.form.errors.values() for said in errors]


class UnitFilter(PlanFilter):
    """Of a list of units: also by level, bloc, autonomy group and service class, as pages count."""

    sector = filters.ChoiceFilter(label=_("Sector"), empty_label=ALL, method="by_sector")
    agency = filters.ChoiceFilter(label=_("Governing agency"), empty_label=ALL, method="by_agency")
    level = filters.ChoiceFilter(label=_("Level of the agency"), empty_label=ALL, method="by_level")
    bloc = filters.ChoiceFilter(
        label=_("Bloc"), empty_label=ALL, choices=[*Bloc.choices, NOT_KNOWN], method="by_bloc"
    )
    autonomy = filters.MultipleChoiceFilter(
        label=_("Autonomy group"),
        choices=[*AutonomyGroup.choices, NOT_KNOWN],
        method="by_autonomy",
    )
    service = filters.ChoiceFilter(
        label=_("Service class"),
        empty_label=ALL,
        choices=[*ServiceClass.choices, NOT_KNOWN],
        method="by_service",
    )
    sort = filters.OrderingFilter(
        label=_("Order"),
        empty_label=None,
        fields={"sort_key": "name", "code": "code", "agency__sort_key": "agency"},
        field_labels={
            "sort_key": _("by name"),
            "code": _("by code"),
            "agency__sort_key": _("by agency"),
        },
    )

    def __init__(self, data, lists: LegalLists, queryset=None) -> None:
        super().__init__(data, lists, queryset)
        self.offer("sector", [*self.filters["sector"].extra["choices"], NOT_KNOWN])
        levels = [(one.code, str(one)) for one in lists.levels.values()]
        self.offer("level", [*levels, NOT_KNOWN])

    def by_sector(self, versions: QuerySet, name: str, value: str) -> QuerySet:
        sector = None if value == UNKNOWN else self.sectors[value].pk
        return versions.filter(sector=sector)

    def by_agency(self, versions: QuerySet, name: str, value: str) -> QuerySet:
        return versions.filter(agency=value)

    def by_level(self, versions: QuerySet, name: str, value: str) -> QuerySet:
        if value == UNKNOWN:
            return versions.filter(agency__level=None)
        return versions.filter(agency__level__code=value)

    def by_bloc(self, versions: QuerySet, name: str, value: str) -> QuerySet:
        if value == UNKNOWN:
            return versions.filter(Q(agency=None) | Q(agency__bloc=""))
        return versions.filter(agency__bloc=value)

    def by_autonomy(self, versions: QuerySet, name: str, value: list[str]) -> QuerySet:
        wanted = ["" if one == UNKNOWN else one for one in value]
        return versions.filter(autonomy_group__in=wanted) if wanted else versions

    def by_service(self, versions: QuerySet, name: str, value: str) -> QuerySet:
        return versions.filter(service_class="" if value == UNKNOWN else value)


class EventFilter(PlanFilter):
    """Of a list of events; what is narrowed to a sector or agency is asked of their units."""

    kind = filters.ChoiceFilter(label=_("Kind"), empty_label=ALL, choices=KIND_CHOICES)
    sector = filters.ChoiceFilter(label=_("Sector"), empty_label=ALL, method="as_it_is")
    agency = filters.ChoiceFilter(label=_("Governing agency"), empty_label=ALL, method="as_it_is")
    year = filters.NumberFilter(
        label=_("Year"),
        field_name="operative_on",
        lookup_expr="year",
        min_value=1900,
        max_value=2200,
    )

    def as_it_is(self, events: QuerySet, name: str, value: str) -> QuerySet:
        return events


class OverviewFilter(forms.Form):
    """Of the national overview, whose rows are no rows of one table."""

    status = forms.ChoiceField(
        label=_("Worst target"),
        required=False,
        choices=[("", ALL), *Status.choices, ("silent", _("no list yet"))],
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", ALL), *ProvinceKind.choices]
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("worst", _("worst first")),
            ("code", _("by code")),
            ("name", _("by name")),
            ("units", _("most units")),
            ("change", _("most units fewer")),
            ("people", _("most people")),
        ],
    )
    year = forms.IntegerField(required=False, min_value=1900, max_value=2200)

    @property
    def given(self) -> dict[str, object]:
        """What could be read; the rest narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def problems(self) -> list[str]:
        return [said for errors in self.errors.values() for said in errors]
