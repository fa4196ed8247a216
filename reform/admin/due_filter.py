"""Filters that lead from the desk's numbers to their lists."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..queues import (
    AGE_NAMES,
    AGES,
    CASE_NAMES,
    CASES,
    NOTES,
    OPINIONS,
    TASKS,
    Condition,
    opened_within,
)


class QueueFilter(admin.SimpleListFilter):
    """``names`` are what is offered; the queues of the same keys are the rows."""

    queues: Mapping[str, Condition]
    names: Mapping[str, object]

    def lookups(self, request, model_admin):
        return list(self.names.items())

    def queryset(self, request, queryset):
        condition = self.queues.get(self.value())
        if condition is None:
            return queryset
        return queryset.filter(condition(request.user, timezone.localdate()))


class DueFilter(QueueFilter):
    title = _("queue")
    parameter_name = "due"
    queues = CASES
    names = CASE_NAMES


class AgeFilter(admin.SimpleListFilter):
    title = _("open for")
    parameter_name = "age"

    def lookups(self, request, model_admin):
        return list(AGE_NAMES.items())

    def queryset(self, request, queryset):
        if self.value() not in AGES:
            return queryset
        return queryset.filter(opened_within(self.value(), timezone.localdate()))


class TaskFilter(QueueFilter):
    title = _("state")
    parameter_name = "state"
    queues = TASKS
    names = {
        "open": _("open"),
        "mine": _("mine"),
        "mine_late": _("mine, overdue"),
        "given": _("given by me"),
        "late": _("overdue"),
        "done": _("done"),
    }


class OpinionFilter(QueueFilter):
    title = _("state")
    parameter_name = "state"
    queues = OPINIONS
    names = {
        "open": _("no answer yet"),
        "mine": _("awaited by me"),
        "late": _("overdue"),
        "answered": _("answered"),
    }


class NoteFilter(QueueFilter):
    title = _("notes")
    parameter_name = "notes"
    queues = NOTES
    names = {
        "unread": _("name me, not read yet"),
        "named": _("name me"),
        "own": _("written by me"),
    }
