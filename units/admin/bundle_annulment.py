"""The page on which a whole decision is taken back, with the reason."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from ..annulment import NotInEffect, annul_bundle
from ..choices import EventStatus
from ..models import Bundle
from ..register import LaterEntries, RegisterMoved
from ..reorganization import DossierDecides
from .annulment import AnnulForm
from .bundle_effect import address_of, log
from .bundle_events import FOLDER, Order, orders_of
from .event_pages import ANNUL, EventPages
from .without_dossier import may_without_dossier


class BundleAnnulment(EventPages):
    def get_urls(self):
        view = self.admin_site.admin_view(self.annul_view)
        page = path("<int:object_id>/annul/", view, name="units_bundle_annul")
        return [page, *super().get_urls()]

    def annul_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        bundle = self.asked_for(request, object_id)
        standing = [
            order for order in orders_of(bundle) if order.event.status == EventStatus.IN_EFFECT
        ]
        touched = [bundle, *(order.event for order in standing)]
        if not may_without_dossier(request.user, ANNUL, touched):
            raise PermissionDenied
        if not standing:
            messages.error(request, str(NotInEffect()))
            return HttpResponseRedirect(address_of(bundle))
        form = AnnulForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return self.confirm_annulment(request, bundle, standing, form)
        return self.annul_page(request, bundle, standing, form)

    def annul_page(self, request, bundle: Bundle, standing, form, later=()) -> HttpResponse:
        context = self.context(
            request,
            _("Annul the whole decision: %(decision)s") % {"decision": bundle},
            bundle=bundle,
            standing=standing,
            form=form,
            later=[entry.event or entry.batch or entry for entry in later],
        )
        return TemplateResponse(request, f"{FOLDER}/annul.html", context)

    def confirm_annulment(
        self, request: HttpRequest, bundle: Bundle, standing: list[Order], form: AnnulForm
    ) -> HttpResponse:
        reason = form.cleaned_data["reason"]
        try:
            with transaction.atomic():
                annul_bundle(bundle, by=request.user, at=timezone.now(), reason=reason)
                said = _("Annulled: %(reason)s") % {"reason": reason}
                log(self, request, bundle, [order.event for order in standing], said)
        except LaterEntries as refused:
            messages.error(request, str(refused))
            return self.annul_page(request, bundle, standing, form, refused.entries)
        except (DossierDecides, NotInEffect, RegisterMoved) as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The whole decision is annulled."))
        return HttpResponseRedirect(address_of(bundle))
