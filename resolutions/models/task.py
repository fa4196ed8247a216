from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from ..standing import PromisedQuerySet, ReportQuerySet
from .document import LegalDocument


class TaskNeed(models.TextChoices):
    """What a task must name; the review of 2022 found “time, progress and results unclear”."""

    AGENCY = "agency", _("responsible agency")
    PERSON = "person", _("responsible person by name")
    DEADLINE = "deadline", _("deadline")
    RESULT = "result", _("measurable result")


#: What each need is met by: any of the groups, each of whose columns must be filled.
FILLED_BY: Mapping[str, tuple[tuple[str, ...], ...]] = {
    TaskNeed.AGENCY: (("agency_id",), ("agency_name",)),
    TaskNeed.PERSON: (("person_name",),),
    TaskNeed.DEADLINE: (("deadline",),),
    TaskNeed.RESULT: (("result", "whole"),),
}


class Task(models.Model):
    """What a document tells somebody to do (nhiệm vụ). The work items of a dossier are others.

    How far it has come is told by its reports only, and derived (:mod:`resolutions.standing`).
    """

    document = models.ForeignKey(
        LegalDocument, models.PROTECT, related_name="tasks", verbose_name=_("document")
    )
    part = models.ForeignKey(
        "resolutions.DocumentPart",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("part of the document"),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=1, help_text=_("Which task of this document: 1, 2, 3 …")
    )
    province = models.ForeignKey(
        "units.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("province"),
        help_text=_("Empty: the whole country."),
    )
    text = models.TextField(pgettext_lazy("promise", "task"))
    agency = models.ForeignKey(
        "units.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("responsible agency"),
    )
    agency_name = models.CharField(
        _("agency as the document names it"),
        max_length=200,
        blank=True,
        help_text=_("For an agency that is not in the register."),
    )
    person_office = models.CharField(_("office of the person"), max_length=150, blank=True)
    person_name = models.CharField(
        _("responsible person"),
        max_length=150,
        blank=True,
        help_text=_("By name: an office alone leaves the task incomplete."),
    )
    deadline = models.DateField(
        _("deadline"), null=True, blank=True, help_text=_("The last day on which it can be done.")
    )
    result = models.CharField(
        _("measurable result"),
        max_length=300,
        blank=True,
        help_text=_("What can be counted when it is done, as: schools merged."),
    )
    whole = models.PositiveIntegerField(
        _("how many make the whole"), null=True, blank=True, help_text=_("12 schools: 12.")
    )
    note = models.TextField(_("note"), blank=True)
    history = HistoricalRecords()

    objects = PromisedQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("promise", "task")
        verbose_name_plural = pgettext_lazy("promise", "tasks")
        ordering = [F("deadline").asc(nulls_last=True), "document", "position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="task_once"),
            models.CheckConstraint(
                condition=Q(whole__isnull=True) | Q(whole__gte=1),
                name="task_whole",
                violation_error_message=_("The whole is at least 1; leave it empty if unknown."),
            ),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"

    def natural_key(self):
        return (self.document.natural_key(), self.position)

    natural_key.dependencies = ["resolutions.legaldocument", "units.province"]

    def clean(self) -> None:
        if self.part_id and self.part.document_id != self.document_id:
            raise ValidationError({"part": _("Choose a part of the same document.")})

    @property
    def missing(self) -> list[TaskNeed]:
        """What a complete task would name and this one does not; empty for a complete one."""
        return [
            need
            for need in TaskNeed
            if not any(all(getattr(self, column) for column in group) for group in FILLED_BY[need])
        ]


def incomplete() -> Q:
    """The condition of :attr:`Task.missing` for lists: at least one need is not met."""
    found = Q()
    for groups in FILLED_BY.values():
        met = Q(pk__in=[])
        for group in groups:
            met |= Q(*(is_filled(column) for column in group))
        found |= ~met
    return found


def is_filled(column: str) -> Q:
    field = Task._meta.get_field(column.removesuffix("_id"))
    return Q(**{f"{field.name}__isnull": False}) if field.null else ~Q(**{field.name: ""})


class ProgressReport(models.Model):
    """What had been done of a task by a day. Rows are added by :mod:`resolutions.reporting` only,
    and none is changed: a wrong one is put right by the next."""

    task = models.ForeignKey(
        Task, models.PROTECT, related_name="reports", verbose_name=pgettext_lazy("promise", "task")
    )
    reported_on = models.DateField(_("as of"))
    text = models.TextField(_("what has been done"))
    done = models.PositiveIntegerField(
        _("done so far"),
        null=True,
        blank=True,
        help_text=_("Of the whole, since the beginning. Empty if it was not counted."),
    )
    evidence_document = models.ForeignKey(
        LegalDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence_of",
        verbose_name=_("evidence: document"),
    )
    evidence = models.CharField(
        _("evidence: other"),
        max_length=500,
        blank=True,
        help_text=_("A link, or the words by which it can be found."),
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-reported_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done__isnull=True)
                | Q(done=0)
                | Q(evidence_document__isnull=False)
                | ~Q(evidence=""),
                name="progressreport_evidence",
                violation_error_message=_("What is counted as done needs evidence."),
            )
        ]
        indexes = [models.Index(fields=["task", "-reported_on", "-id"], name="progressreport_last")]

    def __str__(self) -> str:
        return f"{self.reported_on:%d/%m/%Y} · {self.text[:80]}"
