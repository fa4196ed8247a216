from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..choices import MeetingKind
from ..querysets import MeetingQuerySet
from .document import LegalDocument


class Meeting(models.Model):
    """A meeting that papers tell of. Who held it, and when, is said by each paper for itself: their
    claims may differ, and none of them is taken over here."""

    title = models.CharField(_("title"), max_length=300, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=MeetingKind.choices)
    document = models.ForeignKey(
        LegalDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("document"),
        help_text=_("What the meeting was about."),
    )
    note = models.TextField(_("note"), blank=True)
    history = HistoricalRecords()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def natural_key(self):
        return (self.title,)
