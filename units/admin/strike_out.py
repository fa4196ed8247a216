"""The page on which a unit that was entered in error is struck out."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from ..choices import EventStatus
from ..corrections import CorrectionRefused, strike_out
from ..models import Unit
from ..register import RegisterMoved
from ..sentences import Sentence as _
from ..sentences import as_kept
from .correction_form import ReasonForm
from .correction_log import CorrectionLog
from .taking_back import FOLDER, may_correct


class StrikeOutPage(CorrectionLog):
    """For the screen of units. Asking says what would be done; posting does it."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.strike_out_view)
        address = "<int:object_id>/strike-out/"
        return [path(address, view, name="units_unit_strike"), *super().get_urls()]

    def strike_out_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        unit = self.asked_for(request, object_id)
        versions = list(unit.versions.known().order_by("valid_from"))
        if not may_correct(request.user, versions):
            raise PermissionDenied
        form = ReasonForm(request.POST or None)
        answer = None
        if request.method == "POST" and form.is_valid():
            answer = self.confirm_strike_out(request, unit, form)
        return answer or self.strike_out_page(request, unit, versions, form)

    def strike_out_page(self, request: HttpRequest, unit: Unit, versions, form) -> HttpResponse:
        """What striking out would do, and what stands in its way."""
        events = unit.participations.select_related("event")
        context = self.context(
            request,
            _("Entered in error: %(name)s") % {"name": versions[-1].name},
            unit=unit,
            versions=versions,
            years=unit.figures.known().values_list("year", flat=True).order_by("year"),
            obstacles=[one.event for one in events.filter(event__status=EventStatus.IN_EFFECT)],
            proposed=[one.event for one in events.filter(event__status=EventStatus.PROPOSED)],
            form=form,
        )
        return TemplateResponse(request, f"{FOLDER}/strike_out.html", context)

    def confirm_strike_out(self, request: HttpRequest, unit: Unit, form) -> HttpResponse | None:
        reason = form.cleaned_data["reason"]
        try:
            with transaction.atomic():
                entry = strike_out(unit, by=request.user, at=timezone.now(), reason=reason)
                said = _("Struck out as entered in error: %(reason)s") % {"reason": reason}
                self.log_change(request, unit, as_kept(said))
        except (CorrectionRefused, RegisterMoved) as refused:
            form.add_error(None, str(refused))
            return None
        messages.success(request, _("The unit is struck out and counts on no day."))
        return HttpResponseRedirect(reverse("admin:units_unit_correction", args=[entry.pk]))
