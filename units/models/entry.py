from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import EntryKind
from ..querysets import LedgerQuerySet


class RegisterEntry(models.Model):
    """One act of writing in the register: an event put into effect, a list taken over, a
    correction, or the reversal of one of these. Entries are never changed and never deleted."""

    kind = models.CharField(_("kind"), max_length=12, choices=EntryKind.choices)
    event = models.ForeignKey(
        "units.ReorganizationEvent",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("event"),
    )
    batch = models.ForeignKey(
        "units.ImportBatch",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("import"),
    )
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name=_("reverses"),
    )
    reason = models.TextField(_("reason"), blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), db_index=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    class Meta:
        verbose_name = _("register entry")
        verbose_name_plural = _("register entries")
        ordering = ["-recorded_at", "-pk"]

    def __str__(self) -> str:
        return f"#{self.pk} {self.get_kind_display()}"


class LedgerRow(models.Model):
    """What every row written by an entry carries: since when and until when the register held it to
    be true (the second clock; the first is the row's own period or year)."""

    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.ForeignKey(
        RegisterEntry, models.PROTECT, related_name="%(class)s_written", editable=False
    )
    superseded_at = models.DateTimeField(null=True, editable=False)
    superseded_by = models.ForeignKey(
        RegisterEntry,
        models.PROTECT,
        null=True,
        related_name="%(class)s_superseded",
        editable=False,
    )

    objects = LedgerQuerySet.as_manager()

    class Meta:
        abstract = True
