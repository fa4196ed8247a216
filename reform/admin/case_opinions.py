"""Asking agencies for their opinion of a dossier, recording it, drawing several together."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from ..cases import opinions
from ..cases.dossier import Dossier
from .case_talk_forms import AskForm, JointForm, ReplyForm

OPINION_PAGES = {
    "ask": "opinions/ask/",
    "reply": "opinions/<int:part_id>/reply/",
    "joint": "opinions/consolidate/",
}


class CaseOpinions:
    """For the screen of dossiers; ``acted`` and ``with_right`` are in :mod:`.case_talk`."""

    def ask_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        case = self.with_right(request, object_id, opinions.ASK)
        form = AskForm(request.POST or None, user=request.user, today=timezone.localdate())
        act = partial(opinions.ask, case, **signed(request), today=timezone.localdate())
        return self.acted(request, case, form, _("Ask for an opinion"), act, "opinions")

    def reply_view(self, request: HttpRequest, object_id: int, part_id: int) -> HttpResponse:
        case = self.with_right(request, object_id, opinions.RECORD)
        asked = get_object_or_404(case.opinions_asked.select_related("case", "agency"), pk=part_id)
        form = ReplyForm(request.POST or None, request.FILES or None)
        title = _("Opinion: %(agency)s") % {"agency": asked.agency}
        act = partial(opinions.reply, asked, **signed(request), today=timezone.localdate())
        return self.acted(request, case, form, title, act, "opinions")

    def joint_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        case, today = (
            self.with_right(request, object_id, opinions.CONSOLIDATE),
            timezone.localdate(),
        )
        seal = Dossier(case, today=today).seal
        form = JointForm(request.POST or None, case=case, seal=seal)
        title = _("Draw the opinions together")
        act = partial(opinions.consolidate, case, **signed(request), today=today)
        return self.acted(request, case, form, title, act, "opinions")


def signed(request: HttpRequest) -> dict[str, object]:
    return {"by": request.user, "at": timezone.now()}
