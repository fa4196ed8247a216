"""Filing papers in a dossier and reading them."""

from __future__ import annotations

from operator import attrgetter

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from units.admin.kept_parts import KeptParts
from units.paper_files import PaperRefused, as_download
from units.sentences import Sentence as _
from units.sentences import as_kept

from ..cases.filing import file_paper, may_file
from ..models import CaseDocument, DocumentVersion, PlannedFigures
from .case_paper_forms import PaperForm

FOLDER = "admin/reform/case"


class CasePapers(KeptParts):
    """For the screen of dossiers, with the histories of what is filed and planned in them."""

    history_frame = "admin/object_history.html"

    def kept_parts(self, case):
        yield CaseDocument.history.filter(case=case), attrgetter("title")
        planned = PlannedFigures.history.filter(participant__event__bundle=case.bundle_id)
        yield planned.select_related("participant__unit"), attrgetter("participant")

    def file_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        case = self.asked_for(request, object_id)
        if not may_file(request.user, case):
            raise PermissionDenied
        form = PaperForm(
            request.POST or None,
            request.FILES or None,
            case=case,
            initial={"required": request.GET.get("paper")},
        )
        if request.method == "POST" and form.is_valid():
            now = timezone.now()
            try:
                version = file_paper(case, **form.cleaned_data, by=request.user, at=now)
            except PaperRefused as refused:
                form.add_error("file", str(refused))
            else:
                said = _("Filed: %(paper)s.") % {"paper": version}
                self.log_change(request, case, as_kept(said))
                return HttpResponseRedirect(f"{case.get_absolute_url()}#papers")
        context = self.page_context(request, _("File a paper"), case=case, form=form)
        return TemplateResponse(request, f"{FOLDER}/file.html", context)

    def paper_view(self, request: HttpRequest, object_id: int, version_id: int) -> HttpResponse:
        case = self.asked_for(request, object_id)
        versions = DocumentVersion.objects.filter(document__case=case)
        version = get_object_or_404(versions, pk=version_id)
        return as_download(
            version.file, filename=version.filename, content_type=version.content_type
        )
