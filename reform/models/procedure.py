from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from units.kinds import KIND_CHOICES

from ..choices import RULES_BY_LAW, CaseStatus, DecidingLevel, ProcedureState


def every_rule() -> list[str]:
    return [code for code, _label in RULES_BY_LAW]


class Procedure(models.Model):
    """How a kind of change is handled: who decides, through which statuses, in how many working
    days, with which papers, held against which rules.

    Published versions are not edited: a new version takes over, and dossiers keep the one they
    began under.
    """

    code = models.CharField(_("code"), max_length=40)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(
        _("kind of event"),
        max_length=20,
        choices=KIND_CHOICES,
        blank=True,
        help_text=_("Empty: dossiers with any kind of event."),
    )
    level = models.CharField(_("who decides"), max_length=12, choices=DecidingLevel.choices)
    province = models.ForeignKey(
        "units.Province",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("province"),
        help_text=_("Empty: for all; a province's own procedure goes before it."),
    )
    rules = models.JSONField(
        _("rules"),
        default=every_rule,
        blank=True,
        help_text=_("Dossiers are held against these, while a row of law is in force for them."),
    )
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ProcedureState.choices,
        default=ProcedureState.CONCEPT,
        editable=False,
    )
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_to = models.DateField(_("in force until (not including)"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        ordering = ["code", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["code", "edition"], name="procedure_edition"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="procedure_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.edition})"


class ProcedureStage(models.Model):
    """A status that dossiers of a procedure pass through; the table of moves is narrowed to these
    (:mod:`reform.cases.stages`). An empty lead time means that none is known: the clock of the
    stage before runs on, or none runs, and then nothing is ever late."""

    procedure = models.ForeignKey(
        Procedure, models.CASCADE, related_name="stages", verbose_name=_("procedure")
    )
    status = models.CharField(_("status"), max_length=12, choices=CaseStatus.choices)
    lead_days = models.PositiveSmallIntegerField(
        _("working days"), null=True, blank=True, help_text=_("Empty if unknown.")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = pgettext_lazy("procedure", "status")
        verbose_name_plural = pgettext_lazy("procedure", "statuses")
        ordering = ["procedure", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "status"], name="procedurestage_once")
        ]

    def __str__(self) -> str:
        return self.get_status_display()


class RequiredDocument(models.Model):
    """A paper that a dossier of this procedure must hold before it may reach a status."""

    procedure = models.ForeignKey(
        Procedure, models.CASCADE, related_name="required_documents", verbose_name=_("procedure")
    )
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=300)
    needed_for = models.CharField(
        _("needed before"),
        max_length=12,
        choices=CaseStatus.choices,
        default=CaseStatus.SUBMITTED,
    )
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("required document")
        verbose_name_plural = _("required documents")
        ordering = ["procedure", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "code"], name="requireddocument_once")
        ]

    def __str__(self) -> str:
        return self.name
