from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone

from units.sentences import Sentence as _
from units.sentences import as_kept

from ..models import ApiToken
from ..open_data.tokens import end_token, make_token


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin):
    """One's own keys; an inspector or administrator sees everybody's, without the keys."""

    list_display = ("purpose", "owner", "made_at", "expires_on", "ended_at")
    list_select_related = ("owner",)
    fields = ("purpose", "expires_on")
    actions = None
    change_form_template = "admin/reform/apitoken/change_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.end_view)
        page = path("<int:object_id>/end/", view, name="reform_apitoken_end")
        return [page, *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).for_user(request.user)

    def has_module_permission(self, request) -> bool:
        return request.user.is_active

    def has_view_permission(self, request, obj=None) -> bool:
        return obj is None or self.get_queryset(request).filter(pk=obj.pk).exists()

    def has_add_permission(self, request) -> bool:
        return request.user.is_active

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj: ApiToken, form, change) -> None:
        """Shown once, here; nothing can show it again."""
        made, key = make_token(owner=request.user, at=timezone.now(), **form.cleaned_data)
        obj.__dict__.update(made.__dict__)
        said = _("Copy the key now, it is not shown again: %(key)s")
        messages.warning(request, said % {"key": key})

    def end_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        token = self.get_object(request, str(object_id))
        if token is None or token.owner != request.user:
            raise PermissionDenied
        end_token(token, at=timezone.now())
        self.log_change(request, token, as_kept(_("Ended.")))
        messages.success(request, _("The key opens nothing any more."))
        return HttpResponseRedirect(reverse("admin:reform_apitoken_changelist"))
