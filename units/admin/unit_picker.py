"""Choosing units for an event: those that may play the part, by any name or code they ever bore."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlencode

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Agency, Province, Unit, UnitVersion
from ..periods import day_before
from .unit_choice import ENDED, IN_FORCE
from .unit_list import as_of, found_as


def label_of(version: UnitVersion, formerly: str = "") -> str:
    parts = [version.shown_code, version.name, str(version.agency or "")]
    if formerly:
        parts.append(_("formerly %(name)s") % {"name": formerly})
    return " · ".join(filter(None, parts))


def unit_labels(unit_ids: Iterable[int], day: dt.date) -> dict[str, str]:
    """Key, as forms have it, -> label of the unit as it was on ``day``, else at its nearest."""
    versions = UnitVersion.objects.known().filter(unit__in=set(unit_ids))
    labels: dict[str, str] = {}
    for version in versions.select_related("agency").order_by("unit_id", "valid_from"):
        if version.valid_from <= day or str(version.unit_id) not in labels:
            labels[str(version.unit_id)] = label_of(version)
    return labels


def agency_labels(agency_ids: Iterable[int]) -> dict[str, str]:
    agencies = Agency.objects.filter(pk__in=set(agency_ids)).values_list("pk", "name")
    return {str(pk): name for pk, name in agencies}


class PickedSelect(AutocompleteSelect):
    """A picker whose chosen rows are named from ``labels``: one query for a form of many rows."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.labels: dict[str, str] = {}

    def optgroups(self, name, value, attr=None):
        options = [self.create_option(name, "", "", False, 0)]
        for key in filter(None, map(str, value)):
            options.append(self.create_option(name, key, self.labels.get(key, key), True, 1))
        return [(None, options, 0)]


class UnitSelect(PickedSelect):
    """Asks for units as of the event's day; the page's script adds what is typed on the form."""

    def __init__(self, *args, asked: dict[str, object], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked

    def get_url(self) -> str:
        given = {name: value for name, value in self.asked.items() if value}
        return f"{reverse('admin:units_unit_pick')}?{urlencode(given)}"


class PickForm(forms.Form):
    """What the picker is asked: the event's day and province, and whether for units that ended."""

    on = forms.DateField(required=False)
    province = forms.ModelChoiceField(Province.objects.none(), required=False)
    ended = forms.BooleanField(required=False)


class UnitPickView(AutocompleteJsonView):
    """Units in force the day before the event (or ended by it), in the event's province."""

    def get_queryset(self):
        if self.model_admin.model is not Unit:
            raise Http404(_("Units are chosen here, and nothing else."))
        form = PickForm(self.request.GET)
        form.fields["province"].queryset = Province.objects.for_user(self.request.user)
        form.is_valid()
        given = form.cleaned_data
        self.day = day_before(given.get("on") or timezone.localdate())
        state = ENDED if given.get("ended") else IN_FORCE
        units: object = as_of(super().get_queryset(), self.day, state)
        if province := given.get("province"):
            units = units.filter(version_then__province__in=province.territory_ids())
        return units.order_by("version_then__sort_key", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        units: list[Unit] = list(context["object_list"])
        self.former = found_as(units, self.term, self.day)
        return context | {"object_list": units}

    def serialize_result(self, obj, to_field_name):
        label = label_of(obj.version_then, self.former.get(obj.pk, ""))
        return {"id": str(obj.pk), "text": label}
