"""Forms of a plan: the plan itself, its measures, freezing, and what if."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from units.models import Agency

from ..choices import ProcedureState
from ..models import Case, Plan, PlanMeasure, Procedure
from ..plans.candidates import Candidate


class PlanForm(forms.ModelForm):
    class Meta:
        model = Plan
        fields = ("province", "period", "document", "bases", "note")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "document" in self.fields:
            offered = self.fields["document"].queryset
            self.fields["document"].queryset = offered.filter(kind="plan")


class MeasureForm(forms.ModelForm):
    """Agencies and dossiers to choose from are those of the plan's province."""

    plan: Plan | None = None

    class Meta:
        model = PlanMeasure
        fields = ("what", "fewer_units", "agency", "person", "due_on", "case")

    @classmethod
    def within(cls, plan: Plan | None) -> type[MeasureForm]:
        return type("MeasureForm", (cls,), {"plan": plan})

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        territory = self.plan.province.territory_ids() if self.plan else ()
        self.fields["agency"].queryset = Agency.objects.filter(province__in=territory)
        self.fields["case"].queryset = Case.objects.filter(province__in=territory)


class FreezingForm(forms.Form):
    on = forms.DateField(label=_("baseline day"), widget=AdminDateWidget)
    reason = forms.CharField(label=_("reason"), max_length=100, required=False)

    def __init__(self, *args, plan: Plan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if plan.baseline_on is None:
            del self.fields["reason"]
        else:
            self.fields["on"].initial = plan.baseline_on
            self.fields["reason"].required = True


class WhatIfForm(forms.Form):
    """Which dossiers and which mergers to try, and when the mergers would count."""

    operative_on = forms.DateField(label=_("mergers count from"), widget=AdminDateWidget)
    case = forms.ModelMultipleChoiceField(Case.objects.none(), required=False)
    pair = forms.MultipleChoiceField(required=False)

    def __init__(self, *args, cases: QuerySet[Case], found: Iterable[Candidate], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"].queryset = cases
        self.fields["pair"].choices = [(one.key, one.key) for one in found]

    def clean_pair(self) -> list[tuple[int, int]]:
        """(closing, receiving) ids of units."""
        keys = (key.split("-") for key in self.cleaned_data["pair"])
        return [(int(closing), int(receiver)) for closing, receiver in keys]


class DraftingForm(forms.Form):
    """From chosen mergers to a dossier."""

    title = forms.CharField(label=_("title"), max_length=300)
    procedure = forms.ModelChoiceField(
        Procedure.objects.none(),
        label=_("procedure"),
        error_messages={
            "invalid_choice": _("This procedure is no longer offered: choose another.")
        },
    )

    def __init__(self, *args, province, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offered = Procedure.objects.filter(state=ProcedureState.PUBLISHED, kind__in=("", "merge"))
        offered = offered.filter(Q(province=None) | Q(province=province))
        self.fields["procedure"].queryset = offered
