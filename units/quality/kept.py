"""Areas whose kept counts are not what their units come to."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..models import Province
from ..tally_keeping import amiss_now
from .problem import Finding, Review, problem


@dataclass(frozen=True)
class AreaAmiss:
    """``province`` None: units of ministries. ``number`` of its counts differ from a recount."""

    province: Province | None
    number: int


def tell(area: AreaAmiss) -> Finding:
    words = ngettext("%(number)s count differs", "%(number)s counts differ", area.number)
    if area.province is None:
        subject, address = gettext("Units of ministries"), reverse("admin:units_unit_changelist")
    else:
        subject = area.province.full_name
        address = reverse("admin:units_province_change", args=[area.province.pk])
    return Finding(subject, words % {"number": area.number}, address)


@problem(
    _("Provinces whose kept counts differ from a recount"),
    cure=_("Ask the administrators of the register to run “manage.py rebuild_counts”."),
    tell=tell,
)
def counts_amiss(review: Review) -> list[AreaAmiss]:
    """Counts of units as they are known now; ``manage.py rebuild_counts --check`` also tries yearly
    figures and what was known earlier, and takes longer."""
    differing = amiss_now(review.provinces)
    provinces = Province.objects.in_bulk([area for area in differing if area])
    return [AreaAmiss(provinces.get(area), number) for area, number in sorted(differing.items())]
