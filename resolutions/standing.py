"""Where tasks, proposals, practices and requests stand on a day.

Nobody types a standing: it is derived from what is filled in, here and only here, as an expression
of the database. So a page, a list, a filter and an export can't differ.
"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.querysets import within_reach

from .choices import AnswerKind, PracticeOutcome
from .querysets import ScopedQuerySet


class TaskStanding(models.TextChoices):
    OVERDUE = "overdue", _("overdue")
    NOT_BEGUN = "not_begun", _("not begun")
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", pgettext_lazy("task", "done")


class ProposalStanding(models.TextChoices):
    ASKED = "asked", pgettext_lazy("proposal", "asked, no answer recorded")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("proposal", "acknowledged, no answer recorded")
    IN_PART = "in_part", pgettext_lazy("proposal", "answered in part")
    ANSWERED = "answered", pgettext_lazy("proposal", "answered")
    REFUSED = "refused", pgettext_lazy("proposal", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")


#: No answer is recorded: there may be one that nobody has entered.
UNANSWERED = (ProposalStanding.ASKED, ProposalStanding.ACKNOWLEDGED)


class PracticeStanding(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("practice", "proposed for replication")
    NOTED = "noted", pgettext_lazy("practice", "noted")
    TAKEN_UP = "taken_up", pgettext_lazy("practice", "replicated")
    DECLINED = "declined", pgettext_lazy("practice", "not replicated")


class RequestStanding(models.TextChoices):
    OVERDUE = "overdue", _("overdue")
    WAITING = "waiting", pgettext_lazy("request", "awaited")
    CAME_BACK = "came_back", pgettext_lazy("request", "came back")


#: The skin knows four looks and a plain one; no standing bears the name of another.
LOOKS = {
    TaskStanding.OVERDUE: "missed",
    TaskStanding.DONE: "met",
    ProposalStanding.ASKED: "behind",
    ProposalStanding.ACKNOWLEDGED: "behind",
    ProposalStanding.ANSWERED: "met",
    ProposalStanding.REFUSED: "missed",
    PracticeStanding.PROPOSED: "behind",
    PracticeStanding.TAKEN_UP: "met",
    RequestStanding.WAITING: "behind",
    RequestStanding.CAME_BACK: "met",
}


def look(standing: str) -> str:
    return LOOKS.get(standing, "plain")


def until(field: str, day: dt.date) -> Q:
    """Filled in, and of ``day`` or a day before it."""
    return Q(**{f"{field}__lte": day})


def unless_after(field: str, day: dt.date) -> Q:
    """Of ``day`` or before it; a day that nobody knows counts as past."""
    return Q(**{f"{field}__isnull": True}) | until(field, day)


def first_that_holds(*cases: tuple[Q, str], otherwise: str) -> Case:
    return Case(
        *(When(condition, then=Value(standing)) for condition, standing in cases),
        default=Value(otherwise),
        output_field=models.CharField(),
    )


class PromisedQuerySet(ScopedQuerySet):
    def get_by_natural_key(self, document: tuple, position: int):
        """``document`` is the natural key of the document that gives the task."""
        documents = self.model._meta.get_field("document").related_model.objects
        return self.get(document=documents.get_by_natural_key(*document), position=position)

    def given_by(self, day: dt.date):
        """Tasks of documents issued by ``day``; an unknown issue date counts as issued."""
        return self.filter(unless_after("document__issued_on", day))

    def standing_on(self, day: dt.date, known: dt.datetime | None = None):
        """Adds ``done`` (of ``whole``, by the last report that counts; None: none does),
        ``reported_on`` (the last report) and ``standing``. Reports dated after ``day``, or written
        after ``known``, do not count."""
        reports = self.model._meta.get_field("reports").related_model.objects.filter(
            task=OuterRef("pk"), reported_on__lte=day
        )
        if known is not None:
            reports = reports.filter(recorded_at__lte=known)
        latest = reports.order_by("-reported_on", "-pk")
        found = self.annotate(
            done=Subquery(latest.filter(done__isnull=False).values("done")[:1]),
            reported_on=Subquery(latest.values("reported_on")[:1]),
            is_begun=Exists(reports.filter(Q(done=None) | Q(done__gt=0))),
        )
        return found.annotate(
            standing=first_that_holds(
                (Q(whole__isnull=False, done__gte=F("whole")), TaskStanding.DONE),
                (Q(deadline__lt=day), TaskStanding.OVERDUE),
                (Q(is_begun=True), TaskStanding.UNDER_WAY),
                otherwise=TaskStanding.NOT_BEGUN,
            )
        )


class ReportQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(within_reach(self.model, user, "task__province"))


class ProposalQuerySet(ScopedQuerySet):
    def get_by_natural_key(self, province: tuple | None, forum: str, asked_on, position: int):
        """``province`` is the natural key of the province that asks; None: another body."""
        provinces = self.model._meta.get_field("province").related_model.objects
        where = provinces.get_by_natural_key(*province) if province else None
        return self.get(province=where, forum=forum, asked_on=asked_on, position=position)

    def asked_by(self, day: dt.date):
        return self.filter(unless_after("asked_on", day))

    def standing_on(self, day: dt.date):
        """Adds ``standing``. An answer of an unknown day counts as given."""
        answered = ~Q(answer_kind="") & unless_after("answered_on", day)
        kinds = {
            AnswerKind.REFUSAL: ProposalStanding.REFUSED,
            AnswerKind.IN_PART: ProposalStanding.IN_PART,
            AnswerKind.IN_FULL: ProposalStanding.ANSWERED,
        }
        return self.annotate(
            standing=first_that_holds(
                (until("withdrawn_on", day), ProposalStanding.WITHDRAWN),
                *((answered & Q(answer_kind=kind), found) for kind, found in kinds.items()),
                (until("acknowledged_on", day), ProposalStanding.ACKNOWLEDGED),
                otherwise=ProposalStanding.ASKED,
            )
        )


class PracticeQuerySet(ScopedQuerySet):
    def noted_by(self, day: dt.date):
        return self.filter(unless_after("noted_on", day))

    def standing_on(self, day: dt.date):
        """Adds ``standing``. A proposal or an outcome of an unknown day counts as past."""
        known = unless_after("outcome_on", day)
        proposed = ~Q(proposed_by="") & unless_after("proposed_on", day)
        return self.annotate(
            standing=first_that_holds(
                (known & Q(outcome=PracticeOutcome.TAKEN_UP), PracticeStanding.TAKEN_UP),
                (known & Q(outcome=PracticeOutcome.DECLINED), PracticeStanding.DECLINED),
                (proposed, PracticeStanding.PROPOSED),
                otherwise=PracticeStanding.NOTED,
            )
        )


class VisitQuerySet(ScopedQuerySet):
    def get_by_natural_key(self, province: tuple, visitor: str, visited_on, subject: str):
        provinces = self.model._meta.get_field("province").related_model.objects
        where = provinces.get_by_natural_key(*province)
        return self.get(province=where, visitor=visitor, visited_on=visited_on, subject=subject)

    def visited_by(self, day: dt.date):
        return self.filter(unless_after("visited_on", day))


class RequestQuerySet(models.QuerySet):
    def get_by_natural_key(self, visit: tuple, position: int):
        visits = self.model._meta.get_field("visit").related_model.objects
        return self.get(visit=visits.get_by_natural_key(*visit), position=position)

    def for_user(self, user):
        return self.filter(within_reach(self.model, user, "visit__province"))

    def asked_by(self, day: dt.date):
        return self.filter(unless_after("visit__visited_on", day))

    def standing_on(self, day: dt.date):
        """Adds ``standing``. An answer of an unknown day counts as given."""
        said = ~Q(answer="") | Q(answer_document__isnull=False)
        return self.annotate(
            standing=first_that_holds(
                (until("answered_on", day), RequestStanding.CAME_BACK),
                (Q(answered_on__isnull=True) & said, RequestStanding.CAME_BACK),
                (Q(due_on__lt=day), RequestStanding.OVERDUE),
                otherwise=RequestStanding.WAITING,
            )
        )
