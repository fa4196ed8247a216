from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..querysets import OfCaseQuerySet
from .case import Case


def somebody(label, related_name: str = "+", **options) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name=related_name,
        verbose_name=label,
        **options,
    )


class CaseTask(models.Model):
    """Something that one person is to do for a dossier. It changes only by
    :mod:`reform.cases.tasks`, and who had it stays in its handovers."""

    CASE = "case"

    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks", verbose_name=_("dossier"))
    title = models.CharField(_("task"), max_length=300)
    person = somebody(_("person"), "case_tasks")
    due_on = models.DateField(_("due on"), null=True, blank=True)
    given_at = models.DateTimeField(_("given at"))
    given_by = somebody(_("given by"))
    done_at = models.DateTimeField(_("done at"), null=True)
    done_by = somebody(_("done by"), null=True)
    result = models.TextField(_("result"), blank=True, max_length=4000)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("task of a dossier")
        verbose_name_plural = _("tasks of dossiers")
        ordering = ["case", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="casetask_done_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["person", "done_at", "due_on"], name="casetask_of_person")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.case.get_absolute_url()}#tasks"


class TaskHandover(models.Model):
    """A task went from one person to another; written once."""

    CASE = "task__case"

    task = models.ForeignKey(
        CaseTask, models.PROTECT, related_name="handovers", verbose_name=_("task")
    )
    from_person = somebody(_("from"))
    to_person = somebody(_("to"))
    reason = models.CharField(_("reason"), max_length=300)
    made_at = models.DateTimeField(_("at"))
    made_by = somebody(_("by"))

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("handover of a task")
        verbose_name_plural = _("handovers of tasks")
        ordering = ["task", "pk"]

    def __str__(self) -> str:
        return f"{self.from_person} → {self.to_person}"
