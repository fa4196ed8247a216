from __future__ import annotations

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from ..choices import AutonomyGroup
from ..models import Agency, Province, Sector
from .scope import ProvinceField

IN_FORCE, ENDED, PLANNED = "", "ended", "planned"
UNKNOWN = "unknown"


class UnitChoice(forms.Form):
    """To what a list of units is narrowed. The day comes first: all else is as of that day."""

    on = forms.DateField(
        label=_("On day"),
        required=False,
        widget=forms.DateInput(attrs={"placeholder": _("day/month/year")}),
    )
    state = forms.ChoiceField(
        label=_("Units"),
        required=False,
        choices=[
            (IN_FORCE, _("in force on that day")),
            (ENDED, _("ended by that day")),
            (PLANNED, _("planned for later")),
        ],
    )
    province = ProvinceField(
        Province.objects.none(), label=_("Province"), required=False, empty_label=_("All")
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Governing agency"), required=False, empty_label=_("All")
    )
    sector = forms.ModelChoiceField(
        Sector.objects.all(), label=_("Sector"), required=False, empty_label=_("All")
    )
    autonomy = forms.ChoiceField(
        label=_("Autonomy group"),
        required=False,
        choices=[("", _("All")), *AutonomyGroup.choices, (UNKNOWN, _("not known"))],
    )

    def __init__(self, data: dict[str, str], *, user, today: dt.date) -> None:
        super().__init__({"on": today, **data}, auto_id="choice_%s")
        self.today = today
        provinces = Province.objects.for_user(user)
        self.fields["province"].queryset = provinces
        self.fields["agency"].queryset = self.agencies(Agency.objects.for_user(user))

    def agencies(self, within_reach):
        """Agencies of the chosen province, or of none: all of the country's would be thousands."""
        chosen = {name: self.data.get(name, "") for name in ("province", "agency")}
        known = {name: int(text) for name, text in chosen.items() if text.isdecimal()}
        offered = within_reach.filter(province=known.get("province"))
        return offered | within_reach.filter(pk=known["agency"]) if "agency" in known else offered

    @property
    def given(self) -> dict[str, object]:
        """What could be read; the rest is said beside its field and narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def day(self) -> dt.date:
        return self.given.get("on", self.today)

    @property
    def period(self) -> str:
        return self.given.get("state", IN_FORCE)

    def conditions(self, path: str) -> dict[str, object]:
        """Lookups on versions, each name led by ``path``."""
        given = self.given
        wanted = {name: given[name] for name in ("agency", "sector") if name in given}
        if group := given.get("autonomy"):
            wanted["autonomy_group"] = "" if group == UNKNOWN else group
        if province := given.get("province"):
            wanted["province__in"] = province.territory_ids()
        return {f"{path}{name}": value for name, value in wanted.items()}
