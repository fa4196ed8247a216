"""Forms beside a dossier's steps: filing a paper, planning figures, overriding a rule."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Case, PlannedFigures, RequiredDocument


class PaperForm(forms.Form):
    required = forms.ModelChoiceField(
        RequiredDocument.objects.none(),
        label=_("which paper"),
        required=False,
        empty_label=_("another paper"),
    )
    title = forms.CharField(
        label=_("title"),
        max_length=300,
        required=False,
        help_text=_("For another paper; empty: the name of the file."),
    )
    file = forms.FileField(
        label=_("file"), allow_empty_file=True, help_text=_("PDF, Word, Excel, PNG or JPEG.")
    )

    def __init__(self, *args, case: Case, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["required"].queryset = case.procedure.required_documents.all()


class PlanForm(forms.ModelForm):
    class Meta:
        model = PlannedFigures
        fields = ("employees", "headcount_budget", "deputies")


class OverrideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is overridden"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )
