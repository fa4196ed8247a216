from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FirstStep(models.Model):
    """A step of a person's first hour that the person has ticked, or the whole list put aside."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    step = models.SlugField(help_text="a key of reform.first_hour.STEPS")
    marked_at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("step of the first hour")
        verbose_name_plural = _("steps of the first hour")
        default_permissions = ()  # one's own, by the desk only
        constraints = [models.UniqueConstraint(fields=["person", "step"], name="firststep_once")]

    def __str__(self) -> str:
        return self.step
