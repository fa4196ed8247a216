from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..choices import PaperType

#: A workbook has no template.
DRAWN = [choice for choice in PaperType.choices if choice[0] != PaperType.WORKBOOK]


class PaperTemplate(models.Model):
    """An office's own Word template for a kind of paper, in the place of the house's."""

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=DRAWN,
        unique=True,
        error_messages={"unique": _("There is a template of this kind already: change that one.")},
    )
    file = models.FileField(_("file"), upload_to="paper_templates/%Y/%m/", max_length=200)
    filename = models.CharField(_("file name"), max_length=200, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("template of papers")
        verbose_name_plural = _("templates of papers")
        ordering = ["kind"]

    def __str__(self) -> str:
        return str(self.get_kind_display())
