from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from units.sentences import SentenceField

from ..choices import FindingStatus, Severity
from ..querysets import FindingQuerySet
from .claim import SourceClaim


class Finding(models.Model):
    """A rule of reconciliation that does not hold, for a person to look into.

    Only the check writes what was found, and nothing is ever put right by it: ``values`` are the
    figures of the papers and of the register, from which sentence and arithmetic are told in the
    reader's language. People assign, resolve and reopen (``resolutions/reconciliation``).
    """

    rule = models.CharField(_("rule"), max_length=50, help_text=_("Its code."))
    key = models.CharField(max_length=100, help_text=_("Tells findings of one rule apart."))
    province = models.ForeignKey(
        "units.Province",
        models.PROTECT,
        null=True,
        related_name="findings",
        verbose_name=_("province"),
        help_text=_("Empty: the whole country."),
    )
    claims = models.ManyToManyField(SourceClaim, related_name="findings", verbose_name=_("claims"))
    severity = models.CharField(
        pgettext_lazy("finding", "severity"), max_length=6, choices=Severity.choices
    )
    values = models.JSONField(_("values"), help_text=_("Numbers and days as text."))
    fingerprint = models.CharField(
        max_length=64, help_text=_("Of all that it rests on: another one opens it again.")
    )
    found_at = models.DateTimeField(_("found at"))
    lapsed_at = models.DateTimeField(_("no longer holds since"), null=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="findings",
        verbose_name=_("assigned to"),
    )
    assigned_at = models.DateTimeField(_("assigned at"), null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="findings_resolved",
        verbose_name=_("resolved by"),
    )
    resolved_at = models.DateTimeField(_("resolved at"), null=True)
    note = models.TextField(_("how it was resolved"), blank=True)
    reopened_at = models.DateTimeField(_("opened again at"), null=True)
    history = HistoricalRecords(history_change_reason_field=SentenceField(null=True))

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["-found_at", "rule", "key"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "key"], name="finding_once"),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True, note="")
                | (Q(resolved_at__isnull=False, resolved_by__isnull=False) & ~Q(note="")),
                name="finding_resolved_by_somebody_with_a_note",
            ),
            models.CheckConstraint(
                condition=Q(assigned_at__isnull=True, assigned_to__isnull=True)
                | Q(assigned_at__isnull=False, assigned_to__isnull=False),
                name="finding_assigned_to_somebody",
            ),
        ]
        indexes = [models.Index(fields=["province", "lapsed_at"], name="finding_of_province")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("admin:resolutions_finding_change", args=[self.pk])

    @property
    def status(self) -> FindingStatus:
        if self.lapsed_at:
            return FindingStatus.LAPSED
        if self.resolved_at:
            return FindingStatus.RESOLVED
        return FindingStatus.ASSIGNED if self.assigned_to_id else FindingStatus.OPEN

    @property
    def is_in_dispute(self) -> bool:
        return self.status in (FindingStatus.OPEN, FindingStatus.ASSIGNED)
