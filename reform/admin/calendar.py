from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import ngettext

from units.admin.kept_history import KeptHistoryAdmin

from ..cases.timing import recount
from ..models import CalendarDay, CalendarYear


@admin.register(CalendarDay)
class CalendarDayAdmin(KeptHistoryAdmin):
    """With the calendar go the days on which dossiers are due, in the same transaction."""

    list_display = ("day", "name", "is_worked", "legal_basis")
    list_filter = ("is_worked",)
    date_hierarchy = "day"
    search_fields = ("name",)
    actions = None

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        self.recount(request)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        self.recount(request)

    def recount(self, request) -> None:
        if moved := recount(at=timezone.now(), by=request.user):
            said = ngettext(
                "%(number)d dossier is due on another day now.",
                "%(number)d dossiers are due on other days now.",
                moved,
            )
            messages.info(request, said % {"number": moved})


@admin.register(CalendarYear)
class CalendarYearAdmin(KeptHistoryAdmin):
    list_display = ("year_shown", "legal_basis")
    list_display_links = ("year_shown",)
    actions = None

    @admin.display(description=CalendarYear._meta.get_field("year").verbose_name, ordering="year")
    def year_shown(self, row):
        """As years are written: 2027, never 2.027."""
        return str(row.year)
