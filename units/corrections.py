"""Corrections: the record was wrong. A change, where the world moved on, is an event or a list.

A correction says who, when and why; the old and the new value stay readable in the ledger, so "as
we knew it" before the correction still shows the old one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from . import register
from .choices import EntryKind, EventStatus
from .models import Agency, RegisterEntry, Unit, UnitVersion, YearFigures
from .models.unit import ATTRIBUTES


class CorrectionRefused(ValueError):
    """The correction would make the register wrong; nothing has been written."""


@dataclass(frozen=True)
class Correction:
    """One corrected attribute of one version, as the history of a unit shows it."""

    entry: RegisterEntry
    unit_id: int
    valid_from: dt.date
    attribute: str
    old: object
    new: object


@transaction.atomic
def correct(
    version: UnitVersion,
    changes: dict[str, object],
    *,
    by,
    at: dt.datetime,
    reason: str,
    throughout: bool = False,
) -> RegisterEntry:
    """Write ``changes`` (attribute: right value) over a version that was recorded wrongly.

    ``throughout`` also corrects every other version of the unit that bears the same wrong value.
    Raises :class:`CorrectionRefused`, or :class:`units.register.RegisterMoved`.
    """
    if not reason.strip():
        raise CorrectionRefused(_("Say why this is a correction and not a change."))
    wrong = {name: getattr(version, name) for name in changes}
    if all(wrong[name] == value for name, value in changes.items()):
        raise CorrectionRefused(_("Nothing differs from what the register holds."))
    register.lock_units([version.unit_id])
    rows = [version]
    if throughout:
        rows = UnitVersion.objects.known().filter(unit=version.unit_id).order_by("valid_from")
    written, retired = [], []
    for row in rows:
        right = {name: new for name, new in changes.items() if getattr(row, name) == wrong[name]}
        if right:
            check(row, right)
            retired.append(row)
            written.append(register.copy(row, **right))
    entry = register.enter(EntryKind.CORRECTION, at=at, by=by, reason=reason)
    register.write(entry, retired=retired, written=written)
    return entry


def check(version: UnitVersion, changes: dict[str, object]) -> None:
    """The rules of the register that a correction could break."""
    unknown = set(changes) - set(ATTRIBUTES)
    if unknown:
        raise CorrectionRefused(_("There is nothing called %(names)s.") % {"names": unknown})
    if "name" in changes and not str(changes["name"]).strip():
        raise CorrectionRefused(_("A unit needs a name."))
    if agency_id := changes.get("agency_id"):
        agency = Agency.objects.get(pk=agency_id)
        if not agency.holds_on(version.valid_from):
            raise CorrectionRefused(
                _("Agency “%(agency)s” did not exist on %(day)s: choose the one of that day.")
                % {"agency": agency, "day": f"{version.valid_from:%d/%m/%Y}"}
            )
    if code := changes.get("code"):
        others = UnitVersion.objects.known().filter(code=code).exclude(unit=version.unit_id)
        if other := others.filter(province=version.province_id).first():
            raise CorrectionRefused(
                _("Code %(code)s was given to “%(name)s”: codes are never reused, choose another.")
                % {"code": code, "name": other.name}
            )


@transaction.atomic
def strike_out(unit: Unit, *, by, at: dt.datetime, reason: str) -> RegisterEntry:
    """The unit was entered in error: it never existed and counts on no day. Its rows stay in the
    ledger. Refused while an event in effect speaks of it."""
    if not reason.strip():
        raise CorrectionRefused(_("Say why the unit was entered in error."))
    register.lock_units([unit.pk])
    events = unit.participations.filter(event__status=EventStatus.IN_EFFECT)
    if one := events.select_related("event").first():
        raise CorrectionRefused(
            _("The event “%(event)s” speaks of this unit: annul it first.") % {"event": one.event}
        )
    entry = register.enter(EntryKind.CORRECTION, at=at, by=by, reason=reason)
    for ledger in (UnitVersion, YearFigures):
        register.write(entry, retired=ledger.objects.known().filter(unit=unit))
    return entry


def corrections_of(unit_ids: Iterable[int]) -> list[Correction]:
    """All corrections of these units, the latest first: three queries for any number of them."""
    wanted = set(unit_ids)
    mine = UnitVersion.objects.filter(unit__in=wanted)
    old_rows = mine.filter(superseded_by__kind=EntryKind.CORRECTION)
    new_rows = mine.filter(recorded_by__kind=EntryKind.CORRECTION)
    found = {(row.recorded_by_id, row.unit_id, row.valid_from): row for row in new_rows}
    corrections = []
    for old in old_rows.select_related("superseded_by__recorded_by").order_by("-superseded_at"):
        new = found.get((old.superseded_by_id, old.unit_id, old.valid_from))
        for name in ATTRIBUTES:
            right = getattr(new, name) if new else None
            if new is None or getattr(old, name) != right:
                corrections.append(
                    Correction(
                        old.superseded_by,
                        old.unit_id,
                        old.valid_from,
                        name,
                        getattr(old, name),
                        right,
                    )
                )
    return corrections
