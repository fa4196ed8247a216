"""What the columns of a list hold: a column for each field, a value for all rows, some filters."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..choices import AutonomyGroup, Bloc, ServiceClass
from ..imports.catalogue import LAYOUTS
from ..imports.instructions import Instructions
from ..kinds import KIND_CHOICES
from ..models import AgencyLevel, ImportBatch, Sector, YearFigures
from ..models.figures import FIGURES
from .import_columns import ColumnFields
from .import_keeping import KeepingFields
from .import_meanings import MeaningFields
from .import_shape import ShapeFields

FILTERS = range(3)
CODED = {
    "sector": lambda: [(sector.code, str(sector)) for sector in Sector.objects.all()],
    "autonomy_group": lambda: AutonomyGroup.choices,
    "service_class": lambda: ServiceClass.choices,
    "kind": lambda: KIND_CHOICES,
    "level": lambda: [(level.code, str(level)) for level in AgencyLevel.objects.all()],
    "bloc": lambda: Bloc.choices,
    "figure": lambda: [(name, YearFigures._meta.get_field(name).verbose_name) for name in FIGURES],
}
CONSTANTS = (*CODED, "year", "agency", "operative_on", "decision_no", "issuer", "decided_on")


class MappingForm(ColumnFields, ShapeFields, MeaningFields, KeepingFields, forms.Form):
    """A column for each field, a value for all rows, and up to three filters."""

    create_agencies = forms.BooleanField(
        label=_("Create governing agencies that the register doesn't know"), required=False
    )

    def __init__(self, *args, batch: ImportBatch, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch
        self.layout = LAYOUTS[batch.layout]
        self.given = given = Instructions.from_options(batch.options)
        columns = batch.reading.get("columns", ())
        self.add_columns(columns)
        for field in self.layout.importable() if columns else ():
            if field.name in CONSTANTS:
                constant = constant_field(field.name, given.constants.get(field.name, ""))
                heading = {"aria-label": f"{field.label}: {constant.label}"}
                constant.widget.attrs.update(heading)
                self.fields[f"value_{field.name}"] = constant
        for number in FILTERS if columns else ():
            self.add_filter(number, *(given.where[number : number + 1] or (("", ""),))[0])
        self.initial["create_agencies"] = given.create_agencies
        self.add_shape()
        self.add_meanings(CODED)
        self.add_keeping()

    def add_filter(self, number: int, heading: str, value: str) -> None:
        self.fields[f"where_{number}"] = forms.ChoiceField(
            label=_("Column"), choices=self.headings, required=False, initial=heading
        )
        self.fields[f"equals_{number}"] = forms.CharField(
            label=_("has the value"), required=False, initial=value
        )

    @property
    def filters(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [
            (self[f"where_{number}"], self[f"equals_{number}"])
            for number in FILTERS
            if f"where_{number}" in self.fields
        ]

    def instructions(self) -> Instructions:
        said = self.cleaned_data
        names = [field.name for field in self.layout.importable()]
        filters = [(said.get(f"where_{n}"), said.get(f"equals_{n}", "")) for n in FILTERS]
        return Instructions(
            mapping=self.told_columns(),
            where=tuple((heading, value) for heading, value in filters if heading),
            constants={name: text for name in names if (text := said.get(f"value_{name}"))},
            create_agencies=said["create_agencies"],
            values=self.told_values(),
            new_agencies=self.given.new_agencies,
            **self.told_shape(),
        )


def constant_field(name: str, initial: str) -> forms.Field:
    label, choices = _("for all rows"), CODED.get(name)
    if choices is None:
        return forms.CharField(label=label, required=False, initial=initial)
    offered = [("", "–"), *choices()]
    return forms.ChoiceField(label=label, choices=offered, required=False, initial=initial)
