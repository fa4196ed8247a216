from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..choices import MailState
from ..querysets import MailQuerySet
from .case import Case


class Mail(models.Model):
    """A mail to one person, written in the transaction of what it tells of, sent afterwards.
    ``key`` says what it tells of, so that nobody is told twice."""

    key = models.CharField(max_length=100, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="mails",
        verbose_name=pgettext_lazy("mail", "to"),
    )
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, related_name="mails", verbose_name=_("dossier")
    )
    subject = models.CharField(pgettext_lazy("mail", "subject"), max_length=250)
    text = models.TextField(_("text"))
    state = models.CharField(
        _("state"), max_length=8, choices=MailState.choices, default=MailState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("last error"), max_length=300, blank=True)
    written_at = models.DateTimeField(pgettext_lazy("mail", "written at"))
    not_before = models.DateTimeField(_("not before"))
    sent_at = models.DateTimeField(_("sent at"), null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "not_before"], name="mail_waiting")]

    def __str__(self) -> str:
        return self.subject
