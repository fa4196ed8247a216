from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import OpinionVerdict
from ..querysets import OfCaseQuerySet
from .case import Case
from .case_document import DocumentVersion


class OpinionRequest(models.Model):
    """An agency is asked what it thinks of a dossier (Decree 120/2020/NĐ-CP, Article 11(1): the
    written opinions of the agencies concerned); written once."""

    CASE = "case"

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="opinions_asked", verbose_name=_("dossier")
    )
    agency = models.ForeignKey(
        "units.Agency", models.PROTECT, related_name="+", verbose_name=_("agency")
    )
    subject = models.TextField(_("what about"), max_length=2000)
    due_on = models.DateField(_("due on"))
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion asked for")
        verbose_name_plural = _("opinions asked for")
        ordering = ["case", "pk"]
        indexes = [models.Index(fields=["asked_by", "due_on"], name="opinion_of_asker")]

    def __str__(self) -> str:
        return str(self.agency)

    def get_absolute_url(self) -> str:
        return f"{self.case.get_absolute_url()}#opinions"


class OpinionReply(models.Model):
    """What the agency answered. It speaks of the content that ``seal`` stands for: when the dossier
    has changed since, it is stale. A changed answer is a new row, and the latest one counts."""

    CASE = "request__case"

    request = models.ForeignKey(
        OpinionRequest, models.PROTECT, related_name="replies", verbose_name=_("opinion asked for")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    verdict = models.CharField(_("opinion"), max_length=8, choices=OpinionVerdict.choices)
    text = models.TextField(_("in its words"), blank=True, max_length=8000)
    replied_on = models.DateField(_("replied on"))
    paper = models.ForeignKey(
        DocumentVersion,
        models.PROTECT,
        null=True,
        related_name="opinion_replies",
        verbose_name=_("paper"),
    )
    seal = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion given")
        verbose_name_plural = _("opinions given")
        ordering = ["request", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="opinionreply_once")
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.get_verdict_display()}"


class JointOpinion(models.Model):
    """One opinion drawn from those of several agencies; it names the answers it rests on."""

    CASE = "case"

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="joint_opinions", verbose_name=_("dossier")
    )
    verdict = models.CharField(_("opinion"), max_length=8, choices=OpinionVerdict.choices)
    text = models.TextField(_("in words"), max_length=8000)
    rests_on = models.ManyToManyField(
        OpinionReply, related_name="joint_opinions", verbose_name=_("rests on")
    )
    seal = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("consolidated opinion")
        verbose_name_plural = _("consolidated opinions")
        ordering = ["case", "-pk"]

    def __str__(self) -> str:
        return f"{self.case.number}: {self.get_verdict_display()}"
