"""What a mass transfer asks: which agencies, on which day, and where their units go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Agency, Bundle
from ..transfers import Destination
from .destination_select import DestinationSelect
from .transfer_holdings import Holdings

#: Above this number of pairs of agency and sector, rules are by sector and by agency only.
MANY_PAIRS = 200


class ChoiceOfAgencies(forms.Form):
    agency = forms.ModelMultipleChoiceField(Agency.objects.none(), widget=forms.MultipleHiddenInput)
    on = forms.DateField(
        label=_("On day"),
        help_text=_("The first day under the new agencies."),
        widget=forms.DateInput(attrs={"placeholder": _("day/month/year")}),
    )

    def __init__(self, data: dict[str, object], *, user) -> None:
        super().__init__(data)
        self.fields["agency"].queryset = Agency.objects.for_user(user).select_related("province")
        self.is_valid()

    @classmethod
    def asked(cls, query, *, user) -> ChoiceOfAgencies:
        """From the address; where it gives no day, the one on which all these agencies end."""
        given = {"agency": query.getlist("agency"), "on": query.get("on")}
        form = cls(given, user=user)
        if given["on"] is None and (end := form.common_end()):
            return cls({**given, "on": end}, user=user)
        return form

    @property
    def agencies(self) -> list[Agency]:
        return list(self.cleaned_data.get("agency", ()))

    @property
    def day(self) -> dt.date | None:
        return self.cleaned_data.get("on")

    def common_end(self) -> dt.date | None:
        ends = {agency.valid_to for agency in self.agencies}
        return ends.pop() if len(ends) == 1 else None


class RulesForm(forms.Form):
    """One select for each sector, each agency and each pair of both that occurs."""

    def __init__(self, data=None, *, holdings: Holdings) -> None:
        super().__init__(data, auto_id="rule_%s")
        self.holdings = holdings
        choices = [("", "–"), *holdings.destinations.items()]
        for name, (agency, sector) in self.places().items():
            successor = agency.succeeded_by_id if agency and sector is None else None
            self.fields[name] = forms.TypedChoiceField(
                label=self.label_of(agency, sector),
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=successor if successor in holdings.destinations else None,
                widget=DestinationSelect,
            )

    def places(self) -> dict[str, tuple]:
        """Name of the field -> (agency or None for any, sector or None for any other)."""
        held = self.holdings
        places = {f"sector-{sector.pk}": (None, sector) for sector in held.sectors}
        places |= {f"agency-{agency.pk}": (agency, None) for agency in held.agencies}
        if len(held.pairs) <= MANY_PAIRS:
            places |= {f"pair-{a.pk}-{s.pk}": (a, s) for a, s in held.pairs}
        return places

    def label_of(self, agency, sector) -> str:
        return " · ".join(str(one) for one in (agency, sector) if one)

    def rows(self, kind: str) -> Iterator[tuple]:
        """(field, number of units that it speaks of) of one kind of rule, for the page."""
        for name, (agency, sector) in self.places().items():
            if name.startswith(kind):
                yield self[name], self.holdings.number(agency, sector)

    def by_sector(self):
        return list(self.rows("sector"))

    def by_agency(self):
        return list(self.rows("agency"))

    def by_pair(self):
        return list(self.rows("pair"))

    def destinations(self) -> list[Destination]:
        return [
            Destination(agency and agency.pk, sector and sector.pk, self.cleaned_data[name])
            for name, (agency, sector) in self.places().items()
            if self.cleaned_data[name]
        ]


class DecisionForm(forms.ModelForm):
    class Meta:
        model = Bundle
        fields = ("title", "decision_number", "issuer", "decided_on")
        widgets = {
            "title": forms.TextInput(attrs={"class": "vTextField"}),
            "decided_on": forms.DateInput(attrs={"placeholder": _("day/month/year")}),
        }
