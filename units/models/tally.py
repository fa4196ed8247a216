from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class TallyQuerySet(models.QuerySet):
    def known(self, moment: dt.datetime | None = None):
        """What counts as the register knows it at ``moment`` (None: now)."""
        if moment is None:
            return self.filter(recorded_at__isnull=True)
        return self.filter(recorded_at__lte=moment)


class Tally(models.Model):
    """A kept count: by how much a number changes on a day, so that a sum over days is the number.

    Rows without ``recorded_at`` sum up all that the register knows now; those with it say how the
    same changed by what was recorded at that moment. ``area`` is the id of a province, 0 for units
    of ministries; ``key`` is the id of a sector or level, or a year, 0 where that is not known;
    ``value`` is an autonomy group, a service class, or the name of a yearly figure. What is known
    now is kept by whole years too, under subjects of their own, on their first days. These are no
    foreign keys, because nothing here is anybody's to edit: :mod:`units.tally_keeping` derives all
    of it from the ledgers, and can do so again.
    """

    area = models.PositiveBigIntegerField()
    subject = models.CharField(max_length=12)
    key = models.PositiveBigIntegerField(default=0)
    bloc = models.CharField(max_length=12, blank=True)
    value = models.CharField(max_length=20, blank=True)
    day = models.DateField()
    recorded_at = models.DateTimeField(null=True)
    number = models.BigIntegerField()

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept count")
        verbose_name_plural = _("kept counts")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["area", "subject", "key", "bloc", "value", "day"],
                condition=Q(recorded_at__isnull=True),
                name="tally_now",
            ),
            models.UniqueConstraint(
                fields=["area", "subject", "key", "bloc", "value", "day", "recorded_at"],
                condition=Q(recorded_at__isnull=False),
                name="tally_once_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "subject", "day", "key", "bloc", "value", "number"],
                condition=Q(recorded_at__isnull=True),
                name="tally_reading",
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.subject} {self.key} {self.bloc} {self.value} {self.day}"


class DataVersion(models.Model):
    """How often what pages show of an area has changed; ``area`` as in :class:`Tally`.

    0 stands for units of ministries and for all that belongs to no one province.
    """

    area = models.PositiveBigIntegerField(primary_key=True)
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("data version")
        verbose_name_plural = _("data versions")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.area}: {self.number}"
