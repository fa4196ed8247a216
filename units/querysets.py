"""How the register is asked: reads that chain. A day is always an argument; today is just a day."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from .periods import as_known, in_force, not_ended


class DatedQuerySet(models.QuerySet):
    """Rows with a period of their own: provinces, agencies, levels."""

    def on(self, day: dt.date):
        return self.filter(in_force(day))


class ProvinceQuerySet(DatedQuerySet):
    def get_by_natural_key(self, code: str, valid_from: str):
        return self.get(code=code, valid_from=valid_from)

    def for_user(self, user):
        return self.filter(pk__in=reached_provinces(self.model, user))


class BegunQuerySet(models.QuerySet):
    def on(self, day: dt.date):
        """Rows in force on ``day``; an unknown beginning counts as already begun."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(begun & not_ended(day))


class AgencyQuerySet(BegunQuerySet):
    def get_by_natural_key(self, code: str):
        return self.get(code=code)

    def for_user(self, user):
        return self.filter(within_reach(self.model, user, "province"))


class LedgerQuerySet(models.QuerySet):
    """Append-only rows: a row is never changed in content, only superseded by a later entry."""

    def known(self, moment: dt.datetime | None = None):
        return self.filter(as_known(moment))

    def for_user(self, user):
        return self.filter(within_reach(self.model, user, "province"))


class UnitVersionQuerySet(LedgerQuerySet):
    def on(self, day: dt.date, *, known: dt.datetime | None = None):
        return self.known(known).filter(in_force(day))

    def in_province(self, province):
        """Versions in the territory of ``province``: its own and its predecessors', merged in."""
        return self.filter(province_id__in=province.territory_ids())


class UnitQuerySet(models.QuerySet):
    def on(self, day: dt.date, *, known: dt.datetime | None = None):
        """Units in force on ``day``, as the register knew it at ``known`` (None: knows now)."""
        return self.filter(Exists(self._versions(in_force(day) & as_known(known))))

    def with_text(self, key: str):
        """Units that bear, or once bore, a name or code holding the folded ``key``."""
        return self.filter(Exists(self._versions(Q(search_key__contains=key) & as_known(None))))

    def for_user(self, user):
        versions = self.model._meta.get_field("versions").related_model
        if sees_everything(versions, user):
            return self.filter(Exists(self._versions(as_known(None))))
        # Not correlated: SQLite would walk the provinces' versions once for every unit.
        reach = within_reach(versions, user, "province")
        return self.filter(pk__in=versions.objects.filter(reach & as_known(None)).values("unit"))

    def _versions(self, condition: Q):
        versions = self.model._meta.get_field("versions").related_model
        return versions.objects.filter(condition, unit_id=OuterRef("pk"))


class EventQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(within_reach(self.model, user, "province"))

    def in_province(self, province):
        return self.filter(province_id__in=province.territory_ids())


class MembershipQuerySet(models.QuerySet):
    def on(self, day: dt.date):
        """Memberships that hold on ``day``: the day of the end is the first without it."""
        standing = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
        return self.filter(standing, started_on__lte=day)

    def for_user(self, user):
        return self.filter(within_reach(self.model, user, "province"))


class DeskOpeningQuerySet(models.QuerySet):
    def for_user(self, user):
        """Those of the provinces in reach, and that of all others."""
        if sees_everything(self.model, user):
            return self.all()
        return self.filter(Q(province=None) | within_reach(self.model, user, "province"))

    def day_of(self, province) -> dt.date | None:
        """From when on changes of ``province`` (None: of ministries) need a dossier: by its own
        row, that of the province it became part of, or that of all; None where nobody said."""
        days = dict(self.values_list("province", "opened_on"))
        asked = [province.pk, province.current().pk] if days and province else []
        return next((days[pk] for pk in (*asked, None) if pk in days), None)


class BatchQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(within_reach(self.model, user, "province"))


def within_reach(model, user, path: str) -> Q:
    """Condition "``path`` lies in a province that ``user`` may see"; nothing for strangers."""
    if sees_everything(model, user):
        return Q()
    province = model._meta.apps.get_model("units", "Province")
    return Q(**{f"{path}__in": reached_provinces(province, user)})


def sees_everything(model, user) -> bool:
    return reach_of(model, user) is None


def reached_provinces(province_model, user) -> list[int]:
    """Ids of the provinces whose data ``user`` may see."""
    reach = reach_of(province_model, user)
    if reach is None:
        return list(province_model.objects.values_list("pk", flat=True))
    return sorted(reach)


def reach_of(model, user, heirs: dict[int, int | None] | None = None) -> frozenset[int] | None:
    """Ids of the provinces within reach, None for all of them; read once and kept on the user
    object, so for the length of a request. ``heirs`` says who succeeded whom, where that is known.

    Reach passes to the successor of a merged province and takes in all its predecessors, so nobody
    loses sight of what became of their own units.
    """
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return None
    if not hasattr(user, "_reach"):
        held = set(memberships(model, user).values_list("province", flat=True))
        user._reach = None if None in held else with_heirs(model, held, heirs)
    return user._reach


def with_heirs(model, held: set[int], heirs: dict | None = None) -> frozenset[int]:
    """The provinces, those they became part of, and all others that did."""
    if not held:
        return frozenset()
    if heirs is None:
        province = model._meta.apps.get_model("units", "Province")
        heirs = dict(province.objects.values_list("pk", "succeeded_by"))
    found = set()
    for pk in held:
        while heirs[pk] is not None:
            pk = heirs[pk]
        found.add(pk)
    while new := {pk for pk, heir in heirs.items() if heir in found} - found:
        found |= new
    return frozenset(found)


def memberships(model, user):
    """Memberships of ``user`` that hold today. The clock is read here, far from the edge: rights
    are asked for in every place, and always those of now."""
    membership = model._meta.apps.get_model("units", "Membership")
    return membership.objects.on(timezone.localdate()).filter(user=user)
