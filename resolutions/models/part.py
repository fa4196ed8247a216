from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..choices import PartKind
from ..querysets import PartQuerySet
from .document import LegalDocument


class DocumentPart(models.Model):
    """A part of a document: a group of viewpoints, a goal, a task, an article, one inside another.

    A part whose heading nobody has entered still counts: a resolution of eight groups of tasks has
    eight of them before anybody types the first.
    """

    document = models.ForeignKey(
        LegalDocument, models.CASCADE, related_name="parts", verbose_name=_("document")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("inside"),
        help_text=_("Empty: stands directly in the document."),
    )
    kind = models.CharField(_("kind"), max_length=15, choices=PartKind.choices)
    number = models.CharField(_("number"), max_length=20, help_text=_("As printed: 1, II, 3.2, a."))
    position = models.PositiveSmallIntegerField(
        _("position"), default=1, help_text=_("The order among the parts beside it.")
    )
    heading = models.CharField(
        _("heading"), max_length=500, blank=True, help_text=_("Empty if nobody has entered it.")
    )
    text = models.TextField(_("text"), blank=True)
    history = HistoricalRecords()

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of a document")
        verbose_name_plural = _("parts of a document")
        ordering = ["document", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "kind", "number"],
                condition=Q(parent=None),
                name="documentpart_once",
                violation_error_message=_("The document has a part of this kind and number."),
            ),
            models.UniqueConstraint(
                fields=["parent", "kind", "number"],
                condition=Q(parent__isnull=False),
                name="documentpart_once_inside",
                violation_error_message=_("There is a part of this kind and number inside it."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                name="documentpart_inside_another",
                violation_error_message=_("A part can't be inside itself."),
            ),
        ]

    def __str__(self) -> str:
        name = f"{self.get_kind_display()} {self.number}"
        return f"{name}: {self.heading}" if self.heading else name

    def natural_key(self):
        above = self.parent.natural_key() if self.parent else None
        return (self.document.natural_key(), above, self.kind, self.number)

    natural_key.dependencies = ["resolutions.legaldocument"]

    def clean(self) -> None:
        """A part lies inside a part of its own document, and not, over others, inside itself."""
        if self.parent and self.parent.document_id != self.document_id:
            raise ValidationError({"parent": _("Choose a part of the same document.")})
        above, passed = self.parent, {self.pk} - {None}
        while above:
            if above.pk in passed:
                raise ValidationError({"parent": _("That part lies inside this one.")})
            passed.add(above.pk)
            above = above.parent
