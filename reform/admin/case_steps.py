"""Taking a step with a dossier, asking the rules, overriding one."""

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
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from units.sentences import Sentence as _
from units.sentences import as_kept, together

from ..cases import checking
from ..cases.desk import MOVES, MoveRefused, StaleCase, move
from ..cases.filing import works_on
from ..cases.history import label_of
from ..cases.results import sentences_of
from ..choices import RuleCode
from ..models import Case
from ..roles import OVERRIDE
from .case_form import StepForm
from .case_paper_forms import OverrideForm

FOLDER = "admin/reform/case"


class CaseSteps:
    """For the screen of dossiers: asking shows the form, posting takes the step."""

    def step_view(self, request: HttpRequest, object_id: int, action: str) -> HttpResponse:
        case = self.asked_for(request, object_id)
        step = MOVES.get(action)
        if step is None:
            raise Http404
        if not request.user.has_perm(step.permission, case):
            raise PermissionDenied
        form, refusal = StepForm(request.POST or None, case=case, step=step), None
        if request.method == "POST" and form.is_valid():
            try:
                moved = self.take(request, case, action, form)
            except StaleCase as stale:
                case, refusal = stale.case, stale
                form = StepForm(case=case, step=step)
            except MoveRefused as refused:
                refusal = refused
            else:
                messages.success(request, _("Done: %(step)s.") % {"step": step.label})
                return HttpResponseRedirect(moved.get_absolute_url())
        since = getattr(refusal, "since", [])
        context = self.page_context(
            request,
            step.label,
            case=case,
            step=step,
            form=form,
            sentences=getattr(refusal, "sentences", []),
            since=[(label_of(one), one) for one in since],
        )
        return TemplateResponse(request, f"{FOLDER}/step.html", context)

    def take(self, request: HttpRequest, case: Case, action: str, form: StepForm) -> Case:
        moved = move(
            case,
            action,
            by=request.user,
            expected_version=form.cleaned_data["version"],
            at=timezone.now(),
            today=timezone.localdate(),
            said=form.said(),
        )
        self.log_change(request, moved, as_kept(together([MOVES[action].label])))
        return moved

    def check_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Ask all rules anew, which stores what they say: for who works on the dossier."""
        case = self.asked_for(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not works_on(request.user, case):
            raise PermissionDenied
        checking.check(case, at=timezone.now(), today=timezone.localdate())
        return HttpResponseRedirect(f"{case.get_absolute_url()}#rules")

    def override_view(self, request: HttpRequest, object_id: int, check_id: int) -> HttpResponse:
        case = self.asked_for(request, object_id)
        if not request.user.has_perm(OVERRIDE, case):
            raise PermissionDenied
        check = get_object_or_404(case.checks, pk=check_id)
        form = OverrideForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            reason = form.cleaned_data["reason"]
            now, today = timezone.now(), timezone.localdate()
            try:
                checking.override(check, by=request.user, at=now, today=today, reason=reason)
            except checking.NotOverridable as refused:
                form.add_error(None, str(refused))
            else:
                said = _("Overridden: %(rule)s.") % {"rule": RuleCode(check.rule).label}
                self.log_change(request, case, as_kept(said))
                return HttpResponseRedirect(f"{case.get_absolute_url()}#rules")
        context = self.page_context(
            request,
            _("Override a rule"),
            case=case,
            check=check,
            sentences=sentences_of(check, timezone.localdate()),
            form=form,
        )
        return TemplateResponse(request, f"{FOLDER}/override.html", context)
