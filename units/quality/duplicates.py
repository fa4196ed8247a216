"""Units of one agency that bear the same name, but for accents and the way of typing it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from ..names import search_key
from .problem import Finding, Review, problem


@dataclass(frozen=True)
class Namesakes:
    """Units in force on one day under one agency whose folded names are the same."""

    name: str
    agency_id: int
    agency_name: str
    units: int


def tell_namesakes(found: Namesakes) -> Finding:
    units = reverse("admin:units_unit_changelist")
    query = urlencode({"q": found.name, "agency": found.agency_id})
    return Finding(f"{found.name} × {found.units}", found.agency_name, f"{units}?{query}")


@problem(
    _("Likely duplicates: units of one agency with the same name"),
    cure=_("Compare them: strike out the one entered by mistake, or leave two that do exist."),
    tell=tell_namesakes,
)
def likely_duplicates(review: Review) -> list[Namesakes]:
    versions = review.versions_in_force().filter(agency__isnull=False).order_by("sort_key", "pk")
    alike: dict[tuple[int, str], list[str]] = defaultdict(list)
    agencies: dict[int, str] = {}
    for agency, agency_name, name in versions.values_list("agency", "agency__name", "name"):
        alike[likeness(agency, name)].append(name)
        agencies[agency] = agency_name
    return [
        Namesakes(names[0], agency, agencies[agency], len(names))
        for (agency, _key), names in alike.items()
        if len(names) > 1
    ]


def likeness(agency_id: int, name: str) -> tuple[int, str]:
    """What two likely duplicates have in common."""
    return agency_id, search_key(name)
