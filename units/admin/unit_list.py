"""What the list of units shows: as of a day, with the name under which a search found each."""

from __future__ import annotations

import datetime as dt

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR, ChangeList
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..lineage import names_borne
from ..models import Unit, UnitVersion
from ..names import search_key
from ..periods import as_known, in_force
from .unit_choice import ENDED, IN_FORCE, PLANNED, UnitChoice


def as_of(units: QuerySet[Unit], day: dt.date, state: str = IN_FORCE) -> QuerySet[Unit]:
    """Units in force on ``day``, ended by it, or planned for later, each with the version that
    tells of it as ``version_then``: that of the day, the last, or the first."""
    period = {
        IN_FORCE: in_force(day, "versions__"),
        ENDED: Q(versions__valid_to__lte=day),
        PLANNED: Q(versions__valid_from__gt=day),
    }[state]
    then = FilteredRelation("versions", condition=as_known(None, "versions__") & period)
    units = units.annotate(version_then=then).filter(version_then__isnull=False)
    if state == ENDED:
        units = units.filter(version_then__valid_to=F("ceased_on"))
    elif state == PLANNED:
        earlier = UnitVersion.objects.known().filter(
            unit=OuterRef("pk"), valid_from__lt=OuterRef("version_then__valid_from")
        )
        units = units.filter(~Exists(earlier))
    return units.select_related(
        "version_then__agency", "version_then__sector", "version_then__province"
    )


def found_as(units: list[Unit], text: str, day: dt.date) -> dict[int, str]:
    """Former names under which a search for ``text`` found units that bear another name now."""
    key = search_key(text)
    renamed = [one.pk for one in units if key not in one.version_then.search_key]
    if not key or not renamed:
        return {}
    found = {}
    for pk, names in names_borne(renamed, on=day).items():
        matching = [name for name in names if key in search_key(name)]
        if matching:
            found[pk] = matching[-1]
    return found


class UnitChoiceFilter(admin.ListFilter):
    """The form of choices, in the place where the admin has its filters."""

    title = _("day and kind")
    template = "admin/units/unit/choice.html"

    def __init__(self, request, params, model, model_admin) -> None:
        super().__init__(request, params, model, model_admin)
        for name in self.expected_parameters():
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1]
        self.form = UnitChoice(self.used_parameters, user=request.user, today=timezone.localdate())
        kept = (SEARCH_VAR, ORDER_VAR)
        self.kept = [(name, request.GET[name]) for name in kept if name in request.GET]

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str]:
        return list(UnitChoice.base_fields)

    def choices(self, changelist):
        return []

    def queryset(self, request, queryset):
        units = as_of(queryset, self.form.day, self.form.period)
        return units.filter(**self.form.conditions("version_then__"))


class UnitList(ChangeList):
    """In dictionary order; tells each unit found by a former name which one it was."""

    def get_ordering(self, request, queryset) -> list:
        if ORDER_VAR in self.params:
            return super().get_ordering(request, queryset)
        return ["version_then__sort_key", "pk"]

    def get_results(self, request) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        day = self.filter_specs[0].form.day
        former = found_as(self.result_list, self.query, day) if self.query else {}
        for unit in self.result_list:
            unit.found_as = former.get(unit.pk, "")
