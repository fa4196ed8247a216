"""The page of an imported list: what it would change, what it changed, and its rows one by one."""

from __future__ import annotations

import hashlib
import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from ..choices import BatchStatus
from ..models import ImportBatch
from .import_progress import AT_REST, standing_of
from .import_row_pages import rows_context
from .import_words import cards, may_take

FOLDER = "admin/units/importbatch"


class ImportPages:
    """For the screen of imported lists. Asking shows; posting acts, and then leads elsewhere."""

    steps: tuple[str, ...] = ()

    def get_urls(self):
        pages = [
            path(
                f"<int:object_id>/{step}/",
                self.admin_site.admin_view(getattr(self, f"{step}_view")),
                name=f"units_importbatch_{step}",
            )
            for step in self.steps
        ]
        return [*pages, *super().get_urls()]

    def asked_for(self, request: HttpRequest, object_id: int | str, step: str = "") -> ImportBatch:
        """The batch, if it exists for this user and they may see it, or take that step with it."""
        batch = self.get_object(request, str(object_id))
        if not self.allows(step, request, batch):
            raise PermissionDenied
        return batch

    def allows(self, step: str, request: HttpRequest, batch: ImportBatch) -> bool:
        if not step:
            return self.has_view_permission(request, batch)
        may_change = self.has_change_permission(request, batch)
        return may_take(step, request, batch, may_change=may_change)

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        batch = self.asked_for(request, object_id)
        may_act = self.has_change_permission(request, batch)
        if batch.status == BatchStatus.UPLOADED and may_act:
            return HttpResponseRedirect(reverse("admin:units_importbatch_mapping", args=[batch.pk]))
        being_compared = batch.status == BatchStatus.COMPARING
        rows = {} if being_compared else rows_context(batch, request.GET.dict())
        context = self.context(
            request,
            batch,
            may_act=may_act,
            may_answer=may_act and batch.status == BatchStatus.PREVIEWED,
            seal=seal_of(batch),
            may_confirm=self.allows("confirm", request, batch),
            may_undo=self.allows("undo", request, batch),
            cards=cards(batch),
            has_written=batch.entries.exists() or batch.events.exists(),
            standing=standing_of(batch, timezone.now()),
            at_rest=AT_REST.get(batch.status, ""),
            **rows,
        )
        return TemplateResponse(request, f"{FOLDER}/batch.html", context)

    def context(self, request: HttpRequest, batch: ImportBatch, **values) -> dict[str, object]:
        site = self.admin_site.each_context(request)
        return {**site, "opts": self.opts, "title": str(batch), "batch": batch, **values}

    def refused(self, request: HttpRequest, batch: ImportBatch, reason: object) -> HttpResponse:
        messages.error(request, str(reason))
        return HttpResponseRedirect(batch.get_absolute_url())


def seal_of(batch: ImportBatch) -> str:
    """Changes with every other preview: who confirms, confirms what was shown."""
    shown = [batch.register_seen, batch.options, batch.counts, batch.sheet]
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()
