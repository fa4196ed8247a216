"""What every list of the desk offers besides its own: saved filters, and itself as a CSV file."""

from __future__ import annotations

from django.apps import apps
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.views.main import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from . import list_csv
from .menu_counts import menu_counts
from .models import SavedFilter
from .saved_filters import FilterRefused, keep_filter, kept_for, may_share


class AdminLists:
    """For the admin site."""

    def get_urls(self):
        pages = [
            path("counts/", self.admin_view(self.counts_view), name="counts"),
            path("csv/<slug:room>/<slug:table>/", self.admin_view(self.csv_view), name="list_csv"),
            path(
                "filters/<slug:room>/<slug:table>/save/",
                self.admin_view(self.save_filter_view),
                name="save_filter",
            ),
            path(
                "filters/<int:filter_id>/drop/",
                self.admin_view(self.drop_filter_view),
                name="drop_filter",
            ),
        ]
        return [*pages, *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, object]:
        context = super().each_context(request)
        screen = self.screen_shown(request)
        if screen is not None:
            context |= {
                "saved_filters": kept_for(request.user, screen.opts.label_lower),
                "may_share_filter": may_share(request.user),
                "csv_offered": list_csv.is_offered(screen),
            }
        return context

    def screen_shown(self, request: HttpRequest) -> ModelAdmin | None:
        """The screen whose list is asked for; None on all other pages."""
        name = getattr(request.resolver_match, "url_name", None) or ""
        if not name.endswith("_changelist"):
            return None
        for model, screen in self._registry.items():
            if name == f"{model._meta.app_label}_{model._meta.model_name}_changelist":
                return screen
        return None

    def counts_view(self, request: HttpRequest) -> HttpResponseBase:
        """What waits behind the screens of the menu, for the script that shows it there."""
        counts = menu_counts(request.user, timezone.localdate())
        answer = JsonResponse({"counts": counts})
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    def screen_of(self, request: HttpRequest, room: str, table: str) -> ModelAdmin:
        """The screen of a table, for whoever may see its list."""
        try:
            screen = self._registry[apps.get_model(room, table)]
        except LookupError:
            raise Http404(_("There is no such list.")) from None
        if not screen.has_view_or_change_permission(request):
            raise PermissionDenied
        return screen

    def csv_view(self, request: HttpRequest, room: str, table: str) -> HttpResponseBase:
        screen = self.screen_of(request, room, table)
        if not list_csv.is_offered(screen):
            raise Http404(_("This list has its own export."))
        try:
            return list_csv.list_as_csv(screen, request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{list_of(screen)}?e=1")

    @method_decorator(require_POST)
    def save_filter_view(self, request: HttpRequest, room: str, table: str) -> HttpResponseBase:
        screen, said = self.screen_of(request, room, table), request.POST
        try:
            kept = keep_filter(
                screen=screen.opts.label_lower,
                name=said.get("name", ""),
                query=said.get("query", ""),
                is_shared="shared" in said,
                by=request.user,
                at=timezone.now(),
                today=timezone.localdate(),
            )
        except FilterRefused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(list_of(screen))
        messages.success(request, _("Saved: %(name)s.") % {"name": kept.name})
        return HttpResponseRedirect(f"{list_of(screen)}?{kept.query}")

    @method_decorator(require_POST)
    def drop_filter_view(self, request: HttpRequest, filter_id: int) -> HttpResponseBase:
        """Only one's own."""
        kept = get_object_or_404(SavedFilter, pk=filter_id, person=request.user)
        screen = self.screen_of(request, *kept.screen.split("."))
        kept.delete()
        return HttpResponseRedirect(list_of(screen))


def list_of(screen: ModelAdmin) -> str:
    return reverse(f"admin:{screen.opts.app_label}_{screen.opts.model_name}_changelist")
