"""Help: a page for each screen, and a list of all; the first hour of a role, ticked or put off."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from . import first_hour
from .help_topics import shelves, topics


def help_index(request: HttpRequest) -> HttpResponse:
    return render(request, "help/index.html", {"shelves": shelves()})


def help_page(request: HttpRequest, topic: str) -> HttpResponse:
    """Raises Http404 for a topic that nobody wrote."""
    told = topics().get(topic)
    if told is None:
        raise Http404(_("There is no such page of help."))
    return render(request, told.template, {"topic": told})


@require_POST
def mark_step(request: HttpRequest, mark: str) -> HttpResponse:
    """Tick a step of one's own first hour, or with ``aside`` put the whole list aside."""
    if mark not in first_hour.STEPS:
        raise Http404(_("There is no such step."))
    first_hour.mark(request.user, mark, at=timezone.now())
    return HttpResponseRedirect(f"{reverse('admin:index')}#desk")
