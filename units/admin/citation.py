"""The page on which the decision behind an event in effect is named, or named rightly.

Citing changes no unit and no count, so nothing has to be annulled for it; the event's log keeps
the old and the new words.
"""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.admin import widgets
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path

from ..choices import EventStatus
from ..models import ReorganizationEvent
from ..rules import dates_in_order
from ..scene import Scene
from ..sentences import Sentence as _
from ..sentences import as_kept
from .event_pages import FOLDER, EventPages

FIELDS = ("decision_number", "issuer", "clause", "decided_on", "legal_effect_on")


class CitationForm(forms.ModelForm):
    class Meta:
        model = ReorganizationEvent
        fields = FIELDS
        widgets = {
            "decided_on": widgets.AdminDateWidget,
            "legal_effect_on": widgets.AdminDateWidget,
        }

    def clean(self) -> dict:
        """The register's own rule, which here speaks before anything is saved."""
        cleaned = super().clean()
        for sentence in dates_in_order(Scene(self.instance_as(cleaned), extract=None)):
            self.add_error(None, sentence)
        return cleaned

    def instance_as(self, cleaned: dict) -> ReorganizationEvent:
        return ReorganizationEvent(operative_on=self.instance.operative_on, **cleaned)


class CitationPage(EventPages):
    def get_urls(self):
        view = self.admin_site.admin_view(self.citation_view)
        page = path("<int:object_id>/citation/", view, name="units_reorganizationevent_citation")
        return [page, *super().get_urls()]

    def may_cite(self, request: HttpRequest, event: ReorganizationEvent) -> bool:
        permitted = request.user.has_perm("units.change_reorganizationevent", event)
        return permitted and event.status == EventStatus.IN_EFFECT

    def citation_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        event = self.asked_for(request, object_id)
        if not self.may_cite(request, event):
            raise PermissionDenied
        before = {name: getattr(event, name) for name in FIELDS}
        form = CitationForm(request.POST or None, instance=event)
        if request.method == "POST" and form.is_valid():
            self.cite(request, event, form, before)
            return HttpResponseRedirect(event.get_absolute_url())
        title = _("Name the decision: %(event)s") % {"event": event}
        context = self.context(
            request, title, event=event, form=form, media=self.media + form.media
        )
        return TemplateResponse(request, f"{FOLDER}/citation.html", context)

    def cite(self, request: HttpRequest, event, form: CitationForm, before: dict) -> None:
        changed = [
            f"{before[name] or '–'} → {getattr(event, name) or '–'}" for name in form.changed_data
        ]
        with transaction.atomic():
            ReorganizationEvent.objects.filter(pk=event.pk).update(
                **{name: getattr(event, name) for name in FIELDS}
            )
            said = _("Decision named: %(changes)s") % {"changes": "; ".join(changed)}
            self.log_change(request, event, as_kept(said))
        messages.success(request, _("The decision is named."))
