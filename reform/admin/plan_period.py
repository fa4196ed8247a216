"""The periods that plans are made for."""

from __future__ import annotations

from django.contrib import admin

from units.admin.kept_history import KeptHistoryAdmin
from units.admin.sector import LegalListAdmin

from ..models import PlanPeriod


@admin.register(PlanPeriod)
class PlanPeriodAdmin(KeptHistoryAdmin, LegalListAdmin):
    list_display = ("name", "name_en", "starts_on", "ends_on", "legal_basis")
    fields = (("name", "name_en"), ("code", "position"), ("starts_on", "ends_on"), "legal_basis")
