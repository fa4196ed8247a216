"""Opening a dossier, and the one that undoes an executed dossier."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..cases.opening import NotReversible, ProcedureNotOffered, open_case, open_reversal
from .case_form import OpeningForm

FOLDER = "admin/reform/case"


class CaseOpening:
    """For the screen of dossiers."""

    def add_view(self, request, form_url="", extra_context=None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = OpeningForm(request.POST or None, provinces=self.provinces(request))
        if request.method == "POST" and form.is_valid():
            try:
                case = open_case(
                    **form.cleaned_data,
                    by=request.user,
                    at=timezone.now(),
                    today=timezone.localdate(),
                )
            except ProcedureNotOffered as refused:
                form.add_error("procedure", str(refused))
            else:
                self.log_addition(request, case, [{"added": {}}])
                return HttpResponseRedirect(case.get_absolute_url())
        context = self.page_context(request, _("Open a dossier"), form=form)
        return TemplateResponse(request, f"{FOLDER}/open.html", context)

    def reversal_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Open the dossier that undoes an executed one."""
        case = self.asked_for(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.has_perm("reform.add_case", case):
            raise PermissionDenied
        now, today = timezone.now(), timezone.localdate()
        try:
            reversal = open_reversal(case, by=request.user, at=now, today=today)
        except (NotReversible, ProcedureNotOffered) as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(case.get_absolute_url())
        self.log_addition(request, reversal, [{"added": {}}])
        return HttpResponseRedirect(reversal.get_absolute_url())
