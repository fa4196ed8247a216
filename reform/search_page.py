"""The box at the top of every page, and its page for browsers without scripts."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from resolutions.models import LegalDocument
from units.views import asked_by, for_readers, readable_by

from .models import Case
from .quick_search import quick_search
from .views import read_atlas

LONGEST = 200


@for_readers
def search(request: HttpRequest) -> HttpResponse:
    """What holds the words ``?q=``; with ``?part=`` only the list, for the box to show below it."""
    text = request.GET.get("q", "")[:LONGEST].strip()
    documents = LegalDocument.objects.for_user(request.user)
    if settings.PUBLIC_PLAN_PAGES:
        documents |= LegalDocument.objects.published()
    sorts = quick_search(
        text,
        asked=asked_by(request),
        atlas=read_atlas(request),
        units=readable_by(request),
        cases=Case.objects.for_user(request.user),
        documents=documents,
    )
    template = "reform/search_hits.html" if "part" in request.GET else "reform/search.html"
    return render(request, template, {"text": text, "sorts": sorts})
