"""The page on which an event in effect is taken back, with the reason."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy

from ..annulment import NotInEffect, annul, later_entries
from ..choices import EntryKind, EventStatus
from ..register import LaterEntries, RegisterMoved
from ..reorganization import DossierDecides
from ..sentences import Sentence as _
from ..sentences import as_kept
from .event_pages import ANNUL, FOLDER, EventPages, counted
from .without_dossier import may_without_dossier


class AnnulForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is annulled"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )


class AnnulmentPage(EventPages):
    def get_urls(self):
        view = self.admin_site.admin_view(self.annul_view)
        page = path("<int:object_id>/annul/", view, name="units_reorganizationevent_annul")
        return [page, *super().get_urls()]

    def annul_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        event = self.asked_for(request, object_id)
        if not may_without_dossier(request.user, ANNUL, [event]):
            raise PermissionDenied
        if event.status != EventStatus.IN_EFFECT:
            messages.error(request, str(NotInEffect()))
            return HttpResponseRedirect(event.get_absolute_url())
        form = AnnulForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return self.confirm_annulment(request, event, form.cleaned_data["reason"])
        later = later_entries(event.entries.get(kind=EntryKind.EVENT, reversed_by=None))
        return self.annul_page(request, event, form, later)

    def annul_page(self, request, event, form, later) -> HttpResponse:
        title = _("Annul: %(event)s") % {"event": event}
        sources = [entry.event or entry.batch or entry for entry in later]
        context = self.context(request, title, event=event, form=form, later=sources)
        return TemplateResponse(request, f"{FOLDER}/annul.html", context)

    def confirm_annulment(self, request, event, reason: str) -> HttpResponse:
        try:
            with transaction.atomic():
                annul(event, by=request.user, at=timezone.now(), reason=reason)
                said = _("Annulled: %(reason)s") % {"reason": reason}
                self.log_change(request, event, as_kept(said))
        except LaterEntries as refused:
            messages.error(request, str(refused))
            return self.annul_page(request, event, AnnulForm(request.POST), refused.entries)
        except (DossierDecides, NotInEffect, RegisterMoved) as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{_('The event is annulled.')} {counted(event)}")
        return HttpResponseRedirect(event.get_absolute_url())
