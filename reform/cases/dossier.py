"""What a dossier holds, read once: what the rules look at, and the seal by which it is known."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from functools import cached_property

from units.choices import ParticipantRole
from units.models import Participant, ReorganizationEvent, UnitVersion, YearFigures
from units.periods import day_before
from units.reorganization import in_order

from ..models import Case, DocumentVersion, PlannedFigures

#: Roles of units that were there before, and of those that come out of an event.
ORIGINS = (
    ParticipantRole.CLOSING,
    ParticipantRole.SURVIVING,
    ParticipantRole.SOURCE,
    ParticipantRole.EXITING,
)
RESULTS = (ParticipantRole.NEW, ParticipantRole.SURVIVING, ParticipantRole.SOURCE)
#: Fields of an event that say what is to happen; the words that cite the decision come later.
ORDERED = ("kind", "operative_on", "precision", "sequence", "legal_effect_on")
DESCRIBED = (
    "role", "unit_id", "born_in_id", "extent", "code", "name", "company_name", "agency_id",
    "sector_id", "service_class", "autonomy_group",
)  # fmt: skip


class Dossier:
    """A case with its events, their units as they were the day before, and their figures."""

    def __init__(self, case: Case, *, today: dt.date) -> None:
        self.case = case
        self.today = today

    @cached_property
    def events(self) -> list[ReorganizationEvent]:
        return in_order(self.case.bundle.events.select_related("province"))

    @cached_property
    def participants(self) -> dict[int, list[Participant]]:
        """Participants of each event, with the agency they name."""
        found: dict[int, list[Participant]] = {event.pk: [] for event in self.events}
        rows = Participant.objects.filter(event__bundle=self.case.bundle_id).order_by("pk")
        for one in rows.select_related("agency", "agency__level"):
            found[one.event_id].append(one)
        return found

    def of(self, event: ReorganizationEvent, roles: Iterable[str]) -> list[Participant]:
        return [one for one in self.participants[event.pk] if one.role in roles]

    @cached_property
    def versions(self) -> dict[tuple[int, int], UnitVersion]:
        """{(event, unit): the version in force the day before the event}."""
        units = {one.unit_id for rows in self.participants.values() for one in rows} - {None}
        rows = UnitVersion.objects.known().filter(unit__in=units)
        known = list(rows.select_related("agency"))
        found = {}
        for event in self.events:
            eve = day_before(event.operative_on)
            for version in known:
                if version.valid_from <= eve and (not version.valid_to or version.valid_to > eve):
                    found[event.pk, version.unit_id] = version
        return found

    @cached_property
    def figures(self) -> dict[int, YearFigures]:
        """{unit: its latest known figures}."""
        units = {one.unit_id for rows in self.participants.values() for one in rows} - {None}
        rows = YearFigures.objects.known().filter(unit__in=units).order_by("unit_id", "year")
        return {row.unit_id: row for row in rows}  # the latest year comes last

    @cached_property
    def planned(self) -> dict[int, PlannedFigures]:
        """{participant: what the dossier plans for it}."""
        rows = PlannedFigures.objects.filter(participant__event__bundle=self.case.bundle_id)
        return {row.participant_id: row for row in rows}

    def name_of(self, event: ReorganizationEvent, one: Participant) -> str:
        version = self.versions.get((event.pk, one.unit_id))
        return one.name or (version.name if version else str(one.unit or ""))

    def group_of(self, event: ReorganizationEvent, one: Participant) -> str:
        """The autonomy group that the unit comes out with, "" where nobody knows."""
        version = self.versions.get((event.pk, one.unit_id))
        return one.autonomy_group or (version.autonomy_group if version else "")

    @cached_property
    def seal(self) -> str:
        """Changes with whatever the rules look at in the dossier: events, plans, papers; not with
        the letters in which agencies speak of just that."""
        content = [
            [[getattr(event, name) for name in ORDERED] for event in self.events],
            [
                [one.event_id, one.pk, *(getattr(one, name) for name in DESCRIBED)]
                for rows in self.participants.values()
                for one in rows
            ],
            sorted(
                (key, row.employees, row.headcount_budget, row.deputies)
                for key, row in self.planned.items()
            ),
            list(
                DocumentVersion.objects.filter(document__case=self.case, opinion_replies=None)
                .order_by("pk")
                .values_list("document_id", "document__required_id", "sha256")
            ),
        ]
        return hashlib.sha256(repr(content).encode()).hexdigest()
