from django import forms
from django.apps import apps
from django.apps.registry import Apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Province
from ..quality import PROBLEMS, Review, number_of
from ..querysets import reached_provinces, sees_everything
from .scope import ProvinceField

ROWS_ON_A_PAGE = 100


class Worklist(models.Model):  # noqa: DJ008
    """Not a table: a place in the admin's list of screens. A registry of its own keeps it out of
    migrations and permissions, as Django does with its own record of migrations."""

    class Meta:
        app_label = "units"
        apps = Apps()
        managed = False
        verbose_name = gettext_lazy("worklist")
        verbose_name_plural = gettext_lazy("worklists")


class Scope(forms.Form):
    """Of which day and which province problems are shown."""

    on = forms.DateField(label=gettext_lazy("On day"))
    province = ProvinceField(
        Province.objects.none(),
        label=gettext_lazy("Province"),
        required=False,
        empty_label=gettext_lazy("All"),
    )

    def __init__(self, given, *, user) -> None:
        self.today = timezone.localdate()
        super().__init__({"on": self.today, **given.dict()}, auto_id="scope_%s")
        self.fields["province"].queryset = Province.objects.for_user(user)
        self.user = user

    def review(self) -> Review:
        """What could be read of the form, and never more than lies within the user's reach."""
        self.is_valid()
        day = self.cleaned_data.get("on", self.today)
        if province := self.cleaned_data.get("province"):
            return Review(day, frozenset(province.territory_ids()))
        if sees_everything(Province, self.user):
            return Review(day)
        return Review(day, frozenset(reached_provinces(Province, self.user)))


@admin.register(Worklist)
class WorklistAdmin(admin.ModelAdmin):
    """What is wrong with the data: all problems with their numbers, and a page for each."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.overview), name="units_worklist_changelist"),
            path("<slug:code>/", wrap(self.problem_page), name="units_worklist_problem"),
        ]

    def overview(self, request: HttpRequest) -> HttpResponse:
        scope = self.scope_of(request)
        review = scope.review()
        lines = [(one, number_of(one.find(review))) for one in PROBLEMS.values()]
        found = sorted(lines, key=lambda line: line[1] == 0)
        return self.page(request, "overview", _("What is wrong with the data"), scope, lines=found)

    def problem_page(self, request: HttpRequest, code: str) -> HttpResponse:
        scope = self.scope_of(request)
        problem = PROBLEMS.get(code)
        if problem is None:
            raise Http404(_("There is no worklist “%(code)s”.") % {"code": code})
        rows = Paginator(problem.find(scope.review()), ROWS_ON_A_PAGE)
        shown = rows.get_page(request.GET.get("page"))
        findings = [problem.tell(row) for row in shown]
        context = {"problem": problem, "shown": shown, "findings": findings}
        return self.page(request, "problem", problem.label, scope, **context)

    def scope_of(self, request: HttpRequest) -> Scope:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return Scope(request.GET, user=request.user)

    def page(self, request, name: str, title, scope: Scope, **found) -> HttpResponse:
        query = request.GET.copy()
        query.pop("page", None)
        context = {
            **self.admin_site.each_context(request),
            "room": apps.get_app_config("units"),
            "title": title,
            "scope": scope,
            "query": query.urlencode(),
            "may_propose": request.user.has_perm("units.add_reorganizationevent"),
            **found,
        }
        return TemplateResponse(request, f"admin/units/worklist/{name}.html", context)

    def has_module_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.has_perm("units.view_unit")

    def nobody(self, request, obj=None) -> bool:
        return False

    has_add_permission = has_change_permission = has_delete_permission = nobody
