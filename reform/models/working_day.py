from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class CalendarDay(models.Model):
    """A day on which offices keep other hours than the week says: a holiday, or a Saturday or
    Sunday worked in exchange for one (Labour Code 45/2019/QH14, Article 112)."""

    day = models.DateField(_("day"), unique=True)
    is_worked = models.BooleanField(
        _("worked"),
        default=False,
        help_text=_("Tick for a Saturday or Sunday that makes up for a day off."),
    )
    name = models.CharField(_("name"), max_length=120)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("holiday or make-up day")
        verbose_name_plural = _("holidays and make-up days")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"


class CalendarYear(models.Model):
    """A year whose days off are all entered: Tết and the Hùng Kings' day move with the moon and are
    announced each year. Without this row nobody knows whether a deadline in the year is right."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    legal_basis = models.CharField(
        _("legal basis"), max_length=200, help_text=_("The notice that names the days off.")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("year with all its days off")
        verbose_name_plural = _("years with all their days off")
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)
