from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.names import search_key

from ..choices import CaseStatus
from ..querysets import CaseQuerySet
from .procedure import Procedure


def person(role: str, label, **options) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name=f"cases_as_{role}",
        verbose_name=label,
        **options,
    )


class Case(models.Model):
    """The dossier (hồ sơ) behind one decision. Its events are drafted in a bundle that the register
    keeps out of effect until this dossier is executed. ``status`` and ``version`` change only by
    :func:`reform.cases.desk.move`."""

    number = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    province = models.ForeignKey(
        "units.Province",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,  # the indexes below begin with it
        verbose_name=_("province"),
        help_text=_("Empty for units of ministries."),
    )
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    serial = models.PositiveIntegerField(editable=False)
    title = models.CharField(_("title"), max_length=300)
    # No index holds words in the middle of a text; those of provinces narrow a search enough.
    search_key = models.CharField(max_length=380, editable=False)
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="cases", verbose_name=_("procedure")
    )
    plan = models.ForeignKey(
        "resolutions.LegalDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("plan it carries out"),
    )
    bundle = models.OneToOneField(
        "units.Bundle",
        models.PROTECT,
        editable=False,
        related_name="case",
        verbose_name=_("events"),
    )
    reverses = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="reversals",
        verbose_name=pgettext_lazy("dossier", "reverses"),
    )
    decision = models.ForeignKey(
        "resolutions.LegalDocument",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="decided_cases",
        verbose_name=_("decision"),
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=CaseStatus.choices,
        default=CaseStatus.DRAFT,
        editable=False,
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    # Three different people (design: preparer, appraiser and approver differ).
    preparer = person("preparer", _("prepared by"))
    appraiser = person("appraiser", _("appraised by"))
    approver = person("approver", _("approved by"))
    officer = person("officer", _("responsible officer"), db_index=False)
    # The clock: it runs from the day the dossier is complete, and stands while a supplement is out.
    complete_on = models.DateField(_("complete on"), null=True, blank=True, editable=False)
    due_on = models.DateField(
        _("due on"), null=True, blank=True, editable=False, help_text="empty while the clock stands"
    )
    counted_from = models.DateField(null=True, editable=False, help_text="where the clock began")
    days_allowed = models.PositiveSmallIntegerField(
        null=True, editable=False, help_text="working days after counted_from, while it runs"
    )
    days_left = models.PositiveSmallIntegerField(
        null=True, editable=False, help_text="working days left when the clock was stopped"
    )
    held_since = models.DateTimeField(_("in this status since"), editable=False)
    created_at = models.DateTimeField(_("opened at"), editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["province", "year", "serial"], name="case_serial"),
            models.UniqueConstraint(
                fields=["year", "serial"],
                condition=Q(province=None),
                name="case_serial_of_ministries",
            ),
            models.UniqueConstraint(
                fields=["reverses"],
                condition=~Q(status__in=(CaseStatus.REJECTED, CaseStatus.WITHDRAWN)),
                name="case_reversed_once",
            ),
        ]
        indexes = [
            models.Index(fields=["province", "due_on"], name="case_desk"),
            models.Index(fields=["officer", "due_on"], name="case_of_officer"),
            models.Index(fields=["due_on"], name="case_late"),
            models.Index(fields=["province", "status"], name="case_of_status"),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("admin:reform_case_change", args=[self.pk])

    def entitle(self, title: str) -> None:
        """Give it this title, and the stored key (number and title, folded) that finds it."""
        self.title = title
        self.search_key = search_key(f"{self.number} {title}")[:380]
