"""The page on which all units of agencies go to others by rule, and the decision is drafted."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Bundle
from ..transfers import NothingToTransfer, draft_transfer, plan_transfer
from .bundle_events import ADD_EVENT
from .transfer_form import ChoiceOfAgencies, DecisionForm, RulesForm
from .transfer_holdings import AgenciesOfSeveralProvinces, holdings_of, province_of
from .transfer_table import table_of

FOLDER = "admin/units/transfer"
ADD_BUNDLE = "units.add_bundle"
#: Agencies whose keys an address can hold.
MOST = 200


class TransferPage:
    """For the screen of agencies. Only drafting writes, and what it writes is a proposal."""

    actions = ("transfer_units",)

    def get_urls(self):
        view = self.admin_site.admin_view(self.transfer_view)
        return [path("transfer/", view, name="units_agency_transfer"), *super().get_urls()]

    @admin.action(
        description=gettext_lazy("Transfer all units of the selected agencies…"),
        permissions=["transfer"],
    )
    def transfer_units(self, request, queryset):
        agencies = list(queryset.values_list("pk", flat=True))
        if len(agencies) > MOST:
            said = _("Transfer the units of at most %(number)s agencies at a time.")
            messages.error(request, said % {"number": MOST})
            return None
        chosen = urlencode({"agency": agencies}, doseq=True)
        return HttpResponseRedirect(f"{reverse('admin:units_agency_transfer')}?{chosen}")

    def has_transfer_permission(self, request, obj=None) -> bool:
        return request.user.has_perm(ADD_BUNDLE, obj) and request.user.has_perm(ADD_EVENT, obj)

    def transfer_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_transfer_permission(request):
            raise PermissionDenied
        choice = ChoiceOfAgencies.asked(request.GET, user=request.user)
        if not choice.agencies:
            messages.error(request, _("Select the agencies whose units are transferred."))
            return HttpResponseRedirect(reverse("admin:units_agency_changelist"))
        if choice.day is None:
            return self.transfer_page(request, choice)
        try:
            province = province_of(choice.agencies, choice.day)
        except AgenciesOfSeveralProvinces as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(reverse("admin:units_agency_changelist"))
        if not self.has_transfer_permission(request, Bundle(province=province)):
            raise PermissionDenied
        return self.rules_view(request, choice, province)

    def rules_view(self, request: HttpRequest, choice: ChoiceOfAgencies, province) -> HttpResponse:
        holdings = holdings_of(choice.agencies, choice.day, province, user=request.user)
        rules = RulesForm(request.POST or None, holdings=holdings)
        drafting = "_draft" in request.POST
        decision = DecisionForm(request.POST if drafting else None)
        plan = None
        if request.method == "POST" and rules.is_valid():
            plan = plan_transfer(choice.agencies, rules.destinations(), on=choice.day)
            if drafting and decision.is_valid():
                try:
                    return self.draft(request, plan, province, decision)
                except NothingToTransfer as refused:
                    decision.add_error(None, str(refused))
        table = plan and table_of(plan, holdings)
        found = {"holdings": holdings, "rules": rules, "decision": decision, "table": table}
        return self.transfer_page(request, choice, province=province, **found)

    def transfer_page(
        self, request: HttpRequest, choice: ChoiceOfAgencies, **found
    ) -> HttpResponse:
        site = self.admin_site.each_context(request)
        title = _("Transfer all units of agencies")
        context = {**site, "opts": self.opts, "title": title, "choice": choice, **found}
        return TemplateResponse(request, f"{FOLDER}/transfer.html", context)

    @transaction.atomic
    def draft(self, request: HttpRequest, plan, province, decision: DecisionForm) -> HttpResponse:
        bundle = draft_transfer(plan, province=province, by=request.user, **decision.cleaned_data)
        self.log_addition(request, bundle, [{"added": {}}])
        said = _("The decision is drafted: %(number)s units go to %(agencies)s agencies.")
        numbers = {"number": plan.number, "agencies": len(plan.going)}
        messages.success(request, said % numbers)
        return HttpResponseRedirect(reverse("admin:units_bundle_effect", args=[bundle.pk]))
