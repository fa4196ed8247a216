"""Acts on events outside a dossier. Every change passes through one; what was decided before there
were dossiers is registered by the ministry's administrator alone, with the reason."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

#: A permission that no row has; the table of roles grants it.
WITHOUT_DOSSIER = "units.act_without_dossier"


class WithoutDossierForm(forms.Form):
    reason = forms.CharField(
        label=_("Why without a dossier"),
        help_text=_("For example: decided before dossiers were kept here."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )


def may_without_dossier(user, permission: str, rows: Iterable) -> bool:
    """Whether the person may do it with all of these rows, with no dossier behind it."""
    return all(user.has_perm(right, row) for row in rows for right in (permission, WITHOUT_DOSSIER))
