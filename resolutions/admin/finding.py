from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.admin.kept_history import KeptHistoryAdmin
from units.admin.scope import ScopedAdmin

from ..choices import Severity
from ..models import Finding
from ..reconciliation import RULES, tell
from .finding_filters import RuleFilter, StatusFilter
from .finding_look import badge_of, badge_of_severity
from .finding_steps import FindingSteps

#: As people look for trouble; the codes are in no order.
GRAVEST = Case(
    *(When(severity=one, then=Value(place)) for place, one in enumerate(Severity)),
    default=Value(len(Severity)),
)


@admin.register(Finding)
class FindingAdmin(FindingSteps, KeptHistoryAdmin, ScopedAdmin):
    """What does not add up: a list to find what waits, and a page that shows why. Only the check
    writes what was found; people take the steps of :class:`FindingSteps`."""

    list_display = (
        "sentence", "province", "severity_shown", "status_shown", "assigned_to", "found_on",
    )  # fmt: skip
    list_filter = (
        StatusFilter,
        RuleFilter,
        "severity",
        ("assigned_to", admin.RelatedOnlyFieldListFilter),
        ("province", admin.RelatedOnlyFieldListFilter),
    )
    list_per_page = 50
    ordering = (GRAVEST, "-found_at", "pk")
    actions = None

    class Media:
        css = {"all": ("units/desk.css", "units/decisions.css")}

    def get_urls(self):
        pages = [
            path(
                f"<int:object_id>/{name}/",
                self.admin_site.admin_view(getattr(self, f"{name}_view")),
                name=f"resolutions_finding_{name}",
            )
            for name in ("assign", "resolve", "reopen")
        ]
        return [*pages, *super().get_urls()]

    @admin.display(description=_("finding"))
    def sentence(self, finding: Finding) -> str:
        return tell(finding).sentence

    @admin.display(description=pgettext_lazy("finding", "severity"), ordering=GRAVEST)
    def severity_shown(self, finding: Finding) -> str:
        return badge_of_severity(finding)

    @admin.display(description=_("status"))
    def status_shown(self, finding: Finding) -> str:
        return badge_of(finding)

    @admin.display(description=_("found on"), ordering="found_at")
    def found_on(self, finding: Finding) -> str:
        return date_format(timezone.localtime(finding.found_at), "SHORT_DATE_FORMAT")

    def get_queryset(self, request) -> QuerySet[Finding]:
        rows = super().get_queryset(request)
        return rows.select_related("province", "assigned_to", "resolved_by")

    def get_readonly_fields(self, request, obj=None):
        """An old state is text: it offers no people and no claims, and can't be brought back."""
        return [field.name for field in (*self.opts.fields, *self.opts.many_to_many)]

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        finding = self.asked_for(request, object_id)
        told = tell(finding)
        context = self.page_context(
            request,
            capfirst(RULES[finding.rule].label),
            finding=finding,
            told=told,
            badges=[badge_of(finding), badge_of_severity(finding)],
            claims=list(finding.claims.select_related("province").order_by("source", "position")),
            past=list(finding.history.select_related("history_user").order_by("-history_date")),
            may_handle=self.has_change_permission(request, finding),
        )
        return TemplateResponse(request, "admin/resolutions/finding/finding.html", context)

    def asked_for(self, request: HttpRequest, object_id: int | str) -> Finding:
        """The finding, if it exists for this user."""
        finding = self.get_object(request, str(object_id))
        if not self.has_view_permission(request, finding):
            raise PermissionDenied
        return finding

    def page_context(self, request: HttpRequest, title: object, **values) -> dict[str, object]:
        site = self.admin_site.each_context(request)
        return {**site, "opts": self.opts, "title": title, **values}
