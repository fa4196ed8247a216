from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..querysets import DeskOpeningQuerySet


class DeskOpening(models.Model):
    """The day from which changes of a province pass through dossiers. Only what was operative
    before it is history, which the ministry registers without one; no row means no limit."""

    province = models.ForeignKey(
        "units.Province",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("province"),
        help_text=_("Empty: for all that have no row of their own, and for ministries."),
    )
    opened_on = models.DateField(
        _("opened on"),
        help_text=_("Events operative from this day on need a dossier; earlier ones are history."),
    )
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    history = HistoricalRecords()

    objects = DeskOpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening of the case desk")
        verbose_name_plural = _("openings of the case desk")
        ordering = ["province", "pk"]
        constraints = [
            models.UniqueConstraint(
                Coalesce("province", Value(0)),
                name="deskopening_once",
                violation_error_message=_("This province has its opening day already: edit it."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.province or '–'}: {self.opened_on:%d/%m/%Y}"
