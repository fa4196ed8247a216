from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import PaperType
from ..querysets import PaperQuerySet, PaperVersionQuerySet

#: What a paper can be about: exactly one of these is filled.
ABOUT = ("case", "plan", "visit", "first_on")


def about_one_thing() -> Q:
    found = Q()
    for filled in ABOUT:
        found |= Q(**{f"{name}__isnull": name != filled for name in ABOUT})
    return found


def once(*fields: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["kind", *fields],
        condition=Q(**{f"{fields[-1]}__isnull": False}),
        name=f"paper_of_{fields[-1]}_once",
    )


class Paper(models.Model):
    """An official paper drawn from the data: of a dossier, a plan, a visit, or of a province and
    period. Its files are in its versions; none is lost. Written by :mod:`reform.papers.keeping`."""

    kind = models.CharField(_("kind"), max_length=20, choices=PaperType.choices)
    province = models.ForeignKey(
        "units.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name=_("province"),
    )
    case = models.ForeignKey(
        "reform.Case", models.PROTECT, null=True, related_name="papers", verbose_name=_("dossier")
    )
    plan = models.ForeignKey(
        "reform.Plan", models.PROTECT, null=True, related_name="papers", verbose_name=_("plan")
    )
    visit = models.ForeignKey(
        "resolutions.MonitoringVisit",
        models.PROTECT,
        null=True,
        related_name="papers",
        verbose_name=_("monitoring visit"),
    )
    first_on = models.DateField(_("first day"), null=True)
    last_on = models.DateField(_("last day (included)"), null=True)
    # Of a workbook that the worker writes: when it was asked for last.
    asked_at = models.DateTimeField(null=True, editable=False)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("official paper")
        verbose_name_plural = _("official papers")
        ordering = ["-pk"]
        constraints = [
            once("case"),
            once("plan"),
            once("visit"),
            once("province", "first_on"),
            models.CheckConstraint(condition=about_one_thing(), name="paper_about_one_thing"),
        ]

    def __str__(self) -> str:
        about = self.case or self.plan or self.visit
        if about is None:
            days = f"{self.first_on:%d/%m/%Y} – {self.last_on:%d/%m/%Y}"
            about = f"{self.province.full_name}, {days}"
        return f"{self.get_kind_display()} · {about}"


class PaperVersion(models.Model):
    """One file of a paper, and the data that it was drawn from: those of ``as_of``, by their
    fingerprint, in the template of that fingerprint. Written once."""

    paper = models.ForeignKey(
        Paper, models.PROTECT, related_name="versions", verbose_name=_("official paper")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    as_of = models.DateField(_("data of"))
    data_sha256 = models.CharField(max_length=64)
    template_sha256 = models.CharField(max_length=64, blank=True)
    file = models.FileField(_("file"), upload_to="papers/%Y/%m/", max_length=200)
    filename = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    drawn_at = models.DateTimeField(_("drawn at"))
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("drawn by")
    )

    objects = PaperVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of an official paper")
        verbose_name_plural = _("versions of official papers")
        ordering = ["paper", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="paperversion_once")
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.number})"
