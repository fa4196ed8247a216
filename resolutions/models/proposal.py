from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..choices import AnswerKind
from ..standing import ProposalQuerySet
from .document import NO_DATE, LegalDocument
from .topic import Topic

#: Stands for "no province" where the key must hold for other bodies too, as no NULL equals another.
NOBODY = Value(0, models.BigIntegerField())
NO_ANSWER = Q(answered_on__isnull=True, answer_document__isnull=True, answer="")


def not_before(later: str, earlier: str) -> Q:
    """Holds also where one of the two days is not known."""
    return (
        Q(**{f"{later}__isnull": True})
        | Q(**{f"{earlier}__isnull": True})
        | Q(**{f"{later}__gte": F(earlier)})
    )


class Proposal(models.Model):
    """What a province or an agency asked to be changed (kiến nghị), and what answered it.

    How it stands is derived from the days and the kind of answer (:mod:`resolutions.standing`).
    """

    province = models.ForeignKey(
        "units.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("province"),
        help_text=_("Empty: asked by a body of the whole country."),
    )
    proposer = models.CharField(
        _("asked by"), max_length=200, blank=True, help_text=_("The body or office that asked.")
    )
    asked_on = models.DateField(
        _("asked on"), null=True, blank=True, help_text=_("Empty if unknown.")
    )
    forum = models.CharField(
        _("forum"), max_length=300, help_text=_("Where it was put: a conference, a letter.")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=1, help_text=_("Which proposal put there: 1, 2, 3 …")
    )
    addressee = models.CharField(
        _("addressee"), max_length=200, blank=True, help_text=_("Empty if unknown.")
    )
    subject = models.TextField(_("what is asked for"))
    quote = models.TextField(
        _("words of the source"), blank=True, help_text=_("In the language in which it was read.")
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="proposals", verbose_name=_("topics")
    )
    aimed_at = models.ForeignKey(
        LegalDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals_to_change",
        verbose_name=_("document aimed at"),
    )
    aimed_at_name = models.CharField(
        _("instrument asked for"),
        max_length=300,
        blank=True,
        help_text=_("If no such document is there yet."),
    )
    acknowledged_on = models.DateField(_("acknowledged on"), null=True, blank=True)
    answer_kind = models.CharField(
        _("the answer"), max_length=8, choices=AnswerKind.choices, blank=True
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer_document = models.ForeignKey(
        LegalDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals_answered",
        verbose_name=_("document of the answer"),
    )
    answer = models.TextField(_("words of the answer"), blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Where this is known from.")
    )
    note = models.TextField(_("note"), blank=True)
    history = HistoricalRecords(m2m_fields=[topics])

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = [F("asked_on").asc(nulls_first=True), "forum", "province", "position"]
        constraints = [
            models.UniqueConstraint(
                Coalesce("province", NOBODY, output_field=models.BigIntegerField()),
                "forum",
                Coalesce("asked_on", NO_DATE),
                "position",
                name="proposal_once",
                violation_error_message=_(
                    "There is such a proposal already: take the next number."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(answer_kind="") | NO_ANSWER,
                name="proposal_answer_kind",
                violation_error_message=_(
                    "Say whether the answer grants it in full, in part or refuses it."
                ),
            ),
            *(
                models.CheckConstraint(
                    condition=not_before(later, "asked_on"),
                    name=f"proposal_{later}",
                    violation_error_message=_("Nothing comes of a proposal before it is asked."),
                )
                for later in ("acknowledged_on", "answered_on", "withdrawn_on")
            ),
        ]

    def __str__(self) -> str:
        return self.subject if len(self.subject) <= 80 else f"{self.subject[:79]}…"

    def natural_key(self):
        province = self.province.natural_key() if self.province_id else None
        return (province, self.forum, self.asked_on, self.position)

    natural_key.dependencies = [
        "resolutions.legaldocument", "resolutions.topic", "units.province",
    ]  # fmt: skip
