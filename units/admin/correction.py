"""The page on which a record of a unit that was wrong is put right."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from ..corrections import CorrectionRefused, correct
from ..models import Unit, UnitVersion
from ..register import RegisterMoved
from ..sentences import Sentence as _
from ..sentences import as_kept
from .correction_form import CorrectForm
from .strike_out import StrikeOutPage
from .taking_back import FOLDER, may_correct


class CorrectionPages(StrikeOutPage):
    """For the screen of units. Asking shows; posting writes, and then shows old and new."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.correct_view)
        address = "<int:object_id>/correct/<int:version_id>/"
        return [path(address, view, name="units_unit_correct"), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        versions = [period.version for period in context["record"].periods]
        context["may_correct"] = may_correct(request.user, versions[:1])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def correct_view(self, request: HttpRequest, object_id: int, version_id: int) -> HttpResponse:
        unit = self.asked_for(request, object_id)
        versions = list(unit.versions.known().select_related("agency", "sector", "province"))
        version = next((one for one in versions if one.pk == version_id), None)
        if version is None:
            messages.error(request, str(RegisterMoved()))
            return HttpResponseRedirect(unit.get_absolute_url())
        if not may_correct(request.user, [version]):
            raise PermissionDenied
        form = CorrectForm(request.POST or None, version=version, user=request.user)
        if request.method == "POST" and form.is_valid():
            touched = versions if form.cleaned_data["throughout"] else [version]
            if not may_correct(request.user, touched):
                raise PermissionDenied
            if answer := self.confirm_correction(request, unit, version, form):
                return answer
        title = _("Correct the record: %(name)s") % {"name": version.name}
        values = {"unit": unit, "version": version, "form": form, "others": len(versions) - 1}
        context = self.context(request, title, **values)
        return TemplateResponse(request, f"{FOLDER}/correct.html", context)

    def confirm_correction(
        self, request: HttpRequest, unit: Unit, version: UnitVersion, form: CorrectForm
    ) -> HttpResponse | None:
        reason, throughout = form.cleaned_data["reason"], form.cleaned_data["throughout"]
        told = {"by": request.user, "at": timezone.now(), "reason": reason}
        try:
            with transaction.atomic():
                entry = correct(version, form.changes(), throughout=throughout, **told)
                said = _("Corrected: %(reason)s") % {"reason": reason}
                self.log_change(request, unit, as_kept(said))
        except (CorrectionRefused, RegisterMoved) as refused:
            form.add_error(None, str(refused))
            return None
        messages.success(request, _("The record is corrected."))
        return HttpResponseRedirect(reverse("admin:units_unit_correction", args=[entry.pk]))
