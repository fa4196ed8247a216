"""Rules about who exists: before the event, on its day, and after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from .choices import ParticipantRole
from .extract import key_of
from .models import UnitVersion
from .periods import day_before
from .scene import ENDING, EXISTING, Scene
from .sentences import Sentence
from .sentences import Sentence as _


def existed_the_day_before(scene: Scene) -> Iterator[Sentence]:
    eve = day_before(scene.day)
    for one in scene.with_role(*EXISTING):
        if scene.extract.unit_of(one) and not scene.before(one):
            yield _("“%(name)s” was not in force on %(day)s, the day before the event.") % {
                "name": scene.name_of(one),
                "day": eve,
            }


def in_force_on_the_day(scene: Scene) -> Iterator[Sentence]:
    """A unit that has already ended by the day can neither close again nor continue."""
    for one in scene.with_role(*EXISTING):
        if scene.before(one) and not scene.now(one):
            yield _("“%(name)s” already ends on %(day)s by another entry of the register.") % {
                "name": scene.name_of(one),
                "day": scene.day,
            }


def former_has_ended(scene: Scene) -> Iterator[Sentence]:
    for one in scene.with_role(ParticipantRole.FORMER):
        known = scene.extract.versions_of(one)
        if not known or known[-1].valid_to is None or known[-1].valid_to > scene.day:
            yield _(
                "“%(name)s” has not ended by %(day)s: only a unit that ended is set up again."
            ) % {
                "name": scene.name_of(one),
                "day": scene.day,
            }


def nothing_known_later(scene: Scene) -> Iterator[Sentence]:
    """A unit that ends must not be known to live, or to end otherwise, after that day."""
    for one in scene.with_role(*ENDING):
        now = scene.now(one)
        if now is None:
            continue
        later = [row for row in scene.extract.versions_of(one) if starts_later(row, scene.day)]
        if later:
            yield _(
                "“%(name)s” can't close on %(day)s: it is known on %(later)s, by %(source)s."
            ) % {
                "name": scene.name_of(one),
                "day": scene.day,
                "later": later[0].valid_from,
                "source": later[0].opened_by.batch
                or later[0].opened_by.event
                or later[0].opened_by,
            }
        elif now.valid_to:
            yield _("“%(name)s” can't close on %(day)s: it is recorded to end on %(later)s.") % {
                "name": scene.name_of(one),
                "day": scene.day,
                "later": now.valid_to,
            }


def starts_later(version: UnitVersion, day: dt.date) -> bool:
    """Does the version begin after ``day``, or on it by anything but an event of that day?"""
    if version.valid_from != day:
        return version.valid_from > day
    opener = version.opened_by.event
    return opener is None or opener.operative_on != day


def in_the_area(scene: Scene) -> Iterator[Sentence]:
    """Predecessors lie in the deciding authority's area on that day."""
    for one in scene.with_role(*EXISTING):
        version = scene.before(one)
        if version and not scene.in_area(version.province_id):
            yield _("“%(name)s” does not belong to %(province)s.") % {
                "name": version.name,
                "province": scene.event.province,
            }


def code_never_reused(scene: Scene) -> Iterator[Sentence]:
    """A unit may not take a code that another unit of the area bears or ever bore."""
    taken = {}
    for one in scene.participants:
        if not one.code or one.role not in (ParticipantRole.NEW, ParticipantRole.SURVIVING):
            continue
        unit = scene.extract.unit_of(one)
        own = unit and key_of(unit)
        for version in scene.extract.bearers.get(one.code, ()):
            if key_of(version.unit) != own and scene.in_area(version.province_id):
                yield _(
                    "Code %(code)s was given to “%(name)s”: codes are never reused, choose another."
                ) % {"code": one.code, "name": version.name}
                break
        if taken.setdefault(one.code, one) is not one:
            yield _("Two units can't share the code %(code)s.") % {"code": one.code}
