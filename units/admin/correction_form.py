from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..choices import AutonomyGroup, ServiceClass
from ..models import Agency, Sector, UnitVersion

EMPTY = ("", "–")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        help_text=_("What was wrong, and from where it is known; kept for ever."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )


class CorrectForm(ReasonForm):
    """What a version says, as it stands; what is typed over was recorded wrongly."""

    code = forms.CharField(label=_("Unit code"), max_length=60, required=False)
    name = forms.CharField(
        label=_("Unit name"), max_length=300, widget=forms.TextInput(attrs={"class": "vTextField"})
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Governing agency"), required=False, empty_label=EMPTY[1]
    )
    sector = forms.ModelChoiceField(
        Sector.objects.all(), label=_("Sector"), required=False, empty_label=EMPTY[1]
    )
    service_class = forms.ChoiceField(
        label=_("Service class"), choices=[EMPTY, *ServiceClass.choices], required=False
    )
    autonomy_group = forms.ChoiceField(
        label=_("Autonomy group"), choices=[EMPTY, *AutonomyGroup.choices], required=False
    )
    throughout = forms.BooleanField(
        label=_("also in all other periods with the same wrong value"), required=False
    )
    field_order = (
        "code",
        "name",
        "agency",
        "sector",
        "service_class",
        "autonomy_group",
        "reason",
        "throughout",
    )

    def __init__(self, data=None, *, version: UnitVersion, user) -> None:
        names = ("code", "name", "agency", "sector", "service_class", "autonomy_group")
        super().__init__(data, initial={name: getattr(version, name) for name in names})
        self.names = names
        self.fields["agency"].queryset = agencies_for(version, user)

    def changes(self) -> dict[str, object]:
        """Attribute -> right value, of what was typed over."""
        changed = [name for name in self.names if name in self.changed_data]
        values = {name: self.cleaned_data[name] for name in changed}
        for name in ("agency", "sector"):
            if name in values:
                chosen = values.pop(name)
                values[f"{name}_id"] = chosen and chosen.pk
        return values


def agencies_for(version: UnitVersion, user):
    """Those of the version's province that were there when it began, and the one it names."""
    province = version.province
    where = {"province__in": province.territory_ids()} if province else {"province": None}
    there = Agency.objects.for_user(user).on(version.valid_from).filter(**where)
    return there | Agency.objects.filter(pk=version.agency_id)
