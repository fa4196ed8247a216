from django.contrib import admin
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..choices import EventStatus
from ..models import ReorganizationEvent, Unit
from ..names import search_key
from .annulment import AnnulmentPage
from .citation import CitationPage
from .crowd import CrowdedEvent
from .effect import EffectPage
from .effect_lines import lines_as_recorded
from .event_form import EventForm
from .event_pages import ANNUL
from .ledger_history import LedgerHistory
from .scope import ScopedAdmin
from .without_dossier import may_without_dossier


@admin.register(ReorganizationEvent)
class ReorganizationEventAdmin(
    LedgerHistory, CrowdedEvent, EventForm, EffectPage, AnnulmentPage, CitationPage, ScopedAdmin
):
    """Events are proposed here. Only the effect page puts one into effect, only the annulment page
    takes it back; from then on nothing of it can be edited but the words that cite the decision."""

    list_display = ("operative_on", "kind", "province", "decision", "status_shown", "reason")
    list_display_links = ("operative_on", "kind")
    list_filter = ("status", "kind", ("province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("province", "bundle")
    date_hierarchy = "operative_on"
    search_fields = ("decision_number",)
    search_help_text = _("Decision number, or a name or code that a unit ever bore.")
    change_form_template = "admin/units/reorganizationevent/change_form.html"
    actions = None
    view_on_site = False

    class Media:
        js = ("units/event_form.js",)
        css = {"all": ("units/desk.css",)}

    @admin.display(description=_("decision"), ordering="decision_number")
    def decision(self, event):
        return " · ".join(filter(None, (event.decision_number, event.issuer)))

    @admin.display(description=_("status"), ordering="status")
    def status_shown(self, event):
        text = event.get_status_display()
        if event.is_planned(timezone.localdate()):
            text = gettext("in effect, planned")
        badge = "met" if event.status == EventStatus.IN_EFFECT else "plain"
        return format_html('<span class="badge badge--{}">{}</span>', badge, text)

    def get_search_results(self, request, queryset, search_term):
        text = search_term.strip()
        if not text:
            return queryset, False
        wanted = Q(decision_number__icontains=text)
        if key := search_key(text):
            wanted |= Q(participants__unit__in=Unit.objects.with_text(key))
        return queryset.filter(wanted), True

    def has_change_permission(self, request, obj=None) -> bool:
        return is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return is_open(obj) and super().has_delete_permission(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change:
            context |= {"status": self.status_shown(obj), "subtitle": obj}
            context["may_cite"] = self.may_cite(request, obj)
            may_annul = may_without_dossier(request.user, ANNUL, [obj])
            context["may_annul"] = not is_proposed(obj) and may_annul
        if change and not self.has_change_permission(request, obj):
            entries = obj.entries.select_related("recorded_by").order_by("pk")
            context |= {"lines": lines_as_recorded(obj), "entries": list(entries)}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        return to_effect(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return to_effect(request, obj) or super().response_change(request, obj)


def is_proposed(event: ReorganizationEvent | None) -> bool:
    """True also where no event is asked about: some may be proposed."""
    return event is None or event.status == EventStatus.PROPOSED


def is_open(event: ReorganizationEvent | None) -> bool:
    """May be edited: proposed, and not part of a dossier that its preparer has handed in."""
    sealed = event is not None and event.bundle_id is not None and event.bundle.is_sealed
    return is_proposed(event) and not sealed


def to_effect(request, event: ReorganizationEvent) -> HttpResponseRedirect | None:
    """Where "Save and preview the effect" leads."""
    if "_effect" not in request.POST:
        return None
    return HttpResponseRedirect(reverse("admin:units_reorganizationevent_effect", args=[event.pk]))
