"""Dossiers by how their deadline stands."""

from __future__ import annotations

import datetime as dt

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

A_WEEK = dt.timedelta(days=7)


class DueFilter(admin.SimpleListFilter):
    title = _("deadline")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [
            ("late", _("overdue")),
            ("week", _("due within seven days")),
            ("standing", _("clock stands")),
            ("nobody", _("nobody responsible")),
            ("mine", _("mine")),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        match self.value():
            case "late":
                return queryset.overdue(today)
            case "week":
                return queryset.due_by(today, today + A_WEEK)
            case "standing":
                return queryset.open().filter(days_left__isnull=False)
            case "nobody":
                return queryset.unassigned()
            case "mine":
                return queryset.open().filter(officer=request.user)
        return queryset
