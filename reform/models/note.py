from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..querysets import OfCaseQuerySet
from .case import Case


class Note(models.Model):
    """Something that somebody wrote in a dossier, with name and time; never changed or deleted."""

    CASE = "case"

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes", verbose_name=_("dossier"))
    text = models.TextField(_("note"), max_length=4000)
    written_at = models.DateTimeField(_("at"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("note", "by"),
    )

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["case", "-pk"]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return f"{self.case.get_absolute_url()}#note-{self.pk}"


class Mention(models.Model):
    """A person named in a note by ``@username``; ``seen_at`` once the person has said so."""

    CASE = "note__case"

    note = models.ForeignKey(Note, models.PROTECT, related_name="mentions", verbose_name=_("note"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="mentions", verbose_name=_("person")
    )
    seen_at = models.DateTimeField(_("seen at"), null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["note", "pk"]
        constraints = [models.UniqueConstraint(fields=["note", "person"], name="mention_once")]
        indexes = [models.Index(fields=["person", "seen_at"], name="mention_unseen")]

    def __str__(self) -> str:
        return f"@{self.person.username}"
