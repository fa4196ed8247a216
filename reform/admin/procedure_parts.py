"""What a procedure is made of: its statuses, rules and papers; edited while it is a concept."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..choices import RULES_BY_LAW, CaseStatus, ProcedureState
from ..models import Procedure, ProcedureStage, RequiredDocument
from ..models.procedure import every_rule


def is_concept(procedure: Procedure | None) -> bool:
    return procedure is None or procedure.state == ProcedureState.CONCEPT


class ProcedureForm(forms.ModelForm):
    rules = forms.MultipleChoiceField(
        label=_("rules"),
        choices=RULES_BY_LAW,
        initial=every_rule,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=Procedure._meta.get_field("rules").help_text,
    )


class PartInline(admin.TabularInline):
    def has_add_permission(self, request, obj=None) -> bool:
        return is_concept(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return is_concept(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return is_concept(obj) and super().has_delete_permission(request, obj)


class StageInline(PartInline):
    """A new procedure starts with every status; what it does without is taken out."""

    model = ProcedureStage
    starting = [{"status": status.value} for status in CaseStatus]

    def get_extra(self, request, obj=None, **kwargs) -> int:
        return 0 if obj else len(self.starting)


class RequiredDocumentInline(PartInline):
    model = RequiredDocument
    extra = 1
