"""Screens of rows whose every state is kept: the history shows them, and can bring one back."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin


class KeptHistoryAdmin(SimpleHistoryAdmin):
    """The library asks who brings an old state back only for the right to look at it."""

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context=None
    ) -> HttpResponse:
        if request.method != "GET":
            row = self.get_object(request, object_id)
            if row is None or not self.has_change_permission(request, row):
                raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)

    def get_readonly_fields(self, request: HttpRequest, obj=None):
        """Who may only look is shown an old state as text, not as a form with all its choices."""
        fixed = super().get_readonly_fields(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fixed
        every = (*self.opts.fields, *self.opts.many_to_many)
        fields = (field for field in every if field.editable and not field.primary_key)
        return (*fixed, *(field.name for field in fields if field.name not in fixed))
