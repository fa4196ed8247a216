from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import MemberRole
from ..querysets import MembershipQuerySet


class Membership(models.Model):
    """A person's role in a province (or, with no province, in the whole country), counting from
    ``started_on`` until the day before ``ended_on``."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("user"),
    )
    role = models.CharField(_("role"), max_length=20, choices=MemberRole.choices)
    province = models.ForeignKey(
        "units.Province",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("province"),
        help_text=_("Empty: the whole country."),
    )
    started_on = models.DateField(_("since"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "province"],
                condition=Q(ended_on__isnull=True),
                name="membership_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
