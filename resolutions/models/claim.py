from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from units.choices import Bloc, Precision

from ..choices import ClaimSubject, Doubt, Measure, Operator
from ..querysets import ClaimQuerySet
from .document import LegalDocument
from .meeting import Meeting

DATED = ~Q(day_precision="") & Q(day__isnull=False)


class SourceClaim(models.Model):
    """What a paper says, in its own words, with the figures read out of them.

    A claim is never a fact of the register and is never put right: what does not add up in it stays
    as printed, so that it can be shown. Days of a quoted period are both included, as papers say.
    """

    source = models.CharField(
        _("source"), max_length=300, help_text=_("The paper: what, by whom, of which day.")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=1, help_text=_("Which claim of this source: 1, 2, 3 …")
    )
    document = models.ForeignKey(
        LegalDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("document"),
        help_text=_("If the source is a document of its own."),
    )
    province = models.ForeignKey(
        "units.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("province"),
        help_text=_("Empty: the whole country."),
    )
    bloc = models.CharField(_("bloc"), max_length=12, choices=Bloc.choices, blank=True)
    quote = models.TextField(
        _("quoted words"), blank=True, help_text=_("Empty only where nobody has read them yet.")
    )
    indicator = models.CharField(
        _("subject"), max_length=40, choices=ClaimSubject.choices, blank=True
    )
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=2, null=True, blank=True)
    measure = models.CharField(_("measure"), max_length=14, choices=Measure.choices)
    value_from = models.DecimalField(
        _("from"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    value_to = models.DecimalField(_("to"), max_digits=18, decimal_places=2, null=True, blank=True)
    stated_delta = models.DecimalField(
        _("stated difference"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    stated_percent = models.DecimalField(
        _("stated percentage"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    is_promise = models.BooleanField(
        _("promised"), default=False, help_text=_("What is to come, not what has been reached.")
    )
    operator = models.CharField(
        _("operator"),
        max_length=10,
        choices=Operator.choices,
        blank=True,
        help_text=_("Of a promise; empty if the words do not say."),
    )
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    doubt = models.CharField(
        _("to be confirmed"),
        max_length=10,
        choices=Doubt.choices,
        blank=True,
        help_text=_("What the translation lost, for a reviewer to look up in the original."),
    )
    instrument = models.ForeignKey(
        LegalDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reported_in",
        verbose_name=_("document carried out"),
        help_text=_("Of whose implementation the words speak."),
    )
    stated_period = models.CharField(_("stated period"), max_length=100, blank=True)
    stated_years = models.PositiveSmallIntegerField(
        _("stated number of years"), null=True, blank=True, help_text=_("“After 5 years”.")
    )
    as_of = models.DateField(_("as of"), null=True, blank=True)
    period_from = models.DateField(_("first day"), null=True, blank=True)
    period_to = models.DateField(_("last day (included)"), null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(_("baseline year"), null=True, blank=True)
    baseline_year_to = models.PositiveSmallIntegerField(
        _("last baseline year"), null=True, blank=True, help_text=_("If it is a period of years.")
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("meeting"),
    )
    organiser = models.CharField(
        _("held by"), max_length=200, blank=True, help_text=_("As this source calls it.")
    )
    stated_day = models.CharField(
        _("stated day"), max_length=60, blank=True, help_text=_("As printed: “15 December”.")
    )
    day = models.DateField(
        _("day"), null=True, blank=True, help_text=_("The first day, of a month or a year.")
    )
    day_precision = models.CharField(
        _("precision"), max_length=5, choices=Precision.choices, blank=True
    )
    year_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("year inferred from"),
        help_text=_("The claim that tells the year, if this source does not."),
    )
    fulfilled_by = models.ForeignKey(
        LegalDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="planned_in",
        verbose_name=_("fulfilled by"),
        help_text=_("The document that came of a planned step."),
    )
    parts = models.JSONField(
        _("parts"), default=dict, blank=True, help_text=_("Name and figure of each part.")
    )
    note = models.TextField(_("note"), blank=True)
    translator_note = models.TextField(_("translator's note"), blank=True)
    history = HistoricalRecords()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim of a paper")
        verbose_name_plural = _("claims of papers")
        ordering = ["source", "position"]
        constraints = [
            models.UniqueConstraint(fields=["source", "position"], name="sourceclaim_once"),
            models.CheckConstraint(
                condition=Q(period_to__isnull=True)
                | Q(period_from__isnull=True)
                | Q(period_to__gte=F("period_from")),
                name="sourceclaim_period",
                violation_error_message=_("The last day can't be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(day__isnull=True, day_precision="", year_from__isnull=True) | DATED,
                name="sourceclaim_day",
                violation_error_message=_("A day needs its precision; without a day, none."),
            ),
            models.CheckConstraint(
                condition=Q(baseline_year_to__isnull=True)
                | Q(baseline_year__isnull=False, baseline_year_to__gte=F("baseline_year")),
                name="sourceclaim_baseline",
                violation_error_message=_("The last baseline year can't be before the first."),
            ),
        ]

    def __str__(self) -> str:
        if not self.quote:
            return f"{self.source} ({self.position})"
        return self.quote if len(self.quote) <= 80 else f"{self.quote[:79]}…"

    def natural_key(self):
        return (self.source, self.position)

    @property
    def has_figure(self) -> bool:
        told = (
            self.value, self.value_from, self.value_to, self.stated_delta, self.stated_percent
        )  # fmt: skip
        return bool(self.parts) or any(one is not None for one in told)

    def clean(self) -> None:
        """Rules add the parts up, so each is a name with a figure; none is an empty table."""
        told, self.parts = self.parts or {}, {}  # the form is shown again, with the sums of these
        if not isinstance(told, dict) or not all(map(is_figure, told.values())):
            example = '{"central": 116, "local": 2}'
            said = _("Write the name of each part with its figure, as: %(example)s")
            raise ValidationError({"parts": said % {"example": example}})
        self.parts = told


def is_figure(value: object) -> bool:
    try:
        return not isinstance(value, bool) and Decimal(str(value)).is_finite()
    except InvalidOperation:
        return False
