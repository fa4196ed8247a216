from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .admin_lists import AdminLists
from .desk_page import desk_of
from .first_hour import first_hour
from .menu import menu


class ReformAdminSite(AdminLists, AdminSite):
    """The clerks' desk, under the name of the product."""

    site_header = _("Register of public service units")
    site_title = _("Register of public service units")
    index_title = _("Desk")
    site_url = reverse_lazy("provinces")

    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """There is one login page; it counts failures and asks for the second factor."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def index(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """What waits for this person and for the office, above the screens."""
        today, user = timezone.localdate(), request.user
        desk = desk_of(user, today) if user.has_perm("reform.view_case") else None
        shown = {"desk": desk, "first_hour": first_hour(user, today)}
        return super().index(request, {**shown, **(extra_context or {})})

    def password_change(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        return redirect("account_change_password")

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        rooms = super().get_app_list(request, app_label)
        return rooms if app_label else menu(rooms, address=reverse("admin:index"))
