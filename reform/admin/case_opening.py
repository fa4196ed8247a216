"""Opening a dossier, and the one that undoes an executed dossier."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from units.models import Bundle, ReorganizationEvent

from ..cases.opening import (
    NotDrafted,
    NotReversible,
    ProcedureNotOffered,
    open_case,
    open_reversal,
)
from .case_form import OpeningForm

FOLDER = "admin/reform/case"


class CaseOpening:
    """For the screen of dossiers."""

    def add_view(self, request, form_url="", extra_context=None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        drafted = drafted_for(request)
        provinces = self.provinces(request)
        form = OpeningForm(
            request.POST or None, user=request.user, provinces=provinces, drafted=drafted
        )
        if request.method == "POST" and form.is_valid():
            try:
                case = open_case(
                    **form.cleaned_data,
                    drafted=drafted,
                    by=request.user,
                    at=timezone.now(),
                    today=timezone.localdate(),
                )
            except ProcedureNotOffered as refused:
                form.add_error("procedure", str(refused))
            except NotDrafted as refused:
                form.add_error(None, str(refused))
            else:
                self.log_addition(request, case, [{"added": {}}])
                return HttpResponseRedirect(case.get_absolute_url())
        context = self.page_context(request, _("Open a dossier"), form=form, drafted=drafted)
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


def drafted_for(request: HttpRequest) -> Bundle | ReorganizationEvent | None:
    """What the address says that the dossier is for: something drafted that the person may change;
    a 404 for all else."""
    for name, model in (("bundle", Bundle), ("event", ReorganizationEvent)):
        if asked := request.GET.get(name):
            rows = model.objects.for_user(request.user).select_related("province")
            row = rows.filter(pk=int(asked)).first() if asked.isdecimal() else None
            if row and request.user.has_perm(f"units.change_{model._meta.model_name}", row):
                return row
            raise Http404(_("There is no such row within your reach."))
    return None
