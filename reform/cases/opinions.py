"""Opinions of agencies on a dossier: asked for, answered, drawn together into one.

An answer speaks of the content that the dossier had then. Any edit makes it stale; it stays, and
the agency answers again, as a new version beside the old one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.files import File
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from units.models import Agency

from ..choices import OPEN_CASES, CaseStatus
from ..models import Case, JointOpinion, OpinionReply, OpinionRequest
from .dossier import Dossier
from .filing import file_paper
from .parts import holders_of

ASK, RECORD = "reform.add_opinionrequest", "reform.add_opinionreply"
CONSOLIDATE = "reform.add_jointopinion"
#: While the dossier is being appraised; before and after nobody has anything to ask.
ASKED_IN = (
    CaseStatus.SUBMITTED,
    CaseStatus.ACCEPTED,
    CaseStatus.APPRAISING,
    CaseStatus.SUPPLEMENT,
)


class OpinionRefused(Exception):
    """What can't be asked or recorded; the text says why and the cure."""


@transaction.atomic
def ask(
    case: Case,
    *,
    agency: Agency,
    subject: str,
    due_on: dt.date,
    by,
    at: dt.datetime,
    today: dt.date,
) -> OpinionRequest:
    """Ask an agency what it thinks. Raises :class:`OpinionRefused`."""
    case = held(case, by, ASK)
    if case.status not in ASKED_IN:
        raise OpinionRefused(
            _("Opinions are asked for during the appraisal; the dossier is “%(status)s”.")
            % {"status": case.get_status_display()}
        )
    if not subject.strip():
        raise OpinionRefused(_("Say what the agency is asked about."))
    if due_on < today:
        raise OpinionRefused(_("The day has passed already: choose today or a later one."))
    if not Agency.objects.for_user(by).filter(pk=agency.pk).exists():
        raise OpinionRefused(_("“%(agency)s” is not within your reach.") % {"agency": agency})
    if not agency.holds_on(today):
        raise OpinionRefused(_("“%(agency)s” does not exist any more.") % {"agency": agency})
    return OpinionRequest.objects.create(
        case=case, agency=agency, subject=subject.strip(), due_on=due_on, asked_at=at, asked_by=by
    )


@transaction.atomic
def reply(
    request: OpinionRequest,
    *,
    verdict: str,
    text: str,
    replied_on: dt.date,
    file: File | None = None,
    by,
    at: dt.datetime,
    today: dt.date,
) -> OpinionReply:
    """Record what the agency answered, with its letter; an earlier answer stays beside it.

    Raises :class:`OpinionRefused`, and :class:`~units.paper_files.PaperRefused` for the letter.
    """
    case = held(request.case, by, RECORD)
    refuse_reply(request, case, is_empty=not (text.strip() or file), on=replied_on, today=today)
    with translation.override("vi"):  # as all papers of a dossier are called
        title = _("Opinion: %(agency)s") % {"agency": request.agency}
    paper = file_paper(case, file, title=title, by=by, at=at) if file else None
    last = request.replies.order_by("-number").first()
    given = OpinionReply.objects.create(
        request=request,
        number=last.number + 1 if last else 1,
        verdict=verdict,
        text=text.strip(),
        replied_on=replied_on,
        paper=paper,
        recorded_at=at,
        recorded_by=by,
    )
    given.seal = Dossier(case, today=today).seal  # its own letter is no edit of the dossier
    given.save(update_fields=["seal"])
    return given


def refuse_reply(
    request: OpinionRequest, case: Case, *, is_empty: bool, on: dt.date, today: dt.date
) -> None:
    if case.status not in OPEN_CASES:
        raise OpinionRefused(_("The dossier is closed: nothing can be added to it."))
    if is_empty:
        raise OpinionRefused(_("Write down what the agency says, or add its letter."))
    if not timezone.localdate(request.asked_at) <= on <= today:
        raise OpinionRefused(_("The answer came between the day of asking and today."))


@transaction.atomic
def consolidate(
    case: Case,
    *,
    replies: Sequence[OpinionReply],
    verdict: str,
    text: str,
    by,
    at: dt.datetime,
    today: dt.date,
) -> JointOpinion:
    """Draw several answers together; each must be the latest of its agency and speak of the dossier
    as it is now. Raises :class:`OpinionRefused`."""
    case = held(case, by, CONSOLIDATE)
    if case.status not in ASKED_IN:
        raise OpinionRefused(_("The appraisal of the dossier is over, or has not begun."))
    if len(replies) < 2:
        raise OpinionRefused(_("Choose at least two answers to draw together."))
    if not text.strip():
        raise OpinionRefused(_("Write down what follows from the answers."))
    seal = Dossier(case, today=today).seal
    current = {one.pk for one in latest_replies(case) if one.seal == seal}
    for one in replies:
        if one.pk not in current:
            raise OpinionRefused(
                _("“%(opinion)s” spoke of an earlier dossier: record its answer anew first.")
                % {"opinion": one}
            )
    joint = JointOpinion.objects.create(
        case=case, verdict=verdict, text=text.strip(), seal=seal, made_at=at, made_by=by
    )
    joint.rests_on.set(replies)
    return joint


def latest_replies(case: Case) -> list[OpinionReply]:
    """The answer of each agency that counts."""
    rows = OpinionReply.objects.filter(request__case=case).select_related("request__agency")
    return list({row.request_id: row for row in rows.order_by("request", "number")}.values())


def held(case: Case, by, permission: str) -> Case:
    """The dossier under lock, as it is now; raises :class:`OpinionRefused` for whoever has no part
    in the appraisal."""
    cases = Case.objects.select_for_update(of=("self",)).select_related(
        "province", "procedure", "bundle"
    )
    case = cases.get(pk=case.pk)
    if not by.has_perm(permission, case):
        raise OpinionRefused(_("Only appraisers of the province ask for opinions."))
    if by.pk in holders_of(case, "preparer"):
        raise OpinionRefused(_("You prepared this dossier: another person must take this step."))
    return case
