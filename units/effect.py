"""What an event that breaks no rule does to units: versions close and open, successions follow."""

from __future__ import annotations

import datetime as dt

from . import register
from .choices import ParticipantRole
from .extract import Changes, key_of
from .models import Participant, RegisterEntry, Succession, Unit, UnitVersion
from .scene import ENDING, Scene

#: What a new unit takes from its predecessors where the decision is silent and they all agree.
INHERITED = ("agency_id", "sector_id", "service_class", "autonomy_group")


def draw_up(scene: Scene, entry: RegisterEntry) -> Changes:
    """The changes of an event that breaks no rule, in the name of ``entry``."""
    changes = Changes()
    for one in scene.with_role(*ENDING):
        end(changes, scene, one, entry)
    for one in scene.with_role(ParticipantRole.SURVIVING, ParticipantRole.SOURCE):
        continue_with(changes, scene.now(one), given(scene, one), scene.day, entry)
    for one in scene.with_role(ParticipantRole.NEW):
        version = UnitVersion(
            unit=Unit(established_on=scene.day),
            valid_from=scene.day,
            opened_by=entry,
            **{"province_id": scene.event.province_id, **inherited(scene), **given(scene, one)},
        )
        changes.written.append(version)
        changes.born.append((one, version))
    changes.successions = successions(scene, dict_of_born(changes))
    return changes


def end(changes: Changes, scene: Scene, one: Participant, entry: RegisterEntry) -> None:
    """Let a unit's last version end on the day. A version that an earlier event opened on the same
    day held on no day at all and goes; the one before it then names this entry as its end."""
    now = scene.now(one)
    changes.retired.append(now)
    if now.valid_from == scene.day:
        now = scene.before(one)
        changes.retired.append(now)
    changes.written.append(register.copy(now, valid_to=scene.day, closed_by=entry))


def continue_with(
    changes: Changes,
    version: UnitVersion,
    attributes: dict[str, object],
    day: dt.date,
    entry: RegisterEntry,
) -> None:
    """Let a unit go on with other attributes from ``day``; if nothing changes it gets no row."""
    if all(getattr(version, name) == value for name, value in attributes.items()):
        return
    changes.retired.append(version)
    if version.valid_from < day:
        changes.written.append(register.copy(version, valid_to=day, closed_by=entry))
    changes.written.append(register.copy(version, valid_from=day, opened_by=entry, **attributes))


def given(scene: Scene, one: Participant) -> dict[str, object]:
    """What the decision says of the unit. A decision above the provinces (the event names none) may
    move a unit to another province: that of its new agency."""
    attributes = one.described
    if scene.event.province_id is None and one.agency_id:
        attributes["province_id"] = one.agency.province_id
    return attributes


def inherited(scene: Scene) -> dict[str, object]:
    """Attributes in which all closing units (or all sources) agree."""
    origins = scene.with_role(
        ParticipantRole.CLOSING, ParticipantRole.SOURCE, ParticipantRole.FORMER
    )
    rows = [(scene.extract.versions_of(one) or [None])[-1] for one in origins]
    versions = [scene.before(one) or row for one, row in zip(origins, rows, strict=True)]
    values = {name: {getattr(version, name) for version in versions} for name in INHERITED}
    return {name: found.pop() for name, found in values.items() if len(found) == 1}


def dict_of_born(changes: Changes) -> dict[int, Unit]:
    return {key_of(one): version.unit for one, version in changes.born}


def successions(scene: Scene, born: dict[int, Unit]) -> list[Succession]:
    """Who continues whom, as the kind's table and the decision's own pairs say."""
    return [
        Succession(
            event=scene.event,
            predecessor=scene.extract.unit_of(one),
            successor=born.get(key_of(target)) or scene.extract.unit_of(target),
            extent=extent,
        )
        for one, targets, extent in scene.edges()
        for target in targets
    ]
