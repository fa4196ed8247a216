from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from units.models.sector import NamedInTwoLanguages

from ..querysets import PlanQuerySet


class PlanPeriod(NamedInTwoLanguages):
    """A stretch of years for which provinces plan (Resolution 19-NQ/TW: to 2021, 2025 and 2030;
    Decision 282/QĐ-TTg: the arrangement of 2026–2027). Both days are included."""

    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day (included)"))
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("period of plans")
        verbose_name_plural = _("periods of plans")
        ordering = ["ends_on", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="planperiod_order")
        ]


class Plan(models.Model):
    """What a province undertakes for a period: by which document, measured from which day.

    The baseline is frozen as of ``baseline_on`` and as the register knew it at ``baseline_known``,
    so that the figure printed in the plan can be counted again whatever is recorded later. Only
    :func:`reform.plans.baseline.freeze` writes it.
    """

    province = models.ForeignKey(
        "units.Province", models.PROTECT, related_name="plans", verbose_name=_("province")
    )
    period = models.ForeignKey(PlanPeriod, models.PROTECT, verbose_name=_("period"))
    document = models.ForeignKey(
        "resolutions.LegalDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name=_("document of the plan"),
        help_text=_("Empty until it is issued. Its targets and its dossiers follow from it."),
    )
    bases = models.ManyToManyField(
        "resolutions.LegalDocument", blank=True, related_name="+", verbose_name=_("legal bases")
    )
    baseline_on = models.DateField(_("baseline day"), null=True, editable=False)
    baseline_known = models.DateTimeField(_("as known at"), null=True, editable=False)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("frozen by"),
    )
    note = models.TextField(_("note"), blank=True)
    history = HistoricalRecords(m2m_fields=[bases])

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["province", "period"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "period"],
                name="plan_of_a_period",
                violation_error_message=_("The province has a plan of this period already."),
            ),
            models.CheckConstraint(
                condition=Q(baseline_on__isnull=True, baseline_known__isnull=True)
                | Q(baseline_on__isnull=False, baseline_known__isnull=False),
                name="plan_baseline",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.province.full_name} · {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("admin:reform_plan_change", args=[self.pk])


class PlanMeasure(models.Model):
    """What will be done for a plan, by whom and by when; the dossier does it, once there is one."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="measures", verbose_name=_("plan"))
    what = models.CharField(_("what will be done"), max_length=500)
    fewer_units = models.PositiveIntegerField(
        _("fewer units"), null=True, blank=True, help_text=_("Empty if the plan does not say.")
    )
    agency = models.ForeignKey(
        "units.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("accountable agency"),
    )
    person = models.CharField(_("accountable person"), max_length=150, blank=True)
    due_on = models.DateField(_("due by"), null=True, blank=True)
    case = models.ForeignKey(
        "reform.Case",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name=_("dossier"),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("measure of a plan")
        verbose_name_plural = _("measures of a plan")
        ordering = [F("due_on").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.what
