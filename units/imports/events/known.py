"""Events that the register holds already: importing them again changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models.functions import Coalesce

from ...choices import EventStatus, ParticipantRole
from ...kinds import KINDS
from ...models import Participant, Province, ReorganizationEvent
from ...names import match_key
from ..holdings import area_of, in_area
from .grouping import Draft

COMPARED = ("code", "name", "agency_id", "autonomy_group")


class EventsInEffect:
    """Events in effect of the territory in the time of the list, by what tells events apart: kind,
    operative day, decision number, issuer, and who takes part in which role."""

    def __init__(self, province: Province | None, drafts: Sequence[Draft]) -> None:
        self.seen: set[tuple] = set()
        days = [event.values["operative_on"].day for event in drafts
                if event.values.get("operative_on")]  # fmt: skip
        if not days:
            return
        days_of_list = (min(days), max(days))
        events = ReorganizationEvent.objects.filter(
            status=EventStatus.IN_EFFECT, operative_on__range=days_of_list
        )
        parts = Participant.objects.filter(
            event__status=EventStatus.IN_EFFECT, event__operative_on__range=days_of_list
        )
        if province is not None:
            area = area_of(province)
            events = events.filter(in_area(area))
            parts = parts.filter(in_area(area, "event__province"))
        rows: dict[int, list[tuple]] = defaultdict(list)
        unit = Coalesce("unit", "born_in__unit")
        for event, *row in parts.values_list("event_id", "role", unit, *COMPARED):
            rows[event].append(tuple(row))
        for event in events:
            signs = [sign(event.kind, *row) for row in rows[event.pk]]
            self.seen.add((citation(event), tuple(sorted(signs))))

    def hold(self, draft: Draft) -> bool:
        """Is the very same event in effect? Never, where a unit is yet to be set up."""
        participants = [part.participant for part in draft.parts]
        if any(one.born_in is not None for one in participants):
            return False
        signs = [
            sign(
                draft.event.kind, one.role, one.unit_id, *(getattr(one, name) for name in COMPARED)
            )
            for one in participants
        ]
        return (citation(draft.event), tuple(sorted(signs))) in self.seen


def citation(event: ReorganizationEvent) -> tuple:
    number, issuer = match_key(event.decision_number), match_key(event.issuer)
    return event.kind, event.operative_on, number, issuer


def sign(
    kind: str, role: str, unit: int | None, code: str, name: str, agency: int | None, group: str
) -> tuple[str, str, str]:
    """A participant as compared: a new unit by code and name, any other by its identity and by
    what events of this kind change of it."""
    if role == ParticipantRole.NEW:
        return role, code, match_key(name)
    given = {"code": code, "name": match_key(name), "agency_id": agency, "autonomy_group": group}
    return role, str(unit), str([given[one] for one in KINDS[kind].must_change])
