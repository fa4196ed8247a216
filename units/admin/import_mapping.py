"""What the columns of a list hold: a column for each field, a value for all rows, some filters."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..choices import AutonomyGroup, ServiceClass
from ..imports.catalogue import LAYOUTS
from ..imports.instructions import Instructions
from ..kinds import KIND_CHOICES
from ..models import ImportBatch, Sector

FILTERS = range(3)
CONSTANTS = {
    "sector": lambda: [(sector.code, str(sector)) for sector in Sector.objects.all()],
    "autonomy_group": lambda: AutonomyGroup.choices,
    "service_class": lambda: ServiceClass.choices,
    "agency": None,
    "kind": lambda: KIND_CHOICES,
    "operative_on": None,
    "decision_no": None,
    "issuer": None,
    "decided_on": None,
}


class MappingForm(forms.Form):
    """A column for each field, a value for all rows, and up to three filters."""

    create_agencies = forms.BooleanField(
        label=_("Create governing agencies that the register doesn't know"), required=False
    )

    def __init__(self, *args, batch: ImportBatch, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch
        self.layout = LAYOUTS[batch.layout]
        given = Instructions.from_options(batch.options)
        columns = batch.reading["columns"]
        headings = [("", "–"), *((one["heading"], one["heading"]) for one in columns)]
        proposed = batch.reading["proposals"]
        for field in self.layout.importable():
            initial = given.mapping.get(field.name, proposed.get(field.name, ("", 0))[0])
            self.fields[f"column_{field.name}"] = forms.ChoiceField(
                label=field.label, choices=headings, required=False, initial=initial
            )
            if field.name in CONSTANTS:
                constant = constant_field(field.name, given.constants.get(field.name, ""))
                self.fields[f"value_{field.name}"] = constant
        for number in FILTERS:
            heading, value = (given.where[number : number + 1] or (("", ""),))[0]
            self.fields[f"where_{number}"] = forms.ChoiceField(
                label=_("Column"), choices=headings, required=False, initial=heading
            )
            self.fields[f"equals_{number}"] = forms.CharField(
                label=_("has the value"), required=False, initial=value
            )
        self.initial["create_agencies"] = given.create_agencies

    @property
    def lines(self) -> list[dict[str, object]]:
        """One for each field: its column, its value for all rows, and what spoke for the column."""
        samples = {one["heading"]: one["samples"] for one in self.batch.reading["columns"]}
        lines = []
        for field in self.layout.importable():
            column, value = f"column_{field.name}", f"value_{field.name}"
            heading, sure = self.batch.reading["proposals"].get(field.name, ("", 0))
            lines.append({
                "column": self[column],
                "value": self[value] if value in self.fields else None,
                "sure": round(sure * 100),
                "proposed": heading,
                "samples": samples.get(self[column].value(), ()),
                "required": field.required,
            })  # fmt: skip
        return lines

    @property
    def filters(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"where_{number}"], self[f"equals_{number}"]) for number in FILTERS]

    def instructions(self) -> Instructions:
        said = self.cleaned_data
        names = [field.name for field in self.layout.importable()]
        filters = [(said[f"where_{number}"], said[f"equals_{number}"]) for number in FILTERS]
        return Instructions(
            mapping={name: said[f"column_{name}"] for name in names},
            where=tuple((heading, value) for heading, value in filters if heading),
            constants={name: text for name in names if (text := said.get(f"value_{name}"))},
            create_agencies=said["create_agencies"],
            block=self.batch.options.get("block", ""),
        )


def constant_field(name: str, initial: str) -> forms.Field:
    label, choices = _("for all rows"), CONSTANTS[name]
    if choices is None:
        return forms.CharField(label=label, required=False, initial=initial)
    offered = [("", "–"), *choices()]
    return forms.ChoiceField(label=label, choices=offered, required=False, initial=initial)
