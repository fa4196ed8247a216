"""What would come of some dossiers, and of mergers that nobody has drafted yet."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..cases.opening import ProcedureNotOffered, open_case
from ..models import Case, Plan
from ..plans.candidates import candidates
from ..plans.what_if import NotPossible, WhatIf, draft_mergers, what_if
from ..promises import look
from .plan_form import DraftingForm, WhatIfForm
from .plan_pairs import NO_PAIR, open_cases, shown

FOLDER = "admin/reform/plan"


class PlanWhatIf:
    """For the screen of plans. Trying keeps nothing; drafting opens a dossier with the mergers."""

    def what_if_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        plan = self.get_object(request, str(object_id))
        if request.method == "POST" and not request.user.has_perm("reform.add_case", plan):
            raise PermissionDenied
        today = timezone.localdate()
        cases, found = open_cases(request, plan), candidates(plan.province, today)
        given = request.POST if request.method == "POST" else request.GET
        form = asked(given, next_month(today), cases=cases, found=found)
        drafting = DraftingForm(request.POST or None, province=plan.province)
        tried, sentences = None, []
        if form.is_bound and form.is_valid():
            if case := request.method == "POST" and self.drafted(request, plan, form, drafting):
                return HttpResponseRedirect(case.get_absolute_url())
            try:
                tried = self.tried(request, plan, form.cleaned_data, today)
            except NotPossible as refused:
                sentences = refused.sentences
        context = self.page_context(
            request,
            _("What if"),
            plan=plan,
            form=form,
            cases=cases,
            tried=tried,
            sentences=sentences,
            drafting=drafting if request.user.has_perm("reform.add_case", plan) else None,
            **shown(found, given.getlist("pair"), given.get("agency", "")),
            chosen_cases=set(given.getlist("case")),
        )
        return TemplateResponse(request, f"{FOLDER}/what_if.html", context)

    def tried(
        self, request: HttpRequest, plan: Plan, chosen: dict, today: dt.date
    ) -> tuple[WhatIf, list] | None:
        """The outcome, and its targets with their looks; None when nothing is chosen."""
        if not (chosen["case"] or chosen["pair"]):
            return None
        found = what_if(
            plan.province,
            cases=chosen["case"],
            pairs=chosen["pair"],
            operative_on=chosen["operative_on"],
            by=request.user,
            at=timezone.now(),
            on=day_of_all(chosen, today),
        )
        looks = [(one, look(one.now.status), look(one.then.status)) for one in found.prospects]
        return found, looks

    def drafted(self, request: HttpRequest, plan: Plan, form, drafting) -> Case | None:
        """A new dossier with the chosen mergers; None where ``drafting`` says why not."""
        chosen = form.cleaned_data
        if not chosen["pair"]:
            drafting.add_error(None, NO_PAIR)
        if not drafting.is_valid():
            return None
        try:
            with transaction.atomic():
                case = open_case(
                    **drafting.cleaned_data,
                    province=plan.province.current(),
                    plan=plan.document,
                    by=request.user,
                    at=timezone.now(),
                    today=timezone.localdate(),
                )
                draft_mergers(case.bundle, chosen["pair"], chosen["operative_on"], by=request.user)
        except ProcedureNotOffered as refused:  # withdrawn while the form was read
            drafting.add_error("procedure", str(refused))
            return None
        self.log_addition(request, case, [{"added": {}}])
        return case


def asked(given, first: dt.date, **offered) -> WhatIfForm:
    """The question, with a day proposed; unbound when nothing was asked yet."""
    form = WhatIfForm(given if "operative_on" in given else None, **offered)
    form.fields["operative_on"].initial = first
    return form


def day_of_all(chosen: dict, today: dt.date) -> dt.date:
    """The first day on which all that is chosen counts."""
    days = [case.operative_on for case in chosen["case"]]
    return max([today, *days, *([chosen["operative_on"]] if chosen["pair"] else [])])


def next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
