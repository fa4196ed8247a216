"""Who may do what with a dossier, asked from its side: the people to choose from."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone

from units.models import Membership

from ..models import Case
from ..roles import table


def people_of(case: Case, permission: str) -> QuerySet:
    """Active people with a role today that grants ``permission`` where the dossier lies.

    Reach passes to the successor of a merged province and takes in all its predecessors.
    """
    roles = [role for role, permissions in table().items() if permission in permissions]
    held = Membership.objects.on(timezone.localdate()).filter(role__in=roles)
    reaching = Q(province=None)
    if case.province_id:
        reaching |= Q(province__in=case.province.current().territory_ids())
    people = get_user_model().objects.filter(
        is_active=True, pk__in=held.filter(reaching).values("user")
    )
    return people.order_by("full_name", "username")
