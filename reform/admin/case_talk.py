"""Opinions, notes and tasks of a dossier: each act has its page, and leads back to the dossier."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from units.paper_files import PaperRefused
from units.sentences import Sentence, as_kept
from units.sentences import Sentence as _

from ..cases import notes, tasks
from ..cases.opinions import OpinionRefused
from ..models import Case
from .case_opinions import OPINION_PAGES, CaseOpinions, signed
from .case_talk_forms import DoneForm, HandOverForm, NoteForm, TaskForm

REFUSALS = (OpinionRefused, notes.NoteRefused, tasks.TaskRefused, PaperRefused)
PAGES = {
    **OPINION_PAGES,
    "note": "notes/add/",
    "seen": "notes/seen/",
    "task": "tasks/add/",
    "hand_over": "tasks/<int:part_id>/hand-over/",
    "done": "tasks/<int:part_id>/done/",
}


class CaseTalk(CaseOpinions):
    """For the screen of dossiers."""

    def get_urls(self):
        pages = [
            path(
                f"<int:object_id>/{address}",
                self.admin_site.admin_view(getattr(self, f"{name}_view")),
                name=f"reform_case_{name}",
            )
            for name, address in PAGES.items()
        ]
        return [*pages, *super().get_urls()]

    def note_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        case = self.with_right(request, object_id, notes.ADD_NOTE)
        form = NoteForm(request.POST or None)
        act = partial(notes.write_note, case, **signed(request))
        return self.acted(request, case, form, _("Write a note"), act, "notes")

    def seen_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        case = self.asked_for(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        notes.see(case, **signed(request))
        return HttpResponseRedirect(f"{case.get_absolute_url()}#notes")

    def task_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        case = self.with_right(request, object_id, tasks.GIVE)
        form = TaskForm(request.POST or None, case=case, initial={"person": request.user})
        act = partial(tasks.give_task, case, **signed(request), today=timezone.localdate())
        return self.acted(request, case, form, _("Give a task"), act, "tasks")

    def hand_over_view(self, request: HttpRequest, object_id: int, part_id: int) -> HttpResponse:
        case, task = self.task_of(request, object_id, part_id)
        form = HandOverForm(request.POST or None, case=case)
        title = _("Hand over: %(task)s") % {"task": task}
        act = partial(tasks.hand_over, task, **signed(request))
        return self.acted(request, case, form, title, act, "tasks")

    def done_view(self, request: HttpRequest, object_id: int, part_id: int) -> HttpResponse:
        case, task = self.task_of(request, object_id, part_id)
        title = _("Done: %(task)s") % {"task": task}
        act = partial(tasks.finish, task, **signed(request))
        form = DoneForm(request.POST or None)
        return self.acted(request, case, form, title, act, "tasks")

    def task_of(self, request: HttpRequest, object_id: int, part_id: int):
        case = self.with_right(request, object_id, tasks.WORK)
        task = get_object_or_404(case.tasks.select_related("case"), pk=part_id)
        if not tasks.may_handle(request.user, task):
            raise PermissionDenied
        return case, task

    def with_right(self, request: HttpRequest, object_id: int, permission: str) -> Case:
        case = self.asked_for(request, object_id)
        if not request.user.has_perm(permission, case):
            raise PermissionDenied
        return case

    def acted(
        self, request, case: Case, form: forms.Form, title: Sentence, act: Callable, anchor: str
    ) -> HttpResponse:
        """The page with the form; once it is sent, the act, and back to the dossier."""
        if request.method == "POST" and form.is_valid():
            try:
                act(**form.cleaned_data)
            except REFUSALS as refused:
                form.add_error(None, str(refused))
            else:
                self.log_change(request, case, as_kept(title))
                return HttpResponseRedirect(f"{case.get_absolute_url()}#{anchor}")
        context = self.page_context(request, title, case=case, form=form)
        return TemplateResponse(request, "admin/reform/case/form.html", context)
