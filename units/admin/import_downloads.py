"""What a clerk may take along from an imported list: the file with its problems marked."""

from __future__ import annotations

import io

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse

from ..imports.layouts import UNITS
from ..imports.marked import marked_file
from ..imports.refusals import UnreadableFile
from ..models import ImportBatch
from .import_tally import Tally

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportDownloads:
    """For the screen of imported lists: who may see a batch may take its file back."""

    def marked_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        batch = self.asked_for(request, object_id)
        try:
            file = marked_file(batch)
        except UnreadableFile as problem:
            return self.refused(request, batch, problem)
        return attachment(file.content, file.name)


def attachment(content: bytes, name: str, kind: str = XLSX) -> FileResponse:
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=kind)


def marked_address(batch: ImportBatch, tally: Tally) -> str:
    """Where the marked file is to be had; "" for a list without a problem."""
    if not any(mark.startswith("!") for group in tally.groups for mark in group.marks):
        return ""
    return reverse("admin:units_importbatch_marked", args=[batch.pk])


def difference_address(batch: ImportBatch) -> str:
    """Where the list is compared with the one before; "" for lists that are not compared."""
    if batch.layout != UNITS.name:
        return ""
    return reverse("admin:units_importbatch_difference", args=[batch.pk])
