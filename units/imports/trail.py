"""What imported lists leave in the admin's history of agencies. Units need nothing of the kind:
their ledger tells. Agencies are rows that change in place, so it is told here."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from ..models import Agency, RegisterEntry
from ..sentences import Sentence as _
from ..sentences import as_kept

CHUNK = 500


def tell(entry: RegisterEntry, *, new: Iterable[Agency] = (), changed: Iterable[Agency] = ()):
    """One line for each agency that the entry's list wrote. A list from a terminal has nobody who
    confirmed it, and the history has no line without a person: then the list's page alone tells."""
    if entry.recorded_by_id is None:
        return
    said = as_kept(_("By the list “%(list)s”.") % {"list": entry.batch})
    table = ContentType.objects.get_for_model(Agency)
    lines = [
        LogEntry(
            user_id=entry.recorded_by_id,
            content_type=table,
            object_id=str(agency.pk),
            object_repr=str(agency)[:200],
            action_flag=flag,
            change_message=said,
            action_time=entry.recorded_at,
        )
        for flag, agencies in ((ADDITION, new), (CHANGE, changed))
        for agency in agencies
    ]
    LogEntry.objects.bulk_create(lines, batch_size=CHUNK)
