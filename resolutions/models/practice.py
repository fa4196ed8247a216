from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..choices import PracticeOutcome
from ..standing import PracticeQuerySet
from .document import LegalDocument


class GoodPractice(models.Model):
    """What worked somewhere and may be done elsewhere (mô hình điển hình)."""

    province = models.ForeignKey(
        "units.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="practices",
        verbose_name=_("province"),
        help_text=_("Empty: of a body of the whole country."),
    )
    sector = models.ForeignKey(
        "units.Sector", models.PROTECT, null=True, blank=True, verbose_name=_("sector")
    )
    title = models.CharField(_("practice"), max_length=200)
    text = models.TextField(_("what is done"))
    noted_on = models.DateField(
        _("noted on"), null=True, blank=True, help_text=_("Empty if unknown.")
    )
    evidence_document = models.ForeignKey(
        LegalDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="practices",
        verbose_name=_("evidence: document"),
    )
    evidence = models.CharField(
        _("evidence: other"),
        max_length=500,
        blank=True,
        help_text=_("A link, or the words by which it can be found."),
    )
    proposed_by = models.CharField(
        _("proposed for replication by"), max_length=200, blank=True, help_text=_("Body or office.")
    )
    proposed_on = models.DateField(_("proposed on"), null=True, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=PracticeOutcome.choices, blank=True
    )
    outcome_on = models.DateField(_("outcome known on"), null=True, blank=True)
    outcome_text = models.TextField(_("what came of it"), blank=True)
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Where this is known from.")
    )
    note = models.TextField(_("note"), blank=True)
    history = HistoricalRecords()

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")
        ordering = [F("proposed_on").desc(nulls_last=True), "title"]
        constraints = [
            models.UniqueConstraint(fields=["province", "title"], name="goodpractice_once"),
            models.CheckConstraint(
                condition=Q(proposed_on__isnull=True) | ~Q(proposed_by=""),
                name="goodpractice_proposed_by",
                violation_error_message=_("Say who proposed it."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="") | Q(outcome_on__isnull=True, outcome_text=""),
                name="goodpractice_outcome",
                violation_error_message=_("Say what the outcome is."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
