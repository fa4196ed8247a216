"""What a dossier would do: to each target, and to the plan page of its province."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from units.asked import Asked
from units.models import Province

from ..atlas import Atlas
from ..cases.execution import NotExecuted
from ..cases.outlook import as_if_executed, last_day_of, prospects
from ..choices import OPEN_CASES
from ..models import Case
from ..plan_page import plan_page
from ..promises import look
from ..wishes import Wish

FOLDER = "admin/reform/case"


class CaseOutlook:
    """For the screen of dossiers. Nothing is kept of what these pages try."""

    def outlook_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        case = self.asked_for(request, object_id)
        day = last_day_of(case)
        if case.status not in OPEN_CASES or day is None:
            return HttpResponseRedirect(case.get_absolute_url())
        try:
            if request.GET.get("page") == "plan" and case.province:
                return self.plan_page(request, case, day)
            found = prospects(case, by=request.user, at=timezone.now(), on=day)
        except NotExecuted as refused:
            messages.error(request, " ".join(refused.sentences))
            return HttpResponseRedirect(f"{case.get_absolute_url()}#events")
        context = self.page_context(
            request,
            _("If it were carried out"),
            case=case,
            day=day,
            prospects=[(one, look(one.now.status), look(one.then.status)) for one in found],
        )
        return TemplateResponse(request, f"{FOLDER}/outlook.html", context)

    def plan_page(self, request: HttpRequest, case: Case, day) -> HttpResponse:
        """The plan page itself, drawn while the events are in effect."""
        provinces = Province.objects.all()
        readable = provinces.for_user(request.user).values_list("pk", flat=True)
        asked = Asked(day, timezone.localdate())
        with as_if_executed(case, by=request.user, at=timezone.now()):
            atlas = Atlas(provinces, readable=set(readable))
            place = atlas.place(case.province.code, day)
            page = plan_page(atlas, place, asked, Wish(insider=True))
            context = {"asked": asked, "page": page, "outlook": case}
            return render(request, "reform/province.html", context)
