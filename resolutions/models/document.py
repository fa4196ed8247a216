import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..choices import FOLLOWING, DocumentKind, DocumentStatus
from ..querysets import LegalDocumentQuerySet

#: Stands for "no date" where a unique key must hold for unknown dates too: in SQL no NULL equals
#: another. Never shown, never stored.
NO_DATE = Value(dt.date.min, models.DateField())
YEAR_IN_NUMBER = re.compile(r"[^/]+/((?:19|20)\d\d)/")


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
    signer = models.CharField(
        _("signed by"),
        max_length=200,
        blank=True,
        help_text=_("The office that signed, as printed; empty if unknown."),
    )
    province = models.ForeignKey(
        "units.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="legal_documents",
        verbose_name=_("province"),
        help_text=_("Whose document it is. Empty: national, for every member to read."),
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
    file = models.FileField(
        _("file"), upload_to="documents/%Y/%m/", max_length=200, blank=True, editable=False
    )
    filename = models.CharField(_("file name"), max_length=200, blank=True, editable=False)
    content_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
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
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(issued_on__isnull=True)
                | Q(expires_on__gt=F("issued_on")),
                name="legaldocument_ends_after_its_issue",
                violation_error_message=_("It can't end before it was issued."),
            ),
            models.CheckConstraint(
                condition=Q(file="", sha256="", size__isnull=True)
                | (~Q(file="") & ~Q(sha256="") & Q(size__isnull=False)),
                name="legaldocument_file_with_its_fingerprint",
            ),
        ]

    def __str__(self) -> str:
        name = self.number or self.title
        return f"{name} ({date_format(self.issued_on)})" if self.issued_on else name

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.pk])

    def natural_key(self):
        key = (self.number, self.issuer, self.issued_on)
        return key if self.number else (*key, self.title)

    def clean(self) -> None:
        """Its day must fit what it says of others, and what they say of it."""
        if not (self.pk and self.issued_on):
            return
        followed = Q(to_document__issued_on__gt=self.issued_on, from_document=self)
        followers = Q(from_document__issued_on__lt=self.issued_on, to_document=self)
        relations = self._meta.get_field("relations").related_model.objects
        wrong = relations.filter(followed | followers, kind__in=FOLLOWING).first()
        if wrong:
            sentence = _("On that day this can't be so: %(relation)s.")
            raise ValidationError({"issued_on": sentence % {"relation": wrong}})

    @property
    def year_in_number(self) -> int | None:
        """2021 of 31/2021/QH15: numbers of laws and decrees carry their year (Decree 30/2020)."""
        found = YEAR_IN_NUMBER.match(self.number)
        return int(found[1]) if found else None

    @property
    def citation(self) -> str:
        """Number, date and issuer in one line; what is not known is said."""
        number = self.number or gettext("number not known")
        day = date_format(self.issued_on) if self.issued_on else gettext("date not known")
        return f"{number}, {day}, {self.issuer}"
