from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .case import Case
from .procedure import RequiredDocument


class CaseDocument(models.Model):
    """A paper in a dossier. Its file is in its versions; the latest one counts, none is lost."""

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="documents", verbose_name=_("dossier")
    )
    required = models.ForeignKey(
        RequiredDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="filed",
        verbose_name=_("required document"),
        help_text=_("Empty for a paper that the procedure does not ask for."),
    )
    title = models.CharField(_("title"), max_length=300)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("paper of a dossier")
        verbose_name_plural = _("papers of dossiers")
        ordering = ["case", "pk"]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(models.Model):
    """One file of a paper, as it came; written once."""

    document = models.ForeignKey(
        CaseDocument, models.PROTECT, related_name="versions", verbose_name=_("paper")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    file = models.FileField(_("file"), upload_to="cases/%Y/%m/", max_length=200)
    filename = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )

    class Meta:
        verbose_name = _("version of a paper")
        verbose_name_plural = _("versions of papers")
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="documentversion_once")
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.number})"
