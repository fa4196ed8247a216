"""One event as its rules and its effect see it: on an extract of the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .choices import Extent, ParticipantRole
from .extract import Extract, key_of
from .models import Participant, ReorganizationEvent, UnitVersion
from .periods import day_before

#: Roles of units that exist before the event, and of those that it ends.
EXISTING = (
    ParticipantRole.CLOSING,
    ParticipantRole.SURVIVING,
    ParticipantRole.SOURCE,
    ParticipantRole.EXITING,
)
ENDING = (ParticipantRole.CLOSING, ParticipantRole.EXITING)


@dataclass
class Scene:
    """One event on an extract of the register: what a rule may look at."""

    event: ReorganizationEvent
    extract: Extract

    @property
    def day(self) -> dt.date:
        return self.event.operative_on

    @property
    def participants(self) -> list[Participant]:
        return self.extract.participants[key_of(self.event)]

    def with_role(self, *roles: str) -> list[Participant]:
        return [one for one in self.participants if one.role in roles]

    def before(self, one: Participant) -> UnitVersion | None:
        return self.extract.version_on(one, day_before(self.day))

    def now(self, one: Participant) -> UnitVersion | None:
        """The version on the day itself, after the earlier events of that day."""
        return self.extract.version_on(one, self.day)

    def edges(self) -> Iterator[tuple[Participant, list[Participant], str]]:
        """(unit that ends or gives, those who continue it, extent) as the kind's table says."""
        receiving: dict[str, list[str]] = {}
        extents = {}
        for source, target, extent in self.event.definition.edges:
            receiving.setdefault(source, []).append(target)
            extents[source] = extent
        for role, roles in receiving.items():
            for one in self.with_role(role):
                targets = self.extract.pairs.get(key_of(one)) or self.with_role(*roles)
                usual = extents[role] or (Extent.FULL if len(targets) == 1 else Extent.PARTIAL)
                yield one, targets, one.extent or usual

    def name_of(self, one: Participant) -> str:
        """The unit's name as it was just before the event, to speak of it in a sentence."""
        known = self.extract.versions_of(one)
        version = self.before(one) or (known[-1] if known else None)
        return version.name if version else one.name or _("a unit without name")

    def in_area(self, province_id: int | None) -> bool:
        """Does a unit of this province lie in the area of who decides? The centre's is all."""
        own = self.event.province_id
        return own is None or province_id in self.extract.territory(own)
