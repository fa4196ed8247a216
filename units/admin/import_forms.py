"""What a clerk says of a list when it comes in."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..imports.events.layout import EVENTS
from ..imports.instructions import Instructions
from ..imports.limits import LIMITS
from ..models import Province
from ..models.imports import LAYOUT_CHOICES
from .scope import ProvinceField

#: What hardly any file needs: which sheet, which of its tables, where the headings are.
RARE = ("sheet", "block", "name_heading")


class ReceiveForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=format_lazy(
            _("A list in .xlsx, .xls, .ods or .csv, of at most {limit} MB."),
            limit=LIMITS.file_bytes // 1_000_000,
        ),
    )
    province = ProvinceField(
        Province.objects.none(),
        label=_("Province"),
        required=False,
        empty_label=_("none: units of ministries"),
    )
    as_of = forms.DateField(
        label=_("List as of"),
        required=False,
        help_text=_("A list of units says what was so on its date; events bring their own days."),
        widget=forms.DateInput(attrs={"placeholder": _("day/month/year")}),
    )
    layout = forms.ChoiceField(label=_("Kind of list"), choices=LAYOUT_CHOICES)
    sheet = forms.CharField(
        label=_("Sheet"), required=False, help_text=_("Empty: the first sheet that holds a list.")
    )
    block = forms.CharField(
        label=_("Table"),
        required=False,
        help_text=_(
            "Only where several tables stand side by side: the heading over the one meant."
        ),
    )
    name_heading = forms.CharField(
        label=_("Heading of the names"),
        required=False,
        help_text=_("For example “Tên trường”: the row with this heading begins the list."),
    )

    def __init__(self, *args, provinces, needs_province: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = provinces
        self.fields["province"].required = needs_province
        standing = provinces.on(timezone.localdate())[:2] if needs_province else ()
        if len(standing) == 1:  # most people have one province
            self.fields["province"].initial = standing[0]

    @property
    def usual(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in RARE]

    @property
    def rare(self) -> list[forms.BoundField]:
        return [self[name] for name in RARE]

    @property
    def asks_rare(self) -> bool:
        """Whether something is said there, or what is said of the file may be cured there."""
        return any(field.value() or field.errors for field in (*self.rare, self["file"]))

    def clean(self) -> dict[str, object]:
        """Events bring their days along; a list of units has none but its own."""
        said = super().clean()
        if "as_of" in said and said["as_of"] is None:
            if said.get("layout") == EVENTS.name:
                said["as_of"] = timezone.localdate()
            else:
                self.add_error("as_of", _("Give the day on which the list was so."))
        return said

    def instructions(self) -> Instructions:
        heading = self.cleaned_data["name_heading"]
        mapping = {"unit_name": heading} if heading else {}
        return Instructions(mapping=mapping, block=self.cleaned_data["block"])
