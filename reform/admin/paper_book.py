"""The page of a province's workbook: annexes, statistics and the list of units on a day."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from units.models import Province
from units.sentences import Sentence as _
from units.sentences import as_kept

from ..choices import PaperAbout, PaperType
from ..papers.books import ask_for_book, is_waiting, kept_book, paper_of_book
from ..papers.subjects import DRAWN_BY, SEEN_BY
from .paper_page import day_asked


def address_of_book(pk: int, day: dt.date) -> str:
    return f"{reverse('admin:reform_paper_workbook', args=[pk])}?on={day.isoformat()}"


class PaperBook:
    """For the screen of official papers."""

    def workbook_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        province = Province.objects.for_user(request.user).filter(pk=pk).first()
        if not (province and request.user.has_perm(SEEN_BY[PaperAbout.PERIOD], province)):
            raise Http404(_("There is no such row within your reach."))
        on, today = day_asked(request), timezone.localdate()
        if on > today:
            raise Http404(_("This day is still to come: choose an earlier one."))
        may_draw = request.user.has_perm(DRAWN_BY[PaperAbout.PERIOD], province)
        if request.method == "POST":
            return self.ask(request, province, on) if may_draw else refuse()
        paper = paper_of_book(province, on)
        context = self.page_context(
            request, capfirst(PaperType.WORKBOOK.label), province=province, on=on,
            may_draw=may_draw, kept=kept_book(paper), waiting=bool(paper and is_waiting(paper)),
        )  # fmt: skip
        return TemplateResponse(request, "admin/reform/paper/workbook.html", context)

    def ask(self, request: HttpRequest, province: Province, on: dt.date) -> HttpResponse:
        version = ask_for_book(province, on, by=request.user, at=timezone.now())
        if version is None:
            messages.info(request, _("The worker writes it: open this page again in a minute."))
        else:
            said = _("Version %(number)d is drawn and kept.") % {"number": version.number}
            self.log_change(request, version.paper, as_kept(said))
            messages.success(request, said)
        return HttpResponseRedirect(address_of_book(province.pk, on))


def refuse() -> HttpResponse:
    raise PermissionDenied
