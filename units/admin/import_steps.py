"""What a clerk does with an imported list: map, confirm, put aside, take back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRefresh

from ..choices import BatchStatus
from ..imports import desk
from ..imports.tasks import confirm
from ..register import LaterEntries, RegisterMoved
from ..sentences import Sentence, as_kept
from ..sentences import Sentence as _
from .import_candidates import CandidateSteps
from .import_pages import FOLDER, seal_of
from .import_progress import standing_of
from .import_reading_steps import ReadingSteps
from .import_words import written

REFUSALS = (desk.NotOpen, desk.RowsRejected, LaterEntries, RegisterMoved)


class ImportSteps(CandidateSteps, ReadingSteps):
    steps = (
        "mapping",
        "afresh",
        "candidates",
        "confirm",
        "cancel",
        "undo",
        "progress",
        "marked",
        "difference",
    )

    def confirm_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Write what was shown, and nothing else."""

        def step(batch) -> Sentence:
            if request.POST.get("seal") != seal_of(batch):
                raise RegisterMoved
            good_rows = request.POST.get("accept_good_rows") == "on"
            confirm(batch, by=request.user, at=timezone.now(), accept_good_rows=good_rows)
            if batch.status == BatchStatus.QUEUED:
                return _("The list is being written; this page tells when it is done.")
            return written(batch)

        return self.act(request, object_id, "confirm", step)

    def cancel_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        def step(batch) -> Sentence:
            if desk.cancel(batch):
                return _("The list is put aside; nothing was written.")
            return _("The work on the list is being stopped; nothing of it will be written.")

        return self.act(request, object_id, "cancel", step)

    def undo_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        def step(batch) -> Sentence:
            reason = request.POST.get("reason", "").strip()
            desk.undo(batch, by=request.user, at=timezone.now(), reason=reason)
            return _("The list is taken back: the register is as it was without it.")

        return self.act(request, object_id, "undo", step)

    def act(self, request: HttpRequest, object_id: int, name: str, step) -> HttpResponse:
        """Take one step with a batch; a step that is refused says why and changes nothing."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        batch = self.asked_for(request, object_id, name)
        try:
            done = step(batch)
        except REFUSALS as refused:
            return self.refused(request, batch, refused)
        self.log_change(request, batch, as_kept(done))
        messages.success(request, done)
        return HttpResponseRedirect(batch.get_absolute_url())

    def progress_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Asked for again and again by the page of a list that a worker has or waits for."""
        batch = self.asked_for(request, object_id)
        standing = standing_of(batch, timezone.now())
        if standing is None:
            return HttpResponseClientRefresh()
        context = self.context(request, batch, standing=standing)
        return TemplateResponse(request, f"{FOLDER}/progress.html", context)
