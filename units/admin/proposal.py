"""Drafting an event from rows that a clerk ticked in a list."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from ..choices import ParticipantRole
from ..models import Participant, Province, ReorganizationEvent, UnitVersion


class DifferentProvinces(Exception):
    def __init__(self) -> None:
        super().__init__(
            _("The selected units lie in different provinces. Select units of one province.")
        )


@transaction.atomic
def propose_merger(units, *, on: dt.date, by) -> ReorganizationEvent:
    """A proposed merger of ``units`` operative ``on``, all of them closing for the time being.

    Raises :class:`DifferentProvinces`; units that lie in none are units of ministries.
    """
    chosen = list(units.values_list("pk", flat=True))
    versions = UnitVersion.objects.known().filter(unit__in=chosen)
    provinces = Province.objects.filter(pk__in=versions.values("province"))
    today = {province.current() for province in provinces}
    if len(today) > 1 or (today and versions.filter(valid_to=None, province=None).exists()):
        raise DifferentProvinces
    event = ReorganizationEvent.objects.create(
        kind="merge", operative_on=on, province=today.pop() if today else None, created_by=by
    )
    Participant.objects.bulk_create(
        Participant(event=event, role=ParticipantRole.CLOSING, unit_id=pk) for pk in chosen
    )
    return event
