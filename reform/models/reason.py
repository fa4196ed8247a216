from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..choices import ReasonFor


class CodedReason(models.Model):
    """A reason that can be counted: why dossiers are handed back, supplemented or rejected."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    act = models.CharField(_("used for"), max_length=12, choices=ReasonFor.choices)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    is_offered = models.BooleanField(_("offered"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("coded reason")
        verbose_name_plural = _("coded reasons")
        ordering = ["act", "pk"]

    def __str__(self) -> str:
        return self.name
