"""The page of one official paper: what it says now, what was drawn before, and the button."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from units.paper_files import OFFICE, as_download
from units.sentences import Sentence as _
from units.sentences import as_kept

from ..choices import PaperAbout, PaperType
from ..models import Paper, PaperVersion
from ..papers.drawing import TemplateRefused
from ..papers.keeping import draw_and_keep, drawn, kept
from ..papers.kinds import KINDS
from ..papers.portable import office
from ..papers.preview import blocks
from ..papers.subjects import SEEN_BY, Subject, find_subject
from .paper_pdf import sent_as_pdf

WORD, SHEET = f"{OFFICE}.wordprocessingml.document", f"{OFFICE}.spreadsheetml.sheet"


def day_asked(request: HttpRequest) -> dt.date:
    """``?on=``, today without it."""
    try:
        return dt.date.fromisoformat(request.GET.get("on") or timezone.localdate().isoformat())
    except ValueError:
        raise Http404(_("The address names no day: write ?on=2026-03-31.")) from None


def address_of(kind: str, pk: int, day: dt.date | None = None) -> str:
    """``day`` lies in the period of a report."""
    address = reverse("admin:reform_paper_draw", args=[kind, pk])
    return f"{address}?on={day.isoformat()}" if day else address


class PaperPage:
    """For the screen of official papers."""

    def draw_view(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        subject = asked_for(request, kind, pk)
        if request.method == "POST":
            return self.draw(request, subject)
        problem, shown = "", []
        try:
            shown = blocks(drawn(subject))
        except TemplateRefused as refused:
            problem = str(refused)
        context = self.page_context(
            request, capfirst(subject.kind.label), subject=subject, kept=kept(subject),
            blocks=shown, problem=problem, may_draw=subject.may_be_drawn(request.user),
            about=about(subject), pdf_offered=office() is not None,
        )  # fmt: skip
        return TemplateResponse(request, "admin/reform/paper/paper.html", context)

    def draw(self, request: HttpRequest, subject: Subject) -> HttpResponse:
        if not subject.may_be_drawn(request.user):
            raise PermissionDenied
        try:
            version = draw_and_keep(subject, by=request.user, at=timezone.now())
        except TemplateRefused as refused:
            messages.error(request, str(refused))
        else:
            said = _("Version %(number)d is drawn and kept.") % {"number": version.number}
            self.log_change(request, version.paper, as_kept(said))
            messages.success(request, said)
        return HttpResponseRedirect(request.get_full_path())

    def file_view(self, request: HttpRequest, version_id: int) -> HttpResponse:
        within = PaperVersion.objects.for_user(request.user).select_related("paper")
        version = get_object_or_404(within, pk=version_id)
        paper = version.paper
        about = paper.case or paper.plan or paper.visit or paper.province
        if not request.user.has_perm(SEEN_BY[about_of(paper)], about):
            raise PermissionDenied
        kind = SHEET if paper.kind == PaperType.WORKBOOK else WORD
        if kind == WORD and request.GET.get("as") == "pdf":
            return sent_as_pdf(
                request, version, back=address_of(paper.kind, about.pk, paper.first_on)
            )
        return as_download(version.file, filename=version.filename, content_type=kind)


def about_of(paper: Paper) -> PaperAbout:
    kind = KINDS.get(paper.kind)
    return kind.about if kind else PaperAbout.PERIOD


def asked_for(request: HttpRequest, code: str, pk: int) -> Subject:
    """The paper of the address, if it exists for this user."""
    today, day = timezone.localdate(), day_asked(request)
    kind = KINDS.get(code)
    found = kind and find_subject(kind, pk, request.user, day=day, today=today)
    if not found:
        raise Http404(_("There is no such row within your reach."))
    if found.period and found.period.first > today:
        raise Http404(_("This period has not begun: choose an earlier day."))
    return found


def about(subject: Subject) -> tuple[str, str]:
    """What the paper is drawn from, in words, and where it is."""
    if subject.kind.about == PaperAbout.VISIT:
        place = reverse("admin:resolutions_monitoringvisit_change", args=[subject.row.pk])
        return str(subject.row), place
    return str(subject.row), subject.row.get_absolute_url()
