"""The only writer of the register.

The register is a ledger: an entry retires rows and writes rows, and never edits one. Reversing an
entry retires what it wrote and writes again what it retired, so "as we knew it" keeps its answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import DateTimeField, Q, QuerySet, Value

from .bulk_rows import insert_selected
from .choices import EntryKind
from .models import Province, RegisterEntry, Succession, Unit, UnitVersion, YearFigures
from .models.entry import LedgerRow
from .models.unit import ATTRIBUTES
from .sentences import Sentence as _
from .tally_keeping import keeping, touched_units

CHUNK = 500
ENDS_AT_ONCE = 5_000
#: What a restored row does not take over from the row that was retired.
RENEWED = ("id", "recorded_at", "superseded_at", "superseded_by")
LEDGERS: tuple[type[LedgerRow], ...] = (UnitVersion, YearFigures, Succession)


class RegisterMoved(Exception):
    """Somebody else wrote to the same units since they were read; nothing has been written."""

    def __init__(self) -> None:
        super().__init__(
            _("The register has changed since this was prepared. Look at it again, then confirm.")
        )


class LaterEntries(Exception):
    """An entry can't be reversed while later ones build on it; ``entries`` lists them."""

    def __init__(self, entries: Sequence[RegisterEntry]) -> None:
        self.entries = list(entries)
        names = "; ".join(str(entry.event or entry.batch or entry) for entry in self.entries[:5])
        super().__init__(
            _("Later changes build on this one: %(names)s. Reverse them first, the latest first.")
            % {"names": names}
        )


def enter(
    kind: str, *, at: dt.datetime, by=None, event=None, batch=None, reverses=None, reason: str = ""
) -> RegisterEntry:
    """Open an entry; the rows it writes and retires name it."""
    return RegisterEntry.objects.create(
        kind=kind,
        event=event,
        batch=batch,
        reverses=reverses,
        reason=reason,
        recorded_at=at,
        recorded_by=by,
    )


def lock_units(unit_ids: Iterable[int]) -> None:
    """Keep other writers off these units until the transaction ends; always in the same order.

    On SQLite a write transaction holds the whole database already.
    """
    if connection.features.has_select_for_update:
        wanted = sorted(set(unit_ids))
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            list(
                Unit.objects.select_for_update()
                .filter(pk__in=chunk)
                .order_by("pk")
                .values_list("pk", flat=True)
            )


def lock_provinces(province_ids: Iterable[int]) -> None:
    """Let events of one province take effect one after the other: no code is given twice."""
    provinces = Province.objects.select_for_update(no_key=True).filter(pk__in=province_ids)
    list(provinces.order_by("pk").values_list("pk", flat=True))


def write(
    entry: RegisterEntry, *, retired: Iterable[LedgerRow] = (), written: Sequence[LedgerRow] = ()
) -> None:
    """Retire rows and write rows of one ledger table under ``entry``.

    ``written`` rows are unsaved; their ``unit`` may be unsaved too and is created here. A version's
    ``opened_by`` stays as given (a copy keeps its opener) and is ``entry`` when empty. Raises
    :class:`RegisterMoved` when a retired row is no longer what the register holds.
    """
    retired = list(retired)
    rows = [row for row in [*retired, *written] if not isinstance(row, Succession)]
    with keeping((row.unit_id for row in rows), entry.recorded_at) as touched:
        for start in range(0, len(retired), CHUNK):
            retire(entry, retired[start : start + CHUNK])
        create_missing_units(row for row in written if not isinstance(row, Succession))
        for row in written:
            row.pk = None
            row.recorded_at, row.recorded_by = entry.recorded_at, entry
            row.superseded_at = row.superseded_by = None
            if isinstance(row, UnitVersion):
                row.opened_by_id = row.opened_by_id or entry.pk
                row.write_keys()
        if written:
            type(written[0]).objects.bulk_create(written, batch_size=CHUNK)
        touched.update(row.unit_id for row in rows)
    if any(isinstance(row, UnitVersion) for row in rows):
        settle_ends(touched)


def retire(entry: RegisterEntry, rows: Sequence[LedgerRow]) -> None:
    standing = type(rows[0]).objects.filter(superseded_at__isnull=True)
    chosen = standing.filter(pk__in=[row.pk for row in rows])
    if chosen.update(superseded_at=entry.recorded_at, superseded_by=entry) != len(rows):
        raise RegisterMoved


def create_missing_units(rows: Iterable[LedgerRow]) -> None:
    """Create the units that new rows describe, once each; Django then fills in their keys."""
    units = {id(row.unit): row.unit for row in rows if row.unit.pk is None}
    Unit.objects.bulk_create(units.values(), batch_size=CHUNK)


