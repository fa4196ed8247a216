"""Who may answer for a dossier."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone

from units.choices import MemberRole
from units.models import Membership

from ..models import Case
from .parts import holders_of


def officers(case: Case) -> QuerySet:
    """Appraisers who reach the dossier's province today, but for those who prepared it.

    A superuser is none without that role: an officer is somebody's office, not a technical right.
    """
    held = Membership.objects.on(timezone.localdate()).filter(role=MemberRole.APPRAISER)
    if case.province_id:
        within = {case.province_id, *case.province.territory_ids()}
        held = held.filter(Q(province=None) | Q(province__in=within))
    users = get_user_model().objects.filter(is_active=True, pk__in=held.values("user"))
    return users.exclude(pk__in=holders_of(case, "preparer")).order_by("full_name", "username")
