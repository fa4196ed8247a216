from django.db import models
from django.utils.translation import gettext_lazy as _


class Routine(models.Model):
    """What the worker does once a day; ``last_on`` is the day on which it was last done."""

    name = models.SlugField(_("name"), max_length=40, unique=True)
    last_on = models.DateField(_("last done on"))

    class Meta:
        verbose_name = _("daily routine")
        verbose_name_plural = _("daily routines")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}: {self.last_on}"
