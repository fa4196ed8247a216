"""Reversing many entries at once, as if each had been reversed by itself, the latest first.

Where one of them retired what another had written, nothing is restored: taken back one by one, such
a row would come and go in the same moment. All else is what :func:`units.register.reverse` does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import DateTimeField, Exists, F, OuterRef, QuerySet, Value

from .bulk_rows import insert_selected
from .choices import EntryKind
from .models import Participant, RegisterEntry, UnitVersion, YearFigures
from .models.entry import LedgerRow
from .register import (
    ENDS_AT_ONCE,
    LEDGERS,
    LaterEntries,
    lock_units,
    restore,
    settle_ends,
)
from .tally_keeping import keeping, touched_units

#: What a reversal takes over from the entry that it reverses.
KEPT = ("event", "batch")


def reverse_all(entries: QuerySet[RegisterEntry], *, at: dt.datetime, by, reason: str) -> None:
    """Take back all that ``entries`` wrote and restore all that they retired, in a number of
    statements that does not grow with them; the caller holds the transaction.

    ``entries`` must not depend on what is written here. Raises :class:`LaterEntries` when others,
    not reversed themselves, retired their rows or built on units that they created.
    """
    units = touched_units(entries.values("pk"))
    lock_units(units)
    if later := entries_building_on(entries, units):
        raise LaterEntries(later)
    insert_selected(
        RegisterEntry,
        entries.order_by("-pk"),
        dict.fromkeys(KEPT)
        | {
            "kind": Value(EntryKind.REVERSAL.value),
            "reverses": F("pk"),
            "reason": Value(reason),
            "recorded_at": Value(at, output_field=DateTimeField()),
        }
        | ({"recorded_by": Value(by.pk)} if by else {}),
    )
    with keeping(units, at):
        for ledger in LEDGERS:
            take_back(ledger, entries, at)
    settle_ends(units)


def take_back(ledger: type[LedgerRow], entries: QuerySet, at: dt.datetime) -> None:
    """Retire what the entries wrote to one ledger, each row in the name of its own reversal, and
    write again what they retired of others."""
    standing = ledger.objects.filter(recorded_by__in=entries.values("pk"), superseded_at=None)
    reversal = RegisterEntry.objects.filter(reverses=OuterRef("recorded_by")).order_by()
    standing.update(superseded_at=at, superseded_by=reversal.values("pk"))
    of_others = ~Exists(entries.filter(pk=OuterRef("recorded_by")))
    retired = ledger.objects.filter(of_others, superseded_by__in=entries.values("pk"))
    restore(retired, at)


def chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), ENDS_AT_ONCE):
        yield ordered[start : start + ENDS_AT_ONCE]


def entries_building_on(entries: QuerySet, units: Iterable[int]) -> list[RegisterEntry]:
    """Entries beside these that must be reversed before they can be, the latest first.

    ``units`` are all that the entries touch. Sets are compared here and not in the database, which
    may take a long subquery apart row by row.
    """
    own = set(entries.values_list("pk", flat=True))
    found: set[int] = set()
    for ledger in LEDGERS:
        gone = ledger.objects.filter(recorded_by__in=entries.values("pk"))
        superseded = gone.filter(superseded_by__isnull=False)
        found.update(superseded.values_list("superseded_by", flat=True))
    for chunk in chunks(units):
        found |= entries_on(created_units(own, chunk))
    return list(
        RegisterEntry.objects.filter(pk__in=found - own, reversed_by=None)
        .exclude(kind=EntryKind.REVERSAL)
        .order_by("-recorded_at", "-pk")
    )


def created_units(own: set[int], units: Sequence[int]) -> set[int]:
    """Those of ``units`` of which nothing is known but what the entries ``own`` opened."""
    rows = UnitVersion.objects.filter(unit__in=units).order_by()
    opened = list(rows.values_list("unit_id", "opened_by_id", "recorded_by_id"))
    by_others = {unit for unit, opener, _writer in opened if opener not in own}
    return {unit for unit, _opener, writer in opened if writer in own} - by_others


def entries_on(units: set[int]) -> set[int]:
    """Entries that wrote what is known of these units, or of whose events they are part."""
    found: set[int] = set()
    for ledger in (UnitVersion, YearFigures):
        known = ledger.objects.known().filter(unit__in=units)
        found.update(known.values_list("recorded_by_id", flat=True))
    events = Participant.objects.filter(unit__in=units).values("event")
    taking_part = RegisterEntry.objects.filter(kind=EntryKind.EVENT, event__in=events)
    return found.union(taking_part.values_list("pk", flat=True))
