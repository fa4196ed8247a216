import datetime as dt
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from units.choices import Bloc

from ..choices import MEASURE_OF, BaselineKind, IndicatorCode, Measure, Operator
from ..querysets import TargetQuerySet
from .document import LegalDocument

# Conditions say "is not null" aloud: a check that comes out as NULL lets the row pass.
NO_DAY = Q(baseline_on__isnull=True)
NO_PERIOD = Q(baseline_from__isnull=True, baseline_to__isnull=True)
ONE_DAY = Q(baseline_kind__in=[BaselineKind.YEAR, BaselineKind.DATE], baseline_on__isnull=False)
A_PERIOD = Q(
    baseline_kind=BaselineKind.PERIOD,
    baseline_from__isnull=False,
    baseline_to__isnull=False,
    baseline_to__gte=F("baseline_from"),
)
NOT_STATED = Q(baseline_kind=BaselineKind.UNKNOWN)
AFTER_THE_DAY = Q(baseline_on__isnull=True) | Q(deadline__gt=F("baseline_on"))
AFTER_THE_PERIOD = Q(baseline_to__isnull=True) | Q(deadline__gt=F("baseline_to"))


def own_measure() -> Q:
    """Each indicator with the one measure that it has."""
    return reduce(
        or_,
        (
            Q(indicator__in=[code for code, own in MEASURE_OF.items() if own == one], measure=one)
            for one in dict.fromkeys(MEASURE_OF.values())
        ),
    )


class Target(models.Model):
    """One promise of a document: an indicator, how much of it, measured from where, by when.

    What the document does not say stays empty, and the page says so. Days of a baseline period are
    both included, as documents state them ("the period 2021-2025").
    """

    document = models.ForeignKey(
        LegalDocument, models.PROTECT, related_name="targets", verbose_name=_("document")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=1, help_text=_("Which target of this document: 1, 2, 3 …")
    )
    province = models.ForeignKey(
        "units.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("province"),
        help_text=_("Empty: the whole country."),
    )
    bloc = models.CharField(
        _("bloc"), max_length=12, choices=Bloc.choices, blank=True, help_text=_("Empty: all blocs.")
    )
    indicator = models.CharField(_("indicator"), max_length=40, choices=IndicatorCode.choices)
    operator = models.CharField(
        _("operator"),
        max_length=10,
        choices=Operator.choices,
        blank=True,
        help_text=_("Empty if the document does not say; then counted as “at least”."),
    )
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2, null=True, blank=True)
    measure = models.CharField(_("measure"), max_length=14, choices=Measure.choices)
    quote = models.TextField(_("words of the document"), blank=True)
    baseline_kind = models.CharField(
        _("baseline"), max_length=8, choices=BaselineKind.choices, default=BaselineKind.UNKNOWN
    )
    baseline_on = models.DateField(
        _("baseline day"), null=True, blank=True, help_text=_("For a year: its last day, 31/12.")
    )
    baseline_from = models.DateField(_("first day of the baseline period"), null=True, blank=True)
    baseline_to = models.DateField(
        _("last day of the baseline period (included)"), null=True, blank=True
    )
    baseline_value = models.DecimalField(
        _("baseline value"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Only if the document states it; otherwise the register is counted."),
    )
    deadline = models.DateField(
        _("deadline"), null=True, blank=True, help_text=_("The last day on which it can be met.")
    )
    definition = models.TextField(
        _("definition"), blank=True, help_text=_("How the document defines what is counted.")
    )
    is_additional = models.BooleanField(
        _("on top of the baseline"),
        null=True,
        blank=True,
        help_text=_("Of a share: is it added to the share at the baseline? Unknown if not stated."),
    )
    eligible_count = models.PositiveIntegerField(
        _("eligible units"), null=True, blank=True, help_text=_("Empty if unknown; 0 if none is.")
    )
    accountable_agency = models.CharField(_("accountable agency"), max_length=200, blank=True)
    accountable_person = models.CharField(_("accountable person"), max_length=150, blank=True)
    note = models.TextField(_("note"), blank=True)
    history = HistoricalRecords()

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = [F("deadline").asc(nulls_last=True), "document", "position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="target_once"),
            models.CheckConstraint(
                condition=own_measure(),
                name="target_measure",
                violation_error_message=_("This indicator is not measured so."),
            ),
            models.CheckConstraint(
                condition=Q(measure=Measure.NONE, value__isnull=True)
                | (~Q(measure=Measure.NONE) & Q(value__isnull=False, value__gte=0)),
                name="target_value",
                violation_error_message=_(
                    "Give the value, not below 0; none where none is measured."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(measure=Measure.PERCENT) | Q(value__lte=100),
                name="target_percent",
                violation_error_message=_("No more than 100 percent."),
            ),
            models.CheckConstraint(
                condition=(ONE_DAY & NO_PERIOD)
                | (A_PERIOD & NO_DAY)
                | (NOT_STATED & NO_DAY & NO_PERIOD),
                name="target_baseline",
                violation_error_message=_(
                    "A year or a day needs the baseline day, a period its first and last day, "
                    "and a baseline that is not stated none of them."
                ),
            ),
            models.CheckConstraint(
                condition=Q(baseline_value__isnull=True) | Q(baseline_value__gte=0),
                name="target_baseline_value",
            ),
            models.CheckConstraint(
                condition=Q(deadline__isnull=True) | (AFTER_THE_DAY & AFTER_THE_PERIOD),
                name="target_deadline",
                violation_error_message=_("The deadline must be after the baseline."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_indicator_display()} · {self.document}"

    def natural_key(self):
        return (self.document.natural_key(), self.position)

    natural_key.dependencies = ["resolutions.legaldocument", "units.province"]

    def clean(self) -> None:
        """A baseline that is a year is counted on the year's last day."""
        day = self.baseline_on
        if self.baseline_kind == BaselineKind.YEAR and day and (day.month, day.day) != (12, 31):
            raise ValidationError(
                {
                    "baseline_on": _("For the year %(year)s give 31/12/%(year)s.")
                    % {"year": day.year}
                }
            )

    @property
    def promised(self) -> str:
        """ "at least 10 percent", "39 units"; empty where no figure is promised."""
        if self.value is None:
            return ""
        value = number_format(self.value.normalize() + 0, force_grouping=True)
        return f"{self.get_operator_display()} {value} {self.get_measure_display()}".strip()

    @property
    def baseline_day(self) -> dt.date | None:
        """The day from which progress is measured: the last day of a year or period; or unknown."""
        return self.baseline_on or self.baseline_to
