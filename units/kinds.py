"""The kinds of reorganization event: one table that code, help texts and tests read.

Roles, cardinalities and who survives follow the Civil Code 2015, Articles 88-93, and Decree
120/2020/NĐ-CP. The effect on the number of units follows from the roles alone: every new unit adds
one, every unit that closes or leaves the register takes one away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import Extent, ParticipantRole

CLOSING, SURVIVING = ParticipantRole.CLOSING, ParticipantRole.SURVIVING
SOURCE, NEW = ParticipantRole.SOURCE, ParticipantRole.NEW
EXITING, FORMER = ParticipantRole.EXITING, ParticipantRole.FORMER


@dataclass(frozen=True)
class Cardinality:
    """How many participants may hold a role: at least ``least``, at most ``most`` (None: any)."""

    least: int
    most: int | None = None

    def allows(self, number: int) -> bool:
        return self.least <= number and (self.most is None or number <= self.most)

    def __str__(self) -> str:
        if self.most == self.least:
            return str(self.least)
        return f"≥ {self.least}" if self.most is None else f"{self.least}–{self.most}"


@dataclass(frozen=True)
class Kind:
    """One kind of event.

    ``edges`` lists (from role, to role, extent): how succession follows from the participants; an
    empty extent means in full where a unit goes to one unit only, else in part. ``must_change``
    names the attributes of which a continuing unit must change one.
    """

    code: str
    label: Promise
    help_text: Promise
    roles: Mapping[str, Cardinality]
    edges: tuple[tuple[str, str, str], ...] = ()
    must_change: tuple[str, ...] = ()

    def cardinality(self, role: str) -> Cardinality:
        return self.roles.get(role, Cardinality(0, 0))

    def count_effect(self, tally: Mapping[str, int]) -> int:
        """Change in the number of units, given how many participants hold each role."""
        return tally.get(NEW, 0) - tally.get(CLOSING, 0) - tally.get(EXITING, 0)

    @property
    def survivors(self) -> Promise:
        """Who goes on, in words, for help texts."""
        if SURVIVING in self.roles or SOURCE in self.roles:
            return _("the unit that continues keeps its identity")
        return _("the new unit") if NEW in self.roles else _("none")


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "establish",
            _("establishment"),
            _("A unit is set up that continues no other."),
            {NEW: Cardinality(1, 1)},
        ),
        Kind(
            "merge",
            _("merger"),
            _("One or more units are absorbed; the receiver continues (Civil Code, Article 89)."),
            {CLOSING: Cardinality(1), SURVIVING: Cardinality(1, 1)},
            ((CLOSING, SURVIVING, Extent.FULL),),
        ),
        Kind(
            "consolidate",
            _("consolidation"),
            _("Two or more units end and become one new unit (Civil Code, Article 88)."),
            {CLOSING: Cardinality(2), NEW: Cardinality(1, 1)},
            ((CLOSING, NEW, Extent.FULL),),
        ),
        Kind(
            "divide",
            _("division"),
            _("One unit ends and becomes two or more new units (Civil Code, Article 90)."),
            {CLOSING: Cardinality(1, 1), NEW: Cardinality(2)},
            ((CLOSING, NEW, Extent.PARTIAL),),
        ),
        Kind(
            "separate",
            _("separation"),
            _("A unit continues, parts of it become new units (Civil Code, Article 91)."),
            {SOURCE: Cardinality(1, 1), NEW: Cardinality(1)},
            ((SOURCE, NEW, Extent.PARTIAL),),
        ),
        Kind(
            "dissolve",
            _("dissolution"),
            _("A unit ends without successor (Civil Code, Article 93)."),
            {CLOSING: Cardinality(1, 1)},
        ),
        Kind(
            "transfer",
            _("transfer of governing agency"),
            _("Units go to another governing agency as they are (Decree 120/2020, Article 18a)."),
            {SURVIVING: Cardinality(1)},
            must_change=("agency_id",),
        ),
        Kind(
            "equitize",
            _("conversion to a joint-stock company"),
            _("A unit becomes a company and leaves the register (Decree 150/2020/NĐ-CP)."),
            {EXITING: Cardinality(1, 1)},
        ),
        Kind(
            "convert",
            _("conversion of type"),
            _("A unit ends and one of another type inherits it (Civil Code, Article 92)."),
            {CLOSING: Cardinality(1, 1), NEW: Cardinality(1, 1)},
            ((CLOSING, NEW, Extent.FULL),),
        ),
        Kind(
            "rename",
            _("rename"),
            _("A unit continues under another name."),
            {SURVIVING: Cardinality(1)},
            must_change=("name",),
        ),
        Kind(
            "reclassify",
            _("change of autonomy group"),
            _("A unit's financial autonomy is classified anew (Decree 60/2021/NĐ-CP)."),
            {SURVIVING: Cardinality(1)},
            must_change=("autonomy_group",),
        ),
        Kind(
            "recode",
            _("change of code"),
            _("A unit continues under another code."),
            {SURVIVING: Cardinality(1)},
            must_change=("code",),
        ),
        Kind(
            "create_from_parts",
            _("creation from parts"),
            _("Parts of several units, which all continue, become new units."),
            {SOURCE: Cardinality(2), NEW: Cardinality(1)},
            ((SOURCE, NEW, Extent.PARTIAL),),
        ),
        Kind(
            "compound",
            _("compound reorganization"),
            _("Several units become several others and the decision need not pair them."),
            {
                CLOSING: Cardinality(1),
                NEW: Cardinality(0),
                SURVIVING: Cardinality(0),
                SOURCE: Cardinality(0),
            },
            (
                (CLOSING, NEW, ""),
                (CLOSING, SURVIVING, ""),
                (SOURCE, NEW, Extent.PARTIAL),
            ),
        ),
        Kind(
            "reestablish",
            _("re-establishment"),
            _("A unit that had ended is set up again: a new identity, linked to the old one."),
            {FORMER: Cardinality(1, 1), NEW: Cardinality(1, 1)},
            ((FORMER, NEW, Extent.PARTIAL),),
        ),
    )
}

KIND_CHOICES = [(kind.code, kind.label) for kind in KINDS.values()]
