"""Events of hundreds of units, such as the transfer of a district's: a form with a row for each
would be too large to send, so they are listed page by page, and can be taken out."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from ..models import Participant, ReorganizationEvent
from ..periods import day_before
from ..sentences import Sentence as _
from ..sentences import as_kept
from .event_pages import EventPages
from .unit_picker import unit_labels

#: More participants than this are listed instead of edited.
MANY = 50
ON_A_PAGE = 100


@dataclass(frozen=True)
class Member:
    """One of the many: ``label`` is its code, name and agency on the day before the event."""

    participant: Participant
    label: str


class CrowdedEvent(EventPages):
    """For the screen of events, before its form."""

    def get_inlines(self, request, obj):
        inlines = super().get_inlines(request, obj)
        return [] if inlines and obj and is_crowded(obj) else inlines

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and self.has_change_permission(request, obj) and is_crowded(obj):
            context["crowd"] = crowd_of(obj, request.GET.get("p"))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        """Ticked rows leave the event, but for new units that a later event speaks of."""
        super().save_related(request, form, formsets, change)
        ticked = [int(key) for key in request.POST.getlist("take_out") if key.isdecimal()]
        if ticked:
            rows = form.instance.participants.filter(pk__in=ticked, later_roles=None)
            number, _by_table = rows.delete()
            said = _("Taken out of the event: %(number)s rows.") % {"number": number}
            self.log_change(request, form.instance, as_kept(said))


def is_crowded(event: ReorganizationEvent) -> bool:
    """Asked several times of the same event in a request, answered by one query."""
    if not hasattr(event, "_crowded"):
        event._crowded = event.participants.count() > MANY
    return event._crowded


def crowd_of(event: ReorganizationEvent, number: str | None) -> Page:
    """A page of :class:`Member`; four queries however many there are."""
    rows = event.participants.select_related("agency").order_by("pk")
    page = Paginator(rows, ON_A_PAGE).get_page(number)
    shown = list(page.object_list)
    units = [row.unit_id for row in shown if row.unit_id]
    labels = unit_labels(units, day_before(event.operative_on))
    page.object_list = [Member(row, labels.get(str(row.unit_id), row.name)) for row in shown]
    return page
