"""What the page of a dossier shows of the opinions of agencies, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from ..cases.clock import Calendar
from ..choices import OpinionVerdict
from ..models import Case, JointOpinion, OpinionReply, OpinionRequest

BADGES = {
    OpinionVerdict.AGREE: "met",
    OpinionVerdict.REMARKS: "behind",
    OpinionVerdict.DISAGREE: "missed",
}


@dataclass(frozen=True)
class Asked:
    """An agency that was asked, its latest answer and the earlier ones; ``days`` are the working
    days that it was open, or is open so far."""

    request: OpinionRequest
    latest: OpinionReply | None
    earlier: list[OpinionReply]
    badge: str
    is_stale: bool
    is_late: bool
    days: int


@dataclass(frozen=True)
class Joint:
    """A consolidated opinion; stale when the dossier or one of its answers has changed."""

    opinion: JointOpinion
    rests_on: list[OpinionReply]
    badge: str
    is_stale: bool


def asked_of(case: Case, seal: str, today: dt.date) -> list[Asked]:
    calendar = Calendar.stored()
    rows = case.opinions_asked.select_related("agency", "asked_by").prefetch_related(
        "replies__paper", "replies__recorded_by"
    )
    return [asked_one(row, seal, today, calendar) for row in rows]


def asked_one(request: OpinionRequest, seal: str, today: dt.date, calendar: Calendar) -> Asked:
    latest, *earlier = list(request.replies.all()) or [None]
    until = latest.replied_on if latest else today
    return Asked(
        request,
        latest,
        earlier,
        badge=BADGES[latest.verdict] if latest else "plain",
        is_stale=bool(latest) and latest.seal != seal,
        is_late=until > request.due_on,
        days=calendar.between(timezone.localdate(request.asked_at), until),
    )


def joints_of(case: Case, asked: list[Asked], seal: str) -> list[Joint]:
    standing = {one.latest.pk for one in asked if one.latest}
    rows = case.joint_opinions.select_related("made_by").prefetch_related(
        "rests_on__request__agency"
    )
    found = []
    for row in rows:
        rests_on = list(row.rests_on.all())
        is_stale = row.seal != seal or any(one.pk not in standing for one in rests_on)
        found.append(Joint(row, rests_on, BADGES[row.verdict], is_stale))
    return found
