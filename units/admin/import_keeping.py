"""Keeping what was said of a file as a profile for the next one of the same shape."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import ImportProfile


class KeepingFields:
    """For the form of a batch: whether to keep it, and under which name."""

    def add_keeping(self) -> None:
        longest = ImportProfile._meta.get_field("name").max_length
        profile = self.batch.profile
        self.fields["keep"] = forms.BooleanField(
            label=_("Read the next file of this shape in the same way"), required=False
        )
        self.fields["profile_name"] = forms.CharField(
            label=_("Name of the profile"),
            required=False,
            max_length=longest,
            initial=profile.name if profile else self.batch.filename.rpartition(".")[0][:longest],
        )

    @property
    def keeping(self) -> list[forms.BoundField]:
        return [self["keep"], self["profile_name"]]

    @property
    def name_to_keep(self) -> str:
        """The name under which it is to be kept, "" for not at all."""
        said = self.cleaned_data
        return (said["profile_name"] or str(self.batch)) if said["keep"] else ""
