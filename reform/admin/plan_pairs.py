"""What a page of what if offers: dossiers under way, and suggested mergers."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from ..choices import OPEN_CASES
from ..models import Case, Plan
from ..plans.candidates import Candidate
from ..querysets import CaseQuerySet

NO_PAIR = gettext_lazy(
    "A dossier is drafted from ticked mergers, and none is ticked: dossiers under way are drafted"
    " already."
)
#: Suggestions on one page; the rest is reached by choosing an agency.
MOST_SHOWN = 60


def shown(found: Sequence[Candidate], ticked: Sequence[str], agency: str) -> dict[str, object]:
    """The suggestions on the page: those ticked, then those of the agency asked for."""
    first = [one for one in found if one.key in ticked]
    others = [one for one in found if one.key not in ticked and agency in ("", one.agency)]
    return {
        "pairs": [*first, *others[:MOST_SHOWN]],
        "more_pairs": max(len(others) - MOST_SHOWN, 0),
        "number_of_pairs": len(found),
        "agencies": sorted({one.agency for one in found}),
        "agency": agency,
        "ticked": set(ticked),
    }


def open_cases(request: HttpRequest, plan: Plan) -> CaseQuerySet:
    """Dossiers of the province that have events and are not closed, as far as the reader sees."""
    standing = Case.objects.for_user(request.user).filter(
        province__in=plan.province.territory_ids(), status__in=OPEN_CASES, reverses=None
    )
    dated = standing.annotate(operative_on=Max("bundle__events__operative_on"))
    return dated.filter(operative_on__isnull=False).select_related("bundle").order_by("pk")
