from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class PlannedFigures(models.Model):
    """What a dossier plans for a unit that comes out of its events. Unknown is empty, never 0."""

    participant = models.OneToOneField(
        "units.Participant", models.CASCADE, related_name="planned", verbose_name=_("unit")
    )
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    headcount_budget = models.PositiveIntegerField(
        _("assigned headcount paid from the state budget"), null=True, blank=True
    )
    deputies = models.PositiveSmallIntegerField(_("deputy heads"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("planned figures")
        verbose_name_plural = _("planned figures")

    def __str__(self) -> str:
        return str(self.participant)
