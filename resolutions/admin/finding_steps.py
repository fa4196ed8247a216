"""What is done with a finding: asking shows the form, posting takes the step."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from units.sentences import Sentence, as_kept
from units.sentences import Sentence as _

from ..models import Finding
from ..reconciliation import tell
from ..reconciliation.handling import FindingRefused, assign, handlers, reopen, resolve

FORM = "admin/resolutions/finding/form.html"
WIDE = {"rows": 4, "class": "vLargeTextField"}


class SeenForm(forms.Form):
    """``seen`` is what the person has read: figures that changed meanwhile refuse the step."""

    seen = forms.CharField(widget=forms.HiddenInput)


class AssignForm(SeenForm):
    to = forms.ModelChoiceField(None, label=gettext_lazy("Who looks into it"))

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people


class ResolveForm(SeenForm):
    note = forms.CharField(
        label=gettext_lazy("How it is settled"),
        help_text=gettext_lazy("Which figure is right, and where that is written."),
        widget=forms.Textarea(attrs=WIDE),
    )


class ReopenForm(SeenForm):
    reason = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea(attrs=WIDE))


class FindingSteps:
    """For the screen of findings."""

    def assign_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        finding = self.to_handle(request, object_id)
        people = handlers(finding, today=timezone.localdate())
        form = AssignForm(request.POST or None, initial=read(finding), people=people)
        return self.step(request, finding, form, assign, _("Assign"))

    def resolve_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        finding = self.to_handle(request, object_id)
        form = ResolveForm(request.POST or None, initial=read(finding))
        return self.step(request, finding, form, resolve, _("Resolve"))

    def reopen_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        finding = self.to_handle(request, object_id)
        form = ReopenForm(request.POST or None, initial=read(finding))
        return self.step(request, finding, form, reopen, _("Open again"))

    def to_handle(self, request: HttpRequest, object_id: int) -> Finding:
        finding = self.asked_for(request, object_id)
        if not self.has_change_permission(request, finding):
            raise PermissionDenied
        return finding

    def step(
        self, request: HttpRequest, finding: Finding, form: SeenForm, act: Callable, title: Sentence
    ) -> HttpResponse:
        if request.method == "POST" and form.is_valid():
            try:
                act(finding, by=request.user, at=timezone.now(), **form.cleaned_data)
            except FindingRefused as refused:
                form.add_error(None, str(refused))
            else:
                self.log_change(request, finding, as_kept(title))
                messages.success(request, _("Done: %(step)s.") % {"step": title})
                return HttpResponseRedirect(finding.get_absolute_url())
        context = self.page_context(request, title, finding=finding, told=tell(finding), form=form)
        return TemplateResponse(request, FORM, context)


def read(finding: Finding) -> dict[str, str]:
    return {"seen": finding.fingerprint}
