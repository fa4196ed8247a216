"""The page on which all that a decision orders is seen as it would be, and put into effect."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import ngettext

from ..choices import EventStatus
from ..models import Bundle, ReorganizationEvent
from ..register import RegisterMoved
from ..reorganization import DossierDecides, EventRefused, put_bundle_into_effect
from ..sentences import Sentence, as_kept
from ..sentences import Sentence as _
from .bundle_events import FOLDER, Order, orders_of
from .bundle_preview import preview_of, seal_of
from .event_pages import PUT_INTO_EFFECT, EventPages
from .without_dossier import WithoutDossierForm, may_without_dossier


class BundleEffect(EventPages):
    """Asking shows, confirming writes: a request never does both."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.effect_view)
        page = path("<int:object_id>/effect/", view, name="units_bundle_effect")
        return [page, *super().get_urls()]

    def effect_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        bundle, user = self.asked_for(request, object_id), request.user
        waiting = [
            order for order in orders_of(bundle) if order.event.status == EventStatus.PROPOSED
        ]
        events = [order.event for order in waiting]
        if not all(user.has_perm("units.view_reorganizationevent", event) for event in events):
            raise PermissionDenied
        allowed = may_without_dossier(user, PUT_INTO_EFFECT, [bundle, *events])
        if request.method == "POST" and not allowed:
            raise PermissionDenied
        if not waiting:
            messages.warning(request, _("The decision has no proposed event: add one first."))
            return HttpResponseRedirect(address_of(bundle))
        form = WithoutDossierForm(request.POST or None, events=events)
        if request.method == "POST" and form.is_valid():
            return self.confirm_effect(request, bundle, waiting, form.cleaned_data["reason"])
        context = self.context(
            request,
            _("Effect of the decision: %(decision)s") % {"decision": bundle},
            bundle=bundle,
            preview=preview_of(waiting),
            seal=seal_of(bundle),
            form=form if allowed and not bundle.dossier else None,
            dossier=bundle.dossier,
            drafted=f"bundle={bundle.pk}",
            planned=events[-1].operative_on > timezone.localdate(),
        )
        return TemplateResponse(request, f"{FOLDER}/effect.html", context)

    def confirm_effect(
        self, request: HttpRequest, bundle: Bundle, waiting: Sequence[Order], reason: str
    ) -> HttpResponse:
        try:
            with transaction.atomic():
                list(Bundle.objects.select_for_update(of=("self",)).filter(pk=bundle.pk))
                if seal_of(bundle) != request.POST.get("seal"):
                    raise RegisterMoved
                now, events = timezone.now(), [order.event for order in waiting]
                put_bundle_into_effect(bundle, by=request.user, at=now, reason=reason)
                said = _("Put into effect without a dossier: %(reason)s")
                log(self, request, bundle, events, said % {"reason": reason})
        except EventRefused as refused:
            messages.error(request, said_of(refused, waiting))
            return HttpResponseRedirect(request.path)
        except (DossierDecides, RegisterMoved) as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(request.path)
        number = len(events)
        said = ngettext(
            "%(number)s event is in effect.", "%(number)s events are in effect.", number
        )
        messages.success(request, said % {"number": number})
        return HttpResponseRedirect(address_of(bundle))


def address_of(bundle: Bundle) -> str:
    return reverse("admin:units_bundle_change", args=[bundle.pk])


def log(
    screen, request, bundle: Bundle, events: Sequence[ReorganizationEvent], said: Sentence
) -> None:
    """In the history of the decision, and of each event of it."""
    screen.log_change(request, bundle, as_kept(said))
    LogEntry.objects.log_actions(request.user.pk, events, CHANGE, as_kept(said))


def said_of(refused: EventRefused, waiting: Sequence[Order]) -> Sentence:
    """Which event refused, and the first of its reasons: the page lists them all."""
    place = next(order.place for order in waiting if order.event == refused.event)
    return _("Nothing was put into effect. Event %(place)s, %(event)s: %(reason)s") % {
        "place": place,
        "event": refused.event,
        "reason": refused.breaches[0].message,
    }
