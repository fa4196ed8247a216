from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .entry import LedgerRow
from .unit import Unit

#: The figures themselves, in the order in which lists give them.
FIGURES = (
    "headcount_budget",
    "headcount_revenue",
    "headcount_present",
    "contracts",
    "deputies",
    "budget_spending",
    "own_revenue",
)


class YearFigures(LedgerRow):
    """People and money of a unit in a year. Unknown is empty, never 0. Money is in đồng."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="figures", verbose_name=_("public service unit")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    province = models.ForeignKey(
        "units.Province", models.PROTECT, null=True, blank=True, verbose_name=_("province")
    )
    headcount_budget = models.PositiveIntegerField(
        _("assigned headcount paid from the state budget"), null=True, blank=True
    )
    headcount_revenue = models.PositiveIntegerField(
        _("assigned headcount paid from service revenue"), null=True, blank=True
    )
    headcount_present = models.PositiveIntegerField(_("people present"), null=True, blank=True)
    contracts = models.PositiveIntegerField(_("labour contracts"), null=True, blank=True)
    deputies = models.PositiveSmallIntegerField(_("deputy heads"), null=True, blank=True)
    budget_spending = models.DecimalField(
        _("state budget spending (đồng)"), max_digits=18, decimal_places=0, null=True, blank=True
    )
    own_revenue = models.DecimalField(
        _("own revenue (đồng)"), max_digits=18, decimal_places=0, null=True, blank=True
    )
    source_sheet = models.CharField(_("sheet"), max_length=100, blank=True, editable=False)
    source_row = models.PositiveIntegerField(_("row"), null=True, editable=False)

    class Meta:
        verbose_name = _("figures of a year")
        verbose_name_plural = _("yearly figures")
        ordering = ["unit_id", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=Q(superseded_at__isnull=True),
                name="yearfigures_one_a_year",
            )
        ]
        indexes = [
            models.Index(
                fields=["province", "year"],
                condition=Q(superseded_at__isnull=True),
                name="yearfigures_counting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"
