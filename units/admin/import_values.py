"""Values of a plan in words: labels of fields, names instead of keys, days and numbers as read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import FieldDoesNotExist
from django.utils.dateparse import parse_date
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from ..choices import AutonomyGroup, Bloc, ServiceClass
from ..models import Agency, AgencyLevel, ImportRow, Sector, Unit, UnitVersion, YearFigures
from ..models.figures import FIGURES

#: Changes that are days.
DAYS = ("established_on", "valid_from", "valid_to")
#: Changes that are keys of other rows.
LINKS = {
    "agency": Agency,
    "parent": Agency,
    "succeeded_by": Agency,
    "sector": Sector,
    "level": AgencyLevel,
}
CHOICES = {"autonomy_group": AutonomyGroup, "service_class": ServiceClass, "bloc": Bloc}
Names = dict[tuple[str, int], str]


def names_of(rows: Sequence[ImportRow]) -> Names:
    """{("agency", id): name} and the same of other links, for all that these rows speak of."""
    found: Names = {}
    wanted: dict[type, set[tuple[str, int]]] = {}
    for row in rows:
        for field, key in keys_in(row):
            wanted.setdefault(LINKS[field], set()).add((field, key))
    for model, pairs in wanted.items():
        names = {
            one.pk: str(one) for one in model.objects.filter(pk__in={key for _f, key in pairs})
        }
        found |= {(field, key): names.get(key, "") for field, key in pairs}
    return found


def keys_in(row: ImportRow) -> Iterable[tuple[str, int]]:
    if row.agency_id:
        yield "agency", row.agency_id
    for field in LINKS:
        for key in row.changes.get(field, ()):
            if isinstance(key, int):
                yield field, key


def label_of(name: str) -> str:
    """A field of a plan as people call it: "headcount_budget:2021" is that figure of 2021."""
    name, _colon, year = name.partition(":")
    label = name
    models = (YearFigures,) if name in FIGURES else (UnitVersion, Unit, Agency)
    for model in models:
        try:
            label = str(model._meta.get_field(name).verbose_name)
        except FieldDoesNotExist:
            continue
        break
    return f"{label} {year}".strip()


def shown(name: str, value: object, names: Names) -> str:
    """A value of the plan in words; "" for unknown."""
    name = name.partition(":")[0]
    if value in (None, ""):
        return ""
    if isinstance(value, dict):
        return _("%(name)s (row %(row)s)") % value
    if name in LINKS:
        return names.get((name, value), "") or _("%(name)s (new)") % {"name": value}
    if name in DAYS:
        return date_format(parse_date(str(value)), "SHORT_DATE_FORMAT")
    if name in FIGURES:
        return number_format(value)
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    return str(value)
