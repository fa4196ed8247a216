"""The step in which a clerk says how a file is to be read, and that of reading it afresh."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ..imports import desk, profiles
from ..imports.preview import BEFORE_CONFIRMING
from ..imports.tasks import show_changes
from ..models import ImportBatch, ImportProfile
from .import_mapping import MappingForm
from .import_pages import FOLDER, ImportPages

#: Pressed to see samples, codes and values anew without comparing the list with the register.
AGAIN = "again"


class ReadingSteps(ImportPages):
    def mapping_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        batch = self.asked_for(request, object_id, "mapping")
        if batch.status not in BEFORE_CONFIRMING:
            return self.refused(request, batch, desk.NotOpen(batch))
        if "headings" not in batch.reading:  # it came from a terminal
            try:
                desk.look(batch)
            except (desk.NotOpen, *desk.UNUSABLE) as problem:
                return self.refused(request, batch, problem)
        form = MappingForm(request.POST or None, batch=batch)
        may_keep = self.may_keep(request, batch)
        if request.method == "POST" and form.is_valid():
            try:
                return self.heeded(request, batch, form, may_keep=may_keep)
            except (desk.NotOpen, *desk.UNUSABLE) as problem:
                form.add_error(None, str(problem))
        if batch.problem:
            messages.warning(request, str(batch.problem))
        before = profiles.inherited_from(batch)
        inherited = before.with_period() if before else ""
        context = self.context(
            request, batch, form=form, may_keep=may_keep, inherited_from=inherited
        )
        return TemplateResponse(request, f"{FOLDER}/mapping.html", context)

    def heeded(
        self, request: HttpRequest, batch: ImportBatch, form: MappingForm, *, may_keep: bool
    ) -> HttpResponse:
        """Do as the form says; raises what looking and previewing raise."""
        before, told = form.given, form.instructions()
        batch.options = told.as_options()
        if told.block != before.block:
            batch.options |= {"map": {}, "where": []}  # headings of another table
        elsewhere = (told.block, told.sheets) != (before.block, before.sheets)
        if elsewhere or AGAIN in request.POST:
            desk.look(batch)
        if AGAIN in request.POST or told.block != before.block:
            return HttpResponseRedirect(address_of(batch))
        batch.problem = ""
        show_changes(batch, by=request.user)
        if (name := form.name_to_keep) and may_keep:
            profiles.saved(batch, name, request.user)
            said = _("Files of this shape are read as “%(profile)s” from now on.")
            messages.info(request, said % {"profile": name})
        return HttpResponseRedirect(batch.get_absolute_url())

    def may_keep(self, request: HttpRequest, batch: ImportBatch) -> bool:
        asked = ImportProfile(province=batch.province)
        return request.user.has_perm("units.add_importprofile", asked)

    def afresh_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Forget what was said of the file, and the profile that it was read with."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        batch = self.asked_for(request, object_id, "mapping")
        try:
            desk.look(batch, afresh=True)
        except (desk.NotOpen, *desk.UNUSABLE) as problem:
            return self.refused(request, batch, problem)
        return HttpResponseRedirect(address_of(batch))


def address_of(batch: ImportBatch) -> str:
    return reverse("admin:units_importbatch_mapping", args=[batch.pk])