def write_out(
    entries: Sequence[RegisterEntry],
    *,
    retired: Sequence[UnitVersion],
    written: Sequence[UnitVersion],
    edges: Sequence[Succession],
) -> None:
    """Write many entries at once. Rows already name the entry that recorded them and the one that
    superseded them, if any; the caller holds locks, so nobody else has moved the retired rows."""
    at = entries[0].recorded_at if entries else None
    with keeping((row.unit.pk for row in [*retired, *written]), at) as touched:
        create_missing_units(written)
        RegisterEntry.objects.bulk_create(entries, batch_size=CHUNK)
        UnitVersion.objects.bulk_create(
            retired,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["superseded_at", "superseded_by"],
            batch_size=CHUNK,
        )
        UnitVersion.objects.bulk_create(written, batch_size=CHUNK)
        Succession.objects.bulk_create(edges, batch_size=CHUNK)
        touched.update(row.unit.pk for row in written)
    settle_ends(touched)


def settle_ends(unit_ids: set[int]) -> None:
    """Bring ``Unit.ceased_on`` to what the versions say: empty while one is open."""
    wanted = sorted(unit_ids)
    for start in range(0, len(wanted), ENDS_AT_ONCE):
        chunk = wanted[start : start + ENDS_AT_ONCE]
        rows = UnitVersion.objects.known().filter(unit__in=chunk).order_by("unit_id", "valid_from")
        last = dict(rows.values_list("unit_id", "valid_to"))  # the latest version speaks last
        moved: dict[dt.date | None, list[int]] = {}
        for unit_id, ceased_on in Unit.objects.filter(pk__in=chunk).values_list("pk", "ceased_on"):
            if last.get(unit_id) != ceased_on:
                moved.setdefault(last.get(unit_id), []).append(unit_id)
        for end, units in moved.items():
            Unit.objects.filter(pk__in=units).update(ceased_on=end)


def copy(version: UnitVersion, **changes: object) -> UnitVersion:
    """An unsaved version with the same content, but for ``changes``."""
    names = ("unit", "valid_from", "valid_to", "source_sheet", "source_row", *ATTRIBUTES)
    again = UnitVersion(**{name: getattr(version, name) for name in names})
    for name in ("opened_by", "closed_by"):
        copy_link(version, again, name)
    for name, value in changes.items():
        setattr(again, name, value)
    return again


def copy_link(version: UnitVersion, again: UnitVersion, name: str) -> None:
    """Point at the same entry without reading it: by object where it is at hand, else by key."""
    field = UnitVersion._meta.get_field(name)
    if field.is_cached(version):
        setattr(again, name, field.get_cached_value(version))
    else:
        setattr(again, field.attname, getattr(version, field.attname))


@transaction.atomic
def reverse(entry: RegisterEntry, *, at: dt.datetime, by, reason: str) -> RegisterEntry:
    """Take back all that ``entry`` wrote and restore all that it retired.

    Raises :class:`LaterEntries` when later entries, not reversed themselves, retired its rows or
    built on units it created.
    """
    lock_units(touched := touched_units([entry.pk]))
    if later := entries_building_on(entry):
        raise LaterEntries(later)
    about = {"event": entry.event, "batch": entry.batch}
    reversal = enter(EntryKind.REVERSAL, at=at, by=by, reverses=entry, reason=reason, **about)
    with keeping(touched, at):
        for ledger in LEDGERS:
            ledger.objects.filter(recorded_by=entry, superseded_at__isnull=True).update(
                superseded_at=reversal.recorded_at, superseded_by=reversal
            )
            restore(ledger.objects.filter(superseded_by=entry), at)
    settle_ends(touched)
    return reversal


def restore(retired: QuerySet[LedgerRow], at: dt.datetime) -> None:
    """Write retired rows of one ledger again, still in the name of the entries whose content they
    are; in one statement, however many they are."""
    names = [field.name for field in retired.model._meta.concrete_fields
             if field.name not in RENEWED]  # fmt: skip
    moment = Value(at, output_field=DateTimeField())
    values = dict.fromkeys(names) | {"recorded_at": moment}
    insert_selected(retired.model, retired.order_by("pk"), values)


def entries_building_on(entry: RegisterEntry) -> list[RegisterEntry]:
    """Entries that must be reversed before ``entry`` can be."""
    standing = Q(reversed_by__isnull=True) & ~Q(kind=EntryKind.REVERSAL)
    created = UnitVersion.objects.filter(recorded_by=entry, opened_by=entry).exclude(
        unit__in=UnitVersion.objects.exclude(opened_by=entry).values("unit")
    )
    conditions = Q(pk__in=[])
    for ledger in LEDGERS:
        gone = ledger.objects.filter(recorded_by=entry, superseded_by__isnull=False)
        conditions |= Q(pk__in=gone.values("superseded_by"))
    for ledger in (UnitVersion, YearFigures):
        added = ledger.objects.known().filter(unit__in=created.values("unit"))
        conditions |= Q(pk__in=added.values("recorded_by"))
    taking_part = Q(event__participants__unit__in=created.values("unit"), kind=EntryKind.EVENT)
    return list(
        RegisterEntry.objects.filter(standing)
        .filter(conditions | (taking_part & Q(pk__gt=entry.pk)))
        .exclude(pk=entry.pk)
        .distinct()
        .order_by("-recorded_at", "-pk")
    )
