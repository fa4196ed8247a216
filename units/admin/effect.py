"""The page on which a proposed event is seen as it would be, and put into effect."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ..choices import EventStatus
from ..models import ReorganizationEvent
from ..periods import day_before
from ..register import RegisterMoved
from ..reorganization import EventRefused, preview, put_into_effect
from ..sentences import Sentence, as_kept
from .cures import cured
from .effect_lines import lines_of
from .event_pages import FOLDER, PUT_INTO_EFFECT, EventPages, counted, seal_of
from .without_dossier import WithoutDossierForm, may_without_dossier


class EffectPage(EventPages):
    """Asking shows, confirming writes: a request never does both."""

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("province")

    def get_urls(self):
        view = self.admin_site.admin_view(self.effect_view)
        page = path("<int:object_id>/effect/", view, name="units_reorganizationevent_effect")
        return [page, *super().get_urls()]

    def effect_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        event = self.asked_for(request, object_id)
        if event.bundle_id:  # together with all that the decision orders, or not at all
            address = reverse("admin:units_bundle_effect", args=[event.bundle_id])
            return HttpResponseRedirect(address)
        allowed = may_without_dossier(request.user, PUT_INTO_EFFECT, [event])
        form = WithoutDossierForm(request.POST or None, events=[event])
        if request.method == "POST":
            if not allowed:
                raise PermissionDenied
            if form.is_valid():
                return self.confirm_effect(request, event, form.cleaned_data["reason"])
        if event.status != EventStatus.PROPOSED:
            return HttpResponseRedirect(event.get_absolute_url())
        effect = preview(event)
        context = self.context(
            request,
            _("Effect of: %(event)s") % {"event": event},
            event=event,
            effect=effect,
            eve=day_before(event.operative_on),
            lines=lines_of(effect),
            breaches=cured(effect.breaches),
            seal=seal_of(event),
            form=form if allowed else None,
            drafted=f"event={event.pk}",
            may_change=self.has_change_permission(request, event),
            planned=event.operative_on > timezone.localdate(),
        )
        return TemplateResponse(request, f"{FOLDER}/effect.html", context)

    def confirm_effect(
        self, request: HttpRequest, event: ReorganizationEvent, reason: str
    ) -> HttpResponse:
        events = ReorganizationEvent.objects.select_for_update(of=("self",))
        try:
            with transaction.atomic():
                locked = events.get(pk=event.pk)
                if seal_of(locked) != request.POST.get("seal"):
                    raise RegisterMoved
                put_into_effect(locked, by=request.user, at=timezone.now(), reason=reason)
                said = Sentence(gettext_noop("Put into effect without a dossier: %(reason)s"))
                self.log_change(request, locked, as_kept(said % {"reason": reason}))
        except (EventRefused, RegisterMoved) as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(request.path)
        messages.success(request, _("The event is in effect.") + " " + counted(event))
        return HttpResponseRedirect(event.get_absolute_url())
