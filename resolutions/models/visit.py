from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..standing import RequestQuerySet, VisitQuerySet
from .document import NO_DATE, LegalDocument


class MonitoringVisit(models.Model):
    """A body came to see how a province carries out what was promised."""

    province = models.ForeignKey(
        "units.Province", models.PROTECT, related_name="visits", verbose_name=_("province")
    )
    visitor = models.CharField(_("who visited"), max_length=200)
    visited_on = models.DateField(
        _("visited on"), null=True, blank=True, help_text=_("Empty if unknown.")
    )
    subject = models.CharField(_("subject"), max_length=300)
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Where this is known from.")
    )
    note = models.TextField(_("note"), blank=True)
    history = HistoricalRecords()

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("monitoring visit")
        verbose_name_plural = _("monitoring visits")
        ordering = [F("visited_on").desc(nulls_last=True), "visitor"]
        constraints = [
            models.UniqueConstraint(
                "province",
                "visitor",
                "subject",
                Coalesce("visited_on", NO_DATE),
                name="monitoringvisit_once",
                violation_error_message=_("This visit is there already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.visitor}: {self.subject}"

    def natural_key(self):
        return (self.province.natural_key(), self.visitor, self.visited_on, self.subject)

    natural_key.dependencies = ["units.province"]


class VisitRequest(models.Model):
    """One thing that a visit asked the province for, and what came back."""

    visit = models.ForeignKey(
        MonitoringVisit,
        models.CASCADE,
        related_name="requests",
        verbose_name=_("monitoring visit"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    text = models.TextField(_("what was asked for"))
    quote = models.TextField(
        _("words of the source"), blank=True, help_text=_("In the language in which it was read.")
    )
    due_on = models.DateField(_("due on"), null=True, blank=True, help_text=_("Empty if unknown."))
    answered_on = models.DateField(_("came back on"), null=True, blank=True)
    answer_document = models.ForeignKey(
        LegalDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visit_requests_answered",
        verbose_name=_("with which document"),
    )
    answer = models.TextField(_("what came back"), blank=True)
    history = HistoricalRecords()

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request of a visit")
        verbose_name_plural = _("requests of visits")
        ordering = ["visit", "position"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "position"], name="visitrequest_once")
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"

    def natural_key(self):
        return (self.visit.natural_key(), self.position)

    natural_key.dependencies = ["resolutions.monitoringvisit"]
