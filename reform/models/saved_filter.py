from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import SavedFilterQuerySet


class SavedFilter(models.Model):
    """A choice of rows that a person keeps under a name, and may share within a province."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    screen = models.CharField(_("list"), max_length=100, help_text="room.model")
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=2000, help_text="as in the address, without ?")
    province = models.ForeignKey(
        "units.Province",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("shared within"),
    )
    saved_at = models.DateTimeField(_("saved at"))

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["screen", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "screen", "name"], name="savedfilter_once")
        ]

    def __str__(self) -> str:
        return self.name
