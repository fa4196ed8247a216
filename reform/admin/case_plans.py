"""The figures that a dossier plans for the units that come out of it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from units.models import Participant
from units.sentences import Sentence as _
from units.sentences import as_kept

from ..cases.rights import may_edit
from ..models import Case, PlannedFigures
from .case_paper_forms import PlanForm

FOLDER = "admin/reform/case"


class CasePlans:
    """For the screen of dossiers."""

    def plan_view(self, request: HttpRequest, object_id: int, participant_id: int) -> HttpResponse:
        case = self.asked_for(request, object_id)
        if not may_edit(request.user, case):
            raise PermissionDenied
        parts = Participant.objects.filter(event__bundle=case.bundle_id)
        one = get_object_or_404(parts, pk=participant_id)
        plan = PlannedFigures.objects.filter(participant=one).first()
        form = PlanForm(request.POST or None, instance=plan or PlannedFigures(participant=one))
        if request.method == "POST" and form.is_valid():
            with transaction.atomic():
                list(Case.objects.select_for_update(of=("self",)).filter(pk=case.pk))
                form.save()
                said = _("Planned figures: %(unit)s") % {"unit": one}
                self.log_change(request, case, as_kept(said))
            return HttpResponseRedirect(f"{case.get_absolute_url()}#events")
        context = self.page_context(
            request, _("Planned figures"), case=case, participant=one, form=form
        )
        return TemplateResponse(request, f"{FOLDER}/plan.html", context)
