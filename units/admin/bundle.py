from django.contrib import admin
from django.db.models import Count, Q
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..choices import EventStatus
from ..models import Bundle, Participant
from .bundle_annulment import BundleAnnulment
from .bundle_effect import BundleEffect
from .bundle_events import BundleEvents, ordered_events
from .event_pages import ANNUL
from .scope import ScopedAdmin
from .without_dossier import may_without_dossier


@admin.register(Bundle)
class BundleAdmin(BundleEvents, BundleEffect, BundleAnnulment, ScopedAdmin):
    """What one decision orders. Its events are put into effect and annulled on pages of their own;
    from then on nothing of it can be edited."""

    list_display = ("title", "province", "decision", "decided_on", "events_number", "state_shown")
    list_filter = (("province", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("province",)
    list_per_page = 50
    search_fields = ("title", "decision_number")
    search_help_text = _("Title or decision number.")
    change_form_template = "admin/units/bundle/change_form.html"
    actions = None
    fieldsets = (
        (None, {"fields": ("title", "province")}),
        (_("Decision"), {"fields": (("decision_number", "issuer", "decided_on"), "note")}),
    )

    class Media:
        css = {"all": ("units/desk.css",)}

    def get_queryset(self, request):
        """With the number of events, all and by status: what is asked of every bundle."""
        numbers = {
            status: Count("events", filter=Q(events__status=status)) for status in EventStatus
        }
        bundles = super().get_queryset(request)
        return bundles.annotate(all_events=Count("events"), **numbers).order_by("-pk")

    @admin.display(description=_("decision"), ordering="decision_number")
    def decision(self, bundle):
        return " · ".join(filter(None, (bundle.decision_number, bundle.issuer)))

    @admin.display(description=_("events"), ordering="all_events")
    def events_number(self, bundle):
        return bundle.all_events

    @admin.display(description=_("status"))
    def state_shown(self, bundle):
        state = state_of(bundle)
        badge = "met" if state == EventStatus.IN_EFFECT else "plain"
        return format_html('<span class="badge badge--{}">{}</span>', badge, state.label)

    def get_readonly_fields(self, request, obj=None):
        """Events lie in the province of their bundle, so it stays once there are any."""
        return ("province",) if obj and obj.all_events else ()

    def has_change_permission(self, request, obj=None) -> bool:
        open_yet = obj is None or (state_of(obj) == EventStatus.PROPOSED and not obj.is_sealed)
        return open_yet and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        unwritten = obj is None or (obj.all_events == obj.proposed and not obj.dossier)
        return unwritten and super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs, request):
        """A draft goes with its events; nothing of it was ever written to the register."""
        events = [str(event) for bundle in objs for event in ordered_events(bundle)]
        numbers = {self.opts.verbose_name_plural: len(objs), _("events"): len(events)}
        return [*map(str, objs), *([events] if events else [])], numbers, set(), []

    def delete_model(self, request, obj):
        Participant.objects.filter(event__bundle=obj).update(born_in=None)
        obj.events.all().delete()
        super().delete_model(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change:
            context |= {
                "subtitle": obj,
                "state": state_of(obj),
                "status": self.state_shown(obj),
                "orders": self.orders(request, obj),
                "may_add": self.may_add_event(request, obj),
                "may_annul": not obj.dossier and may_without_dossier(request.user, ANNUL, [obj]),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
            obj.all_events = obj.proposed = obj.in_effect = 0  # as the queryset tells of others
        super().save_model(request, obj, form, change)


def state_of(bundle: Bundle) -> EventStatus:
    """Proposed until its events are in effect; annulled when none is any more."""
    if bundle.in_effect:
        return EventStatus.IN_EFFECT
    if bundle.proposed or not bundle.all_events:
        return EventStatus.PROPOSED
    return EventStatus.ANNULLED
