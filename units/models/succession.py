from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import Extent
from .entry import LedgerRow
from .event import ReorganizationEvent
from .unit import Unit


class Succession(LedgerRow):
    """Who continues whom: derived from the participants when an event takes effect, never typed."""

    event = models.ForeignKey(
        ReorganizationEvent, models.PROTECT, related_name="successions", verbose_name=_("event")
    )
    predecessor = models.ForeignKey(
        Unit, models.PROTECT, related_name="succession_to", verbose_name=_("predecessor")
    )
    successor = models.ForeignKey(
        Unit, models.PROTECT, related_name="succession_from", verbose_name=_("successor")
    )
    extent = models.CharField(_("extent"), max_length=8, choices=Extent.choices)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "predecessor", "successor"],
                condition=Q(superseded_at__isnull=True),
                name="succession_once",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=models.F("successor")), name="succession_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"
