"""Forms of a dossier: opening it, taking a step."""

from __future__ import annotations

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from resolutions.models import LegalDocument
from units.admin.scope import ProvinceField
from units.models import Bundle, Province, ReorganizationEvent
from units.querysets import sees_everything

from ..cases.desk import Said
from ..cases.moves import Move
from ..cases.officers import officers
from ..cases.reach import documents_of
from ..choices import ProcedureState
from ..models import Case, CodedReason, Procedure


class OpeningForm(forms.Form):
    province = ProvinceField(Province.objects.none(), label=_("province"))
    procedure = forms.ModelChoiceField(Procedure.objects.none(), label=_("procedure"))
    title = forms.CharField(label=_("title"), max_length=300)
    plan = forms.ModelChoiceField(
        LegalDocument.objects.none(), label=_("plan it carries out"), required=False
    )

    def __init__(
        self,
        *args,
        user,
        provinces: QuerySet[Province],
        drafted: Bundle | ReorganizationEvent | None = None,
        **kwargs,
    ) -> None:
        """``provinces`` are those where the user opens dossiers; what was ``drafted`` before has
        its province."""
        super().__init__(*args, **kwargs)
        standing = provinces.on(timezone.localdate())
        if drafted and drafted.province:
            standing = standing.filter(pk=drafted.province.current().pk)
        self.fields["province"].queryset = standing
        self.fields["province"].initial = standing.first() if len(standing) == 1 else None
        self.fields["province"].required = not sees_everything(Province, user)
        self.fields["title"].initial = str(drafted or "")
        offered = Procedure.objects.filter(state=ProcedureState.PUBLISHED)
        offered = offered.filter(Q(province=None) | Q(province__in=standing))
        self.fields["procedure"].queryset = offered
        self.fields["plan"].queryset = LegalDocument.objects.for_user(user).filter(kind="plan")

    def clean(self) -> dict[str, object]:
        """A plan of another province carries nothing out here."""
        said = super().clean()
        plan = said.get("plan")
        if plan and not documents_of(said.get("province"), "plan").filter(pk=plan.pk).exists():
            self.add_error("plan", _("This plan is of another province: choose one of its own."))
        return said


class OfficerField(forms.ModelChoiceField):
    """Who may answer for the dossier; where there is nobody, what to do about it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = _("Appraisers of the province, other than who prepared the dossier.")
        if not self.queryset.exists():
            self.help_text = _(
                "Nobody is an appraiser of this province besides who prepared the dossier: an"
                " administrator gives somebody that role first, under Memberships."
            )


class StepForm(forms.Form):
    """Only the fields that the step asks for."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, case: Case, step: Move, **kwargs) -> None:
        super().__init__(*args, initial={"version": case.version}, **kwargs)
        if step.coded:
            reasons = CodedReason.objects.filter(act=step.coded, is_offered=True)
            self.fields["coded_reason"] = forms.ModelChoiceField(reasons, label=_("Reason"))
        if step.needs_decision:
            decisions = documents_of(case.province, "decision").filter(issued_on__isnull=False)
            self.fields["decision"] = forms.ModelChoiceField(decisions, label=_("Decision"))
        if step.needs_officer:
            self.fields["officer"] = OfficerField(officers(case), label=_("Officer"))
        if step.needs_days:
            self.fields["days"] = forms.IntegerField(
                label=_("Working days more"), min_value=1, max_value=250
            )
        if step.needs_title:
            plans = documents_of(case.province, "plan")
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
