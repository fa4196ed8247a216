"""A clerk's answers to candidates: the same unit or agency, or really a new one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..imports import desk
from ..imports.instructions import Instructions
from ..imports.matching import NEW
from ..imports.places import key_of
from ..imports.preview import BEFORE_CONFIRMING
from ..imports.tasks import show_changes
from ..models import Agency, ImportBatch, ImportRow
from .import_pages import ImportPages

#: Posted for a whole page at once: the first candidate is meant everywhere, or none anywhere.
ALL, SAME = "all", "same"
#: What the page of rows was asked for, to come back to it.
VIEW = "view"


class CandidateSteps(ImportPages):
    def candidates_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Heed the answers that were given on a page of rows, and compare the list anew."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        batch = self.asked_for(request, object_id, "candidates")
        if batch.status not in BEFORE_CONFIRMING:
            return self.refused(request, batch, desk.NotOpen(batch))
        answers = answers_in(request, batch)
        if answers:
            batch.options = heeding(batch, answers).as_options()
            try:
                show_changes(batch, by=request.user)
            except (desk.NotOpen, *desk.UNUSABLE) as problem:
                return self.refused(request, batch, problem)
            said = ngettext("%(number)d answer is heeded.", "%(number)d answers are heeded.",
                            len(answers))  # fmt: skip
            messages.success(request, said % {"number": len(answers)})
        else:
            messages.warning(request, _("No answer was given."))
        return HttpResponseRedirect(f"{batch.get_absolute_url()}?{view_asked_for(request)}")


def view_asked_for(request: HttpRequest) -> str:
    """The filters of the page that the answers came from, as its address has them."""
    pairs = [
        (name.removeprefix(f"{VIEW}_"), value)
        for name, value in request.POST.items()
        if name.startswith(f"{VIEW}_") and value
    ]
    return urlencode(pairs)


def answers_in(request: HttpRequest, batch: ImportBatch) -> list[tuple[ImportRow, dict, str]]:
    """(row, its problem with candidates, answer); an answer that was not offered counts for
    nothing."""
    asked = {
        int(name.removeprefix("answer_")): value
        for name, value in request.POST.items()
        if name.startswith("answer_") and name.removeprefix("answer_").isdigit()
    }
    for_all = request.POST.get(ALL, "")
    found = []
    for row in batch.rows.filter(pk__in=asked):
        problem = next((one for one in row.problems if one.get("candidates")), None)
        if problem is None:
            continue
        offered = [str(key_of_candidate(one)) for one in problem["candidates"]]
        answer = offered[0] if for_all == SAME else for_all or asked[row.pk]
        if answer == NEW or answer in offered:
            found.append((row, problem, answer))
    return found


def key_of_candidate(candidate: dict) -> int:
    return candidate["unit"] if "unit" in candidate else candidate["agency_id"]


def heeding(batch: ImportBatch, answers: list[tuple[ImportRow, dict, str]]) -> Instructions:
    """The batch's instructions with these answers. What is said of an agency holds for all rows
    with that text."""
    options = Instructions.from_options(batch.options).as_options()
    keys = {
        int(answer) for _row, problem, answer in answers if of_agency(problem) and answer != NEW
    }
    agencies = Agency.objects.in_bulk(keys)
    for row, problem, answer in answers:
        text = problem["value"]
        if not of_agency(problem):
            options["choices"][key_of(row.sheet, row.number)] = answer
        elif answer == NEW:
            options["new_agencies"] = sorted({*options["new_agencies"], text})
        elif agency := agencies.get(int(answer)):
            meanings = options["values"].setdefault("agency", {})
            meanings[text] = agency.code or agency.name
    return Instructions.from_options(options)


def of_agency(problem: dict) -> bool:
    return "agency_id" in problem["candidates"][0]
