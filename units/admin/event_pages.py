"""What the pages beside an event's form have in common."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..counts import count_units
from ..models import Participant, ReorganizationEvent
from ..periods import day_before

#: Permissions beyond writing rows; the table of roles grants them.
PUT_INTO_EFFECT, ANNUL = "units.put_into_effect", "units.annul"
FOLDER = "admin/units/reorganizationevent"


class EventPages:
    """For the screen of events."""

    def asked_for(self, request: HttpRequest, object_id: int) -> ReorganizationEvent:
        """The event, if it exists for this user; a page shows nothing that the form would not."""
        event = self.get_object(request, str(object_id))
        if not self.has_view_permission(request, event):
            raise PermissionDenied
        return event

    def context(self, request: HttpRequest, title: str, **values) -> dict[str, object]:
        site = self.admin_site.each_context(request)
        return {**site, "opts": self.opts, "title": title, **values}


def seal_of(event: ReorganizationEvent) -> str:
    """Changes with anything on the event's form: who confirms, confirms what was shown."""
    rows = Participant.objects.filter(event=event).order_by("pk").values_list()
    fields = [getattr(event, field.attname) for field in event._meta.concrete_fields]
    return hashlib.sha256(repr((fields, list(rows))).encode()).hexdigest()


def counted(event: ReorganizationEvent) -> str:
    """The number of units before the event and on its day, as a sentence."""
    eve = day_before(event.operative_on)
    return _("Units in the register: %(before)s on %(eve)s, %(after)s on %(day)s.") % {
        "before": count_units(eve, province=event.province).total,
        "eve": shown(eve),
        "after": count_units(event.operative_on, province=event.province).total,
        "day": shown(event.operative_on),
    }


def shown(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
