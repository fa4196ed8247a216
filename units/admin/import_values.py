"""Values of a plan in words: labels of fields, names instead of keys, days and numbers as read."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.dateparse import parse_date
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from ..choices import AutonomyGroup, ServiceClass
from ..models import Agency, ImportRow, Sector, Unit, UnitVersion, YearFigures
from ..models.figures import FIGURES

#: Changes that are days.
DAYS = ("established_on", "valid_from", "valid_to")


def names_of(rows: Sequence[ImportRow]) -> dict[tuple[str, int], str]:
    """{("agency", id): name} and the same of sectors, for all that these rows speak of."""
    found = {}
    for field, model in (("agency", Agency), ("sector", Sector)):
        keys = {key for row in rows for key in row.changes.get(field, ()) if isinstance(key, int)}
        found |= {(field, one.pk): str(one) for one in model.objects.filter(pk__in=keys)}
    return found


def label_of(name: str) -> str:
    model = YearFigures if name in FIGURES else Unit if name == "established_on" else UnitVersion
    return str(model._meta.get_field(name).verbose_name)


def shown(name: str, value: object, names: dict[tuple[str, int], str]) -> str:
    """A value of the plan in words; "" for unknown."""
    if value in (None, ""):
        return ""
    if name in ("agency", "sector"):
        return names.get((name, value), "") or _("%(name)s (new)") % {"name": value}
    if name in DAYS:
        return date_format(parse_date(str(value)), "SHORT_DATE_FORMAT")
    if name in FIGURES:
        return number_format(value)
    if name in ("autonomy_group", "service_class"):
        kinds = AutonomyGroup if name == "autonomy_group" else ServiceClass
        return str(kinds(value).label)
    return str(value)
