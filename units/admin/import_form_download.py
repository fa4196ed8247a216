"""Blank forms to fill in, one for each kind of list, with the agencies of the user's province."""

from __future__ import annotations

import io

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..imports.blank_form.form import write_template
from ..imports.catalogue import LAYOUTS
from ..models import Province
from ..models.imports import LAYOUT_CHOICES


class BlankForms:
    """For the screen of imported lists: forms to take along, for who may send lists in."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.form_view)
        address = path("template/<slug:layout>/", view, name="units_importbatch_template")
        return [address, *super().get_urls()]

    def form_view(self, request: HttpRequest, layout: str) -> FileResponse:
        """The form of a layout as .xlsx; ``?province=`` asks for the agencies of another province
        within reach than the user's only one."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if layout not in LAYOUTS:
            raise Http404(_("There is no such form."))
        stream = io.BytesIO()
        province = self.province_of_form(request)
        write_template(layout, stream, province=province, on=timezone.localdate())
        stream.seek(0)
        return FileResponse(stream, as_attachment=True, filename=f"{layout}.xlsx")

    def province_of_form(self, request: HttpRequest) -> Province | None:
        provinces = self.provinces(request)
        if asked := request.GET.get("province", ""):
            if not (asked.isascii() and asked.isdigit()):
                raise Http404(_("There is no such province."))
            found = provinces.filter(pk=asked).first()
            if found is None:
                raise Http404(_("There is no such province."))
            return found
        standing = list(provinces.on(timezone.localdate())[:2])
        return standing[0] if len(standing) == 1 else None

    def forms(self) -> list[tuple[str, str]]:
        """(label, address) of each form, in the order in which kinds of list are offered."""
        return [
            (str(label), reverse("admin:units_importbatch_template", args=[name]))
            for name, label in LAYOUT_CHOICES
            if name in LAYOUTS
        ]
