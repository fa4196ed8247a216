"""What an event does to each of its units, as plain rows for a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..choices import AutonomyGroup, EventStatus, ServiceClass
from ..extract import Extract
from ..models import Agency, Province, ReorganizationEvent, Sector, UnitVersion
from ..models.unit import ATTRIBUTES
from ..reorganization import Effect, Line
from ..scene import Scene

LABELS = {name: UnitVersion._meta.get_field(name).verbose_name for name in ATTRIBUTES}


@dataclass(frozen=True)
class Change:
    """One attribute before and after, in words; "" where nothing is known."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class UnitLine:
    """One unit: its role, its name and code before and after ("" where it does not exist), and
    everything else that changes."""

    role: str
    unit_id: int | None
    before: str
    after: str
    changes: list[Change]


def lines_of(effect: Effect) -> list[UnitLine]:
    """Every line of the preview in words; three queries however many units take part."""
    return in_words(effect.lines)


def lines_as_recorded(event: ReorganizationEvent) -> list[UnitLine]:
    """The same of an event that can't be edited, from what the register holds now."""
    scene = Scene(event, Extract([event]))
    if event.status == EventStatus.IN_EFFECT:
        return in_words(
            Line(one.get_role_display(), scene.before(one), scene.now(one))
            for one in scene.participants
        )
    return [
        UnitLine(one.get_role_display(), one.unit_id, scene.name_of(one), one.name, [])
        for one in scene.participants
    ]


def in_words(lines: Iterable[Line]) -> list[UnitLine]:
    lines = list(lines)
    words = wordings([one for line in lines for one in (line.before, line.after) if one])
    return [
        UnitLine(
            role=line.role,
            unit_id=known and known.unit_id,
            before=titled(line.before),
            after=titled(line.after),
            changes=differences(line.before, line.after, words),
        )
        for line in lines
        for known in [line.before or line.after]  # neither, where the record contradicts itself
    ]


def titled(version: UnitVersion | None) -> str:
    return " · ".join(filter(None, (version.code, version.name))) if version else ""


def differences(before, after, words) -> list[Change]:
    """What differs; of a new unit all that is known, of one that ends nothing."""
    if after is None:
        return []
    changes = []
    for name in ATTRIBUTES:
        old, new = getattr(before, name, None), getattr(after, name)
        if old != new and (new or before):
            worded = words.get(name, {})
            text = [str(worded.get(value, value or "")) for value in (old, new)]
            changes.append(Change(str(LABELS[name]), *text))
    return changes


def wordings(versions: Sequence[UnitVersion]) -> dict[str, dict]:
    """Attribute -> value -> words, for the attributes that are keys or codes."""
    asked = {name: {getattr(one, name) for one in versions} for name in ATTRIBUTES}
    models = {"agency_id": Agency, "province_id": Province, "sector_id": Sector}
    return {
        **{name: model.objects.in_bulk(asked[name] - {None}) for name, model in models.items()},
        "service_class": dict(ServiceClass.choices),
        "autonomy_group": dict(AutonomyGroup.choices),
    }
