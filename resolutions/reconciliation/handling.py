"""What people do with a finding: take it on, resolve it with a note, open it again.

Nobody changes what was found: that is for the papers and the register to change.
"""

from __future__ import annotations

import datetime as dt

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet

from units.choices import MemberRole
from units.models import Membership
from units.sentences import Sentence as _

from ..choices import FindingStatus
from ..models import Finding
from .check import reopen as open_again
from .check import write

HANDLE = "resolutions.change_finding"
#: Who may, by the table of roles: the appraiser of a province, and the ministry's administrator.
HANDLERS = (MemberRole.APPRAISER, MemberRole.ADMINISTRATOR)


class FindingRefused(Exception):
    """What can't be done with a finding; the text says why and the cure."""


class StaleFinding(FindingRefused):
    """What it rests on has changed since it was read."""

    def __init__(self) -> None:
        super().__init__(_("The figures have changed since you read them: read the finding again."))


@transaction.atomic
def assign(finding: Finding, *, to, by, at: dt.datetime, seen: str) -> Finding:
    """Ask one person to look into it. Raises :class:`FindingRefused`."""
    found = held(finding, by=by, seen=seen)
    if not found.is_in_dispute:
        raise FindingRefused(_("It is settled: open it again before somebody is asked."))
    if not to.is_active or not to.has_perm(HANDLE, found):
        words = _("%(person)s handles no findings here: choose somebody who does.")
        raise FindingRefused(words % {"person": to})
    if found.assigned_to_id == to.pk:
        raise FindingRefused(_("%(person)s has it already.") % {"person": to})
    found.assigned_to, found.assigned_at = to, at
    write(found, _("Assigned to %(person)s.") % {"person": to}, by=by)
    return found


@transaction.atomic
def resolve(finding: Finding, *, note: str, by, at: dt.datetime, seen: str) -> Finding:
    """Say how it is settled. Papers and register stay as they are. Raises FindingRefused."""
    found = held(finding, by=by, seen=seen)
    if not found.is_in_dispute:
        raise FindingRefused(_("It is settled already: read how below."))
    if not note.strip():
        raise FindingRefused(_("Say what settles it, and where that is written."))
    found.resolved_at, found.resolved_by, found.note = at, by, note.strip()
    write(found, _("Resolved."), by=by)
    return found


@transaction.atomic
def reopen(finding: Finding, *, reason: str, by, at: dt.datetime, seen: str) -> Finding:
    """Take a resolution back. Raises :class:`FindingRefused`."""
    found = held(finding, by=by, seen=seen)
    if found.status != FindingStatus.RESOLVED:
        raise FindingRefused(_("Only what is resolved can be opened again."))
    if not reason.strip():
        raise FindingRefused(_("Say why."))
    open_again(found, at=at)
    write(found, _("Opened again: %(reason)s") % {"reason": reason.strip()}, by=by)
    return found


def held(finding: Finding, *, by, seen: str) -> Finding:
    """The finding under lock, for who may handle it and has read it as it now is."""
    findings = Finding.objects.select_for_update(of=("self",))
    found = findings.select_related("province", "assigned_to").get(pk=finding.pk)
    if not by.has_perm(HANDLE, found):
        raise FindingRefused(_("Your role does not handle findings of this place."))
    if found.fingerprint != seen:
        raise StaleFinding
    return found


def handlers(finding: Finding, *, today: dt.date) -> QuerySet:
    """Active people who may handle it, by a role that they hold today where the finding lies."""
    reaching = Q(province=None)
    if finding.province_id:
        reaching |= Q(province__in=finding.province.current().territory_ids())
    standing = Membership.objects.on(today).filter(reaching, role__in=HANDLERS)
    people = get_user_model().objects.filter(is_active=True, pk__in=standing.values("user"))
    return people.order_by("full_name", "username")
