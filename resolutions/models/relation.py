from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..choices import FOLLOWING, MUTUAL, Relation
from ..querysets import RelationQuerySet
from .document import LegalDocument


class DocumentRelation(models.Model):
    """``from_document`` implements (amends, replaces, answers ...) ``to_document``."""

    from_document = models.ForeignKey(
        LegalDocument, models.CASCADE, related_name="relations", verbose_name=_("document")
    )
    kind = models.CharField(_("relation"), max_length=14, choices=Relation.choices)
    to_document = models.ForeignKey(
        LegalDocument,
        models.PROTECT,
        related_name="relations_to",
        verbose_name=_("other document"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    history = HistoricalRecords()

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation of documents")
        verbose_name_plural = _("relations of documents")
        ordering = ["from_document", "kind", "to_document"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_document", "kind", "to_document"], name="documentrelation_once"
            ),
            models.CheckConstraint(
                condition=~Q(from_document=F("to_document")),
                name="documentrelation_to_another",
                violation_error_message=_("A document can't be related to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_document} {self.get_kind_display()} {self.to_document}"

    def natural_key(self):
        return (self.from_document.natural_key(), self.kind, self.to_document.natural_key())

    natural_key.dependencies = ["resolutions.legaldocument"]

    def clean(self) -> None:
        """Nothing follows what came later, nothing follows itself, nothing is said twice."""
        if not (self.from_document_id and self.to_document_id):
            return
        if is_older(self.kind, self.from_document, self.to_document):
            raise ValidationError({"to_document": _("It was issued later: check the days.")})
        if self.kind in MUTUAL and self.others().filter(**self.turned_round()).exists():
            raise ValidationError({"to_document": _("The other document says so already.")})
        if self.kind in FOLLOWING and self.from_document_id in self.followed():
            raise ValidationError(
                {"to_document": _("It follows this document itself, directly or over others.")}
            )

    def others(self):
        return DocumentRelation.objects.exclude(pk=self.pk)

    def turned_round(self) -> dict[str, object]:
        return {
            "kind": self.kind,
            "from_document": self.to_document_id,
            "to_document": self.from_document_id,
        }

    def followed(self) -> set[int]:
        """Ids of all documents that the other one follows, directly or over others; one query."""
        pairs = self.others().filter(kind__in=FOLLOWING).order_by()
        followed = defaultdict(set)
        for later, earlier in pairs.values_list("from_document", "to_document"):
            followed[later].add(earlier)
        found: set[int] = set()
        open_ends = {self.to_document_id}
        while open_ends:
            open_ends = set().union(*(followed[pk] for pk in open_ends)) - found
            found |= open_ends
        return found


def is_older(kind: str, document: LegalDocument, other: LegalDocument) -> bool:
    """Would ``document`` follow (or cite) what was issued after it? Unknown days contradict
    nothing."""
    days = document.issued_on, other.issued_on
    return kind in FOLLOWING | {Relation.CITES} and None not in days and days[0] < days[1]
