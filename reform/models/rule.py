from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from units.choices import AutonomyGroup

from ..choices import RULES_BY_LAW, Severity


class InForce(models.Model):
    """A row of law: what holds for decisions of which days, and by which text."""

    legal_basis = models.CharField(_("legal basis"), max_length=300)
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_to = models.DateField(_("in force until (not including)"), null=True, blank=True)

    class Meta:
        abstract = True


def period_constraint(name: str) -> models.CheckConstraint:
    open_ended = Q(valid_to__isnull=True) | Q(valid_from__isnull=True)
    return models.CheckConstraint(condition=open_ended | Q(valid_to__gt=F("valid_from")), name=name)


class CaseRule(InForce):
    """How a rule of :mod:`reform.cases.rules` applies to decisions of a time. A rule without a row
    in force on the day is not asked."""

    code = models.SlugField(_("rule"), max_length=40, choices=RULES_BY_LAW)
    severity = models.CharField(_("severity"), max_length=8, choices=Severity.choices)
    value = models.DecimalField(
        _("threshold"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rule for dossiers")
        verbose_name_plural = _("rules for dossiers")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="caserule_once"),
            period_constraint("caserule_period"),
        ]

    def __str__(self) -> str:
        return self.get_code_display()


class DeputyQuota(InForce):
    """The most deputies that the head of a unit may have (Decree 120/2020/NĐ-CP, Article 6(2), as
    amended by Decree 83/2024/NĐ-CP)."""

    autonomy_group = models.CharField(
        _("autonomy group"), max_length=1, choices=AutonomyGroup.choices
    )
    level = models.ForeignKey(
        "units.AgencyLevel",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("level of the governing agency"),
        help_text=_("Empty: all levels that have no row of their own."),
    )
    employees_up_to = models.PositiveIntegerField(
        _("employees, at most"), null=True, blank=True, help_text=_("Empty: any number.")
    )
    most = models.PositiveSmallIntegerField(
        _("deputies, at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: as the unit's own scheme says."),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("quota of deputies")
        verbose_name_plural = _("quotas of deputies")
        ordering = ["autonomy_group", F("employees_up_to").asc(nulls_last=True)]
        constraints = [period_constraint("deputyquota_period")]

    def __str__(self) -> str:
        most = "–" if self.most is None else self.most
        return f"{self.get_autonomy_group_display()}: {most}"
