from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import EventQuerySet


class Bundle(models.Model):
    """All that one decision orders: its events take effect in order, together or not at all."""

    title = models.CharField(_("title"), max_length=300)
    province = models.ForeignKey(
        "units.Province", models.PROTECT, null=True, blank=True, verbose_name=_("province")
    )
    decision_number = models.CharField(_("decision number"), max_length=60, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    dossier = models.CharField(
        _("dossier"),
        max_length=40,
        blank=True,
        editable=False,
        help_text="number of the dossier that alone may put the events into effect, or annul them",
    )
    is_sealed = models.BooleanField(
        default=False, editable=False, help_text="the dossier is out of its preparer's hands"
    )
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("bundle of events")
        verbose_name_plural = _("bundles of events")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title
