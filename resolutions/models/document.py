import datetime as dt

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..choices import DocumentKind, DocumentStatus, Relation
from ..querysets import LegalDocumentQuerySet, RelationQuerySet

#: Stands for "no date" where a unique key must hold for unknown dates too: in SQL no NULL equals
#: another. Never shown, never stored.
NO_DATE = Value(dt.date.min, models.DateField())


class LegalDocument(models.Model):
    """A document that orders, plans or reports something.

    The key is (number, issuer, issue date), because numbers are used again: 19-NQ/TW was issued in
    2017 and, on another matter, in 2026. A document whose number nobody knows is told apart by its
    title.
    """

    number = models.CharField(
        _("number"), max_length=60, blank=True, help_text=_("As printed. Empty if unknown.")
    )
    issuer = models.CharField(_("issued by"), max_length=200)
    issued_on = models.DateField(
        _("issued on"), null=True, blank=True, help_text=_("Empty if unknown.")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=DocumentKind.choices)
    title = models.CharField(_("abstract"), max_length=500)
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    expires_on = models.DateField(_("in force until (not including)"), null=True, blank=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=DocumentStatus.choices,
        blank=True,
        help_text=_("Empty if unknown."),
    )
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Where this is known from.")
    )
    note = models.TextField(_("note"), blank=True)
    history = HistoricalRecords()

    objects = LegalDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = [F("issued_on").desc(nulls_last=True), "number", "title"]
        constraints = [
            models.UniqueConstraint(
                "number",
                "issuer",
                Coalesce("issued_on", NO_DATE),
                condition=~Q(number=""),
                name="legaldocument_key",
                violation_error_message=_("This issuer has such a number on that day already."),
            ),
            models.UniqueConstraint(
                "issuer",
                "title",
                Coalesce("issued_on", NO_DATE),
                condition=Q(number=""),
                name="legaldocument_key_without_number",
                violation_error_message=_(
                    "This issuer has a document without number and with this abstract already."
                ),
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(effective_on__isnull=True)
                | Q(expires_on__gt=F("effective_on")),
                name="legaldocument_period",
                violation_error_message=_("It must end after it begins."),
            ),
        ]

    def __str__(self) -> str:
        name = self.number or self.title
        return f"{name} ({date_format(self.issued_on)})" if self.issued_on else name

    def natural_key(self):
        key = (self.number, self.issuer, self.issued_on)
        return key if self.number else (*key, self.title)

    @property
    def citation(self) -> str:
        """Number, date and issuer in one line; what is not known is said."""
        number = self.number or gettext("number not known")
        day = date_format(self.issued_on) if self.issued_on else gettext("date not known")
        return f"{number}, {day}, {self.issuer}"


class DocumentRelation(models.Model):
    """``from_document`` implements (amends, replaces, answers ...) ``to_document``."""

    from_document = models.ForeignKey(
        LegalDocument, models.CASCADE, related_name="relations", verbose_name=_("document")
    )
    kind = models.CharField(_("relation"), max_length=14, choices=Relation.choices)
    to_document = models.ForeignKey(
        LegalDocument,
        models.PROTECT,
        related_name="relations_to",
        verbose_name=_("other document"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation of documents")
        verbose_name_plural = _("relations of documents")
        ordering = ["from_document", "kind", "to_document"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_document", "kind", "to_document"], name="documentrelation_once"
            ),
            models.CheckConstraint(
                condition=~Q(from_document=F("to_document")),
                name="documentrelation_to_another",
                violation_error_message=_("A document can't be related to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_document} {self.get_kind_display()} {self.to_document}"

    def natural_key(self):
        return (self.from_document.natural_key(), self.kind, self.to_document.natural_key())

    natural_key.dependencies = ["resolutions.legaldocument"]
