"""An extract of the register: the rows that some events touch, in memory.

Events are drawn up on the extract one after the other, each seeing what the earlier ones did, and
the extract is written out at the end in a constant number of statements per 500 rows. One event or
fifty thousand take the same road.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Model, QuerySet

from . import register
from .choices import EventStatus
from .models import (
    Agency,
    Participant,
    Province,
    RegisterEntry,
    ReorganizationEvent,
    Succession,
    Unit,
    UnitVersion,
)

READ_CHUNK = 5_000


@dataclass
class Changes:
    """What one event does: rows retired and written; ``born`` pairs participants with new rows."""

    retired: list[UnitVersion] = field(default_factory=list)
    written: list[UnitVersion] = field(default_factory=list)
    born: list[tuple[Participant, UnitVersion]] = field(default_factory=list)
    successions: list[Succession] = field(default_factory=list)


class Extract:
    """Participants of the events and all current versions of their units.

    With ``drafts`` the participants are unsaved rows (of a sheet, say) whose ``unit``, ``event``
    and ``born_in`` are objects, and ``pairs`` says who goes to whom. Drafts are only looked at.
    """

    def __init__(
        self,
        events: Sequence[ReorganizationEvent],
        *,
        drafts: Iterable[Participant] | None = None,
        pairs: Mapping[int, list[Participant]] | None = None,
    ) -> None:
        self.participants: dict[int, list[Participant]] = defaultdict(list)
        self.by_key: dict[int, Participant] = {}
        self.versions: dict[int, list[UnitVersion]] = defaultdict(list)
        self.bearers: dict[str, list[UnitVersion]] = defaultdict(list)
        self.pairs: dict[int, list[Participant]] = defaultdict(list, pairs or {})
        self.entries: list[RegisterEntry] = []
        self.drawn: list[Changes] = []
        self._heirs = dict(Province.objects.values_list("pk", "succeeded_by"))
        self._territories: dict[int, frozenset[int]] = {}
        self._shared: dict[str, dict[int, Model]] = {}
        if drafts is None:
            for start in range(0, len(events), READ_CHUNK):
                self._read_participants(events[start : start + READ_CHUNK])
        else:
            for one in drafts:
                self._take_in(one)
        self._read_versions()
        self._read_bearers()

    # Reading

    def _read_participants(self, events: Sequence[ReorganizationEvent]) -> None:
        by_pk = {event.pk: event for event in events}
        rows = Participant.objects.filter(event__in=by_pk).order_by("event", "pk")
        for one in rows.select_related("unit", "agency", "born_in__unit"):
            one.event = by_pk[one.event_id]
            self._take_in(one)
        through = Participant.goes_to.through.objects.filter(from_participant__event__in=by_pk)
        for source, target in through.values_list("from_participant", "to_participant"):
            if target in self.by_key:
                self.pairs[source].append(self.by_key[target])

    def _take_in(self, one: Participant) -> None:
        self.participants[key_of(one.event)].append(one)
        self.by_key[key_of(one)] = one

    def _read_versions(self) -> None:
        rows = UnitVersion.objects.known().order_by("unit_id", "valid_from").select_related("unit")
        for chunk in chunks({one.unit_id for one in self.by_key.values()} - {None}):
            found = list(rows.filter(unit__in=chunk))
            self._share(found, "agency", Agency.objects)
            self._share(found, "opened_by", RegisterEntry.objects.select_related("batch", "event"))
            for version in found:
                self.versions[version.unit_id].append(version)

    def _share(self, versions: Sequence[UnitVersion], link: str, rows: QuerySet) -> None:
        """Let versions point at one and the same object: thousands come from one imported list."""
        keys = {getattr(version, f"{link}_id") for version in versions} - {None}
        known = self._shared.setdefault(link, {})
        for chunk in chunks(keys - known.keys()):
            known |= rows.in_bulk(chunk)
        for version in versions:
            if (key := getattr(version, f"{link}_id")) is not None:
                setattr(version, link, known[key])

    def _read_bearers(self) -> None:
        """Who bears, or ever bore, a code that these events give."""
        given = {one.code for one in self.by_key.values() if one.code}
        rows = UnitVersion.objects.known().order_by("code", "valid_from")
        for chunk in chunks(given):
            for version in rows.filter(code__in=chunk):
                self.bearers[version.code].append(version)

    # Asking

    def unit_of(self, one: Participant) -> Unit | None:
        """The participant's unit; for one born earlier in the same bundle, that new unit."""
        if one.unit is None and one.born_in is not None:
            return self.by_key.get(key_of(one.born_in), one.born_in).unit
        return one.unit

    def versions_of(self, one: Participant) -> list[UnitVersion]:
        unit = self.unit_of(one)
        return [] if unit is None else self.versions.get(key_of(unit), [])

    def version_on(self, one: Participant, day: dt.date) -> UnitVersion | None:
        for version in self.versions_of(one):
            if version.valid_from <= day and (version.valid_to is None or day < version.valid_to):
                return version
        return None

    def territory(self, province_id: int) -> frozenset[int]:
        """Ids of a province and of all provinces merged into it."""
        if province_id not in self._territories:
            found = {province_id}
            while new := {pk for pk, heir in self._heirs.items() if heir in found} - found:
                found |= new
            self._territories[province_id] = frozenset(found)
        return self._territories[province_id]

    # Changing

    def apply(self, changes: Changes, entry: RegisterEntry) -> None:
        """Let later events see these changes; nothing reaches the database before ``write_out``."""
        for version in changes.retired:
            version.superseded_at, version.superseded_by = entry.recorded_at, entry
            self.versions[key_of(version.unit)].remove(version)
        for version in changes.written:
            version.recorded_at, version.recorded_by = entry.recorded_at, entry
            version.write_keys()
            rows = self.versions[key_of(version.unit)]
            rows.append(version)
            rows.sort(key=lambda row: row.valid_from)
            if version.code:
                self.bearers[version.code].append(version)
        for participant, version in changes.born:
            participant.unit = version.unit
        for edge in changes.successions:
            edge.recorded_at, edge.recorded_by = entry.recorded_at, entry
        self.entries.append(entry)
        self.drawn.append(changes)

    def write_out(self) -> None:
        """Write everything applied; the caller holds the transaction and the locks."""
        retired = [row for changes in self.drawn for row in changes.retired if row.pk]
        written = [row for changes in self.drawn for row in changes.written]
        edges = [row for changes in self.drawn for row in changes.successions]
        register.write_out(self.entries, retired=retired, written=written, edges=edges)
        Participant.objects.bulk_create(
            self._newly_known(),
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["unit"],
            batch_size=register.CHUNK,
        )
        for chunk in chunks({entry.event_id for entry in self.entries}):
            ReorganizationEvent.objects.filter(pk__in=chunk).update(status=EventStatus.IN_EFFECT)

    def _newly_known(self) -> list[Participant]:
        """Participants whose unit was born in this round: the new ones, and their later roles."""
        drawn = {entry.event_id for entry in self.entries}
        found = [one for changes in self.drawn for one, _version in changes.born]
        for one in self.by_key.values():
            if one.event_id in drawn and one.unit is None:
                one.unit = self.unit_of(one)
                found.append(one)
        return found


def key_of(row: Unit | Participant | ReorganizationEvent) -> int:
    """Key of a row in memory: negative for one that has not been written yet."""
    return row.pk or -id(row)


def chunks(values: Iterable) -> Iterable[list]:
    ordered = sorted(values)
    for start in range(0, len(ordered), READ_CHUNK):
        yield ordered[start : start + READ_CHUNK]
