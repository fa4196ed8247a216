from django.contrib import admin

from ..models import DeskOpening
from .kept_history import KeptHistoryAdmin
from .scope import ScopedAdmin


@admin.register(DeskOpening)
class DeskOpeningAdmin(ScopedAdmin, KeptHistoryAdmin):
    """From which day on no change is registered without a dossier."""

    list_display = ("province_or_all", "opened_on", "legal_basis")
    list_select_related = ("province",)
    fields = ("province", "opened_on", "legal_basis")
    actions = None

    @admin.display(description=DeskOpening._meta.get_field("province").verbose_name)
    def province_or_all(self, row):
        return row.province or DeskOpening._meta.get_field("province").help_text
