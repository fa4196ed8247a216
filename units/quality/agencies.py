"""Units that answer to nobody, or to an agency that is no more."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..models import Agency, UnitVersion
from ..periods import as_known, in_force, last_day, not_ended
from .problem import Finding, Review, problem, tell_unit


def tell_province(version: UnitVersion) -> Finding:
    return tell_unit(version, str(version.province or gettext("no province")))


@problem(
    _("Units in force without governing agency"),
    cure=_("Correct the unit, enter the transfer that gave it its agency, or import a list."),
    tell=tell_province,
)
def units_without_agency(review: Review) -> QuerySet[UnitVersion]:
    versions = review.versions_in_force().filter(agency=None)
    return versions.select_related("province").order_by("sort_key", "pk")


def tell_agency(agency: Agency) -> Finding:
    words = ngettext(
        "Ended on %(day)s with %(number)s unit in force.",
        "Ended on %(day)s with %(number)s units in force.",
        agency.units,
    ) % {
        "day": date_format(last_day(agency.valid_to), "SHORT_DATE_FORMAT"),
        "number": agency.units,
    }
    if agency.succeeded_by:
        words += " " + gettext("Its successor: %(agency)s.") % {"agency": agency.succeeded_by}
    units, transfer = (
        reverse(f"admin:units_{page}") for page in ("unit_changelist", "agency_transfer")
    )
    chosen = f"?agency={agency.pk}"
    return Finding(agency.name, words, units + chosen, proposal=transfer + chosen)


@problem(
    _("Agencies that ended with units still in force under them"),
    cure=_("Draft the transfer of these units to the agencies that took them over."),
    tell=tell_agency,
)
def ended_agencies_with_units(review: Review) -> QuerySet[Agency]:
    living = (
        as_known(None, "unitversion__")
        & in_force(review.on, "unitversion__")
        & review.within("unitversion__province")
    )
    ended = Agency.objects.filter(~not_ended(review.on)).select_related("succeeded_by")
    with_units = ended.annotate(units=Count("unitversion", filter=living)).filter(units__gt=0)
    return with_units.order_by("sort_key", "pk")
