"""Screens of rows whose standing is derived: a column, a filter, and the urgent ones on top."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Case, F, When
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..standing import look


class StandingFilter(admin.SimpleListFilter):
    """``standings`` are what is offered; the list has them for today."""

    title = _("standing")
    parameter_name = "standing"
    standings: type

    def lookups(self, request, model_admin):
        return self.standings.choices

    def queryset(self, request, queryset):
        known = self.value() in self.standings.values
        return queryset.filter(standing=self.value()) if known else queryset


class StandingScreen:
    """``standings`` are all there are; rows of an ``urgent`` one come first, those of a ``settled``
    one last, and within each the order is ``then``."""

    standings: type
    urgent: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    then: tuple = ("pk",)

    def get_queryset(self, request):
        return super().get_queryset(request).standing_on(timezone.localdate())

    def get_ordering(self, request):
        """By an expression over what the queryset adds; pickers read the rows of their own."""
        first = Case(
            When(standing__in=self.urgent, then=0),
            When(standing__in=self.settled, then=2),
            default=1,
        )
        return (first, *self.then)

    @admin.display(description=_("standing"), ordering=F("standing"))
    def standing_shown(self, row):
        label = dict(self.standings.choices)[row.standing]
        return format_html('<span class="badge badge--{}">{}</span>', look(row.standing), label)
