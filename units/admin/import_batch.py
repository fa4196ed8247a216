from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..imports import desk
from ..imports.refusals import UnreadableFile
from ..models import ImportBatch, Province
from ..querysets import sees_everything
from .import_difference import ImportDifference
from .import_downloads import ImportDownloads
from .import_form_download import BlankForms
from .import_forms import ReceiveForm
from .import_pages import FOLDER
from .import_steps import ImportSteps
from .import_words import is_of_events
from .scope import ScopedAdmin


@admin.register(ImportBatch)
class ImportBatchAdmin(BlankForms, ImportSteps, ImportDownloads, ImportDifference, ScopedAdmin):
    """Lists that came in: receive one, say what its columns hold, see what it changes, confirm."""

    list_display = (
        "filename",
        "as_of",
        "province",
        "status",
        "created_units",
        "changed_units",
        "created_by",
    )
    list_filter = ("layout", "status", ("province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("province", "created_by")
    list_per_page = 50
    search_fields = ("filename",)

    class Media:
        css = {"all": ("units/desk.css",)}

    @admin.display(description=_("new units"))
    def created_units(self, batch):
        return None if is_of_events(batch) else batch.counts.get("created")

    @admin.display(description=_("changed"))
    def changed_units(self, batch):
        return None if is_of_events(batch) else batch.counts.get("changed")

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def add_view(self, request, form_url="", extra_context=None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ReceiveForm(
            request.POST or None,
            request.FILES or None,
            provinces=self.provinces(request),
            needs_province=not sees_everything(Province, request.user),
        )
        if request.method == "POST" and form.is_valid() and (batch := self.take_in(request, form)):
            address = reverse("admin:units_importbatch_mapping", args=[batch.pk])
            return HttpResponseRedirect(address)
        site = self.admin_site.each_context(request)
        context = {**site, "opts": self.opts, "title": _("Import a list"), "form": form}
        context["blank_forms"] = self.forms()
        return TemplateResponse(request, f"{FOLDER}/receive.html", context)

    def take_in(self, request: HttpRequest, form: ReceiveForm) -> ImportBatch | None:
        """Keep the file and look into it; of a file that can't be used nothing stays."""
        said = form.cleaned_data
        if not request.user.has_perm(
            "units.add_importbatch", ImportBatch(province=said["province"])
        ):
            raise PermissionDenied
        try:
            batch = desk.receive(
                said["file"],
                filename=said["file"].name,
                as_of=said["as_of"],
                province=said["province"],
                today=timezone.localdate(),
                layout=said["layout"],
                sheet=said["sheet"],
                instructions=form.instructions(),
                by=request.user,
            )
        except desk.UNUSABLE as problem:
            of_file = isinstance(problem, UnreadableFile)
            form.add_error("file" if of_file else "as_of", str(problem))
            return None
        try:
            desk.look(batch)
        except desk.UNUSABLE as problem:
            desk.discard(batch)
            form.add_error("file", str(problem))
            return None
        self.log_addition(request, batch, [{"added": {}}])
        return batch
