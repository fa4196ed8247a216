"""What one gets from the libraries as they come: a plain model with history, a plain ModelResource,
and the two steps that the admin takes with it (a dry run to look at, then the real thing)."""

from __future__ import annotations

from pathlib import Path

from django.db import connection, models
from import_export import fields, resources
from import_export.formats.base_formats import XLSX
from import_export.widgets import ForeignKeyWidget
from simple_history.models import HistoricalRecords

from units.models import Agency, Sector

from .unit_sheets import HEADINGS, NAMES


class StockUnit(models.Model):
    """The columns of the list, one row a unit; it exists in the benchmark's database only."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, related_name="+")
    autonomy_group = models.CharField(max_length=4, blank=True)
    service_class = models.CharField(max_length=40, blank=True)
    established_on = models.DateField(null=True)
    headcount_budget = models.IntegerField(null=True)
    headcount_revenue = models.IntegerField(null=True)
    headcount_present = models.IntegerField(null=True)
    contracts = models.IntegerField(null=True)
    deputies = models.IntegerField(null=True)
    budget_spending = models.DecimalField(max_digits=18, decimal_places=0, null=True)
    own_revenue = models.DecimalField(max_digits=18, decimal_places=0, null=True)
    address = models.CharField(max_length=200, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)
    history = HistoricalRecords(app="units")

    class Meta:
        app_label = "units"

    def __str__(self) -> str:
        return self.name


def column(name: str, heading: str) -> fields.Field:
    related = {"agency": Agency, "sector": Sector}
    if name in related:
        widget = ForeignKeyWidget(related[name], "name")
        return fields.Field(attribute=name, column_name=heading, widget=widget)
    field = StockUnit._meta.get_field(name)
    widget = resources.ModelResource.widget_from_django_field(field)()
    return fields.Field(attribute=name, column_name=heading, widget=widget)


class StockResource(resources.ModelResource):
    class Meta:
        model = StockUnit
        import_id_fields = ("code",)
        skip_unchanged = True


for _name, _heading in zip(NAMES[1:], HEADINGS[1:], strict=True):
    StockResource.fields[_name] = column(_name, _heading)


def make_tables() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(StockUnit)
        editor.create_model(StockUnit.history.model)


def take_in(path: Path) -> None:
    """Both steps of the admin, without its pages; it reads the file in each."""
    for dry_run in (True, False):
        dataset = XLSX().create_dataset(path.read_bytes())
        result = StockResource().import_data(
            dataset, dry_run=dry_run, raise_errors=True, use_transactions=True
        )
        assert not result.has_errors()
