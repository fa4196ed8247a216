"""What became of a unit and where it came from, in the few words that a reader wants first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .lineage import Bearing, Lineage
from .lineage_steps import citation, written_day
from .models import Participant, RegisterEntry, UnitVersion

#: A unit on the other side of a succession: by which event, on which day, who.
Kin = tuple[int, dt.date, Bearing]


@dataclass(frozen=True)
class Turn:
    """What began or ended a unit; ``kind`` and ``decision`` are empty where it was no event.

    ``kin``: the units that it continues, or that continue it; ``company``: the one it became.
    """

    day: str
    kind: str = ""
    label: str = ""
    decision: str = ""
    kin: list[Bearing] = field(default_factory=list)
    company: str = ""
    tax_code: str = ""


@dataclass(frozen=True)
class Fate:
    """``status`` as in :class:`units.lineage.Lineage`; ``ahead`` ends the unit after the day.

    ``joined`` came to it while it went on, ``parts`` left it then, ``later`` were set up again
    after its end; ``current`` are in force on the day and continue it.
    """

    status: str
    origin: Turn | None = None
    end: Turn | None = None
    ahead: Turn | None = None
    joined: list[Bearing] = field(default_factory=list)
    parts: list[Bearing] = field(default_factory=list)
    later: list[Bearing] = field(default_factory=list)
    current: list[Bearing] = field(default_factory=list)


def fate_of(
    lineage: Lineage, versions: list[UnitVersion], roles: Mapping[int, Participant]
) -> Fate:
    """``versions`` in the order of time; ``roles``: the unit's part in each event, by event id."""
    if not versions:
        return Fate(lineage.status)
    came, went = direct_kin(lineage)
    began, ended, ends = versions[0].opened_by, versions[-1].closed_by, versions[-1].valid_to
    end = turn(ended, ends, went, roles) if ends else None
    is_over = ends is not None and ends <= lineage.on
    ending = ended.event_id if ended else None
    others = [one for one in went if one[0] != ending]
    return Fate(
        status=lineage.status,
        origin=turn(began, versions[0].valid_from, came, roles),
        end=end if is_over else None,
        ahead=None if is_over else end,
        joined=[unit for event, _day, unit in came if event != began.event_id],
        parts=[unit for _event, day, unit in others if not is_over or day < ends],
        later=[unit for _event, day, unit in others if is_over and day >= ends],
        current=lineage.current,
    )


def direct_kin(lineage: Lineage) -> tuple[list[Kin], list[Kin]]:
    """Those whom the unit continues, and those who continue it, without any other in between."""
    own, bearings = lineage.unit_id, lineage.bearings
    came = [
        (link.event_id, link.day, bearings[link.predecessor_id])
        for link in lineage.back
        if link.successor_id == own
    ]
    went = [
        (link.event_id, link.day, bearings[link.successor_id])
        for link in lineage.forward
        if link.predecessor_id == own
    ]
    return came, went


def turn(
    entry: RegisterEntry | None, day: dt.date, kin: list[Kin], roles: Mapping[int, Participant]
) -> Turn:
    event = entry.event if entry else None
    if event is None:
        return Turn(date_format(day))
    cited, role = event.decision_number or citation(event), roles.get(event.pk)
    return Turn(
        day=written_day(event),
        kind=event.kind,
        label=event.get_kind_display(),
        decision=_("decision %(citation)s") % {"citation": cited}
        if cited
        else _("decision not recorded"),
        kin=[unit for pk, _day, unit in kin if pk == event.pk],
        company=role.company_name if role else "",
        tax_code=role.company_tax_code if role else "",
    )
