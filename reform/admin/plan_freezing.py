"""Freezing the day that a plan is measured from."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone

from units.sentences import Sentence as _
from units.sentences import as_kept

from ..plans.baseline import BaselineRefused, freeze
from .plan_form import FreezingForm

FOLDER = "admin/reform/plan"


class PlanFreezing:
    """For the screen of plans."""

    def freeze_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        plan = self.get_object(request, str(object_id))
        if not self.has_change_permission(request, plan):
            raise PermissionDenied
        form = FreezingForm(request.POST or None, plan=plan)
        if request.method == "POST" and form.is_valid():
            try:
                freeze(plan, **form.cleaned_data, by=request.user, at=timezone.now())
            except BaselineRefused as refused:
                form.add_error(None, str(refused))
            else:
                self.log_change(request, plan, as_kept(_("Baseline frozen.")))
                messages.success(request, _("The baseline is frozen."))
                return HttpResponseRedirect(plan.get_absolute_url())
        context = self.page_context(request, _("Freeze the baseline"), plan=plan, form=form)
        return TemplateResponse(request, f"{FOLDER}/freeze.html", context)
