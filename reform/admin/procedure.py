from __future__ import annotations

from operator import attrgetter

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from units.admin.kept_history import KeptHistoryAdmin
from units.admin.kept_parts import KeptParts
from units.querysets import sees_everything, within_reach
from units.sentences import as_kept, together

from ..cases.catalogue import STEPS, CatalogueRefused
from ..cases.timing import GOES_ON
from ..choices import RuleCode
from ..models import Procedure, ProcedureStage, RequiredDocument
from .procedure_parts import ProcedureForm, RequiredDocumentInline, StageInline, is_concept

FIRST = ("state", "code", "edition", "name", "kind", "level", "province")
LAST = ("legal_basis", "valid_from", "valid_to")
#: The time that begins when a dossier is complete.
APPRAISAL_DAYS = Sum("stages__lead_days", filter=Q(stages__status__in=GOES_ON))


@admin.register(Procedure)
class ProcedureAdmin(KeptParts, KeptHistoryAdmin):
    """The catalogue: a concept is edited and published; what dossiers began under stays as it was,
    and a new edition takes over."""

    list_display = ("code", "name", "edition", "kind", "level", "province", "days", "state")
    form = ProcedureForm
    list_display_links = ("code", "name")
    list_filter = ("state", "level", "kind")
    list_select_related = ("province",)
    #: Said here for the pickers: a query that counts takes no order from the model.
    ordering = ("code", "-edition")
    search_fields = ("code", "name")
    readonly_fields = ("state", "rules_shown")
    inlines = (StageInline, RequiredDocumentInline)
    actions = None
    change_form_template = "admin/reform/procedure/change_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.step_view)
        page = path("<int:object_id>/step/<slug:step>/", view, name="reform_procedure_step")
        return [page, *super().get_urls()]

    def get_fields(self, request, obj=None):
        """The rules as words where they can't be edited any more."""
        rules = "rules" if self.has_change_permission(request, obj) else "rules_shown"
        return (*FIRST, rules, *LAST)

    @admin.display(description=_("rules"))
    def rules_shown(self, procedure):
        return ", ".join(str(RuleCode(code).label) for code in procedure.rules) or None

    @admin.display(description=_("working days for the appraisal"))
    def days(self, procedure):
        return procedure.appraisal_days

    def get_formset_kwargs(self, request, obj, inline, prefix):
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and obj.pk is None and isinstance(inline, StageInline):
            given["initial"] = inline.starting
        return given

    def get_queryset(self, request):
        """Those for all, and those that provinces within reach have for themselves."""
        rows = super().get_queryset(request).annotate(appraisal_days=APPRAISAL_DAYS)
        if sees_everything(Procedure, request.user):
            return rows
        return rows.filter(Q(province=None) | within_reach(Procedure, request.user, "province"))

    def kept_parts(self, procedure):
        for part in (ProcedureStage, RequiredDocument):
            yield part.history.filter(procedure=procedure), attrgetter("history_object")

    def has_view_permission(self, request, obj=None) -> bool:
        """Also of an old state, which the history shows past the list."""
        elsewhere = obj is not None and not self.get_queryset(request).filter(pk=obj.pk).exists()
        return not elsewhere and super().has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return is_concept(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return is_concept(obj) and super().has_delete_permission(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and request.user.has_perm("reform.change_procedure"):
            context["steps"] = [
                (name, step.label) for name, step in STEPS.items() if obj.state in step.starts
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def step_view(self, request: HttpRequest, object_id: int, step: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        procedure = self.get_object(request, str(object_id))
        if procedure is None or not request.user.has_perm("reform.change_procedure"):
            raise PermissionDenied
        try:
            after = STEPS[step].take(procedure)
        except (KeyError, CatalogueRefused) as refused:
            messages.error(request, str(refused))
            after = procedure
        else:
            self.log_change(request, after, as_kept(together([STEPS[step].label])))
            messages.success(request, gettext("Done: %(step)s.") % {"step": STEPS[step].label})
        return HttpResponseRedirect(reverse("admin:reform_procedure_change", args=[after.pk]))
