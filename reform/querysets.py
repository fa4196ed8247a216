"""Questions that lists and pages ask of dossiers."""

from __future__ import annotations

import datetime as dt

from django.db import models

from units.querysets import sees_everything, within_reach

from . import queues
from .choices import CaseStatus


class CaseQuerySet(models.QuerySet):
    def for_user(self, user) -> CaseQuerySet:
        """Dossiers of the provinces that ``user`` reaches."""
        return self.filter(within_reach(self.model, user, "province"))

    def open(self) -> CaseQuerySet:
        return self.filter(queues.OPEN)

    def open_on(self, day: dt.date) -> CaseQuerySet:
        """Opened by the end of ``day`` and not closed by then; a closed dossier is never opened
        again, so it was closed when it came to what it is."""
        return self.filter(
            queues.OPEN | models.Q(held_since__date__gt=day), created_at__date__lte=day
        )

    def binding(self) -> CaseQuerySet:
        """Decided: what they rest on stays as it was decided on."""
        return self.filter(status__in=(CaseStatus.APPROVED, CaseStatus.EXECUTED))

    def overdue(self, today: dt.date) -> CaseQuerySet:
        """Past their day and still under appraisal; a clock that stands is never late."""
        return self.filter(queues.CASES["late"](None, today))


class OfCaseQuerySet(models.QuerySet):
    """Rows that belong to a dossier lie where it lies; the model's ``CASE`` is the way to it."""

    def for_user(self, user) -> OfCaseQuerySet:
        return self.filter(within_reach(self.model, user, f"{self.model.CASE}__province"))


class MailQuerySet(models.QuerySet):
    def for_user(self, user) -> MailQuerySet:
        """One's own mails, and those about dossiers within reach."""
        if sees_everything(self.model, user):
            return self
        about = ~models.Q(case=None) & within_reach(self.model, user, "case__province")
        return self.filter(models.Q(person=user.pk) | about)


class SavedFilterQuerySet(models.QuerySet):
    def for_user(self, user) -> SavedFilterQuerySet:
        """One's own filters, and those that others share within a province in reach."""
        shared = ~models.Q(province=None) & within_reach(self.model, user, "province")
        return self.filter(models.Q(person=user.pk) | shared)


class PlanQuerySet(models.QuerySet):
    def for_user(self, user) -> PlanQuerySet:
        """Plans of the provinces that ``user`` reaches."""
        return self.filter(within_reach(self.model, user, "province"))


class ApiTokenQuerySet(models.QuerySet):
    def for_user(self, user) -> ApiTokenQuerySet:
        """One's own; all of them for who sees the whole trail."""
        if user.has_perm("reform.view_apitoken"):
            return self
        return self.filter(owner=user.pk)


class PaperQuerySet(models.QuerySet):
    def for_user(self, user) -> PaperQuerySet:
        """Papers about the provinces that ``user`` reaches."""
        return self.filter(within_reach(self.model, user, "province"))


class PaperVersionQuerySet(models.QuerySet):
    def for_user(self, user) -> PaperVersionQuerySet:
        return self.filter(within_reach(self.model, user, "paper__province"))
