from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

# The order of the clerks' work; what is not named here comes last.
ORDER = ("units", "resolutions", "reform", "auth")


class ReformAdminSite(AdminSite):
    """The clerks' desk, under the name of the product."""

    site_header = _("Register of public service units")
    site_title = _("Register of public service units")
    index_title = _("Desk")
    site_url = reverse_lazy("provinces")
    login_template = "registration/login.html"

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        rooms = super().get_app_list(request, app_label)
        place = {label: index for index, label in enumerate(ORDER)}
        return sorted(rooms, key=lambda room: place.get(room["app_label"], len(ORDER)))
