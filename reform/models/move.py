from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import CaseStatus
from .case import Case
from .reason import CodedReason


class CaseMove(models.Model):
    """One step of a dossier; written once, never changed and never deleted."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="moves", verbose_name=_("dossier"))
    action = models.CharField(_("step"), max_length=20)
    from_status = models.CharField(max_length=12, choices=CaseStatus.choices, blank=True)
    to_status = models.CharField(_("status"), max_length=12, choices=CaseStatus.choices)
    version = models.PositiveIntegerField(help_text="of the dossier after this step")
    coded_reason = models.ForeignKey(
        CodedReason, models.PROTECT, null=True, related_name="+", verbose_name=_("reason")
    )
    reason = models.TextField(_("remarks"), blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("handed to"),
    )
    due_on = models.DateField(_("due on"), null=True, help_text="as it stood after this step")
    facts = models.JSONField(default=dict, help_text="what the step's form held besides")
    made_at = models.DateTimeField(_("at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("step of a dossier")
        verbose_name_plural = _("steps of dossiers")
        ordering = ["case", "version"]
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="casemove_one_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.action} ({self.version})"
