"""What must hold before an event may take effect: hard rules, none can be overridden.

A rule is a generator over a :class:`Scene` that yields one sentence for each breach; its code is
its name, so a test can bear it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.text import capfirst

from . import existence
from .choices import EventStatus, Extent, ParticipantRole
from .extract import key_of
from .scene import Scene
from .sentences import Sentence
from .sentences import Sentence as _


@dataclass(frozen=True)
class Breach:
    """A rule that does not hold: its code and the sentence for the person at the desk."""

    code: str
    sentence: Sentence

    @property
    def message(self) -> str:
        """Told in the language that is spoken now."""
        return str(self.sentence)


Rule = Callable[[Scene], Iterator[Sentence]]


def breaches(scene: Scene) -> list[Breach]:
    """Every breach of every rule; an empty list means that the event may take effect."""
    return [Breach(rule.__name__, sentence) for rule in RULES for sentence in rule(scene)]


def only_proposed_events(scene: Scene) -> Iterator[Sentence]:
    if scene.event.status != EventStatus.PROPOSED:
        yield _("The event is already %(status)s.") % {
            "status": scene.event.get_status_display().lower()
        }


def cardinality(scene: Scene) -> Iterator[Sentence]:
    kind = scene.event.definition
    tally = Counter(one.role for one in scene.participants)
    for role in ParticipantRole:
        wanted = kind.cardinality(role)
        if not wanted.allows(tally[role]):
            yield _("%(kind)s: units with the role “%(role)s”: %(found)s, must be %(wanted)s.") % {
                "kind": capfirst(kind.label),
                "role": role.label,
                "found": tally[role],
                "wanted": wanted,
            }


def dates_in_order(scene: Scene) -> Iterator[Sentence]:
    event = scene.event
    known = [
        (day, label)
        for day, label in (
            (event.decided_on, _("decided on")),
            (event.legal_effect_on, _("legal effect from")),
            (event.operative_on, _("operative on")),
        )
        if day
    ]
    for (earlier, first), (later, second) in pairwise(known):
        if earlier > later:
            yield _(
                "“%(first)s” (%(earlier)s) is after “%(second)s” (%(later)s): correct one of them."
            ) % {
                "first": first,
                "earlier": earlier,
                "second": second,
                "later": later,
            }


def province_in_force(scene: Scene) -> Iterator[Sentence]:
    province = scene.event.province
    if province and not province.holds_on(scene.day):
        yield _("%(province)s was not in force on %(day)s: choose the province of that day.") % {
            "province": province,
            "day": scene.day,
        }


def unit_or_description(scene: Scene) -> Iterator[Sentence]:
    for one in scene.participants:
        unit = scene.extract.unit_of(one)
        if one.role == ParticipantRole.NEW and unit:
            yield _("“%(name)s” exists already: a new unit is described, not chosen.") % {
                "name": scene.name_of(one)
            }
        elif one.role == ParticipantRole.NEW and not one.name.strip():
            yield _("A new unit needs a name.")
        elif one.role != ParticipantRole.NEW and not unit:
            role = ParticipantRole(one.role).label if one.role else ""
            yield _("Choose the unit for the role “%(role)s”.") % {"role": role}


def participant_once(scene: Scene) -> Iterator[Sentence]:
    """Nobody takes part twice, so nobody both closes and survives."""
    keys = [
        (key_of(unit), one) for one in scene.participants if (unit := scene.extract.unit_of(one))
    ]
    tally = Counter(key for key, _one in keys)
    for key, one in keys:
        if tally.pop(key, 0) > 1:
            yield _("“%(name)s” takes part more than once.") % {"name": scene.name_of(one)}


def agency_alive(scene: Scene) -> Iterator[Sentence]:
    for one in scene.participants:
        if one.agency and not one.agency.holds_on(scene.day):
            yield _("Agency “%(agency)s” did not exist on %(day)s: choose the one of that day.") % {
                "agency": one.agency,
                "day": scene.day,
            }


def changes_what_it_says(scene: Scene) -> Iterator[Sentence]:
    """A transfer changes the agency, a rename the name, and so on."""
    kind = scene.event.definition
    if not kind.must_change:
        return
    for one in scene.with_role(ParticipantRole.SURVIVING):
        now = scene.now(one)
        given = {name: value for name, value in one.described.items() if name in kind.must_change}
        if now and not any(getattr(now, name) != value for name, value in given.items()):
            yield _("“%(name)s”: a %(kind)s must change something, and here nothing changes.") % {
                "name": now.name,
                "kind": kind.label,
            }


def full_edge_has_one_successor(scene: Scene) -> Iterator[Sentence]:
    for source, targets, extent in scene.edges():
        if extent == Extent.FULL and len(targets) > 1:
            yield _("“%(name)s” can't go in full to several units: say “in part”.") % {
                "name": scene.name_of(source)
            }


def pairs_within_the_event(scene: Scene) -> Iterator[Sentence]:
    """A decision pairs units that end or give parts with units that are new or receive."""
    receivers = {ParticipantRole.NEW, ParticipantRole.SURVIVING}
    for one in scene.participants:
        for target in scene.extract.pairs.get(key_of(one), ()):
            if target.event is not one.event or target.role not in receivers:
                yield _(
                    "“%(name)s” can't go to “%(target)s”: it receives nothing in this event."
                ) % {
                    "name": scene.name_of(one),
                    "target": scene.name_of(target),
                }


RULES: tuple[Rule, ...] = (
    only_proposed_events,
    cardinality,
    dates_in_order,
    province_in_force,
    unit_or_description,
    participant_once,
    existence.existed_the_day_before,
    existence.in_force_on_the_day,
    existence.former_has_ended,
    existence.nothing_known_later,
    existence.in_the_area,
    existence.code_never_reused,
    agency_alive,
    changes_what_it_says,
    full_edge_has_one_successor,
    pairs_within_the_event,
)
