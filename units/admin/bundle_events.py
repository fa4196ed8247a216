"""The events that a decision orders: listed in their order, and drawn up one by one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy

from ..kinds import KIND_CHOICES
from ..models import Bundle, Participant, ReorganizationEvent
from ..reorganization import in_order
from ..sentences import Sentence as _
from ..sentences import as_kept
from .event_pages import EventPages

FOLDER = "admin/units/bundle"
ADD_EVENT = "units.add_reorganizationevent"


@dataclass(frozen=True)
class Order:
    """One event of a decision: its place, how many units take part, and to which agency they go
    when all go to one."""

    place: int
    event: ReorganizationEvent
    units: int
    agency: str


class OrderForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind of event"), choices=KIND_CHOICES)
    operative_on = forms.DateField(
        label=gettext_lazy("Operative on"),
        help_text=gettext_lazy("The first day on which the units are as the decision orders."),
        widget=forms.DateInput(attrs={"placeholder": gettext_lazy("day/month/year")}),
    )


class BundleEvents(EventPages):
    """For the screen of bundles."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.add_event_view)
        page = path("<int:object_id>/add-event/", view, name="units_bundle_add_event")
        return [page, *super().get_urls()]

    def orders(self, request: HttpRequest, bundle: Bundle) -> list[Order]:
        return orders_of(bundle, within=ReorganizationEvent.objects.for_user(request.user))

    def may_add_event(self, request: HttpRequest, bundle: Bundle) -> bool:
        return self.has_change_permission(request, bundle) and request.user.has_perm(
            ADD_EVENT, bundle
        )

    def add_event_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """An event of the decision, cited and placed; its units are filled in on its own form."""
        bundle = self.asked_for(request, object_id)
        if not self.may_add_event(request, bundle):
            raise PermissionDenied
        last = bundle.events.aggregate(day=Max("operative_on"))["day"]
        form = OrderForm(request.POST or None, initial={"operative_on": last})
        if request.method == "POST" and form.is_valid():
            event = self.add_event(request, bundle, **form.cleaned_data)
            return HttpResponseRedirect(event.get_absolute_url())
        context = self.context(request, _("Add an event"), bundle=bundle, form=form)
        return TemplateResponse(request, f"{FOLDER}/add_event.html", context)

    @transaction.atomic
    def add_event(
        self, request: HttpRequest, bundle: Bundle, *, kind: str, operative_on: dt.date
    ) -> ReorganizationEvent:
        that_day = bundle.events.filter(operative_on=operative_on)
        event = ReorganizationEvent.objects.create(
            kind=kind,
            bundle=bundle,
            province=bundle.province,
            operative_on=operative_on,
            sequence=(that_day.aggregate(last=Max("sequence"))["last"] or 0) + 1,
            decision_number=bundle.decision_number,
            issuer=bundle.issuer,
            decided_on=bundle.decided_on,
            created_by=request.user,
        )
        self.log_addition(request, event, [{"added": {}}])
        self.log_change(request, bundle, as_kept(_("Added: %(event)s") % {"event": event}))
        return event


def ordered_events(bundle: Bundle) -> list[ReorganizationEvent]:
    return in_order(bundle.events.select_related("province"))


def orders_of(bundle: Bundle, *, within=None) -> list[Order]:
    """The events in their order; two queries however many units take part."""
    events = bundle.events.select_related("province")
    ordered = in_order(events if within is None else events & within)
    agencies: dict[int, list[str]] = defaultdict(list)
    taking_part = Participant.objects.filter(event__bundle=bundle)
    for event_id, agency in taking_part.values_list("event", "agency__name"):
        agencies[event_id].append(agency or "")
    return [
        Order(place, event, len(named := agencies[event.pk]), shared(named))
        for place, event in enumerate(ordered, 1)
    ]


def shared(names: list[str]) -> str:
    return names[0] if len(set(names)) == 1 else ""
