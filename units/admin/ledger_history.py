"""The history of rows that the register writes: its ledger, and below it what the desk logged."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from ..models import RegisterEntry, ReorganizationEvent, Unit, UnitVersion, YearFigures


class LedgerHistory:
    """For the screens of units and events."""

    object_history_template = "admin/units/ledger_history.html"

    def history_view(self, request: HttpRequest, object_id, extra_context=None) -> HttpResponse:
        row = self.get_object(request, object_id)
        entries = entries_of(row).select_related("event", "batch", "recorded_by").order_by("-pk")
        context = {**(extra_context or {}), "entries": list(entries)}
        return super().history_view(request, object_id, context)


def entries_of(row: Unit | ReorganizationEvent) -> QuerySet[RegisterEntry]:
    """The entries that wrote or retired anything of a unit; those of an event are its own."""
    if isinstance(row, ReorganizationEvent):
        return row.entries.all()
    written: set[int | None] = set()
    for ledger in (UnitVersion, YearFigures):
        for pair in ledger.objects.filter(unit=row).values_list("recorded_by", "superseded_by"):
            written.update(pair)
    return RegisterEntry.objects.filter(pk__in=written - {None})
