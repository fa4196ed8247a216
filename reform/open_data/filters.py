"""What lists of programs may be narrowed by: the same words that the pages use."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Q

from resolutions.models import LegalDocument, Target
from units.choices import AutonomyGroup, Bloc, EventStatus, ServiceClass
from units.models import Agency, Province, ReorganizationEvent, Sector, Succession, UnitVersion
from units.names import search_key

#: What is only proposed is not published.
PUBLIC = [one for one in EventStatus.choices if one[0] != EventStatus.PROPOSED]


class InProvince(filters.CharFilter):
    """By the code that a province bears on the day asked for; its territory is meant, with the
    provinces that went into it. A code that nobody bears finds nothing."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        on = self.parent.request.question.on
        bearers = Province.objects.filter(code=value.upper())
        standing = [one for one in bearers if one.holds_on(on)]
        ids = set().union(*(one.territory_ids() for one in standing)) if standing else set()
        return queryset.filter(**{f"{self.field_name}__in": ids})


class VersionFilter(filters.FilterSet):
    province = InProvince()
    sector = filters.ModelChoiceFilter(queryset=Sector.objects.all(), to_field_name="code")
    agency = filters.ModelChoiceFilter(queryset=Agency.objects.all())
    level = filters.CharFilter("agency__level__code")
    bloc = filters.ChoiceFilter("agency__bloc", choices=Bloc.choices)
    autonomy_group = filters.ChoiceFilter(choices=AutonomyGroup.choices)
    service_class = filters.ChoiceFilter(choices=ServiceClass.choices)
    code = filters.CharFilter()
    unit = filters.NumberFilter("unit_id")
    q = filters.CharFilter(method="with_text")

    class Meta:
        model = UnitVersion
        fields = ()

    def with_text(self, queryset, name: str, value: str):
        """Names and codes that hold the text, typed with or without accents."""
        return queryset.filter(search_key__contains=search_key(value))


class EventFilter(filters.FilterSet):
    province = InProvince()
    status = filters.ChoiceFilter("status_then", choices=PUBLIC)
    operative_from = filters.DateFilter("operative_on", "gte")
    operative_to = filters.DateFilter("operative_on", "lte")
    unit = filters.NumberFilter("participants__unit", distinct=True)

    class Meta:
        model = ReorganizationEvent
        fields = ("kind",)


class SuccessionFilter(filters.FilterSet):
    province = InProvince("event__province")
    unit = filters.NumberFilter(method="of_unit")

    class Meta:
        model = Succession
        fields = ("event", "predecessor", "successor", "extent")

    def of_unit(self, queryset, name: str, value):
        return queryset.filter(Q(predecessor=value) | Q(successor=value))


class AgencyFilter(filters.FilterSet):
    province = InProvince()
    level = filters.CharFilter("level__code")

    class Meta:
        model = Agency
        fields = ("bloc",)


class ProvinceFilter(filters.FilterSet):
    class Meta:
        model = Province
        fields = ("code", "kind", "is_fictional")


class DocumentFilter(filters.FilterSet):
    province = InProvince()

    class Meta:
        model = LegalDocument
        fields = ("number", "kind", "issued_on")


class TargetFilter(filters.FilterSet):
    province = InProvince()

    class Meta:
        model = Target
        fields = ("document", "indicator", "bloc", "deadline")
