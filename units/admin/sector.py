"""The legal lists: sectors of activity and kinds of governing agency."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import AgencyLevel, Sector
from ..periods import last_day


class LegalListAdmin(admin.ModelAdmin):
    """Short lists that the law writes; rows end, none is deleted."""

    ordering = ("position", "code")
    search_fields = ("name", "name_en", "code")

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Sector)
class SectorAdmin(LegalListAdmin):
    list_display = ("name", "name_en", "code", "legal_basis")
    fields = (("name", "name_en"), ("code", "position"), "legal_basis", "also_called")


@admin.register(AgencyLevel)
class AgencyLevelAdmin(LegalListAdmin):
    list_display = ("name", "name_en", "code", "valid_from", "last_day", "legal_basis")
    fields = (("name", "name_en"), ("code", "position"), ("valid_from", "valid_to"), "legal_basis")

    @admin.display(description=_("until"), ordering="valid_to")
    def last_day(self, level):
        return last_day(level.valid_to)
