from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..choices import BatchStatus, RowOutcome
from ..querysets import BatchQuerySet
from ..sentences import SentenceField, SentencesField
from .agency import Agency
from .figures import YearFigures
from .import_profile import ImportProfile
from .unit import Unit, UnitVersion

LAYOUT_CHOICES = [
    ("units", _("list of units")),
    ("figures", _("yearly figures")),
    ("agencies", _("list of governing agencies")),
    ("events", _("list of events")),
]


class ImportBatch(models.Model):
    """One file on its way into the register: what was sent, how it is read, what came of it."""

    layout = models.CharField(_("layout"), max_length=20, choices=LAYOUT_CHOICES, default="units")
    file = models.FileField(_("file"), upload_to="imports/%Y/%m/", max_length=200)
    filename = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    province = models.ForeignKey(
        "units.Province",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("province"),
        help_text=_("Empty for units of ministries."),
    )
    as_of = models.DateField(_("list as of"), help_text=_("A list says what was so on its date."))
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    options = models.JSONField(
        default=dict, editable=False, help_text="how it is to be read: map, where, set, ..."
    )
    reading = SentencesField(
        default=dict, editable=False, help_text="what was found in it: columns, samples, proposals"
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=BatchStatus.choices,
        default=BatchStatus.UPLOADED,
        editable=False,
    )
    counts = models.JSONField(
        default=dict, editable=False, help_text="rows_read, created, changed, ... as --json prints"
    )
    remarks = SentencesField(
        default=list, editable=False, help_text="sentences about the list as a whole"
    )
    register_seen = models.CharField(
        max_length=64, blank=True, editable=False, help_text="state of the register when previewed"
    )
    problem = SentenceField(_("why it was not written"), blank=True, editable=False)
    profile = models.ForeignKey(
        ImportProfile,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="batches",
        verbose_name=_("profile"),
        help_text="the saved way of reading that this file was taken with",
    )
    # What the worker was asked for, and how far it is; kept here so that another worker can go on.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    accept_good_rows = models.BooleanField(default=False, editable=False)
    progress = models.JSONField(
        default=dict, editable=False, help_text="phase, done, total, since (ISO moment)"
    )
    beat_at = models.DateTimeField(
        null=True, editable=False, help_text="last sign of life of the worker that has it"
    )
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    cancel_asked = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(_("received at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("received from"),
    )
    applied_at = models.DateTimeField(_("written at"), null=True, blank=True, editable=False)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("written by"),
    )

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported list")
        verbose_name_plural = _("imported lists")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.filename} ({self.as_of:%d/%m/%Y})"

    def get_absolute_url(self) -> str:
        return reverse("admin:units_importbatch_change", args=[self.pk])


class ImportRow(models.Model):
    """A row of the file that asks for attention or for a change; unchanged rows are only counted.

    Rows of a previewed batch are its plan: ``changes`` is what confirming writes, and ``base`` and
    ``base_figures`` are the ledger rows that it was compared with.
    """

    #: Both indexes of the table begin with it.
    batch = models.ForeignKey(ImportBatch, models.CASCADE, db_index=False, related_name="rows")
    sheet = models.CharField(
        _("sheet"),
        max_length=100,
        blank=True,
        db_default="",
        editable=False,
        help_text="where the list is one of several sheets; else that of the batch",
    )
    number = models.PositiveIntegerField(_("row"), null=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=RowOutcome.choices)
    # Units and ledger rows are never deleted, and confirming asks for each of them anew: a check
    # of the database besides would take a third of the time in which a plan is stored.
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        db_constraint=False,
        related_name="+",
    )
    base = models.ForeignKey(
        UnitVersion,
        models.PROTECT,
        null=True,
        db_index=False,
        db_constraint=False,
        related_name="+",
    )
    base_figures = models.ForeignKey(
        YearFigures,
        models.PROTECT,
        null=True,
        db_index=False,
        db_constraint=False,
        related_name="+",
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    label = models.CharField(_("unit"), max_length=300, blank=True)
    part = models.CharField(
        max_length=60,
        blank=True,
        db_default="",
        editable=False,
        help_text="in a list of events: the codes of the event's kind and of the row's role",
    )
    search_key = models.CharField(
        max_length=400, blank=True, editable=False, help_text="name and code as a search folds them"
    )
    marks = models.TextField(
        blank=True, editable=False, help_text="what the row is found by: !codes of problems, fields"
    )
    changes = models.JSONField(default=dict, help_text="field: [old, new]")
    problems = SentencesField(default=list, help_text="[{column, code, message: a sentence}]")
    raw = models.JSONField(
        default=dict, help_text="the cells, in the order of the batch's headings"
    )

    class Meta:
        verbose_name = _("row of an imported list")
        verbose_name_plural = _("rows of imported lists")
        ordering = ["batch", "pk"]
        indexes = [
            models.Index(fields=["batch", "outcome", "id"], name="importrow_listing"),
            models.Index(fields=["batch", "outcome", "marks", "agency"], name="importrow_tally"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.label}"
