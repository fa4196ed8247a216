from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import RuleCode, Severity, Verdict
from .case import Case


class Check(models.Model):
    """What a rule said of a dossier. It speaks of the content that ``seal`` stands for: when the
    dossier has changed since, it is stale and must be asked again."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="checks", verbose_name=_("dossier"))
    rule = models.SlugField(_("rule"), max_length=40, choices=RuleCode.choices)
    severity = models.CharField(_("severity"), max_length=8, choices=Severity.choices)
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict.choices)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    found = models.JSONField(
        default=list, help_text="code and values of each thing found: reform/cases/findings.py"
    )
    seal = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("checked at"))
    overridden_at = models.DateTimeField(_("overridden at"), null=True)
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("overridden by"),
    )
    override_reason = models.TextField(_("why it is overridden"), blank=True)

    class Meta:
        verbose_name = _("check of a dossier")
        verbose_name_plural = _("checks of dossiers")
        ordering = ["case", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "rule"], name="check_one_a_rule")]

    def __str__(self) -> str:
        return f"{self.get_rule_display()}: {self.get_verdict_display()}"
