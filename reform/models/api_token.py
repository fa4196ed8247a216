from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..querysets import ApiTokenQuerySet


class ApiToken(models.Model):
    """Lets a program read what its owner may read. The token itself is shown once, when it is made;
    only its digest is kept. Made and ended by :mod:`reform.open_data.tokens`."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        editable=False,
        related_name="api_tokens",
        verbose_name=_("owner"),
    )
    purpose = models.CharField(_("for which program"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"), editable=False)
    expires_on = models.DateField(_("last day"), help_text=_("It can be read with until then."))
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("key for programs")
        verbose_name_plural = _("keys for programs")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("made_at")),
                name="apitoken_ended_after_it_was_made",
            )
        ]

    def __str__(self) -> str:
        return self.purpose
