"""Governing agencies as a sheet, in columns that the desk reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import QuerySet
from import_export.widgets import DateWidget

from ...models import Agency
from ...periods import last_day
from ..resources import CHUNK, DeskResource, column
from .layout import AGENCIES

DAY = DateWidget("%d/%m/%Y")


class AgencyListResource(DeskResource):
    """Agencies, also those that have ended. Exporting takes a queryset of them (all when None)."""

    layout = AGENCIES

    unit_code = column("unit_code", "code", layout=AGENCIES)
    unit_name = column("unit_name", "name", layout=AGENCIES)
    level = column("level", "level__name", layout=AGENCIES)
    bloc = column("bloc", "get_bloc_display", layout=AGENCIES)
    parent = column("parent", "parent", layout=AGENCIES)
    valid_from = column("valid_from", "valid_from", DAY, layout=AGENCIES)
    last_day = column("last_day", "last_day", DAY, layout=AGENCIES)
    succeeded_by = column("succeeded_by", "succeeded_by", layout=AGENCIES)

    def get_queryset(self) -> QuerySet[Agency]:
        return Agency.objects.all()

    def filter_export(self, queryset: QuerySet[Agency], **kwargs) -> QuerySet[Agency]:
        return queryset.select_related("level", "parent", "succeeded_by").order_by("sort_key", "pk")

    def iter_queryset(self, queryset: QuerySet[Agency]) -> Iterator[Agency]:
        return queryset.iterator(chunk_size=CHUNK)

    def dehydrate_parent(self, agency: Agency) -> str:
        return called(agency.parent)

    def dehydrate_succeeded_by(self, agency: Agency) -> str:
        return called(agency.succeeded_by)

    def dehydrate_last_day(self, agency: Agency) -> str:
        day: dt.date | None = last_day(agency.valid_to)
        return f"{day:%d/%m/%Y}" if day else ""


def called(agency: Agency | None) -> str:
    """By its code, which only it bears; else by its name."""
    return (agency.code or agency.name) if agency else ""
