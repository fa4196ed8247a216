"""Who may do what with a dossier, asked from its side: the people to choose from."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone

from resolutions.models import LegalDocument
from units.models import Membership, Province

from ..models import Case
from ..roles import table


def documents_of(province: Province | None, kind: str) -> QuerySet[LegalDocument]:
    """Plans or decisions that a dossier of the province may name: its own, those of the provinces
    that became part of it, and national ones."""
    within = Q(province=None)
    if province:
        within |= Q(province__in=province.current().territory_ids())
    return LegalDocument.objects.filter(within, kind=kind)


def people_of(case: Case, permission: str) -> QuerySet:
    """Active people with a role today that grants ``permission`` where the dossier lies, and
    superusers, who may do everything.

    Reach passes to the successor of a merged province and takes in all its predecessors.
    """
    roles = [role for role, permissions in table().items() if permission in permissions]
    held = Membership.objects.on(timezone.localdate()).filter(role__in=roles)
    reaching = Q(province=None)
    if case.province_id:
        reaching |= Q(province__in=case.province.current().territory_ids())
    entitled = Q(pk__in=held.filter(reaching).values("user")) | Q(is_superuser=True)
    people = get_user_model().objects.filter(entitled, is_active=True)
    return people.order_by("full_name", "username")
