"""Questions that lists and pages ask of dossiers."""

from __future__ import annotations

import datetime as dt

from django.db import models

from units.querysets import within_reach

from .choices import OPEN_CASES


class CaseQuerySet(models.QuerySet):
    def for_user(self, user) -> CaseQuerySet:
        """Dossiers of the provinces that ``user`` reaches."""
        return self.filter(within_reach(self.model, user, "province"))

    def open(self) -> CaseQuerySet:
        return self.filter(status__in=OPEN_CASES)

    def overdue(self, today: dt.date) -> CaseQuerySet:
        """Past their day and still under appraisal; a clock that stands is never late."""
        return self.open().filter(due_on__lt=today)

    def due_by(self, today: dt.date, day: dt.date) -> CaseQuerySet:
        return self.open().filter(due_on__gte=today, due_on__lte=day)

    def unassigned(self) -> CaseQuerySet:
        return self.open().filter(officer=None)
