"""The form of an event, fitted to its kind: which rows it has, and what it says of them."""

from __future__ import annotations

from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.forms import HiddenInput
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..choices import EventStatus
from ..kinds import KINDS, Kind
from .event_pages import FOLDER, EventPages
from .participant_inlines import inlines_for, role_text
from .participants import kind_of

FIRST = (("operative_on", "province"), ("precision", "sequence"))
DECISION = (("decision_number", "issuer", "clause"), ("decided_on", "legal_effect_on"))
NOTES = ("reason", "note", "supersedes")


class EventForm(EventPages):
    """For the screen of events. The kind is chosen first and stays: it says what is asked."""

    formfield_overrides = {
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
    }

    def get_inlines(self, request, obj):
        editable = obj is None or self.has_change_permission(request, obj)
        return inlines_for(kind_of(request, obj)) if editable else []

    def get_fieldsets(self, request, obj=None):
        kind = kind_of(request, obj)
        first = {
            "fields": FIRST if obj else ("kind", *FIRST),
            "description": describe(kind) if kind else "",
        }
        return [
            (capfirst(kind.label) if kind else None, first),
            (_("Decision"), {"fields": DECISION}),
            (_("Reason and notes"), {"fields": NOTES}),
        ]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "kind":
            kwargs["widget"] = HiddenInput
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "supersedes":
            field.queryset = field.queryset.filter(status=EventStatus.ANNULLED)
        return field

    def get_formset_kwargs(self, request, obj, inline, prefix):
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and obj.pk is None:
            given["initial"] = inline.starting_rows(inline.kind)
        return given

    def get_changeform_initial_data(self, request):
        """Whose reach is one province need not choose it."""
        field = self.model._meta.get_field("province")
        provinces = list(self.formfield_for_foreignkey(field, request).queryset.order_by("pk"))
        today = [province for province in provinces if province.valid_to is None]
        given = {"province": today[0].pk} if len(today) == 1 else {}
        return given | super().get_changeform_initial_data(request)

    def add_view(self, request, form_url="", extra_context=None):
        undecided = request.method == "GET" and kind_of(request) is None
        if undecided and self.has_add_permission(request):
            kinds = [(kind, roles_text(kind)) for kind in KINDS.values()]
            context = self.context(request, _("New event: of what kind?"), kinds=kinds)
            return TemplateResponse(request, f"{FOLDER}/choose_kind.html", context)
        kind = kind_of(request)
        title = _("New event: %(kind)s") % {"kind": kind.label} if kind else _("New event")
        return super().add_view(request, form_url, {**(extra_context or {}), "title": title})


def roles_text(kind: Kind) -> list[str]:
    return [role_text(kind, role) for role in kind.roles]


def describe(kind: Kind) -> str:
    """What the kind means and how many units it needs in which role, from the table of kinds."""
    roles = format_html_join(" · ", "{}", ((text,) for text in roles_text(kind)))
    return format_html('{}<br><span class="quiet">{}</span>', kind.help_text, roles)
