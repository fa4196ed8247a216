"""Corrections as they stand on record: of one unit, and of all within reach."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from .correction_rows import corrections_shown, standing_of, written_down
from .taking_back import FOLDER, TakingBack

ON_A_PAGE = 50


class CorrectionLog(TakingBack):
    """For the screen of units."""

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("corrections/", site(self.corrections_view), name="units_unit_all_corrections"),
            path(
                "<int:object_id>/corrections/",
                site(self.unit_corrections_view),
                name="units_unit_corrections",
            ),
            *super().get_urls(),
        ]

    def corrections_view(self, request: HttpRequest) -> HttpResponse:
        """All within reach: also those of units that were struck out and are found nowhere else."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        page = Paginator(written_down(request.user), ON_A_PAGE).get_page(request.GET.get("p"))
        context = self.context(request, _("Corrections"), page=page, rows=standing_of(page))
        return TemplateResponse(request, f"{FOLDER}/all.html", context)

    def unit_corrections_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        unit = self.asked_for(request, object_id)
        name = unit.versions.known().order_by("-valid_from").values_list("name", flat=True).first()
        title = _("Corrections: %(name)s") % {"name": name}
        context = self.context(request, title, unit=unit, rows=corrections_shown(unit.pk))
        return TemplateResponse(request, f"{FOLDER}/of_unit.html", context)
