"""Acts on events outside a dossier. Every change passes through one; what was decided before there
were dossiers is registered by the ministry's administrator alone, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import ReorganizationEvent
from ..opening import after_the_opening

#: A permission that no row has; the table of roles grants it.
WITHOUT_DOSSIER = "units.act_without_dossier"


class WithoutDossierForm(forms.Form):
    """``events`` are those to be registered; ``too_late`` says why they can't be history."""

    reason = forms.CharField(
        label=_("Why without a dossier"),
        help_text=_("For example: decided before dossiers were kept here."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )

    def __init__(self, *args, events: Iterable[ReorganizationEvent], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        latest = {one.province_id: one for one in sorted(events, key=attrgetter("operative_on"))}
        found = (after_the_opening(one.province, one.operative_on) for one in latest.values())
        self.too_late = next(filter(None, found), "")

    def clean(self) -> dict[str, object]:
        if self.too_late:
            raise forms.ValidationError(self.too_late)
        return super().clean()


def may_without_dossier(user, permission: str, rows: Iterable) -> bool:
    """Whether the person may do it with all of these rows, with no dossier behind it."""
    return all(user.has_perm(right, row) for row in rows for right in (permission, WITHOUT_DOSSIER))
