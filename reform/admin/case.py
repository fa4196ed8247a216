from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from units.admin.scope import ScopedAdmin

from ..choices import CaseStatus
from ..models import Case
from .case_opening import CaseOpening
from .case_outlook import CaseOutlook
from .case_page import context_of
from .case_papers import CasePapers
from .case_plans import CasePlans
from .case_steps import CaseSteps
from .case_talk import CaseTalk
from .dossier_search import DossierSearch
from .due_filter import AgeFilter, DueFilter

FOLDER = "admin/reform/case"
BADGES = {
    CaseStatus.EXECUTED: "met",
    CaseStatus.APPROVED: "met",
    CaseStatus.REJECTED: "missed",
    CaseStatus.SUPPLEMENT: "behind",
}


@admin.register(Case)
class CaseAdmin(
    CaseOpening, CaseSteps, CasePapers, CasePlans, CaseOutlook, CaseTalk, DossierSearch, ScopedAdmin
):
    """Dossiers: a list to find what waits, and a page from which every step is taken."""

    list_display = ("number", "title", "province", "status_shown", "officer", "due_shown")
    list_display_links = ("number", "title")
    list_filter = (
        "status",
        DueFilter,
        AgeFilter,
        ("officer", admin.RelatedOnlyFieldListFilter),
        ("province", admin.RelatedOnlyFieldListFilter),
        ("procedure", admin.RelatedOnlyFieldListFilter),
    )
    list_per_page = 50
    search_fields = ("search_key",)
    search_help_text = _("Number or title; accents may be left out.")
    actions = None

    class Media:
        css = {"all": ("units/desk.css", "units/decisions.css")}

    def get_urls(self):
        names = ("step", "check", "override", "file", "paper", "plan", "outlook", "reversal")
        parts = {
            "step": "step/<slug:action>/",
            "override": "override/<int:check_id>/",
            "paper": "paper/<int:version_id>/",
            "plan": "plan/<int:participant_id>/",
        }
        pages = [
            path(
                f"<int:object_id>/{parts.get(name, f'{name}/')}",
                self.admin_site.admin_view(getattr(self, f"{name}_view")),
                name=f"reform_case_{name}",
            )
            for name in names
        ]
        return [*pages, *super().get_urls()]

    @admin.display(description=_("status"), ordering="status")
    def status_shown(self, case):
        badge = BADGES.get(case.status, "plain")
        return format_html(
            '<span class="badge badge--{}">{}</span>', badge, case.get_status_display()
        )

    @admin.display(description=_("due on"), ordering="due_on")
    def due_shown(self, case):
        if case.due_on is None:
            return None
        late = case.due_on < timezone.localdate()
        shown = f"{case.due_on:%d/%m/%Y}"
        return format_html('<span class="badge badge--missed">{}</span>', shown) if late else shown

    def get_queryset(self, request) -> QuerySet[Case]:
        return (
            super()
            .get_queryset(request)
            .select_related(
                "province", "officer", "preparer", "procedure", "bundle", "plan", "decision"
            )
        )

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        case = self.asked_for(request, object_id)
        context = self.page_context(request, str(case), case=case, **context_of(request, case))
        context["badge"] = BADGES.get(case.status, "plain")
        return TemplateResponse(request, f"{FOLDER}/case.html", context)

    def asked_for(self, request: HttpRequest, object_id: int | str) -> Case:
        """The dossier, if it exists for this user."""
        case = self.get_object(request, str(object_id))
        if not self.has_view_permission(request, case):
            raise PermissionDenied
        return case

    def page_context(self, request: HttpRequest, title: object, **values) -> dict[str, object]:
        site = self.admin_site.each_context(request)
        return {**site, "opts": self.opts, "title": title, **values}
