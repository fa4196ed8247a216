"""Forms of a dossier: opening it, taking a step, planning figures, filing a paper."""

from __future__ import annotations

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from resolutions.models import LegalDocument
from units.admin.scope import ProvinceField
from units.models import Province

from ..cases.desk import Said
from ..cases.moves import Move
from ..cases.officers import officers
from ..choices import ProcedureState
from ..models import Case, CodedReason, PlannedFigures, Procedure, RequiredDocument


class OpeningForm(forms.Form):
    province = ProvinceField(Province.objects.none(), label=_("province"))
    procedure = forms.ModelChoiceField(Procedure.objects.none(), label=_("procedure"))
    title = forms.CharField(label=_("title"), max_length=300)
    plan = forms.ModelChoiceField(
        LegalDocument.objects.none(), label=_("plan it carries out"), required=False
    )

    def __init__(self, *args, provinces: QuerySet[Province], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        standing = provinces.on(today)
        self.fields["province"].queryset = standing
        self.fields["province"].initial = standing.first() if len(standing) == 1 else None
        offered = Procedure.objects.filter(state=ProcedureState.PUBLISHED)
        offered = offered.filter(Q(province=None) | Q(province__in=standing))
        self.fields["procedure"].queryset = offered
        self.fields["plan"].queryset = LegalDocument.objects.filter(kind="plan")


class StepForm(forms.Form):
    """Only the fields that the step asks for."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, case: Case, step: Move, **kwargs) -> None:
        super().__init__(*args, initial={"version": case.version}, **kwargs)
        if step.coded:
            reasons = CodedReason.objects.filter(act=step.coded, is_offered=True)
            self.fields["coded_reason"] = forms.ModelChoiceField(reasons, label=_("Reason"))
        if step.needs_decision:
            decisions = LegalDocument.objects.filter(kind="decision", issued_on__isnull=False)
            self.fields["decision"] = forms.ModelChoiceField(decisions, label=_("Decision"))
        if step.needs_officer:
            self.fields["officer"] = forms.ModelChoiceField(officers(case), label=_("Officer"))
        if step.needs_days:
            self.fields["days"] = forms.IntegerField(
                label=_("Working days more"), min_value=1, max_value=250
            )
        if step.needs_title:
            plans = LegalDocument.objects.filter(kind="plan")
            self.fields["title"] = forms.CharField(
                label=_("title"), max_length=300, initial=case.title
            )
            self.fields["plan"] = forms.ModelChoiceField(
                plans, label=_("plan it carries out"), required=False, initial=case.plan_id
            )
        self.fields["reason"] = forms.CharField(
            label=_("Remarks"),
            required=step.needs_reason,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        )

    def said(self) -> Said:
        values = dict(self.cleaned_data)
        values.pop("version")
        return Said(**values)


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
