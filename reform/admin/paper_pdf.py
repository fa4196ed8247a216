"""The Word file of a paper, sent as PDF where LibreOffice is installed."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from units.paper_files import as_download

from ..models import PaperVersion
from ..papers.portable import NotConverted, as_pdf

PDF = "application/pdf"


def sent_as_pdf(request: HttpRequest, version: PaperVersion, *, back: str) -> HttpResponse:
    """The pages of that version; ``back`` leads to where a failure is told."""
    with version.file.open("rb") as opened:
        document = opened.read()
    try:
        pages = as_pdf(document)
    except NotConverted as failed:
        messages.error(request, str(failed))
        return HttpResponseRedirect(back)
    name = Path(version.filename).with_suffix(".pdf").name
    return as_download(ContentFile(pages, name=name), filename=name, content_type=PDF)
