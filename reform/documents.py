"""The pages of documents. The clock is read here and nowhere below."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from resolutions.document_page import document_page
from resolutions.models import LegalDocument, SourceClaim, Target, Task
from units.paper_files import as_download
from units.views import asked_by, for_readers

from .models import Case


@for_readers
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The document, its text on the day ``?on=``, its chain, and what it set and decided."""
    everyone = settings.PUBLIC_PLAN_PAGES
    readable = LegalDocument.objects.for_user(request.user)
    if everyone:
        readable |= LegalDocument.objects.published()
    found = get_object_or_404(readable.select_related("province"), pk=pk)
    asked = asked_by(request)
    page = document_page(
        found,
        asked.on,
        readable=readable,
        targets=Target.objects.all() if everyone else Target.objects.for_user(request.user),
        tasks=Task.objects.all() if everyone else Task.objects.for_user(request.user),
        claims=SourceClaim.objects.all()
        if everyone
        else SourceClaim.objects.for_user(request.user),
    )
    context = {"asked": asked, "page": page, "cases": cases_of(found, request.user)}
    return render(request, "reform/document.html", context)


def cases_of(document: LegalDocument, user) -> list[Case]:
    """Dossiers within the reader's reach that it decides, or that carry it out."""
    cases = Case.objects.for_user(user).filter(Q(decision=document) | Q(plan=document))
    return list(cases.select_related("province", "procedure"))


def document_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, for those whom the document is open to by their role; nobody else, also where
    pages are public."""
    readable = LegalDocument.objects.for_user(request.user)
    found = get_object_or_404(readable, pk=pk)
    if not found.file:
        raise Http404(_("The document has no file: somebody with the print may add it."))
    return as_download(found.file, filename=found.filename, content_type=found.content_type)
