"""Plans of provinces."""

from __future__ import annotations

from operator import attrgetter

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path
from django.utils import timezone

from units.admin.kept_history import KeptHistoryAdmin
from units.admin.kept_parts import KeptParts
from units.admin.scope import ScopedAdmin, ScopedChoices

from ..models import Plan, PlanMeasure
from ..plans.baseline import baseline_of
from ..plans.undertaking import cases_of, fewer_units, progress_of, undertaken
from ..promises import look
from .plan_form import MeasureForm, PlanForm
from .plan_freezing import PlanFreezing
from .plan_what_if import PlanWhatIf

FOLDER = "admin/reform/plan"


class MeasureInline(ScopedChoices, admin.StackedInline):
    model = PlanMeasure
    form = MeasureForm
    fields = (("what", "fewer_units"), ("agency", "person"), ("due_on", "case"))
    autocomplete_fields = ("case",)
    extra = 0

    def get_formset(self, request, obj=None, **kwargs):
        kwargs["form"] = MeasureForm.within(obj)
        return super().get_formset(request, obj, **kwargs)

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.has_perm("reform.view_plan", obj)

    def may_write(self, request, obj=None) -> bool:
        return request.user.has_perm("reform.change_plan", obj)

    has_add_permission = has_change_permission = has_delete_permission = may_write


@admin.register(Plan)
class PlanAdmin(PlanWhatIf, PlanFreezing, KeptParts, KeptHistoryAdmin, ScopedAdmin):
    """A plan, how it stands, and what would come of more."""

    form = PlanForm
    list_display = ("province", "period", "document", "baseline_on")
    list_display_links = ("province", "period")
    list_filter = ("period", ("province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("province", "period", "document")
    fields = (("province", "period"), "document", "bases", "note")
    inlines = (MeasureInline,)
    actions = None
    view_on_site = False
    change_form_template = f"{FOLDER}/change_form.html"

    class Media:
        css = {"all": ("units/decisions.css", "reform/cases.css")}

    def get_urls(self):
        pages = [
            path(
                f"<int:object_id>/{address}/",
                self.admin_site.admin_view(view),
                name=f"reform_plan_{name}",
            )
            for name, address, view in (
                ("freeze", "freeze", self.freeze_view),
                ("what_if", "what-if", self.what_if_view),
            )
        ]
        return [*pages, *super().get_urls()]

    def get_readonly_fields(self, request, obj=None):
        """A plan stays the plan of its province and period."""
        fixed = super().get_readonly_fields(request, obj)
        return fixed if obj is None else (*fixed, "province", "period")

    def kept_parts(self, plan):
        yield PlanMeasure.history.filter(plan=plan), attrgetter("what")

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change:
            context |= self.standing(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def standing(self, request: HttpRequest, plan: Plan) -> dict[str, object]:
        """How the plan stands today; dossiers as far as the reader may see them."""
        today = timezone.localdate()
        measures = undertaken(plan.measures.select_related("agency", "case"), today)
        return {
            "plan": plan,
            "baseline": baseline_of(plan),
            "progress": [(one, look(one.status)) for one in progress_of(plan, today)],
            "measures": measures,
            "fewer_units": fewer_units(measures),
            "cases": cases_of(plan).for_user(request.user),
            "may_freeze": self.has_change_permission(request, plan),
        }

    def page_context(self, request: HttpRequest, title: object, **values) -> dict[str, object]:
        site = self.admin_site.each_context(request)
        return {**site, "opts": self.opts, "title": title, **values}
